package caisseap

import (
	"sync"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Protocol describes Caisse-AP.
func Protocol() ecr.Protocol {
	return ecr.Protocol{
		ID:              protocolID,
		Name:            codes.Text{EN: "Caisse-AP", ZH: "Caisse-AP 协议"},
		Region:          codes.Text{EN: "France", ZH: "法国"},
		Source:          "akretion/caisse-ap-ip",
		Port:            8888,
		Links:           []wire.Link{wire.TCP},
		NewFramer:       newFramer,
		NewConversation: newConversation,
		Describe:        describe,
		Mask:            mask,
		Signature:       signature,
	}
}

// book is the code library, for what results say.
var book = sync.OnceValue(codes.Open)

// sure is the score of a message of fields that fit, with version and currency.
const sure = 100

// signature scores how much frames look like Caisse-AP.
func signature(frames []wire.Frame) int {
	for _, f := range frames {
		if m := parse(f.Body); f.Kind == wire.Data && len(m) > 2 && m.get("CZ") != "" && m.get("CJ") != "" {
			return sure
		}
	}
	return 0
}
