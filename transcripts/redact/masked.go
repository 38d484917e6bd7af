package redact

import (
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
)

// Masked takes a card number as a source wrote it, usually masked in a style of
// its own ("447398______1381", "521729FFFFFF3894", "****1234"), and gives it in
// ours: stars, and at most the first 6 and last 4 digits. Blanks and dashes are
// dropped, anything else stands for a hidden digit. A number that is not masked
// is truncated all the same; what no card number is as long as is all stars.
// There is no token, since the number was not seen whole.
func (m *Masker) Masked(s string) transcripts.Card {
	b := make([]byte, 0, longest+1)
	stars := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b = append(b, byte(r))
		case r == ' ' || r == '-' || r == '\t':
			continue
		default:
			b = append(b, '*')
			stars++
		}
		if len(b) > longest {
			return transcripts.Card{Masked: strings.Repeat("*", longest)}
		}
	}
	n := len(b)
	head, tail := seenHead, seenTail
	switch {
	case n < shortest && stars == 0, n <= seenTail:
		head, tail = 0, 0
	case n < fullShown:
		head = 0
	}
	hid := false
	for i := head; i < n-tail; i++ {
		hid = hid || b[i] != '*'
		b[i] = '*'
	}
	if hid {
		m.count(kindPAN)
	}
	return transcripts.Card{Masked: string(b)}
}
