package mellon

import (
	"strings"
	"sync"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Protocol describes the Mellon protocol.
func Protocol() ecr.Protocol {
	return ecr.Protocol{
		ID:     protocolID,
		Name:   codes.Text{EN: "ECR-Mellon", ZH: "Mellon 收银协议"},
		Region: codes.Text{EN: "Greece, Albania and the Balkans", ZH: "希腊、阿尔巴尼亚及巴尔干地区"},
		Source: "ECR-MELLON POS integration, version 1.00B of 25 April 2025",
		// Over USB the speed has no meaning, and there is no RS-232 (section 4).
		Lines:           []wire.Line{{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1}},
		Port:            4000,
		Links:           []wire.Link{wire.TCP, wire.Serial},
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

// sure is the score of a message: its length, its letters and its version fit.
const sure = 100

// signature scores how much frames look like this protocol.
func signature(frames []wire.Frame) int {
	for _, f := range frames {
		m, ok := parse(f.Body)
		if f.Kind == wire.Data && ok && m.version == "01" && strings.Trim(m.variant, "0123456789") == "" {
			return sure
		}
	}
	return 0
}
