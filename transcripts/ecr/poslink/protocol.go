package poslink

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/stx"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	id   = "poslink"
	book = "pax-poslink"
	// longest is more than a report with a receipt in it; signatures come in
	// parts.
	longest = 1 << 14

	fs = 0x1C // between groups
	us = 0x1F // between fields of a group
)

// head is the sign of an HTTP answer's head; the message follows it.
const head wire.Sign = "HTTP"

// Protocol gives PAX POSLink.
func Protocol() ecr.Protocol {
	return ecr.Protocol{
		ID:     id,
		Name:   codes.Text{EN: "PAX POSLink", ZH: "百富 PAX POSLink"},
		Region: codes.Text{EN: "United States, Canada", ZH: "美国、加拿大"},
		Source: "github globalpayments/dotnet-sdk src/GlobalPayments.Api/Terminals/PAX; public POSLink samples; no vendor document",
		Lines: []wire.Line{
			{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1},
			{Baud: 115200, Bits: 8, Parity: 'N', Stop: 1},
		},
		Port:            10009,
		Links:           []wire.Link{wire.Serial, wire.TCP},
		NewFramer:       newFramer,
		NewConversation: newConversation,
		Describe:        describe,
		Mask:            mask,
		Signature:       signature,
		Queries:         queries,
	}
}

func newFramer(l wire.Link) wire.Framer {
	if l == wire.TCP {
		return stx.New(longest, func(b wire.Bytes) (stx.Find, int, wire.Frame) {
			if find, n, f, ok := web(b); ok {
				return find, n, f
			}
			return rule(b)
		})
	}
	return stx.New(longest, rule)
}

// rule finds the next frame.
func rule(b wire.Bytes) (stx.Find, int, wire.Frame) {
	sign := func(s wire.Sign) (stx.Find, int, wire.Frame) {
		return stx.Whole, 1, wire.Frame{Kind: wire.Control, Sign: s}
	}
	switch {
	case b.Is(0, stx.STX):
		return stx.Text(b, sum)
	case b.Is(0, stx.ACK):
		return sign(wire.ACK)
	case b.Is(0, stx.NAK):
		return sign(wire.NAK)
	case b.Is(0, stx.EOT):
		return sign(wire.EOT)
	case b.Is(0, 0):
		return stx.Filler, 1, wire.Frame{}
	}
	return stx.Noise, 1, wire.Frame{}
}

// sum is the XOR of all bytes after STX, ETX included.
func sum(stxToETX []byte, check byte) (bool, string) {
	return wire.XOR(0, stxToETX[1:]) == check, ""
}

// signature scores frames: a letter and two digits, FS and a version, with a
// check byte that fits, are no chance.
func signature(frames []wire.Frame) int {
	score := 0
	for _, f := range frames {
		if f.Kind != wire.Data || f.Check == wire.CheckBad {
			continue
		}
		msg := split(f.Body, true)
		switch {
		case msg.command == "" || msg.version == "":
		case f.Check == wire.CheckHidden:
			score += 60
		default:
			score += 100
		}
	}
	return score
}

// version is digits around a point: "1.28".
func version(v string) bool {
	return len(v) == 4 && v[1] == '.' && digits(v[:1], 1, 1) && digits(v[2:], 2, 2)
}
