// Package hide hides what may not be kept of bytes on a line. Its doors are
// [PAN] for a field known to hold a card number, [All] for one that may not be
// kept at all, [Words], [Loose] and [Mixed] for bytes whose meaning is not known.
package hide

import (
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// The most digits of a card number that may be seen, as [redact.Masker] keeps
// them, and the runs that count as a number where nothing says what they are.
const (
	seenHead  = 6
	seenTail  = 4
	fullShown = 14
	shortest  = 12
	// A number that a frame's end cut in two leaves at least so much on one side.
	cutDigits  = 6
	cutNibbles = 8
)

// All hides the bytes from i to before j.
func All(b wire.Bytes, i, j int) wire.Bytes {
	i, j = max(i, 0), min(j, b.Len())
	if i >= j {
		return b
	}
	return b.Hide(2*i, 2*j)
}

// PAN hides the middle of the card number in ASCII from i to before j. Blanks
// and zero bytes around it stay.
func PAN(b wire.Bytes, i, j int) wire.Bytes {
	i, j = max(i, 0), min(j, b.Len())
	for i < j && blank(b, i) {
		i++
	}
	for j > i && blank(b, j-1) {
		j--
	}
	n := j - i
	switch {
	case n <= 0:
		return b
	case n < shortest:
		return All(b, i, j)
	case n < fullShown:
		return All(b, i, j-seenTail)
	}
	return All(b, i+seenHead, j-seenTail)
}

func blank(b wire.Bytes, i int) bool { return b.Is(i, ' ') || b.Is(i, 0) }

// Text hides what shows as card data in bytes that are text, by labels and by
// shapes.
func Text(b wire.Bytes) wire.Bytes {
	if b.Len() == 0 {
		return b
	}
	s := b.Text()
	masked := redact.New(nil).Text(s)
	for i := range len(s) {
		if masked[i] != s[i] {
			b = All(b, i, i+1)
		}
	}
	return b
}

// Words hides card data in text whose meaning is not known: what shows as such,
// every run of digits that is long enough for a card number, and runs at the
// ends, where half a number may stand.
func Words(b wire.Bytes) wire.Bytes {
	b = Text(b)
	return runs(b, b.Len(), cutDigits, 2, func(i int) bool { return known(b, i) && b.B[i] >= '0' && b.B[i] <= '9' })
}

// Loose is Words for bytes that may be anything: it looks at digits two to a
// byte as well. Text suffers from it, since letters look like digits then.
func Loose(b wire.Bytes) wire.Bytes {
	b = Words(b)
	packed := b.Hex()
	for i, masked := 0, redact.New(nil).Text(packed); i < len(packed); i++ {
		if masked[i] != packed[i] {
			b = b.Hide(i, i+1)
		}
	}
	return runs(b, 2*b.Len(), cutNibbles, 1, func(i int) bool { return digit(b, i) })
}

// Mixed is Words for plain ASCII and Loose for anything else, for content that is
// text by its protocol and may be none.
func Mixed(b wire.Bytes) wire.Bytes {
	for i, c := range b.B {
		if known(b, i) && (c < 0x20 || c > 0x7E) {
			return Loose(b)
		}
	}
	return Words(b)
}

// runs hides each run of digits among n places that is long enough, or that is
// at least edge long and touches an end. A place is so many nibbles wide.
func runs(b wire.Bytes, n, edge, wide int, is func(i int) bool) wire.Bytes {
	var found [][2]int
	for i := 0; i < n; {
		if !is(i) {
			i++
			continue
		}
		j := i
		for j < n && is(j) {
			j++
		}
		if j-i > shortest || j-i >= edge && (i == 0 || j == n) {
			found = append(found, [2]int{i, j})
		}
		i = j
	}
	for _, r := range found {
		b = b.Hide(r[0]*wide, r[1]*wide)
	}
	return b
}

func known(b wire.Bytes, i int) bool {
	_, ok := b.At(i)
	return ok
}

// digit reports whether nibble i is a decimal digit that is seen.
func digit(b wire.Bytes, i int) bool {
	shift := 4 * (1 - i%2)
	if b.Hid != nil && b.Hid[i/2]>>shift&0x0F != 0 {
		return false
	}
	return b.B[i/2]>>shift&0x0F <= 9
}
