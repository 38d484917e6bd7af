// Package veil hides card data in bytes whose place in a message does not tell
// what they are. Its doors are [Text], for characters, and [Unknown], for bytes
// that no protocol could read.
package veil

import (
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// shapes finds card data by its shape. Its key is never used: only what it
// leaves of a text is looked at.
var shapes = redact.New(nil)

// Text hides the characters of b that have the shape of card data: a byte of
// which redact.Masker.Text leaves nothing is hidden whole.
func Text(b wire.Bytes) wire.Bytes {
	was := b.Text()
	now := shapes.Text(was)
	out := b
	for i := range len(was) {
		if now[i] != was[i] {
			out = out.Hide(2*i, 2*i+2)
		}
	}
	return out
}

// mostDigits is how many decimal digits in a row may be seen where nothing
// tells what they are: one less than the ten digits of a card number that are
// shown where it is known to be one.
const mostDigits = 9

// Unknown hides every longer row of decimal nibbles, which is how card numbers
// look both packed and in characters (31 32 33).
func Unknown(b wire.Bytes) wire.Bytes {
	out, n := b, 0
	for i := 0; i <= 2*b.Len(); i++ {
		if i < 2*b.Len() && decimal(b, i) {
			n++
			continue
		}
		if n > mostDigits {
			out = out.Hide(i-n, i)
		}
		n = 0
	}
	return out
}

// decimal reports whether nibble i is known and a decimal digit.
func decimal(b wire.Bytes, i int) bool {
	shift := 4 * (1 - i%2)
	if b.Hid != nil && b.Hid[i/2]>>shift&0x0F != 0 {
		return false
	}
	return b.B[i/2]>>shift&0x0F <= 9
}

// Card hides the middle of a card number in characters. Digits and whatever
// masks digits count alike: the first six and last four may be seen of fourteen
// and more, the last four of twelve and thirteen, none of any other length
// (PCI FAQ 1091).
func Card(b wire.Bytes) wire.Bytes {
	head, tail, n := 6, 4, b.Len()
	switch {
	case n < 12 || n > 19:
		head, tail = 0, 0
	case n < 14:
		head = 0
	}
	out := b
	for i := head; i < n-tail; i++ {
		if c := b.B[i]; c >= '0' && c <= '9' {
			out = out.Hide(2*i, 2*i+2)
		}
	}
	return out
}
