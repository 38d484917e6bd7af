package logs

import "bytes"

const (
	// largest is the most bytes one message may have; the length of a message
	// is stated in two bytes wherever it is stated.
	largest = 1 << 16
	// most is how many messages may be open at once, one a thread.
	most = 8
	// wait is how many lines may stand between a label and its bytes, or
	// between two rows of a message that is not whole yet.
	wait = 4
	// least is how many bytes without a label may start a message: type, bitmap
	// and one field.
	least = 12
)

// payload is a message under way.
type payload struct {
	key   string
	rec   Record
	buf   []byte
	spare []byte // what the last row holds beyond 16 bytes
	text  []byte // the run as it stands, while it is a single group
	lead  []byte // what stands before the bytes of the first row
	label label
	rows  int
	first int // bytes in the first row
	width int // bytes in the widest row after the first
	last  int // bytes in the last row
	named bool
	// offsets: rows count their bytes; wide: rows are wider than 16.
	offsets, wide bool
	more          bool // the last row says that another follows
	missed        int  // lines since the last row
}

// hexText reads messages written as hexadecimal text: on a line of their own or
// behind a label, in one piece or in rows, with or without a column of offsets.
type hexText struct {
	open []*payload // the latest last
	free []*payload

	scratch []byte
}

func newHexText() *hexText { return &hexText{} }

func (h *hexText) take(ln *line, sc *scene) bool {
	p := h.mine(ln)
	if p != nil && p.offsets {
		if r, ok := p.nextRow(ln.Text, ln.body); ok {
			return h.grow(p, ln, r)
		}
	}
	r := findRun(ln.Text, ln.body)
	if r.n == 0 || r.n < least && len(h.open) == 0 && sc.label.weight == 0 && r.n < 2 {
		return h.words(ln, sc)
	}
	if off, ok := rowOffset(ln.Text, r); ok {
		switch {
		case off.zero():
			l := h.labelOf(ln, r, sc)
			h.flushKey(ln.key, sc)
			h.start(ln, r, l, sc).offsets = true
			return true
		case p != nil && p.offsets:
			h.flush(p, sc)
			return false
		}
	}
	l := findLabel(ln.Text[ln.body:max(ln.body, r.start)])
	if p != nil && h.continues(p, ln, r, l, sc) {
		return h.grow(p, ln, r)
	}
	if !fills(ln.Text, r) || r.odd {
		if raw := literal(ln.Text, ln.body); raw != nil {
			h.startLiteral(ln, raw, l, sc)
			return true
		}
	}
	if l.weight > 0 && r.n >= 2 || sc.label.weight > 0 && h.pending(ln, sc) {
		if l.weight == 0 {
			l = sc.label
		}
		if l.weight < 3 && r.n < least && r.tokens < 3 && !starts(h.look(ln.Text, r, 0)) {
			return h.words(ln, sc) // "send 12 bytes": a number, no message
		}
		h.flushKey(ln.key, sc)
		h.start(ln, r, l, sc)
		return true
	}
	if r.n < least {
		return h.words(ln, sc)
	}
	h.flushKey(ln.key, sc)
	if !starts(h.look(ln.Text, r, 80)) {
		return h.words(ln, sc)
	}
	h.start(ln, r, label{}, sc)
	return true
}

// look decodes the front of a stretch for a moment.
func (h *hexText) look(s []byte, r run, n int) []byte {
	h.scratch = appendHex(h.scratch[:0], s, r, n)
	return h.scratch
}

// words looks at a line without bytes: it may announce some.
func (h *hexText) words(ln *line, sc *scene) bool {
	if raw := literal(ln.Text, ln.body); raw != nil {
		h.startLiteral(ln, raw, findLabel(ln.Text[ln.body:]), sc)
		return true
	}
	if ln.blank || !mayAnnounce(ln.Text[ln.body:]) {
		return false
	}
	if l := announces(ln.Text[ln.body:]); l.weight > 0 {
		l.at, l.line, l.key = sc.clock.of(ln), ln.Number, ln.key
		sc.label = l
		ln.known = true
		h.flushKey(ln.key, sc)
	}
	return false
}

// mayAnnounce is a cheap look before a thorough one.
func mayAnnounce(s []byte) bool {
	s = bytes.TrimRight(s, " \t")
	if len(s) == 0 || len(s) > 200 {
		return false
	}
	switch s[len(s)-1] {
	case ':', '-', '=', '>', ']', ')', '*', '#', '.', '[', '(':
		return true
	}
	return bytes.HasSuffix(s, []byte("：")) || bytes.Contains(s, []byte("报文")) || len(s) < 40
}

func (h *hexText) pending(ln *line, sc *scene) bool {
	return ln.Number-sc.label.line <= wait+1 && (ln.key == "" || ln.key == sc.label.key)
}

// labelOf gives the label of a line with bytes, or the one that announced it.
func (h *hexText) labelOf(ln *line, r run, sc *scene) label {
	end := r.start
	if r.before >= ln.body {
		end = r.before
	}
	if l := findLabel(ln.Text[ln.body:max(ln.body, end)]); l.weight > 0 {
		return l
	}
	if sc.label.weight > 0 && h.pending(ln, sc) {
		return sc.label
	}
	return label{}
}

