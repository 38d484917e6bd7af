package linkpos

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/bcdlen"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Protocol gives the Hypercom-style till protocol, LinkPOS.
func Protocol() ecr.Protocol {
	return ecr.Protocol{
		ID:     id,
		Name:   codes.Text{EN: "LinkPOS (Hypercom-style till messages)", ZH: "LinkPOS（Hypercom 系收银报文）"},
		Region: codes.Text{EN: "Thailand and the Philippines; seen elsewhere in Asia", ZH: "泰国、菲律宾；亚洲其他地区也有使用"},
		Source: "KBTG Link POS specification v1.5.0 (2025-03-25) in a public rewrite; response table of ECR v1.56; public capture of a BDO terminal",
		Lines: []wire.Line{
			{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1},
			{Baud: 115200, Bits: 8, Parity: 'N', Stop: 1},
		},
		Links:           []wire.Link{wire.Serial},
		Variants:        variants,
		NewFramer:       func(wire.Link) wire.Framer { return bcdlen.NewFramer() },
		NewConversation: newConversation,
		Describe:        describe,
		Mask:            func(f wire.Frame) wire.Bytes { return table().Mask(f) },
		Signature:       signature,
		Queries:         queries,
	}
}

// signature scores frames. The check byte alone fits one time in 256; header,
// fields and check byte together cannot be chance.
func signature(frames []wire.Frame) int {
	best := 0
	for _, f := range frames {
		if f.Kind != wire.Data {
			continue
		}
		if _, ok := readHeader(f.Body); !ok {
			continue
		}
		whole := table().Split(f.Body, false).Stop == f.Body.Len()
		switch {
		case whole && f.Check == wire.CheckOK:
			return 100
		case f.Check == wire.CheckOK || whole && f.Check == wire.CheckHidden:
			best = max(best, 90)
		default:
			best = max(best, 60)
		}
	}
	return best
}
