// Package veil tells which characters of a value may be seen. Its door is
// [Words], for values that may hold anything; [Number] is for card numbers.
//
// Both give one answer a byte, so that what is hidden lines up with the line.
package veil

import (
	"regexp"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// byShape masks words by what they look like. It makes no tokens, so it needs
// no key.
var byShape = redact.New(nil)

// longestNumber is the most digits of a card number (ISO 7812).
const longestNumber = 19

// Doubt is how sure the place of a value is.
type Doubt int

// The doubts. In a damaged frame a value may be that of another field, and a
// card number of which one character was changed on the way shows neither by its
// length nor by its check digit: long runs of digits are hidden then.
const (
	Sure     Doubt = iota
	Damaged        // words of a damaged frame: no seven digits in a row
	InNumber       // a value of a damaged frame that is a number: no thirteen
)

var longRuns = map[Doubt]*regexp.Regexp{
	Damaged:  regexp.MustCompile(`[0-9]{7,}`),
	InNumber: regexp.MustCompile(`[0-9]{13,}`),
}

// Words tells for each byte of a text whether it may be seen: nothing of what
// holds control bytes or is a packed card number, and no card data in the rest.
// Hidden characters may be seen; they show as stars.
func Words(b wire.Bytes, d Doubt) []bool {
	text := b.Text()
	if strings.ContainsFunc(text, control) || packedNumber(b) {
		return make([]bool, len(text))
	}
	shown := byShape.Text(text)
	if runs := longRuns[d]; runs != nil {
		shown = runs.ReplaceAllStringFunc(shown, func(s string) string { return strings.Repeat("*", len(s)) })
	}
	return same(text, shown)
}

// Number tells for each character of a card number whether it may be seen,
// blanks behind it included. What is not written as a card number is hidden whole.
func Number(text string) []bool {
	number := strings.TrimRight(text, " ")
	shown := byShape.Masked(number).Masked
	if len(shown) != len(number) {
		shown = strings.Repeat("*", len(number))
	}
	return same(text, shown+text[len(number):])
}

// Hide hides in b, from byte at on, the bytes that may not be seen.
func Hide(b wire.Bytes, at int, seen []bool) wire.Bytes {
	for i := 0; i < len(seen); i++ {
		from := i
		for i < len(seen) && !seen[i] {
			i++
		}
		if i > from {
			b = b.Hide(2*(at+from), 2*(at+i))
		}
	}
	return b
}

// Plain reports whether a text holds no card data by its looks.
func Plain(s string) bool { return byShape.Text(s) == s }

func same(text, shown string) []bool {
	out := make([]bool, len(text))
	for i := range out {
		out[i] = text[i] == shown[i]
	}
	return out
}

func control(r rune) bool { return r < ' ' || r == 0x7F }

// packedNumber reports whether all characters of a value, read as packed digits,
// are a card number.
func packedNumber(b wire.Bytes) bool {
	digits := strings.TrimRight(b.Nibbles(), "F")
	if len(digits) > longestNumber || strings.ContainsFunc(digits, func(r rune) bool { return r < '0' || r > '9' }) {
		return false
	}
	return byShape.Text(digits) != digits
}
