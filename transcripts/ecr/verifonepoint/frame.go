package verifonepoint

import (
	"strings"

	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/cut"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	stx     = 0x02
	etx     = 0x03
	etb     = 0x17
	longest = 8192
)

// scan reads STX, a message or a part of one, ETX and a XOR over message and ETX.
// A later part may begin with anything, so any text is taken; what is none of
// this protocol's messages tells nothing.
func scan(b wire.Bytes) (wire.Frame, int) {
	switch {
	case b.Is(0, 0x06):
		return cut.Sign(wire.ACK)
	case b.Is(0, 0x15):
		return cut.Sign(wire.NAK)
	case b.Is(0, 0x05):
		return cut.Sign(wire.ENQ)
	case !b.Is(0, stx):
		return cut.Nothing()
	}
	for i := 1; i < b.Len(); i++ {
		switch {
		case b.Is(i, etx) && i == 1:
			return cut.Nothing()
		case b.Is(i, etx) && b.Len() < i+2:
			return cut.More()
		case b.Is(i, etx):
			return cut.Whole(b, b.Slice(1, i), 0, 1, i+2)
		case i == 2 && (b.Is(1, 'Z') || b.Is(1, 'D')) && cut.Any(b, i, func(c byte) bool { return c <= 2 }):
			// The choice of these two is a number, not a digit.
		case !cut.Any(b, i, text):
			return cut.Nothing()
		}
	}
	return cut.More()
}

func text(c byte) bool {
	return c >= 0x20 && c != 0x7F || c == '\n' || c == '\r' || c == 0x1C || c == 0x1E || c == etb
}

// signature: many protocols have STX, text, ETX and this sum, so only a message
// of a known shape counts, and one alone is no proof unless it is long.
func signature(frames []wire.Frame) int {
	score := 0
	for _, f := range frames {
		if f.Kind != wire.Data || f.Check == wire.CheckBad {
			continue
		}
		switch shape := shapeOf(f.Body); {
		case shape == longShape:
			score += 100
		case shape == shortShape:
			score += 50
		}
	}
	return min(score, 200)
}

type shape int

const (
	noShape shape = iota
	shortShape
	longShape
)

// shapeOf tells how much a body looks like a message of this protocol.
func shapeOf(b wire.Bytes) shape {
	s := b.Text()
	switch {
	case len(s) == 80 && s[0] == 'y', len(s) >= 137 && (s[0] == '4' || s[0] == '5'):
		return longShape
	case len(s) == 3 && s[0] == 's' && digits(s[1:]), len(s) == 3 && s[0] == 'S' && digits(s[1:]),
		len(s) >= 8 && s[0] == 'S' && digits(s[1:8]),
		len(s) >= 6 && s[0] == '2' && strings.Contains(phases, s[1:2]) && status(s[2:6]),
		s == "72", len(s) == 3 && s[:2] == "72", s == "W", len(s) == 16 && s[0] == '$' && digits(s[1:]),
		len(s) == 5 && s[0] == 'C' && digits(s[1:]), len(s) == 48 && s[0] == 'Z':
		return shortShape
	}
	return noShape
}

// phases are those of a status: waiting for a card, and so on to "remove it".
const phases = "0123456789ABC#$QR"

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789*") == "" }

// status reports whether s is a status code: four digits, or 91Z1 and 91Z3.
func status(s string) bool { return digits(s) || s == "91Z1" || s == "91Z3" }
