package paywizard

import (
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/cut"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	stx = 0x02
	etx = 0x03
	// header is STX, version, what it is, a spare byte, a number (2) and the
	// length of the body (2).
	header  = 8
	longest = header + 32768 + 2
)

// What a frame is.
const (
	fromTill     = 0x01
	fromTerminal = 0x02
	ackFromTill  = 0x03
	cancel       = 0xC1
	cancelled    = 0xC2
	handshake    = 0xF1
	shaken       = 0xF2
)

// scan reads header, body, ETX and a XOR over all between STX and the sum.
func scan(b wire.Bytes) (wire.Frame, int) {
	if !cut.Starts(b,
		func(c byte) bool { return c == stx },
		func(c byte) bool { return c == 1 || c == 2 },
		func(c byte) bool {
			switch c {
			case fromTill, fromTerminal, ackFromTill, cancel, cancelled, handshake, shaken:
				return true
			}
			return false
		}) || !b.Is(0, stx) {
		return cut.Nothing()
	}
	if b.Len() < header {
		return cut.More()
	}
	n := header + int(b.B[6])<<8 + int(b.B[7]) + 2
	switch {
	case !b.Slice(6, 8).AllKnown() || n > longest:
		return cut.Nothing()
	case b.Len() < n:
		return cut.More()
	case !b.Is(n-2, etx):
		return cut.Nothing()
	}
	return cut.Whole(b, b.Slice(1, n-2), 0, 1, n)
}

// signature: the sum is short, so one frame is a proof only with a JSON body.
func signature(frames []wire.Frame) int {
	score := 0
	for _, f := range frames {
		object := f.Body.Is(header-1, '{')
		switch {
		case f.Kind != wire.Data:
		case f.Check == wire.CheckOK && object:
			score += 100
		case f.Check == wire.CheckOK:
			score += 60
		case object:
			score += 30
		}
	}
	return min(score, 200)
}
