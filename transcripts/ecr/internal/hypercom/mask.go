package hypercom

import (
	"strings"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// byShape masks words by what they look like. It makes no tokens, so it needs
// no key.
var byShape = redact.New(nil)

const (
	framing = 3 // 02 and two bytes of length before a body
	check   = 1 // the LRC at the end
)

// Mask hides in a frame what may not be kept. What cannot be read is hidden
// whole: a part of a card number looks like anything.
func (t *Table) Mask(f wire.Frame) wire.Bytes {
	switch {
	case f.Kind == wire.Control:
		return f.Raw
	case f.Body.Len() == 0:
		return f.Raw.Hide(0, 2*f.Raw.Len())
	}
	end := framing + f.Body.Len()
	out := f.Raw.Slice(0, framing).Append(t.hide(f.Body, f.Fault != nil)).Append(f.Raw.From(end))
	n := out.Len()
	switch {
	case f.Kind != wire.Data: // what stands behind a broken frame may be anything
		return out.Hide(2*end, 2*n)
	case !out.AllKnown():
		return out.Hide(2*(n-check), 2*n)
	}
	return out
}

// hide gives a body of which nothing is seen that may not be kept.
func (t *Table) hide(b wire.Bytes, damaged bool) wire.Bytes {
	if b.Len() < t.Header || !b.Slice(0, t.Header).AllKnown() || !t.Valid(b.B) {
		return b.Hide(0, 2*b.Len())
	}
	split := t.Split(b, damaged)
	out := b.Clone()
	for _, f := range split.Fields {
		for i, c := range t.seen(f) {
			if c {
				continue
			}
			at := f.At + head + i
			out = hideByte(out, at)
		}
	}
	return out.Hide(2*split.Stop, 2*b.Len())
}

// hideByte hides one byte of bytes that are no one else's.
func hideByte(b wire.Bytes, at int) wire.Bytes {
	if b.Hid == nil {
		b.Hid = make([]byte, len(b.B))
	}
	b.B[at], b.Hid[at] = 0, 0xFF
	return b
}

// seen tells which characters of a value may be seen.
func (t *Table) seen(f Field) []bool {
	r, text := t.rule(f.ID), f.Value.Text()
	out := make([]bool, len(text))
	shown := text
	switch {
	case r.keep == keepDrop, strings.ContainsFunc(text, control):
		return out
	case r.keep == keepPAN:
		shown = truncated(text)
	case r.keep == keepText, len(text) > r.max:
		shown = byShape.Text(text)
	}
	for i := range out {
		out[i] = shown[i] == text[i]
	}
	return out
}

func control(r rune) bool { return r < ' ' || r == 0x7F }

// truncated masks a card number as it stands in its field, blanks behind it
// included. It keeps the length, so that what is hidden lines up with it.
func truncated(text string) string {
	number := strings.TrimRight(text, " ")
	shown := byShape.Masked(number).Masked
	if len(shown) != len(number) { // not written as a card number is
		shown = strings.Repeat("*", len(number))
	}
	return shown + text[len(number):]
}
