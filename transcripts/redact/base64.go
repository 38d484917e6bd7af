package redact

import "encoding/hex"

// Base64 around base64 around base64 is as deep as is looked, and shorter runs
// hold no number.
const (
	deepest      = 3
	shortest64   = 16
	wrapped64    = 60      // the least line that base64 is broken after
	longest64    = 1 << 16 // read in parts of this many characters
	overlap64    = 1 << 9
	mostlyPhrase = 70 // per cent of small letters in words and paths
)

// sextet is the value of a base64 character in the standard and the URL
// alphabet, or 0xFF.
var sextet = func() (t [256]byte) {
	for i := range t {
		t[i] = 0xFF
	}
	for i := range byte(26) {
		t['A'+i], t['a'+i] = i, 26+i
	}
	for i := range byte(10) {
		t['0'+i] = 52 + i
	}
	t['+'], t['-'], t['/'], t['_'] = 62, 62, 63, 63
	return t
}()

// base64 finds runs of base64, decodes them and looks at what is inside. A run
// with a card in it is masked whole.
func (f *finder) base64() {
	if f.depth >= deepest {
		return
	}
	s := f.sym
	for i := 0; i < len(s); {
		if sextet[s[i]] == 0xFF {
			i++
			continue
		}
		end, line := i, i
		for end < len(s) {
			if sextet[s[end]] != 0xFF {
				end++
				continue
			}
			k := end
			if k < len(s) && s[k] == '\r' {
				k++
			}
			if k+1 < len(s) && s[k] == '\n' && end-line >= wrapped64 && sextet[s[k+1]] != 0xFF {
				end, line = k+1, k+1
				continue
			}
			break
		}
		pad := end
		for pad < len(s) && pad-end < 2 && s[pad] == '=' {
			pad++
		}
		if pad-i >= shortest64 {
			f.run64(i, end)
		}
		i = end + 1
	}
}

// run64 looks into one run.
func (f *finder) run64(from, to int) {
	s := f.sym[from:to]
	if isProse(s) {
		return
	}
	for start := 0; start < len(s); start += longest64 - overlap64 {
		part := s[start:min(start+longest64, len(s))]
		for shift := range 4 {
			raw := decode64(part, shift)
			if f.inside(raw, shift == 0 || start > 0 || from == 0 && f.torn) {
				f.drop64(from, to)
				return
			}
		}
	}
}

// isProse reports whether a run is hex, which is read elsewhere, or a word or
// path: mostly small letters and no digit.
func isProse(s []byte) bool {
	small, hexed := 0, 0
	digit := false
	for _, c := range s {
		switch {
		case c >= 'a' && c <= 'z':
			small++
		case isDigit(c):
			digit = true
		}
		if hexValue[c] != 0xFF || c == 'x' {
			hexed++
		}
	}
	return hexed == len(s) || !digit && small*100 >= mostlyPhrase*len(s)
}

// decode64 decodes s without its first skip characters. Line ends do not count.
func decode64(s []byte, skip int) []byte {
	out := make([]byte, 0, len(s)*3/4)
	var bits uint32
	n := 0
	for _, c := range s {
		v := sextet[c]
		if v == 0xFF {
			continue
		}
		if skip > 0 {
			skip--
			continue
		}
		bits = bits<<6 | uint32(v)
		if n++; n == 4 {
			out = append(out, byte(bits>>16), byte(bits>>8), byte(bits))
			bits, n = 0, 0
		}
	}
	switch n {
	case 2:
		out = append(out, byte(bits>>4))
	case 3:
		out = append(out, byte(bits>>10), byte(bits>>2))
	}
	return out
}

// inside reports whether decoded bytes hold a card: as text, or, if bytes, as
// packed digits.
func (f *finder) inside(raw []byte, bytes bool) bool {
	found := false
	note := func(kind, int, int) { found = true }
	if promising(raw) {
		in := look(raw, note)
		in.depth = f.depth + 1
		in.shapes()
		in.done()
	}
	if bytes && !found {
		in := look([]byte(hex.EncodeToString(raw)), note)
		in.hex()
		in.done()
	}
	return found
}

// promising reports whether decoded bytes may be a text at all.
func promising(raw []byte) bool {
	plain := 0
	for _, c := range raw {
		if c >= ' ' && c < 0x7F || c == '\n' || c == '\r' || c == 0 {
			plain++
		}
	}
	return plain >= shortest && 2*plain >= len(raw)
}

func (f *finder) drop64(from, to int) {
	first, _ := f.place(from)
	last, size := f.place(to - 1)
	if f.pass != nil && f.pass(first, last+size) {
		return
	}
	changed := false
	for i := from; i < to; i++ {
		if sextet[f.sym[i]] != 0xFF {
			changed = f.cover(i, '*') || changed
		}
	}
	if changed {
		f.tell(kindPAN, first, last+size)
	}
}
