package logs

import "unicode/utf8"

// fold brings a text into the form in which phrases are compared: ASCII in
// lower case with one blank between words, OutOfPaper taken apart like
// OUT_OF_PAPER, full-width forms made narrow, and no blanks or marks at all
// beside Chinese. "=" and "?" stay, for they turn a statement into a setting or
// a question.
func fold(dst, s []byte) []byte {
	dst = dst[:0]
	gap := false
	lower := false // the letter before was a small one
	put := func(c byte) {
		if gap && len(dst) > 0 {
			if p := dst[len(dst)-1]; p < 0x80 && p != ' ' {
				dst = append(dst, ' ')
			}
		}
		gap = false
		dst = append(dst, c)
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c < 0x80 {
			i++
			switch {
			case c-'a' < 26:
				put(c)
				lower = true
				continue
			case c-'A' < 26:
				if lower {
					gap = true
				}
				put(c | 0x20)
			case c-'0' <= 9:
				put(c)
			case c == '=' || c == '?':
				gap = false
				dst = append(dst, c)
			default:
				gap = true
			}
			lower = false
			continue
		}
		lower = false
		if c == 0xEF && i+2 < len(s) && s[i+1] >= 0xBC && s[i+1] <= 0xBD {
			// U+FF01 to U+FF5E are the ASCII marks in full width.
			w := 0xFEE0
			r := int(c&0x0F)<<12 | int(s[i+1]&0x3F)<<6 | int(s[i+2]&0x3F)
			if n := r - w; n > 0x20 && n < 0x7F {
				i += 3
				switch b := byte(n); {
				case b-'A' < 26:
					put(b | 0x20)
				case alnum(b):
					put(b)
				case b == '=' || b == '?':
					gap = false
					dst = append(dst, b)
				default:
					gap = true
				}
				continue
			}
		}
		r, n := utf8.DecodeRune(s[i:])
		if mark(r) {
			gap = true
			i += n
			continue
		}
		gap = false
		dst = append(dst, s[i:i+n]...)
		i += n
	}
	return dst
}

// mark reports punctuation and blanks outside ASCII.
func mark(r rune) bool {
	return r == utf8.RuneError || r >= 0x2000 && r <= 0x206F || r >= 0x3000 && r <= 0x3020 || r == 0xA0 || r == 0xFEFF
}
