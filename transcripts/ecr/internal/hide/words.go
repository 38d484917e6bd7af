package hide

import (
	"regexp"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Runs of digits that count as a number where nothing says what they are.
const (
	mostDigits = 12 // more are one
	// A number that a frame's end cut in two leaves at least so much on one side.
	cutDigits  = 6
	cutNibbles = 8
	// unknownDigits is one less than the ten digits that are shown of a number
	// that is known to be one.
	unknownDigits = 9
)

// Text hides what shows as card data in bytes that are text, by labels and by
// shapes: a byte of which redact.Masker.Text leaves nothing is hidden whole.
func Text(b wire.Bytes) wire.Bytes {
	s := b.Text()
	return Unless(b, 0, same(s, shapes.Text(s)))
}

// track is the second track of a magnetic stripe in characters: number, separator,
// expiry, service code (ISO 7813). Separators of hex are letters of words here.
var track = regexp.MustCompile(`[0-9]{12,19}=[0-9]{7,}`)

// Tracks hides in b, which is whole but for what is hidden already, every place at
// which whole reads as the data of a magnetic stripe.
func Tracks(b, whole wire.Bytes) wire.Bytes {
	for _, at := range track.FindAllStringIndex(whole.Text(), -1) {
		b = All(b, at[0], at[1])
	}
	return b
}

// Words hides card data in text whose meaning is not known: what shows as such,
// every run of digits that is long enough for a card number, and runs at the
// ends, where half a number may stand.
func Words(b wire.Bytes) wire.Bytes {
	b = Text(b)
	return runs(b, b.Len(), mostDigits, cutDigits, 2, func(i int) bool {
		c, known := b.At(i)
		return known && c >= '0' && c <= '9'
	})
}

// Mixed is Words for plain ASCII and Loose for anything else, for content that is
// text by its protocol and may be none.
func Mixed(b wire.Bytes) wire.Bytes {
	for i := range b.Len() {
		if c, known := b.At(i); known && (c < 0x20 || c > 0x7E) {
			return Loose(b)
		}
	}
	return Words(b)
}

// Loose is Words for bytes that may be anything: it looks at digits two to a
// byte as well. Text suffers from it, since letters look like digits then.
func Loose(b wire.Bytes) wire.Bytes {
	b = Words(b)
	packed := b.Hex()
	for i, masked := 0, shapes.Text(packed); i < len(packed); i++ {
		if masked[i] != packed[i] {
			b = b.Hide(i, i+1)
		}
	}
	return nibbles(b, mostDigits, cutNibbles)
}

// Unknown hides every longer row of decimal nibbles, which is how card numbers
// look both packed and in characters (31 32 33), in bytes that no protocol could
// read.
func Unknown(b wire.Bytes) wire.Bytes { return nibbles(b, unknownDigits, unknownDigits+1) }

func nibbles(b wire.Bytes, most, edge int) wire.Bytes {
	return runs(b, 2*b.Len(), most, edge, 1, func(i int) bool { return decimal(b, i) })
}

// runs hides each run of digits among n places that is longer than most, or that
// is at least edge long and touches an end. A place is so many nibbles wide.
func runs(b wire.Bytes, n, most, edge, wide int, is func(i int) bool) wire.Bytes {
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
		if j-i > most || j-i >= edge && (i == 0 || j == n) {
			found = append(found, [2]int{i, j})
		}
		i = j
	}
	for _, r := range found {
		b = b.Hide(r[0]*wide, r[1]*wide)
	}
	return b
}

// decimal reports whether nibble i is known and a decimal digit.
func decimal(b wire.Bytes, i int) bool {
	shift := 4 * (1 - i%2)
	if b.Hid != nil && b.Hid[i/2]>>shift&0x0F != 0 {
		return false
	}
	return b.B[i/2]>>shift&0x0F <= 9
}

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

// Seen tells for each byte of a text whether it may be seen: nothing of what
// holds control bytes or is a packed card number, and no card data in the rest.
// Hidden characters may be seen; they show as stars.
func Seen(b wire.Bytes, d Doubt) []bool {
	text := b.Text()
	if strings.ContainsFunc(text, Control) || packedNumber(b) {
		return make([]bool, len(text))
	}
	shown := shapes.Text(text)
	if runs := longRuns[d]; runs != nil {
		shown = starred(shown, runs)
	}
	return same(text, shown)
}

// Long hides every row of digits in a text that is long enough for a card number,
// whatever it is part of.
func Long(s string) string { return starred(s, longRuns[InNumber]) }

func starred(s string, runs *regexp.Regexp) string {
	return runs.ReplaceAllStringFunc(s, func(run string) string { return strings.Repeat("*", len(run)) })
}

// Plain reports whether a text holds no card data by its looks.
func Plain(s string) bool { return shapes.Text(s) == s }

// Control reports whether a character is a control byte, which no value holds.
func Control(r rune) bool { return r < ' ' || r == 0x7F }

// packedNumber reports whether all characters of a value, read as packed digits,
// are a card number.
func packedNumber(b wire.Bytes) bool {
	digits := strings.TrimRight(b.Nibbles(), "F")
	if len(digits) > Longest || strings.ContainsFunc(digits, func(r rune) bool { return r < '0' || r > '9' }) {
		return false
	}
	return !Plain(digits)
}
