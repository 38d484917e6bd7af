package report

import (
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
)

// minorDigits are the currencies of ISO 4217 whose minor unit is not a
// hundredth (list one, 2024-06).
var minorDigits = map[string]int{
	"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0,
	"RWF": 0, "UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
	"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
	"CLF": 4, "UYW": 4,
}

// MinorDigits is how many digits the minor unit of a currency has (ISO 4217);
// two for a currency that is not known.
func MinorDigits(currency string) int {
	if n, ok := minorDigits[currency]; ok {
		return n
	}
	return 2
}

// Money writes an amount of minor units: "CNY 128.00", "JPY 500", and
// "128.00 元" for the currency that Chinese readers do not write in letters. A
// currency that is not given as three letters is left out.
func Money(minor int64, currency string, lang codes.Lang) string {
	digits := MinorDigits(currency)
	// Magnitude as unsigned, so that the smallest number keeps its value.
	s, sign := strconv.FormatUint(magnitude(minor), 10), ""
	if minor < 0 {
		sign = "-"
	}
	if pad := digits + 1 - len(s); pad > 0 {
		s = strings.Repeat("0", pad) + s
	}
	if digits > 0 {
		s = s[:len(s)-digits] + "." + s[len(s)-digits:]
	}
	s = sign + s
	switch {
	case currency == "CNY" && lang == codes.Chinese:
		return s + " 元"
	case letters(currency):
		return currency + " " + s
	}
	return s
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

func letters(currency string) bool {
	if len(currency) != 3 {
		return false
	}
	for i := range len(currency) {
		if currency[i] < 'A' || currency[i] > 'Z' {
			return false
		}
	}
	return true
}

// MoneyText is [Money] in both languages.
func MoneyText(minor int64, currency string) codes.Text {
	return codes.Text{EN: Money(minor, currency, codes.English), ZH: Money(minor, currency, codes.Chinese)}
}
