// Package gather collects the bytes of a line one by one, with their hidden
// nibbles. Its door is [Pile], which framers hold.
package gather

import "github.com/posdoctor/posdoctor/transcripts/ecr/wire"

// Pile holds bytes until they are taken. The zero value is empty.
type Pile struct {
	b, h   []byte
	hidden bool
}

// Add puts a byte on the pile; hid marks its hidden nibbles as in [wire.Bytes].
func (p *Pile) Add(c, hid byte) {
	p.b, p.h = append(p.b, c), append(p.h, hid)
	p.hidden = p.hidden || hid != 0
}

// AddAll puts all bytes of b on the pile.
func (p *Pile) AddAll(b wire.Bytes) {
	for i, c := range b.B {
		p.Add(c, Hid(b, i))
	}
}

// Len is the number of bytes held.
func (p *Pile) Len() int { return len(p.b) }

// Is reports whether byte i is there, known and c.
func (p *Pile) Is(i int, c byte) bool { return i >= 0 && i < len(p.b) && p.h[i] == 0 && p.b[i] == c }

// Bytes lends the values of the bytes held; hidden nibbles read as zero.
func (p *Pile) Bytes() []byte { return p.b }

// Take gives what is held, in memory of its own, and holds nothing any more.
func (p *Pile) Take() wire.Bytes { return p.TakeFirst(len(p.b)) }

// TakeFirst gives the first n bytes and keeps the others.
func (p *Pile) TakeFirst(n int) wire.Bytes {
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

// Drop takes the last n bytes off.
func (p *Pile) Drop(n int) {
	p.b, p.h = p.b[:len(p.b)-n], p.h[:len(p.h)-n]
}

// Hid gives the marks of byte i of b, 0 when all of it is known.
func Hid(b wire.Bytes, i int) byte {
	if b.Hid == nil {
		return 0
	}
	return b.Hid[i]
}
