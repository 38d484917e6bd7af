package nets

import (
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/bcdlen"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// otherHeader begins the header of the sibling protocol, which is as long as this
// one; no till that counts by date begins so before the year 2060.
const otherHeader = "60"

// port is where the sample terminal listens.
const port = 8800

// Protocol gives the till protocol of NETS terminals.
func Protocol() ecr.Protocol {
	return ecr.Protocol{
		ID:              id,
		Name:            codes.Text{EN: "NETS till link", ZH: "NETS 收银接口"},
		Region:          codes.Text{EN: "Singapore", ZH: "新加坡"},
		Source:          "public program that builds and reads these messages; the functions 55 to 57 and 81 are from memory",
		Lines:           []wire.Line{{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1}},
		Port:            port,
		Links:           []wire.Link{wire.Serial, wire.TCP},
		NewFramer:       func(wire.Link) wire.Framer { return bcdlen.NewFramer() },
		NewConversation: newConversation,
		Describe:        describe,
		Mask:            func(f wire.Frame) wire.Bytes { return table().Mask(f) },
		Signature:       signature,
		Queries:         queries,
	}
}

// signature scores frames. A header of letters and digits is no proof by itself;
// with fields that read to the end and a check byte that fits it is.
func signature(frames []wire.Frame) int {
	best := 0
	for _, f := range frames {
		if f.Kind != wire.Data {
			continue
		}
		h, ok := readHeader(f.Body)
		if !ok {
			continue
		}
		if strings.HasPrefix(h.ecn, otherHeader) {
			best = max(best, 40)
			continue
		}
		_, listed := functions()[h.function]
		whole := table().Split(f.Body, false).Stop == f.Body.Len()
		switch {
		case whole && listed && f.Check == wire.CheckOK:
			return 100
		case whole && f.Check != wire.CheckBad:
			best = max(best, 80)
		default:
			best = max(best, 40)
		}
	}
	return best
}
