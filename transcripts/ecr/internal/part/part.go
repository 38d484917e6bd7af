package part

import (
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Keep says what of a field may be kept.
type Keep int

// The rules. The zero value hides all, so that a field which nobody thought of
// is hidden.
const (
	Drop Keep = iota // secret, personal or not known
	Code             // a short plain value, at most Spec.Max characters
	Text             // free text, card data in it hidden by its shape
	PAN              // a card number: first six and last four
	Tail             // a number of which only the last four may be seen
)

// Spec says what a field is.
type Spec struct {
	ID   string // stable within its protocol: "amount"
	Name codes.Text
	Keep Keep
	Max  int // of Code; 0 is 12
	// Meaning explains a value; nil where the value says it all.
	Meaning func(value string) codes.Text
}

// Part is one field of a frame.
type Part struct {
	Spec
	Off   int // first byte in the body
	Bytes wire.Bytes
}

// usual is the most of a Code: shorter than any card number but the shortest.
const usual = 12

// Plain gives the value as it stands, blanks around it taken off, stars for
// what is hidden. It is not masked: it is for reading, never for showing.
func (p Part) Plain() string { return strings.Trim(p.Bytes.Text(), " ") }

// Card reads a card number, whatever it was filled up with on the left.
func (p Part) Card(m *redact.Masker) transcripts.Card {
	s := strings.TrimLeft(p.Plain(), "0 ")
	switch {
	case s == "":
		return transcripts.Card{}
	case p.Keep == Tail && len(s) <= shown:
		// The masker wants to see that the rest is missing, not that the number
		// is short.
		return m.Masked(strings.Repeat("*", shown) + s)
	case p.Keep == Tail:
		return m.Masked(strings.Repeat("*", len(s)-shown) + s[len(s)-shown:])
	case strings.Trim(s, "0123456789") == "":
		return m.PAN(s)
	}
	return m.Masked(s)
}

// Show gives the value as it may be shown; dropped tells that there is one that
// may not.
func (p Part) Show(m *redact.Masker) (value string, dropped bool) {
	if p.Bytes.Len() == 0 {
		return "", false
	}
	switch {
	case p.Keep == Code && p.fits():
		return p.Plain(), false
	case p.Keep == Text && p.binary():
		return strings.Repeat("*", p.Bytes.Len()), false
	case p.Keep == Text:
		return redact.Clean(m.Text(p.Plain())), false
	case p.Keep == PAN, p.Keep == Tail:
		return p.Card(m).Masked, false
	}
	return "", true
}

// fits reports whether a Code is as short and as plain as it should be, and none
// of it hidden: what was hidden before was no Code.
func (p Part) fits() bool {
	most := p.Max
	if most == 0 {
		most = usual
	}
	return p.Bytes.Len() <= most && p.Bytes.AllKnown() && !strings.ContainsFunc(p.Bytes.Text(), func(r rune) bool {
		plain := r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
		return !plain && !strings.ContainsRune(" .,:;/+-_*#()", r)
	})
}

// binary reports whether a Text holds bytes that no text does. They may be a
// card number in packed digits.
func (p Part) binary() bool {
	return strings.ContainsFunc(p.Bytes.Text(), func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\n\r\x1b", r) })
}

// Hidden tells for each byte whether it may not be kept; nil when all may.
func (p Part) Hidden() []bool {
	n := p.Bytes.Len()
	out := make([]bool, n)
	switch {
	case p.Keep == Code && p.fits():
		return nil
	case p.Keep == Text && !p.binary():
		// A byte that is hidden already shows as a star, as Text writes one.
		was, now := p.Bytes.Text(), hide.Text(p.Bytes).Text()
		for i := range n {
			out[i] = now[i] != was[i]
		}
	case p.Keep == PAN:
		first := n - len(strings.TrimLeft(p.Bytes.Text(), "0 "))
		last := len(strings.TrimRight(p.Bytes.Text(), " "))
		// Where the separator behind a number is hidden, it looks longer.
		head, tail := hide.Ends(min(last-first, hide.Longest))
		mark(out, first+head, last-tail)
	case p.Keep == Tail:
		mark(out, 0, len(strings.TrimRight(p.Bytes.Text(), " "))-shown)
	default:
		mark(out, 0, n)
	}
	return out
}

// shown is how many digits of a number may be seen at its end.
const shown = 4

func mark(out []bool, from, to int) {
	for i := max(from, 0); i < to; i++ {
		out[i] = true
	}
}
