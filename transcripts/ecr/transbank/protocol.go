package transbank

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/stx"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	id   = "transbank"
	book = "transbank-cl-pos"
	// longest is more than any answer with a slip in it: two copies of some
	// forty lines.
	longest = 8192
)

// Protocol gives the protocol of Transbank's terminals.
func Protocol() ecr.Protocol {
	return ecr.Protocol{
		ID:     id,
		Name:   codes.Text{EN: "Transbank POS Integrado and Autoservicio", ZH: "Transbank POS Integrado / Autoservicio"},
		Region: codes.Text{EN: "Chile, also Getnet Chile", ZH: "智利，Getnet 智利也使用"},
		Source: "github TransbankDevelopers/transbank-developers-docs referencia/posintegrado, transbank-pos-sdk-c, transbank-pos-sdk-nodejs",
		// USB and newer terminals; what Autoservicio starts with on RS-232; older ones.
		Lines: []wire.Line{
			{Baud: 115200, Bits: 8, Parity: 'N', Stop: 1},
			{Baud: 19200, Bits: 8, Parity: 'N', Stop: 1},
			{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1},
		},
		Links:           []wire.Link{wire.Serial},
		NewFramer:       func(wire.Link) wire.Framer { return stx.New(longest, rule) },
		NewConversation: newConversation,
		Describe:        describe,
		Mask:            mask,
		Signature:       signature,
		Queries:         queries,
	}
}

// rule finds the next frame.
func rule(b wire.Bytes) (stx.Find, int, wire.Frame) {
	switch {
	case b.Is(0, stx.STX):
		return stx.Text(b, sum)
	case b.Is(0, stx.ACK):
		return stx.Whole, 1, wire.Frame{Kind: wire.Control, Sign: wire.ACK}
	case b.Is(0, stx.NAK):
		return stx.Whole, 1, wire.Frame{Kind: wire.Control, Sign: wire.NAK}
	}
	return stx.Noise, 1, wire.Frame{}
}

// sum is the XOR of all bytes after STX, ETX included.
func sum(stxToETX []byte, check byte) (bool, string) {
	return wire.XOR(0, stxToETX[1:]) == check, ""
}

// signature scores frames: four digits and a bar or the end are rare elsewhere,
// and a command that is known, with a check byte that fits, is rarer still.
func signature(frames []wire.Frame) int {
	score := 0
	for _, f := range frames {
		if f.Kind != wire.Data || f.Check == wire.CheckBad {
			continue
		}
		code, parts := split(f.Body, true)
		switch c := find(code, parts); {
		case code == "":
		case c == nil:
			score += 20
		case f.Check == wire.CheckHidden:
			score += 60
		default:
			score += 100
		}
	}
	return score
}
