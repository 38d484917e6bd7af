package zvt

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Protocol describes ZVT.
func Protocol() ecr.Protocol {
	return ecr.Protocol{
		ID:     protocolID,
		Name:   codes.Text{EN: "ZVT", ZH: "ZVT 协议"},
		Region: codes.Text{EN: "Germany, Austria, Switzerland and neighbours", ZH: "德国、奥地利、瑞士及周边国家"},
		Source: "PA00P015 rev. 13.08 and PA00P016 rev. 04, terminalhersteller.de",
		Lines: []wire.Line{
			{Baud: 9600, Bits: 8, Parity: 'N', Stop: 2},
			{Baud: 115200, Bits: 8, Parity: 'N', Stop: 2},
			{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1},
			{Baud: 115200, Bits: 8, Parity: 'N', Stop: 1},
		},
		Port:  20007,
		Links: []wire.Link{wire.Serial, wire.TCP},
		NewFramer: func(l wire.Link) wire.Framer {
			if l == wire.TCP {
				return &packets{}
			}
			return &serial{}
		},
		NewConversation: newConversation,
		Describe:        describe,
		Mask:            mask,
		Signature:       signature,
		Queries:         queries,
	}
}
