package hide

import (
	"strings"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// The most digits of a card number that may be seen (PCI FAQ 1091; see
// [redact.Masker]): the first six only of fourteen digits and more, the last four
// of twelve and more, none of what is no card number by its length.
const (
	seenHead  = 6
	seenTail  = 4
	fullShown = 14
	shortest  = 12
)

// Longest is the most digits of a card number (ISO 7812).
const Longest = 19

// Ends tells how many characters of a card number may be seen at its two ends.
// Digits and whatever masks digits count alike.
func Ends(length int) (head, tail int) {
	switch {
	case length < shortest || length > Longest:
		return 0, 0
	case length < fullShown:
		return 0, seenTail
	}
	return seenHead, seenTail
}

// PAN hides the middle of the card number in ASCII from i to before j. Blanks
// and zero bytes around it stay, and stars, which hide digits already.
func PAN(b wire.Bytes, i, j int) wire.Bytes {
	i, j = max(i, 0), min(j, b.Len())
	for i < j && blank(b, i) {
		i++
	}
	for j > i && blank(b, j-1) {
		j--
	}
	head, tail := Ends(j - i)
	for k := i + head; k < j-tail; k++ {
		if !b.Is(k, '*') {
			b = All(b, k, k+1)
		}
	}
	return b
}

func blank(b wire.Bytes, i int) bool { return b.Is(i, ' ') || b.Is(i, 0) }

// Number tells for each character of a card number whether it may be seen,
// blanks and zero bytes around it included. What is not written as a card number
// is hidden whole.
func Number(text string) []bool {
	number := strings.Trim(text, " \x00")
	at := strings.Index(text, number)
	shown := shapes.Masked(number).Masked
	if len(shown) != len(number) {
		shown = strings.Repeat("*", len(number))
	}
	return same(text, text[:at]+shown+text[at+len(number):])
}
