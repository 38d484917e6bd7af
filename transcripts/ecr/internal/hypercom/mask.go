package hypercom

import (
	"strings"

	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Mask hides in a frame what may not be kept. What cannot be read is hidden
// whole: a part of a card number looks like anything.
func (t *Table) Mask(f wire.Frame) wire.Bytes { return MaskBody(f, t.hide) }

// MaskBody puts a masked body back into its frame. hide gives a body of the same
// length; damaged tells it that types and lengths in it may be wrong.
func MaskBody(f wire.Frame, hide func(body wire.Bytes, damaged bool) wire.Bytes) wire.Bytes {
	switch {
	case f.Kind == wire.Control:
		return f.Raw
	case f.Body.Len() == 0:
		return f.Raw.Hide(0, 2*f.Raw.Len())
	}
	end := BodyAt + f.Body.Len()
	out := f.Raw.Slice(0, BodyAt).Append(hide(f.Body, f.Fault != nil)).Append(f.Raw.From(end))
	n := out.Len()
	switch {
	case f.Kind != wire.Data: // what stands behind a broken frame may be anything
		return out.Hide(2*end, 2*n)
	case !out.AllKnown():
		return out.Hide(2*(n-1), 2*n) // the LRC would tell the digits
	}
	return out
}

// hide gives a body of which nothing is seen that may not be kept.
func (t *Table) hide(b wire.Bytes, damaged bool) wire.Bytes {
	if b.Len() < t.Header || !b.Slice(0, t.Header).AllKnown() || !t.Valid(b.B) {
		return b.Hide(0, 2*b.Len())
	}
	split := t.Split(b, damaged)
	out := t.Head(b, damaged).Append(b.From(t.Header))
	for _, f := range split.Fields {
		out = hide.Unless(out, f.At+head, t.seen(f))
	}
	return out.Hide(2*split.Stop, 2*b.Len())
}

// Head is the header of a body. In a damaged frame anything may stand in its
// place: long numbers in it are hidden then.
func (t *Table) Head(b wire.Bytes, damaged bool) wire.Bytes {
	head := b.Slice(0, t.Header)
	if damaged {
		return hide.Words(head)
	}
	return head
}

// seen tells which characters of a value may be seen.
func (t *Table) seen(f Field) []bool {
	r, text := t.rule(f.ID), f.Value.Text()
	switch {
	case r.keep == keepDrop:
		return make([]bool, len(text))
	case r.keep == keepPAN:
		return hide.Number(text)
	case f.doubt && r.keep == keepValue && len(text) <= r.max:
		return hide.Seen(f.Value, hide.InNumber)
	case f.doubt:
		return hide.Seen(f.Value, hide.Damaged)
	case r.keep == keepText, len(text) > r.max:
		return hide.Seen(f.Value, hide.Sure)
	}
	out := make([]bool, len(text))
	for i := range out {
		out[i] = !strings.ContainsFunc(text, hide.Control)
	}
	return out
}
