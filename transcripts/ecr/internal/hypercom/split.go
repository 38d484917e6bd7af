package hypercom

import (
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	separator = 0x1C
	head      = 4 // type and length
	// farthest is how many characters a copied value may have lost and still be
	// recognised by its separator.
	farthest = 4
)

// Field is one field of a body. At counts from the start of the body.
type Field struct {
	ID    string
	At    int
	Value wire.Bytes
	// doubt is set in a damaged body, where a type may not be what was sent.
	doubt bool
}

// Body is a body taken apart.
type Body struct {
	Fields []Field
	// Stop is the byte at which reading stopped: the length of the body when
	// all of it was read.
	Stop int
}

// Split takes the fields behind the header apart. In a damaged body a value may
// be shorter than its length says, when its separator shows where it ends.
func (t *Table) Split(b wire.Bytes, damaged bool) Body {
	out := Body{Stop: min(t.Header, b.Len())}
	for at := t.Header; at < b.Len(); {
		n, ok := length(b, at)
		if !ok {
			return out
		}
		from := at + head
		end := from + n
		if end > b.Len() || end < b.Len() && !b.Is(end, separator) {
			if end = shorter(b, from, end); !damaged || end < 0 {
				return out
			}
		}
		out.Fields = append(out.Fields, Field{b.Slice(at, at+2).Text(), at, b.Slice(from, end), damaged})
		at = min(end+1, b.Len())
		out.Stop = at
	}
	return out
}

// length reads the head of a field: two printable characters and four packed
// digits, all known.
func length(b wire.Bytes, at int) (n int, ok bool) {
	if at+head > b.Len() {
		return 0, false
	}
	for i := at; i < at+head; i++ {
		c, known := b.At(i)
		switch {
		case !known:
			return 0, false
		case i < at+2:
			if c <= ' ' || c > '~' {
				return 0, false
			}
		case c>>4 > 9 || c&0x0F > 9:
			return 0, false
		default:
			n = 100*n + 10*int(c>>4) + int(c&0x0F)
		}
	}
	return n, true
}

// shorter looks for the separator of a value that lost characters; -1 for none.
func shorter(b wire.Bytes, from, end int) int {
	for i := min(end, b.Len()) - 1; i >= from && i >= end-farthest; i-- {
		if !b.Is(i, separator) {
			continue
		}
		if _, ok := length(b, i+1); ok || i+1 == b.Len() {
			return i
		}
	}
	return -1
}
