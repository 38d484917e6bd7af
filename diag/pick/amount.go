package pick

import (
	"strings"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Amount is an amount as a person writes it. Its currency may be left out; it
// then fits any. The zero value says nothing.
type Amount struct {
	currency string // ISO 4217 letters, "" for any
	whole    string // digits before the decimal mark, no zeros in front
	part     string // digits behind it, no zeros at the end
	minor    bool   // whole counts minor units
}

// IsZero reports whether no amount was given.
func (a Amount) IsZero() bool { return a == Amount{} }

// marks are what people write around an amount. The sign of a currency is of
// several, so that it says nothing.
var marks = strings.NewReplacer("¥", "", "￥", "", "元", "", "人民币", "", "$", "", "€", "", "£", "", " ", "", " ", "", "'", "")

// ParseAmount reads "128.00", "128", "1,280.00", "1280,00", "CNY 128.00",
// "128.00元", "RMB 128", "$128", or minor units with their currency: "CNY:12800". It is not ok for
// anything else.
func ParseAmount(s string) (Amount, bool) {
	var a Amount
	s = strings.ToUpper(marks.Replace(strings.TrimSpace(s)))
	if currency, rest, ok := strings.Cut(s, ":"); ok {
		a.minor = true
		if !letters(currency) || rest == "" || !digits(rest) {
			return Amount{}, false
		}
		a.currency, a.whole = currency, strip(rest)
		return a, true
	}
	switch n := len(s); {
	case n > 3 && letters(s[:3]):
		a.currency, s = s[:3], s[3:]
	case n > 3 && letters(s[n-3:]):
		a.currency, s = s[n-3:], s[:n-3]
	}
	if a.currency == "RMB" {
		a.currency = "CNY" // what everybody calls it
	}
	whole, part := cutDecimals(s)
	if whole == "" || !digits(whole) || !digits(part) || len(whole)+len(part) > 18 {
		return Amount{}, false
	}
	a.whole, a.part = strip(whole), strings.TrimRight(part, "0")
	return a, true
}

// cutDecimals tells the decimal mark from marks between thousands: the last
// point or comma is decimal unless it is a comma with three digits behind it.
func cutDecimals(s string) (whole, part string) {
	at := strings.LastIndexAny(s, ".,")
	if at >= 0 && (s[at] == '.' || len(s)-at-1 != 3) {
		s, part = s[:at], s[at+1:]
	}
	return strings.NewReplacer(",", "", ".", "").Replace(s), part
}

// strip drops the zeros in front; the number nought keeps one.
func strip(s string) string {
	if s = strings.TrimLeft(s, "0"); s == "" {
		return "0"
	}
	return s
}

// is reports whether an amount of a message is the one meant.
func (a Amount) is(m transcripts.Amount) bool {
	return m.Known && (a.currency == "" || a.currency == m.Currency || m.Currency == "") && a.minorOf(m.Currency) == text(m.Minor)
}

// approved reports whether the amount is what was approved of the payment, which
// no single leg need state.
func (a Amount) approved(t *diag.Transaction) bool {
	v := t.Verdict.Amounts
	return v.Approved != 0 && a.is(transcripts.Amount{Minor: v.Approved, Currency: v.Currency, Known: true})
}

// minorOf writes the amount in minor units of a currency, "" when it has more
// digits than the currency.
func (a Amount) minorOf(currency string) string {
	if a.minor {
		return a.whole
	}
	if currency == "" {
		currency = a.currency
	}
	n := report.MinorDigits(currency)
	if len(a.part) > n {
		return ""
	}
	return strip(a.whole + a.part + strings.Repeat("0", n-len(a.part)))
}

func text(minor int64) string {
	if minor < 0 {
		return ""
	}
	if minor < 10 {
		return string(rune('0' + minor))
	}
	return text(minor/10) + string(rune('0'+minor%10))
}

func digits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

func letters(s string) bool {
	if len(s) != 3 {
		return false
	}
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}
