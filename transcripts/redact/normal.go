package redact

import "unicode/utf8"

// place is where a symbol stands in the text: byte offset and length.
type place struct {
	at int32
	n  uint8
}

// odd marks the bytes that may start something that reads otherwise than it is
// written: controls, and the lead bytes of invisible and full-width characters.
var odd = func() (t [256]bool) {
	for c := range 0x20 {
		t[c] = c != '\n' && c != '\r' && c != '\t'
	}
	t[0x7F] = true
	for _, c := range []byte{0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF, 0xF0, 0xF3} {
		t[c] = true
	}
	return t
}()

// read sets sym to src as it reads once everything is gone that is not seen:
// escape sequences, controls (the zero bytes of UTF-16 too), characters without
// width. Full-width characters and other blanks, dashes and bullets become
// their ASCII brothers. Otherwise a number could hide from the masker and
// be put together again by whoever cleans or shows the text.
func (f *finder) read() {
	i := 0
	for i < len(f.src) && !odd[f.src[i]] {
		i++
	}
	if i == len(f.src) {
		f.sym = f.src
		return
	}
	s := string(f.src)
	add := func(c byte, at, n int) {
		f.fold = append(f.fold, c)
		f.spots = append(f.spots, place{at: int32(at), n: uint8(n)})
	}
	defer func() { f.sym, f.pos = f.fold, f.spots }()
	for i := 0; i < len(s); {
		if !odd[s[i]] {
			add(s[i], i, 1)
			i++
			continue
		}
		if n := escapeLen(s[i:]); n > 0 {
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch c := fold(r); {
		case unseen(r):
		case c != 0:
			add(c, i, n)
		default:
			for k := range n {
				add(s[i+k], i+k, 1)
			}
		}
		i += n
	}
}

// fold gives the ASCII character that r is a variant of, or 0.
func fold(r rune) byte {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		return byte(r - 0xFF01 + '!')
	case r == 0xA0, r == 0x3000, r >= 0x2000 && r <= 0x200A, r == 0x202F, r == 0x205F, r == 0x1680:
		return ' '
	case r >= 0x2010 && r <= 0x2015, r == 0x2212:
		return '-'
	case r == 0x2022, r == 0x25CF, r == 0x2217, r == 0x00B7:
		return '*'
	case r >= 0x1D7CE && r <= 0x1D7FF:
		return byte((r-0x1D7CE)%10) + '0'
	}
	return 0
}
