package iso

import (
	"bytes"
	"encoding/hex"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// shownFields are the fields whose bytes may be shown: what they hold is no card
// data in any dialect. Everything else is hidden, also what nobody can name.
var shownFields = [...]int{3, 4, 7, 11, 12, 13, 15, 22, 25, 37, 38, 39, 41, 42, 49}

// Shown gives the bytes of a message as hex with x for each half byte that is
// not shown: all but the frame around the message, its type, its bitmap and the
// fields that pairing needs. It is "" for bytes that are no whole message and
// for a message of which places are not places in the original. It walks the
// message as [Reader.Read] does, because a log may hold millions of them.
func (r *Reader) Shown(raw []byte) string {
	if r.dialect != "" && !Known(r.dialect) || len(raw) > maxMessage {
		return ""
	}
	defer r.rec.forget()
	g, data, _ := r.find(raw)
	if g == nil || !g.whole() || len(data) != len(raw) {
		return ""
	}
	out := bytes.Repeat([]byte("x"), 2*len(raw))
	show := func(from, to int) {
		if from >= 0 && from < to && to <= len(raw) {
			hex.Encode(out[2*from:], raw[from:to])
		}
	}
	// What is shown was counted when the message was read.
	quiet := redact.New(nil)
	m := r.rec.message(quiet)
	s := shower{g: g, rec: &r.rec, masker: quiet, msg: &m}
	head := s.head(data)
	for _, f := range head {
		show(f.Offset, f.Offset+f.Length)
	}
	if head[0].Offset <= lengthMost {
		show(0, head[0].Offset)
	}
	body := g.frame.start
	mti := head[len(head)-1]
	if behind, first := mti.Offset+mti.Length, body+r.rec.first(len(raw)-body); first-behind <= bitmapsMost {
		show(behind, first)
	}
	for _, id := range shownFields {
		if r.rec.has(id) && s.harmless(id) {
			show(body+r.rec.spans[id].off, body+r.rec.spans[id].end)
		}
	}
	return string(out)
}

// How long what stands around the fields is at most: a length of four
// characters, and two bitmaps of which each half byte is a character.
const (
	lengthMost  = 4
	bitmapsMost = 32
)

// harmless reports whether a field holds what it should: showing it would drop
// and mask nothing of it.
func (s *shower) harmless(id int) bool {
	spec := &s.g.lay.fields[id]
	if spec.keep != keepValue && spec.keep != keepText {
		return false
	}
	var f transcripts.Field
	s.plain(&f, id, spec, s.rec.vals[id])
	return !f.Dropped && !strings.Contains(f.Value, "*")
}

// first is where the first field stands in the body, or end without any.
func (r *record) first(end int) int {
	for id := 2; id <= 128; id++ {
		if r.has(id) {
			return r.spans[id].off
		}
	}
	return end
}
