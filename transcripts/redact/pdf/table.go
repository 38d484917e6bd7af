package pdf

import "bytes"

// table says which character a code of a font draws (ISO 32000-1, 9.10.3), by the
// code's bytes. Characters beyond ASCII are left out: they are no part of a
// number. Nil is the table of fonts whose codes are characters.
type table struct {
	chars map[string]byte
	width int // of the first code, in bytes
}

// translate gives the characters of a string; what the table does not know
// becomes a question mark.
func (t *table) translate(s []byte) []byte {
	if t == nil {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		if c, ok := t.chars[string(s[i:min(i+2, len(s))])]; ok && i+2 <= len(s) {
			out = append(out, c)
			i += 2
			continue
		}
		if c, ok := t.chars[string(s[i:i+1])]; ok {
			out = append(out, c)
			i++
			continue
		}
		out = append(out, '?')
		i += t.width
	}
	return out
}

// parseTable reads the parts bfchar and bfrange of a table.
func parseTable(b []byte) *table {
	t := &table{chars: map[string]byte{}, width: 1}
	l := lexer{b: b}
	var held [][]byte // strings of the entry at hand
	var list [][]byte
	ranges, chars, inside := false, false, false
	for {
		tok := l.next()
		switch tok.kind {
		case kindEnd:
			return t
		case kindWord:
			chars = bytes.Equal(tok.text, []byte("beginbfchar"))
			ranges = bytes.Equal(tok.text, []byte("beginbfrange"))
			held, inside = nil, false
			continue
		case kindOpen:
			inside, list = true, nil
		case kindClose:
			inside = false
			if ranges && len(held) == 2 {
				t.list(held[0], list)
				held = nil
			}
		case kindText:
			if inside {
				list = append(list, tok.text)
			} else {
				held = append(held, tok.text)
			}
		}
		switch {
		case chars && len(held) == 2:
			t.list(held[0], held[1:])
			held = nil
		case ranges && len(held) == 3:
			t.span(held[0], held[1], held[2])
			held = nil
		}
	}
}

// list adds characters that follow each other from a code on.
func (t *table) list(code []byte, chars [][]byte) {
	for i, c := range chars {
		t.add(code, i, c, 0)
	}
}

// span adds the codes from low to high, whose characters follow each other too.
func (t *table) span(low, high, first []byte) {
	if len(low) == 0 || len(low) != len(high) {
		return
	}
	for i := 0; i <= 0xFF; i++ {
		t.add(low, i, first, i)
		if int(low[len(low)-1])+i >= int(high[len(high)-1]) {
			return // only the last byte counts up within a range
		}
	}
}

func (t *table) add(code []byte, up int, char []byte, by int) {
	if len(code) == 0 || len(code) > 2 || len(char) != 2 || char[0] != 0 {
		return
	}
	last, c := int(code[len(code)-1])+up, int(char[1])+by
	if last > 0xFF || c >= 0x80 {
		return
	}
	key := bytes.Clone(code)
	key[len(key)-1] = byte(last)
	if len(t.chars) == 0 {
		t.width = len(key)
	}
	t.chars[string(key)] = byte(c)
}
