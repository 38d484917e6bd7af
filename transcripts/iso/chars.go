package iso

import "golang.org/x/text/encoding/charmap"

// maskByte is what a wholly masked byte reads as: x nibbles in hex become F
// (see [ParseHex]), and FF is no character in any of the code pages.
const maskByte = 0xFF

// fromEBCDIC maps IBM code page 1047 to ASCII; what has no ASCII form becomes a
// full stop, a masked byte a star.
var fromEBCDIC = func() (t [256]byte) {
	for i := range t {
		r := charmap.CodePage1047.DecodeByte(byte(i))
		if r < 0x20 || r > 0x7E {
			r = '.'
		}
		t[i] = byte(r)
	}
	t[maskByte] = '*'
	return t
}()

// hexPairs holds the two upper-case hex characters of each byte.
var hexPairs = func() (t [256][2]byte) {
	const digits = "0123456789ABCDEF"
	for i := range t {
		t[i] = [2]byte{digits[i>>4], digits[i&15]}
	}
	return t
}()

// hexNibble reads one hex character; masks (x, *, _, and a masked byte where the
// characters are bytes themselves) read as F. The second
// result is false for anything else.
func hexNibble(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	case c == 'x' || c == 'X' || c == '*' || c == '_' || c == maskByte:
		return 0xF, true
	}
	return 0, false
}

// skipsFirst decides which nibble of an odd run of packed digits is the
// padding. Terminals pad either end with 0 or F; where both ends could be
// padding, the dialect's habit decides.
func skipsFirst(first, last byte, right bool) bool {
	if right {
		return !(first != 0 && (last == 0 || last == 0xF) || last == 0xF && first != 0xF)
	}
	return last != 0 && last != 0xF && (first == 0 || first == 0xF) || first == 0xF && last != 0xF
}

func isDigits(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(b) > 0
}

func isPrintable(b []byte) bool {
	for _, c := range b {
		if c < 0x20 || c > 0x7E {
			return false
		}
	}
	return true
}

func allZero(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}

// noDigitButZero reports whether a digit field says nothing: it is empty or
// zeros throughout.
func noDigitButZero(b []byte) bool {
	for _, c := range b {
		if c != '0' {
			return false
		}
	}
	return true
}

// two reads two digits; -1 when they are none.
func two(b []byte) int {
	if b[0] < '0' || b[0] > '9' || b[1] < '0' || b[1] > '9' {
		return -1
	}
	return int(b[0]-'0')*10 + int(b[1]-'0')
}

// number reads digits as an integer; false when there are none or too many.
func number(b []byte) (int64, bool) {
	if len(b) == 0 || len(b) > 18 {
		return 0, false
	}
	var n int64
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, true
}
