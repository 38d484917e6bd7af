package mispos

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/bcdlen"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Protocol gives the Chinese till protocol of private tags. It has no queries;
// the package's doc says why.
func Protocol() ecr.Protocol {
	return ecr.Protocol{
		ID:     id,
		Name:   codes.Text{EN: "MISPOS with private tags", ZH: "MISPOS 收银一体化（DF 标签）"},
		Region: codes.Text{EN: "China", ZH: "中国"},
		Source: "github.com/hehe02921/qqq IngPosCom.cpp, the only source; many transaction types are not known",
		Lines: []wire.Line{
			{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1},
			{Baud: 115200, Bits: 8, Parity: 'N', Stop: 1},
		},
		Links:           []wire.Link{wire.Serial},
		NewFramer:       func(wire.Link) wire.Framer { return bcdlen.NewFramer() },
		NewConversation: newConversation,
		Describe:        describe,
		Mask:            mask,
		Signature:       signature,
	}
}

// signature scores frames: tags that read to the end, the first of them the kind
// of packet, and a check byte that fits cannot be chance.
func signature(frames []wire.Frame) int {
	best := 0
	for _, f := range frames {
		if f.Kind != wire.Data {
			continue
		}
		objects, stop := split(f.Body)
		switch {
		case len(objects) == 0 || objects[0].tag != tagKind:
		case stop == f.Body.Len() && f.Check == wire.CheckOK:
			return 100
		case stop == f.Body.Len() && f.Check == wire.CheckHidden:
			best = max(best, 90)
		default:
			best = max(best, 50)
		}
	}
	return best
}
