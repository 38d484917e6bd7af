package say

import (
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Decoded is a frame taken apart. Events are what a conversation that begins
// with the frame tells: its first message and first fault are taken over.
func Decoded(f wire.Frame, events []transcripts.Event, fields []transcripts.Field) transcripts.Decoded {
	d := transcripts.Decoded{
		Framing: transcripts.Framing{Length: "none", Stated: -1, Actual: f.Body.Len()},
		Fields:  fields, Fault: f.Fault, Guess: "exact",
	}
	for _, e := range events {
		if e.Message != nil && d.Message.Protocol == "" {
			d.Message = *e.Message
		}
		if e.Fault != nil && d.Fault == nil {
			d.Fault = e.Fault
		}
	}
	d.Complete = d.Fault == nil && f.Kind != wire.Rejected
	if !d.Complete {
		d.Guess = "partial"
	}
	return d
}

// Sheet gathers the fields of one body.
type Sheet struct {
	Body   wire.Bytes
	Fields []transcripts.Field
}

// Add names the bytes from i to before j, as far as they are there, and gives
// the field for its meaning to be set; the value is what an Add of text would
// show, cleaned.
func (s *Sheet) Add(id string, i, j int, en, zh string) *transcripts.Field {
	return s.put(id, i, j, en, zh, false)
}

// Drop names bytes whose value may not be kept.
func (s *Sheet) Drop(id string, i, j int, en, zh string) { s.put(id, i, j, en, zh, true) }

func (s *Sheet) put(id string, i, j int, en, zh string, drop bool) *transcripts.Field {
	i, j = min(i, s.Body.Len()), min(j, s.Body.Len())
	f := transcripts.Field{ID: id, Name: codes.Text{EN: en, ZH: zh}, Offset: i, Length: j - i, Dropped: drop}
	if !drop {
		f.Value = Text(s.Body, i, j)
	}
	if j > i {
		s.Fields = append(s.Fields, f)
		return &s.Fields[len(s.Fields)-1]
	}
	return &f
}

// Text reads bytes i to before j of a body, as far as they are there, trimmed,
// without what could act on a screen.
func Text(b wire.Bytes, i, j int) string {
	i, j = min(i, b.Len()), min(j, b.Len())
	if i >= j {
		return ""
	}
	return strings.TrimSpace(redact.Clean(strings.ReplaceAll(b.Slice(i, j).Text(), "\x00", " ")))
}

// Free is Text of bytes whose meaning is not known, with card data masked.
func Free(m *redact.Masker, b wire.Bytes, i, j int) string { return m.Text(Text(b, i, j)) }

// Minor reads an amount of digits, blanks around it allowed. It is not known
// when anything else stands there, or nothing.
func Minor(digits, currency string) transcripts.Amount {
	n, seen := int64(0), false
	for i := range len(digits) {
		c := digits[i]
		switch {
		case c == ' ':
			continue
		case c < '0' || c > '9' || n > (1<<62)/10:
			return transcripts.Amount{}
		}
		n, seen = n*10+int64(c-'0'), true
	}
	if !seen {
		return transcripts.Amount{}
	}
	return transcripts.Amount{Minor: n, Currency: currency, Known: true}
}
