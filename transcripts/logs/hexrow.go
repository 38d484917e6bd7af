package logs

import (
	"bytes"
	"time"
)

// offset is the count in front of a row, which some tools write in hexadecimal
// and some in decimal.
type offset struct {
	hex, dec int
	isDec    bool
}

func (o offset) zero() bool { return o.hex == 0 }

// rowOffset reads the count in front of a row: "00000010:", "0010  ",
// "0016(0010)", "00000010h", "[0010]".
func rowOffset(s []byte, r run) (offset, bool) {
	if r.before < 0 || r.group > 4 && r.tokens > 1 && r.group != 8 {
		return offset{}, false
	}
	i := r.before
	if s[i] == '0' && i+1 < r.start && s[i+1]|0x20 == 'x' {
		i += 2
	}
	o := offset{isDec: true}
	n := 0
	for i < r.start && nibble[s[i]] != bad {
		v := int(nibble[s[i]])
		o.hex = o.hex<<4 | v
		o.dec = o.dec*10 + v
		o.isDec = o.isDec && v < 10
		i++
		if n++; n > 8 {
			return offset{}, false
		}
	}
	tail := bytes.TrimRight(s[i:r.start], " \t|")
	mark := len(tail) > 0
	switch string(tail) {
	case "", ":", "h", "h:", "H", ")", "):", "]", "]:", "-", "):  ":
	default:
		return offset{}, false
	}
	if n < 2 || n == 2 && !mark || n == 3 && !mark && r.start-i < 2 {
		return offset{}, false
	}
	return o, true
}

// expects reports whether a row with this count comes next.
func (p *payload) expects(o offset) bool {
	for _, n := range [2]int{len(p.buf), len(p.buf) + len(p.spare)} {
		if o.hex == n || o.isDec && o.dec == n {
			if n > len(p.buf) {
				p.wide = true
			} else {
				p.spare = p.spare[:0]
			}
			return len(p.buf) < largest
		}
	}
	return false
}

// nextRow looks for a row that goes on where the message stands: the count that
// is due, and behind it the bytes.
func (p *payload) nextRow(s []byte, from int) (run, bool) {
	prev := -1
	for i := from; i < len(s); {
		if !wordly(s[i]) {
			i++
			continue
		}
		r, _ := runAt(s, i)
		if r.before = prev; prev >= 0 && r.n > 0 {
			if o, ok := rowOffset(s, r); ok && p.expects(o) {
				return r, true
			}
		}
		prev = i
		for i < len(s) && wordly(s[i]) {
			i++
		}
	}
	return run{}, false
}

// continues reports whether the bytes of a line without a count go on with an
// open message. Where rows alone do not tell, the length that the message
// states decides, and last the question whether it is whole already.
func (h *hexText) continues(p *payload, ln *line, r run, l label, sc *scene) bool {
	switch {
	case len(p.buf)+r.n > largest || p.offsets:
		return false
	case p.more && l.weight == 0:
		return true
	case p.closed() || !p.sameLead(ln, r) || apart(p, ln):
		return false
	}
	begins := starts(h.look(ln.Text, r, 80))
	if l.weight > 0 {
		return p.named && l.text == p.label.text && !begins && p.wants()
	}
	if begins {
		return p.wants() && r.n <= 32 && p.last >= r.n
	}
	if p.wants() {
		return true
	}
	ref := p.width
	if !p.named || p.rows == 1 {
		ref = max(ref, p.first)
	}
	if p.rows > 1 && p.last < ref {
		return false // the row before was the short one at the end
	}
	if r.n > ref && !(p.rows == 1 && p.named) {
		return false
	}
	return p.rows > 1 || !sc.whole(p.buf)
}

// sameLead reports whether a row starts like the first row of its message did:
// with nothing, or with the same prefix.
func (p *payload) sameLead(ln *line, r run) bool {
	lead := bytes.TrimRight(ln.Text[ln.body:max(ln.body, r.start)], " \t")
	for _, c := range lead {
		if wordly(c) || c >= 0x80 {
			return bytes.HasPrefix(p.lead, lead)
		}
	}
	return true
}

// apart reports whether a line was written well after the message began.
func apart(p *payload, ln *line) bool {
	if !ln.at.Known() || !p.rec.At.Known() || ln.at.NoDate != p.rec.At.NoDate || ln.at.NoYear != p.rec.At.NoYear {
		return false
	}
	d := ln.at.Time.Sub(p.rec.At.Time)
	return d > 2*time.Second || d < -2*time.Second
}

// closed and wants compare what is there with the length a message states.
func (p *payload) closed() bool {
	n, ok := stated(p.buf)
	return ok && len(p.buf) >= n
}

func (p *payload) wants() bool {
	n, ok := stated(p.buf)
	return ok && len(p.buf) < n
}

// fills reports whether nothing wordy stands behind a run.
func fills(s []byte, r run) bool {
	for _, c := range s[r.end:] {
		if wordly(c) || c >= 0x80 {
			return false
		}
	}
	return true
}
