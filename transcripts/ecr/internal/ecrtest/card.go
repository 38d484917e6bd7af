package ecrtest

import (
	"encoding/hex"
	"strings"

	"pgregory.net/rapid"
)

// Holder and Expiry stand for a name and a date that no other text holds.
const (
	Holder = "SECRETNAME/JANE"
	Expiry = "E9X7"
)

// Card is made-up card data in the forms in which lines carry it.
type Card struct {
	PAN    string
	Packed []byte // packed digits, F behind an odd number
	Track  string // track 2 in characters
	TrackB []byte // track 2 in packed digits
}

// Draw makes a card as networks issue them.
func Draw(t *rapid.T) Card {
	pan := PAN(t)
	return Card{PAN: pan, Packed: Pack(pan), Track: pan + "=30122011234567890", TrackB: Pack(pan + "d30122011234567890")}
}

// PAN draws a card number with a check digit that fits.
func PAN(t *rapid.T) string {
	brand := rapid.SampledFrom([]string{"4", "51", "62", "37"}).Draw(t, "brand")
	n := 16
	switch brand {
	case "37":
		n = 15
	case "62":
		n = rapid.IntRange(16, 19).Draw(t, "length")
	}
	return Number(t, brand, n)
}

// Number draws a card number of n digits that begins with a prefix, with a check
// digit that fits (ISO 7812).
func Number(t *rapid.T, prefix string, n int) string {
	b := []byte(prefix)
	for len(b) < n-1 {
		b = append(b, byte('0'+rapid.IntRange(0, 9).Draw(t, "digit")))
	}
	sum := 0
	for i := range b {
		d := int(b[len(b)-1-i] - '0')
		if i%2 == 0 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	return string(append(b, byte('0'+(10-sum%10)%10)))
}

// Pack writes hex digits two to a byte, F behind an odd number.
func Pack(digits string) []byte {
	out, err := hex.DecodeString(digits + strings.Repeat("f", len(digits)%2))
	if err != nil {
		panic(err)
	}
	return out
}

// TLV writes a chip object with a short length.
func TLV(tag string, value []byte) []byte {
	return append(append(Pack(tag), byte(len(value))), value...)
}

// fatal is what Absent needs of a test.
type fatal interface{ Fatalf(string, ...any) }

// Absent fails when card data shows in a text in any writing: characters, hex
// of them, packed digits.
func (c Card) Absent(t fatal, where, text string) {
	text = strings.ToUpper(text)
	even, odd := c.PAN[:len(c.PAN)-len(c.PAN)%2], c.PAN[len(c.PAN)%2:]
	for _, s := range []string{c.PAN, even, odd, Holder, Expiry} {
		for _, form := range []string{s, hex.EncodeToString([]byte(s))} {
			if strings.Contains(text, strings.ToUpper(form)) {
				t.Fatalf("%s shows a secret of %d characters", where, len(s))
			}
		}
	}
}
