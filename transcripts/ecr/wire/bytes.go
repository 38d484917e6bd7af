package wire

import (
	"encoding/hex"
	"errors"
	"strings"
)

// Bytes are bytes of a line. A masked capture no longer shows some nibbles of
// them; those read as zero in B and are marked in Hid.
type Bytes struct {
	B []byte
	// Hid is nil when everything is known, else as long as B: F0 marks a hidden
	// high nibble, 0F a low one, FF both.
	Hid []byte
}

// Known gives bytes of which nothing is hidden.
func Known(b []byte) Bytes { return Bytes{B: b} }

// ErrHex is what [ParseHex] gives for a text that is no pairs of hex digits or x.
var ErrHex = errors.New("not pairs of hexadecimal digits or x")

// ParseHex reads hexadecimal digits, a hidden nibble written as x. Blanks
// between pairs are passed over.
func ParseHex(s string) (Bytes, error) {
	s = strings.Map(func(r rune) rune {
		if r == ' ' || r == '\t' {
			return -1
		}
		return r
	}, s)
	if len(s)%2 != 0 {
		return Bytes{}, ErrHex
	}
	out := Bytes{B: make([]byte, len(s)/2)}
	for i := range len(s) {
		shift := 4 * (1 - i%2)
		switch c := s[i]; {
		case c == 'x' || c == 'X':
			if out.Hid == nil {
				out.Hid = make([]byte, len(out.B))
			}
			out.Hid[i/2] |= 0x0F << shift
		case c >= '0' && c <= '9':
			out.B[i/2] |= (c - '0') << shift
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			out.B[i/2] |= (c | 0x20 - 'a' + 10) << shift
		default:
			return Bytes{}, ErrHex
		}
	}
	return out, nil
}

// Len is the number of bytes.
func (b Bytes) Len() int { return len(b.B) }

// At gives byte i; known is false when a nibble of it is hidden.
func (b Bytes) At(i int) (c byte, known bool) { return b.B[i], b.Hid == nil || b.Hid[i] == 0 }

// Is reports whether byte i is there, known and c.
func (b Bytes) Is(i int, c byte) bool {
	return i >= 0 && i < len(b.B) && b.B[i] == c && (b.Hid == nil || b.Hid[i] == 0)
}

// AllKnown reports whether nothing is hidden.
func (b Bytes) AllKnown() bool {
	for _, h := range b.Hid {
		if h != 0 {
			return false
		}
	}
	return true
}

// Slice gives the bytes from i to before j. They share memory with b.
func (b Bytes) Slice(i, j int) Bytes {
	out := Bytes{B: b.B[i:j:j]}
	if b.Hid != nil {
		out.Hid = b.Hid[i:j:j]
	}
	return out
}

// From gives the bytes from i on.
func (b Bytes) From(i int) Bytes { return b.Slice(i, len(b.B)) }

// Append gives b followed by o, in new memory.
func (b Bytes) Append(o Bytes) Bytes {
	out := Bytes{B: append(append(make([]byte, 0, len(b.B)+len(o.B)), b.B...), o.B...)}
	if b.Hid != nil || o.Hid != nil {
		out.Hid = make([]byte, len(out.B))
		copy(out.Hid, b.Hid)
		copy(out.Hid[len(b.B):], o.Hid)
	}
	return out
}

// Clone gives the same bytes in new memory.
func (b Bytes) Clone() Bytes { return Bytes{}.Append(b) }

// Hide gives a copy in which the nibbles from i to before j are hidden. Nibble 0
// is the high one of byte 0.
func (b Bytes) Hide(i, j int) Bytes {
	out := b.Clone()
	if out.Hid == nil {
		out.Hid = make([]byte, len(out.B))
	}
	for ; i < j; i++ {
		mask := byte(0xF0)
		if i%2 == 1 {
			mask = 0x0F
		}
		out.Hid[i/2] |= mask
		out.B[i/2] &^= mask
	}
	return out
}

// Hex writes lower-case hexadecimal digits, hidden nibbles as x.
func (b Bytes) Hex() string {
	out := []byte(hex.EncodeToString(b.B))
	for i, h := range b.Hid {
		if h&0xF0 != 0 {
			out[2*i] = 'x'
		}
		if h&0x0F != 0 {
			out[2*i+1] = 'x'
		}
	}
	return string(out)
}

// Text reads the bytes as characters of one byte each; a byte of which anything
// is hidden gives a star.
func (b Bytes) Text() string {
	out := []byte(string(b.B))
	for i, h := range b.Hid {
		if h != 0 {
			out[i] = '*'
		}
	}
	return string(out)
}

// Nibbles writes each nibble as a digit (packed BCD; A to F as they are), hidden
// ones as stars.
func (b Bytes) Nibbles() string {
	out := []byte(strings.ToUpper(hex.EncodeToString(b.B)))
	for i, h := range b.Hid {
		if h&0xF0 != 0 {
			out[2*i] = '*'
		}
		if h&0x0F != 0 {
			out[2*i+1] = '*'
		}
	}
	return string(out)
}
