package zvt

import "github.com/posdoctor/posdoctor/transcripts/ecr/wire"

// pile gathers bytes one by one, hidden nibbles with them.
type pile struct {
	b, h   []byte
	hidden bool
}

func (p *pile) add(c, hid byte) {
	p.b, p.h = append(p.b, c), append(p.h, hid)
	p.hidden = p.hidden || hid != 0
}

func (p *pile) len() int { return len(p.b) }

// bytes gives a copy of what was gathered.
func (p *pile) bytes() wire.Bytes {
	out := wire.Bytes{B: p.b}
	if p.hidden {
		out.Hid = p.h
	}
	return out.Clone()
}

// take gives what was gathered and starts anew.
func (p *pile) take() wire.Bytes {
	out := p.bytes()
	p.b, p.h, p.hidden = p.b[:0], p.h[:0], false
	return out
}

// drop takes the last byte off.
func (p *pile) drop() {
	p.b, p.h = p.b[:len(p.b)-1], p.h[:len(p.h)-1]
}

// hid gives the marks of byte i, 0 when all of it is known.
func hid(b wire.Bytes, i int) byte {
	if b.Hid == nil {
		return 0
	}
	return b.Hid[i]
}
