package iso

import (
	_ "embed"
	"strings"
	"sync"
)

// currencyData maps the numeric codes of ISO 4217 to their letters: current
// currencies, without metals and test codes.
//
//go:embed currencies.tsv
var currencyData string

var currencies = sync.OnceValue(func() *[1000]string {
	t := new([1000]string)
	for line := range strings.Lines(currencyData) {
		num, letters, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if n, numeric := number([]byte(num)); ok && numeric && n < 1000 {
			t[n] = letters
		}
	}
	return t
})

// letters gives the three letters of a currency from its numeric code or from
// letters; "" when it is no current currency. Packed numeric codes may have a
// leading zero too much.
func letters(b []byte) string {
	if len(b) == 3 && isLetters(b) {
		return string(b)
	}
	if n, ok := number(b); ok && n < 1000 {
		return currencies()[n]
	}
	return ""
}

// currency gives what an amount states: letters, or the numeric code where the
// letters are not known, or "".
func currency(b []byte) string {
	if s := letters(b); s != "" {
		return s
	}
	if isDigits(b) && !noDigitButZero(b) {
		return string(b)
	}
	return ""
}

// Currency gives the letters of a currency from its three-digit code (ISO
// 4217), or the digits themselves where the letters are not known; "" for what
// is no such code.
func Currency(digits string) string { return currency([]byte(digits)) }
