package copies

import (
	"bytes"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/posdoctor/posdoctor/transcripts/read"
)

// What is held: a message may lie that far back, and no number hides across the
// place where a part is let go.
const (
	holdLines  = 4096
	holdBytes  = 1 << 20
	partLines  = 2048
	partBytes  = 1 << 18
	aroundSize = 1 << 12
)

// line is a line that is held.
type line struct {
	number         int64
	offset, length int64
	text           []byte // as UTF-8; nil when all of it is hidden
	out            []byte // text with secrets hidden
	view           []byte // out with what is typed blanked, for looking at shapes
}

// window holds the last lines and the bytes that they are written in.
type window struct {
	dst     io.Writer
	wide    int
	raw     bytes.Buffer // read and not yet written
	at      int64        // where raw starts
	next    int64        // where the line starts that is not read to its end
	written int64
	lines   []*line
	bytes   int // of the texts
	number  int64
	before  []byte // the end of what was let go, as a view
}

// add holds a line. Without a text all of it is hidden.
func (w *window) add(offset, length int64, text []byte) {
	w.number++
	l := &line{number: w.number, offset: offset, length: length}
	if text != nil {
		l.text = append([]byte{}, text...)
		l.out = append([]byte{}, text...)
		l.view = append([]byte{}, text...)
		w.bytes += len(text)
	} else {
		w.hidden(offset, length)
	}
	w.lines = append(w.lines, l)
}

func (w *window) last() *line { return w.lines[len(w.lines)-1] }

// get gives a line by its number, nil when it was let go.
func (w *window) get(number int64) *line {
	i := number - (w.number - int64(len(w.lines)) + 1)
	if i < 0 || i >= int64(len(w.lines)) {
		return nil
	}
	return w.lines[i]
}

func (w *window) full() bool {
	return len(w.lines) > holdLines+partLines || w.bytes > holdBytes+partBytes && len(w.lines) > 1 || w.raw.Len() > 8*holdBytes && len(w.lines) > 1
}

// ready is how many lines are let go next.
func (w *window) ready(end bool) int {
	n, size := 0, 0
	for n < len(w.lines) && n < partLines && (size < partBytes || n == 0) {
		size += len(w.lines[n].text)
		n++
	}
	if !end {
		n = min(n, len(w.lines)-1)
	}
	return max(n, 1)
}

// release writes the first n lines, and what stands between them.
func (w *window) release(n int) error {
	for _, l := range w.lines[:n] {
		w.bytes -= len(l.text)
		w.write(l)
		w.before = append(append(w.before, l.view...), '\n')
	}
	if cut := len(w.before) - aroundSize; cut > 0 {
		w.before = append(w.before[:0], w.before[cut:]...)
	}
	w.lines = append(w.lines[:0], w.lines[n:]...)
	if len(w.lines) > 0 {
		return w.put(max(w.at, w.lines[0].offset))
	}
	return w.put(max(w.at, w.next))
}

// put writes the bytes up to a place.
func (w *window) put(end int64) error {
	n, err := w.dst.Write(w.raw.Next(int(end - w.at)))
	w.at = end
	w.written += int64(n)
	return err
}

// flush writes what stands behind the last line.
func (w *window) flush() error { return w.put(w.at + int64(w.raw.Len())) }

// longestOpen is how much of a line is held whose end was not seen; a line of
// that length is hidden whole.
const longestOpen = 4 << 20

// endless tells that the line under way grows without end.
func (w *window) endless() bool { return w.at+int64(w.raw.Len())-w.next > longestOpen }

// spill writes what is there of an endless line, hidden. No line may be held. The
// last bytes stay: they may be half of a line end.
func (w *window) spill() error {
	const half = 4
	end := w.at + int64(w.raw.Len()) - half
	end -= (end - w.next) % int64(w.unit())
	w.hidden(w.next, end-w.next)
	if err := w.put(end); err != nil {
		return err
	}
	w.next = end
	return nil
}

// hidden hides a whole stretch of bytes, unit by unit.
func (w *window) hidden(offset, length int64) {
	from := max(offset, w.at) // what was before is written, and hidden
	b := w.raw.Bytes()[from-w.at:][:offset+length-from]
	unit := w.unit()
	for i := 0; i+unit <= len(b); i += unit {
		w.star(b[i:i+unit], '*')
	}
}

func (w *window) unit() int {
	if w.wide == read.Narrow {
		return 1
	}
	return 2
}

// star puts an ASCII character into a unit.
func (w *window) star(unit []byte, c byte) {
	switch w.wide {
	case read.LittleEndian:
		unit[0], unit[1] = c, 0
	case read.BigEndian:
		unit[0], unit[1] = 0, c
	default:
		unit[0] = c
	}
}

// write puts what was hidden of a line into its bytes.
func (w *window) write(l *line) {
	if l.text == nil || bytes.Equal(l.text, l.out) {
		return
	}
	raw := w.raw.Bytes()[l.offset-w.at:][:l.length]
	unit := w.unit()
	n := w.walk(l.text, raw, func(i, size, at, wide int) {
		if bytes.Equal(l.text[i:i+size], l.out[i:i+size]) {
			return
		}
		fill := l.out[i]
		if fill >= utf8.RuneSelf {
			fill = '*'
		}
		for k := 0; k < wide; k += unit {
			w.star(raw[at+k:at+k+unit], fill)
		}
	})
	if n != len(raw)-len(raw)%unit {
		// The bytes are not what they seemed, so nothing in them can be placed.
		w.hidden(l.offset, l.length)
	}
}

// walk goes over the characters of a text and the bytes that they are written
// in: i and size in the text, at and wide in raw. It gives where in raw it ended.
func (w *window) walk(text, raw []byte, each func(i, size, at, wide int)) int {
	at := 0
	same := w.wide == read.Narrow && bytes.Equal(text, raw)
	latin := w.wide == read.Narrow && !same && utf8.RuneCount(text) == len(raw)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		wide := 1
		switch {
		case same:
			wide = size
		case w.wide != read.Narrow:
			wide = 2
			if utf16.RuneLen(r) == 2 {
				wide = 4
			}
		case latin || r < utf8.RuneSelf:
			if r < utf8.RuneSelf && at < len(raw) && raw[at] != byte(r) {
				return -1
			}
		default:
			wide = gbWidth(raw[min(at, len(raw)):])
		}
		if at+wide > len(raw) {
			return -1
		}
		each(i, size, at, wide)
		i += size
		at += wide
	}
	return at
}

// gbWidth is how many bytes the character of GB18030 takes that b starts with.
func gbWidth(b []byte) int {
	switch {
	case len(b) < 2 || b[0] <= 0x80 || b[0] == 0xFF:
		return 1
	case len(b) >= 4 && b[1]-'0' <= 9 && b[2] >= 0x81 && b[3]-'0' <= 9:
		return 4
	case b[1] >= 0x40 && b[1] != 0x7F && b[1] != 0xFF:
		return 2
	}
	return 1
}

// place gives where a stretch of a line's text stands in the content.
func (w *window) place(l *line, from, to int) (int64, int64, bool) {
	if l.offset < w.at {
		return 0, 0, false
	}
	raw := w.raw.Bytes()[l.offset-w.at:][:l.length]
	a, b := -1, -1
	w.walk(l.text, raw, func(i, size, at, wide int) {
		if i == from {
			a = at
		}
		if i < to {
			b = at + wide
		}
	})
	return l.offset + int64(a), l.offset + int64(b), a >= 0 && b > a
}
