package zvt

import "github.com/posdoctor/posdoctor/transcripts/ecr/wire"

// pile collects the bytes of a line one by one, with their hidden nibbles, and
// holds bytes until they are taken. The zero value is empty.
type pile struct {
	b, h   []byte
	hidden bool
}

// add puts a byte on the pile; hid marks its hidden nibbles as in [wire.Bytes].
func (p *pile) add(c, hid byte) {
	p.b, p.h = append(p.b, c), append(p.h, hid)
	p.hidden = p.hidden || hid != 0
}

// size is the number of bytes held.
func (p *pile) size() int { return len(p.b) }

// is reports whether byte i is there, known and c.
func (p *pile) is(i int, c byte) bool { return i >= 0 && i < len(p.b) && p.h[i] == 0 && p.b[i] == c }

// values lends the values of the bytes held; hidden nibbles read as zero.
func (p *pile) values() []byte { return p.b }

// take gives what is held, in memory of its own, and holds nothing any more.
func (p *pile) take() wire.Bytes { return p.takeFirst(len(p.b)) }

// takeFirst gives the first n bytes and keeps the others.
func (p *pile) takeFirst(n int) wire.Bytes {
	out := wire.Bytes{B: p.b[:n]}
	if p.hidden {
		out.Hid = p.h[:n]
	}
	out = out.Clone()
	p.b = p.b[:copy(p.b, p.b[n:])]
	p.h = p.h[:copy(p.h, p.h[n:])]
	p.hidden = p.hidden && len(p.b) > 0
	return out
}

// drop takes the last n bytes off.
func (p *pile) drop(n int) {
	p.b, p.h = p.b[:len(p.b)-n], p.h[:len(p.h)-n]
}

// hid gives the marks of byte i of b, 0 when all of it is known.
func hid(b wire.Bytes, i int) byte {
	if b.Hid == nil {
		return 0
	}
	return b.Hid[i]
}
