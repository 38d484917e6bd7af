package codepay

import (
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// mask hides in a frame what may not be kept. Data that is no JSON, and what
// belongs to no packet, is hidden whole.
func mask(f wire.Frame) wire.Bytes {
	switch f.Kind {
	case wire.Control:
		return f.Raw
	case wire.Rejected:
		return f.Raw.Hide(0, 2*f.Raw.Len())
	}
	end := dataAt + f.Body.Len()
	out := f.Raw.Slice(0, dataAt).Append(hideData(f.Body, f.Fault != nil)).Append(f.Raw.From(end))
	if !out.AllKnown() {
		out = out.Hide(2*end, 2*end+2) // the XOR would tell the digits
	}
	return out
}

// hideData gives data of which nothing is seen that may not be kept. A name that
// looks like a card number shows that somebody writes what nobody expects.
func hideData(b wire.Bytes, damaged bool) wire.Bytes {
	list, _, whole := members(readable(b))
	if !whole {
		return b.Hide(0, 2*b.Len())
	}
	out := b
	for _, m := range list {
		if !hide.Plain(m.path) {
			return b.Hide(0, 2*b.Len())
		}
		out = hide.Unless(out, m.from, m.seen(b, damaged))
	}
	return out
}