// mine gives the open message that a line may belong to.
func (h *hexText) mine(ln *line) *payload {
	if len(h.open) == 0 {
		return nil
	}
	if ln.key == "" {
		return h.open[len(h.open)-1]
	}
	for _, p := range h.open {
		if p.key == ln.key {
			return p
		}
	}
	return nil
}

// start opens a message with its first row.
func (h *hexText) start(ln *line, r run, l label, sc *scene) *payload {
	if len(h.open) == most {
		h.flush(h.open[0], sc)
	}
	p := &payload{}
	if n := len(h.free); n > 0 {
		p, h.free = h.free[n-1], h.free[:n-1]
		*p = payload{buf: p.buf[:0], spare: p.spare[:0], text: p.text[:0], lead: p.lead[:0], rec: Record{Rows: p.rec.Rows[:0]}}
	}
	p.key, p.label = ln.key, l
	rows := p.rec.Rows[:0]
	p.rec = Record{Kind: Bytes, Dir: l.dir, Stated: l.weight == 3, At: sc.clock.of(ln), Format: "hex", Rows: rows}
	if l.weight > 0 {
		p.rec.Format = "cnpos"
		if l.line > 0 && !ln.at.Known() && l.at.Known() {
			p.rec.At = l.at
		}
		p.named = l.line == 0
	}
	p.rec.Channel = ln.key
	p.lead = append(p.lead, ln.Text[ln.body:max(ln.body, r.start)]...)
	sc.label = label{}
	if r.single() {
		p.text = append(p.text, ln.Text[r.start:r.end]...)
	}
	h.open = append(h.open, p)
	h.grow(p, ln, r)
	return p
}

// startLiteral hands over a message that is written as it was sent.
func (h *hexText) startLiteral(ln *line, raw []byte, l label, sc *scene) {
	h.flushKey(ln.key, sc)
	if l.weight == 0 && sc.label.weight > 0 && h.pending(ln, sc) {
		l = sc.label
	}
	rec := Record{Kind: Bytes, Dir: l.dir, Stated: l.weight == 3, At: sc.clock.of(ln), Format: "hex", Channel: ln.key, Raw: raw, Lines: 1}
	if l.weight > 0 {
		rec.Format = "cnpos"
	}
	from := bytes.Index(ln.Text, raw)
	rec.Rows = []Row{{Line: ln.Number, Start: from, End: from + len(raw), Bytes: len(raw), Chars: true}}
	sc.label = label{}
	span(&rec.Where, ln)
	sc.emit(&rec)
}

// grow adds a row.
func (h *hexText) grow(p *payload, ln *line, r run) bool {
	n := r.n
	if p.rows > 0 {
		p.text = p.text[:0]
	}
	p.takeSpare()
	at := len(p.buf)
	p.buf = appendHex(p.buf, ln.Text, r, 0)
	if p.offsets && !p.wide && r.group == 2 && n > 16 {
		p.spare = append(p.spare, p.buf[at+16:]...)
		p.buf = p.buf[:at+16]
		n = 16
	}
	if p.rows == 0 {
		p.first = n
	} else {
		p.width = max(p.width, n)
	}
	p.rec.Rows = append(p.rec.Rows, Row{Line: ln.Number, Start: r.start, End: r.end, Bytes: n, List: r.group == 0})
	p.rows++
	p.last = n
	p.missed = 0
	p.more = bytes.HasSuffix(bytes.TrimRight(ln.Text, " \t"), []byte("\\"))
	p.rec.Lines++
	span(&p.rec.Where, ln)
	return true
}

// takeSpare counts what the last row holds beyond 16 bytes as part of it.
func (p *payload) takeSpare() {
	if len(p.spare) == 0 {
		return
	}
	p.buf = append(p.buf, p.spare...)
	p.rec.Rows[len(p.rec.Rows)-1].Bytes += len(p.spare)
	p.spare = p.spare[:0]
}

func (h *hexText) pass(ln *line, sc *scene) {
	for i := 0; i < len(h.open); i++ {
		p := h.open[i]
		p.missed++
		foreign := ln.key != "" && p.key != "" && ln.key != p.key
		if ln.said && !foreign {
			h.flush(p, sc)
			i--
			continue
		}
		if p.more || foreign && p.missed <= 4*wait || p.missed <= wait && p.wants() {
			continue
		}
		if ln.blank && p.missed == 1 && p.rows > 1 && !p.closed() {
			continue // logs that put a blank line after every line
		}
		h.flush(p, sc)
		i--
	}
}

func (h *hexText) end(sc *scene) {
	for len(h.open) > 0 {
		h.flush(h.open[0], sc)
	}
}

// flushKey ends the messages that a line of this thread would go on with.
func (h *hexText) flushKey(key string, sc *scene) {
	for i := 0; i < len(h.open); {
		if p := h.open[i]; key == "" || p.key == key {
			h.flush(p, sc)
			continue
		}
		i++
	}
}

// flush hands a message over.
func (h *hexText) flush(p *payload, sc *scene) {
	for i, q := range h.open {
		if q == p {
			h.open = append(h.open[:i], h.open[i+1:]...)
			break
		}
	}
	if p.rows == 1 || p.wide {
		p.takeSpare()
	}
	p.rec.Raw = p.buf
	if len(p.text) > 0 {
		p.rec.Literal = p.text
	}
	if len(p.buf) > 0 {
		sc.emit(&p.rec)
	}
	h.free = append(h.free, p)
}
