package codepay

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Protocol gives the USB protocol of CodePay and PayCloud terminals.
func Protocol() ecr.Protocol {
	return ecr.Protocol{
		ID:              id,
		Name:            codes.Text{EN: "CodePay and PayCloud terminals", ZH: "CodePay / PayCloud 终端"},
		Region:          codes.Text{EN: "United States, Africa and elsewhere; Android terminals", ZH: "美国、非洲等地；安卓终端"},
		Source:          "developer.codepay.us/docs/SerialCommunicationProtocol and SerialAPIList (same pages at developers.paycloud.africa)",
		Lines:           []wire.Line{{Baud: 115200, Bits: 8, Parity: 'N', Stop: 1}},
		Links:           []wire.Link{wire.Serial},
		NewFramer:       func(wire.Link) wire.Framer { return &framer{} },
		NewConversation: newConversation,
		Describe:        describe,
		Mask:            mask,
		Signature:       signature,
		Queries:         queries,
	}
}

// signature scores frames. Ten fixed bytes of a heartbeat, or marks at both ends
// with a length and a check byte that fit, cannot be chance.
func signature(frames []wire.Frame) int {
	best := 0
	for _, f := range frames {
		switch {
		case f.Kind == wire.Control, f.Kind == wire.Data && f.Check == wire.CheckOK:
			return 100
		case f.Kind == wire.Data && f.Check == wire.CheckHidden:
			best = max(best, 90)
		case f.Kind == wire.Data:
			best = max(best, 60)
		}
	}
	return best
}
