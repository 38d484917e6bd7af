package iso

// ParseHex reads hex text in which masked nibbles stand as x, * or _. A masked
// nibble reads as F, which no digit is, and masked reports each byte that holds
// one. Blanks between nibbles are skipped. Other characters and a half byte at
// the end give an error that holds none of the input.
func ParseHex(s string) (raw []byte, masked []bool, err error) {
	raw = make([]byte, 0, len(s)/2)
	half := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == ' ' || c == '\t' || c == '\r' || c == '\n' {
			continue
		}
		n, ok := hexNibble(c)
		if !ok || c == maskByte {
			return raw, masked, &HexError{Offset: i}
		}
		hidden := c == 'x' || c == 'X' || c == '*' || c == '_'
		if !half {
			raw = append(raw, n<<4)
			masked = append(masked, hidden)
		} else {
			raw[len(raw)-1] |= n
			masked[len(masked)-1] = masked[len(masked)-1] || hidden
		}
		half = !half
	}
	if half {
		return raw[:len(raw)-1], masked[:len(masked)-1], &HexError{Offset: len(s)}
	}
	return raw, masked, nil
}

// HexError says at which character of a text hex reading stopped.
type HexError struct{ Offset int }

// Error gives the English one-line form.
func (e *HexError) Error() string { return "not hex at character " + itoa(e.Offset) }

// unhex undoes hex of hex: bytes that are all printable hex characters and may
// stand for the real bytes ("31313030" for "1100"). False when they do not.
func unhex(b []byte) ([]byte, bool) {
	if len(b) < 4 || len(b)%2 != 0 {
		return nil, false
	}
	for _, c := range b {
		if _, ok := hexNibble(c); !ok {
			return nil, false
		}
	}
	out := make([]byte, len(b)/2)
	for i := range out {
		hi, _ := hexNibble(b[2*i])
		lo, _ := hexNibble(b[2*i+1])
		out[i] = hi<<4 | lo
	}
	return out, true
}
