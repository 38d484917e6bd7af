package ecr17

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/stx"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	id   = "ecr17"
	book = "ecr17-it"
	// longest is more than the longest message, a service request of 1024
	// characters.
	longest = 2048
)

// Protocol gives ECR17. Its variants are the rules of the check byte.
func Protocol() ecr.Protocol {
	return ecr.Protocol{
		ID:     id,
		Name:   codes.Text{EN: "ECR17", ZH: "ECR17"},
		Region: codes.Text{EN: "Italy", ZH: "意大利"},
		Source: "developer.nexigroup.com/traditionalpos/en-EU/docs; github padosoft/rust-ecr17-protocol",
		Lines: []wire.Line{
			{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1},
			{Baud: 9600, Bits: 7, Parity: 'E', Stop: 1},
		},
		// The LAN is the official way; every terminal is set to a port of its own.
		Links:           []wire.Link{wire.TCP, wire.Serial},
		Variants:        variants(),
		NewFramer:       func(wire.Link) wire.Framer { return newFramer() },
		NewConversation: newConversation,
		Describe:        describe,
		Mask:            mask,
		Signature:       signature,
		Queries:         queries,
	}
}

// newFramer makes a framer that learns its terminal's rule.
func newFramer() wire.Framer {
	var r learned
	return stx.New(longest, func(b wire.Bytes) (stx.Find, int, wire.Frame) {
		switch {
		case b.Is(0, stx.STX):
			return stx.Text(b, r.sum)
		case b.Is(0, stx.ACK), b.Is(0, stx.NAK):
			return control(b)
		case b.Is(0, stx.SOH):
			return progress(b)
		}
		return stx.Noise, 1, wire.Frame{}
	})
}

// control reads an acknowledgement: its sign, ETX and check byte.
func control(b wire.Bytes) (stx.Find, int, wire.Frame) {
	switch {
	case b.Len() == 1, b.Is(1, stx.ETX) && b.Len() == 2:
		return stx.Need, 0, wire.Frame{}
	case !b.Is(1, stx.ETX):
		return stx.Noise, 1, wire.Frame{}
	}
	f := wire.Frame{Kind: wire.Control, Sign: wire.ACK}
	if b.Is(0, stx.NAK) {
		f.Sign = wire.NAK
	}
	f.Check, f.Rule = stx.Checked(b.Slice(0, 3), anyRule)
	if f.Check == wire.CheckBad {
		f.Fault = stx.BadSum(2)
	}
	return stx.Whole, 3, f
}

// steps is the length of a progress text.
const steps = 20

// progress reads SOH, twenty characters for the till's display, and EOT. It has
// no check byte.
func progress(b wire.Bytes) (stx.Find, int, wire.Frame) {
	for i := 1; i < min(b.Len(), steps+1); i++ {
		if c, known := b.At(i); known && c < ' ' {
			return stx.Noise, 1, wire.Frame{}
		}
	}
	switch {
	case b.Len() < steps+2:
		return stx.Need, 0, wire.Frame{}
	case !b.Is(steps+1, stx.EOT):
		return stx.Noise, 1, wire.Frame{}
	}
	return stx.Whole, steps + 2, wire.Frame{Kind: wire.Data, Body: b.Slice(1, steps+1)}
}

func isProgress(f wire.Frame) bool { return f.Kind == wire.Data && f.Raw.Is(0, stx.SOH) }

// signature scores frames. The check byte with base 7F behind eight digits, a
// zero and a letter is no chance, nor is a progress text; an acknowledgement of
// three bytes whose last one fits a rule is met nowhere else.
func signature(frames []wire.Frame) int {
	score := 0
	for _, f := range frames {
		switch {
		case f.Check == wire.CheckBad:
		case isProgress(f), f.Kind == wire.Control && f.Sign != wire.Padding:
			score += 100
		case f.Kind != wire.Data || codeOf(f.Body) == 0:
		case f.Check == wire.CheckHidden:
			score += 60
		default:
			score += 100
		}
	}
	return score
}
