package concert

import (
	"strings"
	"sync"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Protocol describes Concert E and E+.
func Protocol() ecr.Protocol {
	return ecr.Protocol{
		ID:     protocolID,
		Name:   codes.Text{EN: "Concert E/E+", ZH: "Concert E/E+ 协议"},
		Region: codes.Text{EN: "France", ZH: "法国"},
		Source: "akretion/pypostelium; PayXpert, USB/RS232 specifications",
		Lines: []wire.Line{
			{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1},
			{Baud: 9600, Bits: 7, Parity: 'E', Stop: 1},
		},
		Links:           []wire.Link{wire.Serial},
		NewFramer:       newFramer,
		NewConversation: newConversation,
		Describe:        describe,
		Mask:            mask,
		Signature:       signature,
		Queries:         queries,
	}
}

// book is the code library, for what results say.
var book = sync.OnceValue(codes.Open)

// How much a block says: a request of E+ has fixed letters in fixed places, a
// reply only digits where others may have digits too.
const (
	sure   = 100
	likely = 60
)

// signature scores how much frames look like Concert.
func signature(frames []wire.Frame) int {
	best := 0
	for _, f := range frames {
		if f.Kind != wire.Data || f.Check == wire.CheckBad {
			continue
		}
		b, ok := parse(f.Body, wire.SideUnknown)
		switch {
		case !ok:
		case strings.HasPrefix(b.get("delay"), "A01") && strings.HasPrefix(b.get("auto"), "B01"):
			return sure
		case b.side == wire.FromTerminal && b.get("mode") != "" && modes[b.get("mode")].EN != "":
			best = likely
		}
	}
	return best
}
