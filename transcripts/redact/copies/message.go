package copies

import (
	"bytes"

	"github.com/posdoctor/posdoctor/transcripts/iso"
	"github.com/posdoctor/posdoctor/transcripts/logs"
)

// record hides what is secret in a message. The cutter calls it when it has seen
// the end of one.
func (c *copier) record(rec *logs.Record) {
	switch rec.Kind {
	case logs.Bytes:
		c.bytes(rec)
	case logs.Fields:
		if rec.Format != "jpos" { // those were seen tag by tag
			c.list(rec)
		}
	}
}

// bytes takes a message apart, as reading does: as its bytes, or as the
// characters that stand there.
func (c *copier) bytes(rec *logs.Record) {
	raw, chars := rec.Raw, false
	msg, fault := c.iso.Read(raw)
	if fault != nil && rec.Literal != nil {
		if m, f := c.iso.Read(rec.Literal); f == nil || msg.MTI == "" && m.MTI != "" {
			raw, chars, msg = rec.Literal, true, m
		}
	}
	if msg.MTI == "" || fault != nil && !chars && !rec.Stated && msg.STAN == "" && msg.Terminal == "" {
		return // some other bytes: their shapes will tell
	}
	secrets, ok := c.iso.Secrets(raw)
	if !ok {
		return
	}
	t := c.tape(rec, chars)
	if t == nil {
		return
	}
	for _, s := range secrets {
		t.hide(c, s)
	}
	t.settle(rec.Raw)
}

// spot is where a nibble stands: the line and the character. Both nibbles of a
// byte that is written as one character stand at the same spot.
type spot struct {
	line *line
	at   int // -1: the nibble is not written
}

// tape is the nibbles of a message in their order.
type tape struct {
	spots  []spot
	hidden []bool
	rows   []tapeRow
	chars  bool
}

// tapeRow is a row of a tape.
type tapeRow struct {
	line       *line
	start, end int
	first, n   int // bytes of the message
}

// tape finds where the bytes of a record stand; nil when their lines were let go.
func (c *copier) tape(rec *logs.Record, chars bool) *tape {
	t := &tape{}
	for _, r := range rec.Rows {
		l := c.w.get(r.Line)
		if l == nil || l.text == nil {
			c.lost = true
			return nil
		}
		t.chars = chars || r.Chars
		row := tapeRow{line: l, start: r.Start, end: r.End, first: len(t.spots) / 2}
		switch {
		case t.chars:
			for i := r.Start; i < r.End; i++ {
				t.spots = append(t.spots, spot{l, i}, spot{l, i})
			}
		case r.List:
			t.listed(l, r)
		default:
			for i, n := r.Start, 0; i < r.End && n < 2*r.Bytes; i++ {
				if isNibble(l.text[i]) {
					t.spots = append(t.spots, spot{l, i})
					n++
				}
			}
		}
		row.n = len(t.spots)/2 - row.first
		t.rows = append(t.rows, row)
	}
	t.hidden = make([]bool, len(t.spots))
	return t
}

// listed finds the nibbles of "0x60, 0x0".
func (t *tape) listed(l *line, r logs.Row) {
	s := l.text[:r.End]
	for i := r.Start; i+2 < len(s); i++ {
		if s[i] != '0' || s[i+1]|0x20 != 'x' {
			continue
		}
		if i+3 < len(s) && isNibble(s[i+3]) {
			t.spots = append(t.spots, spot{l, i + 2}, spot{l, i + 3})
		} else {
			t.spots = append(t.spots, spot{l, -1}, spot{l, i + 2})
		}
		i += 2
	}
}

func isNibble(c byte) bool {
	return c-'0' <= 9 || c|0x20 >= 'a' && c|0x20 <= 'f' || c == 'x'
}

