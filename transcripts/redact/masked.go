package redact

import (
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
)

// Masked takes a card number as a source wrote it, usually masked in a style of
// its own ("447398______1381", "521729FFFFFF3894", "****1234"), and gives it in
// ours: stars, and at most the first 6 and last 4 digits. Spaces and dashes
// between groups are dropped. There is no token, since the number was not seen
// whole; a number that stands there whole is truncated all the same.
func (m *Masker) Masked(s string) transcripts.Card {
	b := make([]byte, 0, longest+seenTail)
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b = append(b, byte(r))
		case r == ' ' || r == '-' || r == '\t':
		case r == '.' && strings.Count(s, ".") < 3:
		default:
			b = append(b, '*')
		}
		if len(b) > 2*longest {
			break
		}
	}
	if len(b) == 0 {
		return transcripts.Card{}
	}
	m.count(kindPAN)
	n := len(b)
	head := seenHead
	if n < fullShown {
		head = 0
	}
	for i := range b {
		if i >= head && i < n-seenTail {
			b[i] = '*'
		}
	}
	if n <= seenTail+seenTail {
		return transcripts.Card{Masked: shortMasked(b)}
	}
	return transcripts.Card{Masked: string(b)}
}

// shortMasked is a masked number that names less than eight places, such as
// "**1234": its last four digits may stay only behind a star.
func shortMasked(b []byte) string {
	if len(b) > seenTail && strings.HasPrefix(string(b), "*") {
		return string(b)
	}
	return strings.Repeat("*", len(b))
}
