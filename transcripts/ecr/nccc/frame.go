package nccc

import (
	"slices"

	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/cut"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	stx = 0x02
	etx = 0x03
	// known is the length of the record whose fields are public.
	known = 400
)

// lengths are those of the banks' records.
var lengths = []int{144, 200, 250, known, 600}

var longest = slices.Max(lengths) + 3

// scan reads STX, a record, ETX and a XOR over record and ETX.
func scan(b wire.Bytes) (wire.Frame, int) {
	switch {
	case b.Is(0, 0x06):
		return cut.Sign(wire.ACK)
	case b.Is(0, 0x15):
		return cut.Sign(wire.NAK)
	case !b.Is(0, stx):
		return cut.Nothing()
	}
	for i := 1; i < b.Len(); i++ {
		if b.Is(i, etx) {
			switch {
			case !slices.Contains(lengths, i-1):
				return cut.Nothing()
			case b.Len() < i+2:
				return cut.More()
			}
			return cut.Whole(b, b.Slice(1, i), 0, 1, i+2)
		}
		// Names may be Chinese, in Big5.
		if !cut.Any(b, i, func(c byte) bool { return c >= 0x20 && c != 0x7F && c != 0xFF }) {
			return cut.Nothing()
		}
	}
	return cut.More()
}

// signature: the exact length is as telling as the sum.
func signature(frames []wire.Frame) int {
	score := 0
	for _, f := range frames {
		if f.Kind != wire.Data {
			continue
		}
		switch {
		case f.Check == wire.CheckBad:
			score += 20
		case f.Body.Len() == known && wellFormed(f.Body):
			score += 100
		default:
			score += 50
		}
	}
	return min(score, 200)
}

// wellFormed reports whether a record's indicator, transaction and amount look
// as they must.
func wellFormed(b wire.Bytes) bool {
	letter := func(c byte) bool { return c >= 'A' && c <= 'Z' }
	blank := func(c byte) bool { return cut.Digit(c) || c == ' ' }
	ok := cut.Any(b, 0, letter) && cut.Any(b, 8, cut.Digit) && cut.Any(b, 9, cut.Digit)
	for i := 42; i < 54; i++ {
		ok = ok && cut.Any(b, i, blank)
	}
	return ok
}