// hide hides a secret.
func (t *tape) hide(c *copier, s iso.Secret) {
	changed := false
	var first, last spot
	for i := s.From; i < min(s.To, len(t.spots)); i++ {
		p := t.spots[i]
		if p.at < 0 {
			continue
		}
		if first.line == nil {
			first = p
		}
		if p.line == first.line {
			last = p
		}
		t.hidden[i] = true
		changed = p.line.put(p.at, 'x') || changed
		// "0x" would read as the sign of a number.
		if o := t.spots[i&^1]; !t.chars && i%2 == 1 && o.at == p.at-1 && o.line.out[o.at] == '0' && (o.at == 0 || !isNibble(o.line.text[o.at-1])) {
			t.hidden[i-1] = true
			o.line.put(o.at, 'x')
		}
	}
	if !changed {
		return
	}
	c.counts.Masked[s.Kind]++
	if s.Card.Masked != "" {
		c.card(s.Card, first.line, first.at, last.at+1)
	}
}

// put hides a character; false when it was hidden before.
func (l *line) put(at int, c byte) bool {
	if l.out[at] == c {
		return false
	}
	l.out[at], l.view[at] = c, c
	return true
}

// blank stands for what is not looked at by shape: it is no letter, digit, mask
// or separator of any kind.
const blank = '~'

// settle blanks what is typed, and hides in the column of characters beside a row
// what is hidden in it.
func (t *tape) settle(raw []byte) {
	for _, r := range t.rows {
		for i := counted(r.line.text, r.start); i < r.end; i++ {
			r.line.view[i] = blank
		}
		if t.chars || r.first+r.n > len(raw) {
			continue
		}
		col := column(r.line.text, r.end, raw[r.first:r.first+r.n])
		if col < 0 {
			// Whatever stands there may show the same bytes in another way.
			if t.any(r) {
				r.line.stars(r.end, len(r.line.text))
			}
			continue
		}
		for i := range r.n {
			r.line.view[col+i] = blank
			if k := 2 * (r.first + i); t.hidden[k] || t.hidden[k+1] {
				r.line.out[col+i] = '*'
			}
		}
	}
}

// counted gives where the count in front of a row starts, or the row itself when
// it has none.
func counted(s []byte, start int) int {
	i := start
	for i > 0 && bytes.IndexByte([]byte(" \t:|hH-)]"), s[i-1]) >= 0 {
		i--
	}
	for i > 0 && (isNibble(s[i-1]) || s[i-1] == '(') {
		i--
	}
	if start-i > longestCount || len(bytes.Trim(s[:i], " \t[")) > 0 {
		return start
	}
	return i
}

// longestCount bounds a count with what stands around it: "0016(0010)", blanks.
const longestCount = 24

// any reports whether anything of a row is hidden.
func (t *tape) any(r tapeRow) bool {
	for _, h := range t.hidden[2*r.first : 2*(r.first+r.n)] {
		if h {
			return true
		}
	}
	return false
}

// stars hides the letters and digits of a stretch.
func (l *line) stars(from, to int) {
	for i := from; i < to; i++ {
		if c := l.out[i]; c-'0' <= 9 || c|0x20 >= 'a' && c|0x20 <= 'z' {
			l.out[i], l.view[i] = '*', '*'
		}
	}
}

// column finds the characters beside a row of bytes; -1 when there are none. Of
// several places that fit, the one counts where most bytes without a character
// are shown as such.
func column(s []byte, from int, raw []byte) int {
	best, most := -1, -1
	for at := from + 1; at+len(raw) <= len(s); at++ {
		if bytes.IndexByte([]byte(" \t|[>*"), s[at-1]) < 0 {
			break
		}
		if n := shows(s[at:at+len(raw)], raw); n > most {
			best, most = at, n
		}
	}
	return best
}

// shows counts the dots and stars among characters that may be those of bytes, in
// ASCII or EBCDIC; -1 when they are none.
func shows(s, raw []byte) int {
	n := 0
	for i, b := range raw {
		c := s[i]
		bare := b < ' ' || b >= 0x7F
		switch {
		case c == '.' && bare, c == '*':
			n++
		case c == b, c == '.', c >= 0x80 && bare, c == ' ' && bare && b != 0xFF, c == '?' && bare:
		case b >= 0x80 && b != 0xFF && (c-'0' <= 9 || c|0x20 >= 'a' && c|0x20 <= 'z'):
		default:
			return -1
		}
	}
	return n
}
