package smartro

import (
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/cut"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	stx = 0x02
	etx = 0x03
	// header is STX, terminal id (16), date and time (14), job code, response
	// code and length (2).
	header  = 35
	longest = header + 4096 + 2
	// The parts of a body, which starts behind STX.
	atTime, atJob, atCode, atData = 16, 30, 31, 34
)

// form is what each byte of a header may be.
var form = func() []func(byte) bool {
	name := func(c byte) bool { return c == 0 || c >= 0x20 && c < 0x7F }
	job := func(c byte) bool { return c >= '@' && c <= 'Z' || c >= 'a' && c <= 'z' }
	rules := append([]func(byte) bool{func(c byte) bool { return c == stx }}, cut.Rules(16, name)...)
	rules = append(rules, cut.Rules(14, cut.Digit)...)
	return append(rules, job)
}()

// scan reads header, data, ETX and a XOR from STX through ETX.
func scan(b wire.Bytes) (wire.Frame, int) {
	switch {
	case b.Is(0, 0x06):
		return cut.Sign(wire.ACK)
	case b.Is(0, 0x15):
		return cut.Sign(wire.NAK)
	case !b.Is(0, stx) || !cut.Starts(b, form...):
		return cut.Nothing()
	case b.Len() < header:
		return cut.More()
	}
	n := header + int(b.B[header-2]) + int(b.B[header-1])<<8 + 2
	switch {
	case !b.Slice(header-2, header).AllKnown() || n > longest:
		return cut.Nothing()
	case b.Len() < n:
		return cut.More()
	case !b.Is(n-2, etx):
		return wire.Frame{Fault: cut.Broken(n - 2)}, 1
	}
	return cut.Whole(b, b.Slice(1, n-2), 0, 0, n)
}

// signature gives a proof for one good frame: besides its sum, thirty bytes of
// header have their form.
func signature(frames []wire.Frame) int {
	score := 0
	for _, f := range frames {
		switch {
		case f.Kind != wire.Data:
		case f.Check == wire.CheckOK:
			score += 100
		case f.Check == wire.CheckHidden:
			score += 60
		default:
			score += 20
		}
	}
	return min(score, 200)
}
