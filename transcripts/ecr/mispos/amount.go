package mispos

import (
	"regexp"

	"golang.org/x/text/currency"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
)

// amountDigits is the width of an amount in minor units.
const amountDigits = 12

// printed is the form of an amount in receipt data: letters of a currency, and
// digits with two decimals ("RMB  0.20"). Ten digits and two are no card number.
var printed = regexp.MustCompile(`^([A-Z]{3}) *([0-9]{1,10})\.([0-9]{2})$`)

// amount reads an amount in minor units, or as it is printed. What is written in
// any other way, or in a currency that has not two decimals, is not known.
func amount(text, usual string) transcripts.Amount {
	m := printed.FindStringSubmatch(text)
	letters := usual
	if m != nil {
		if letters = m[1]; letters == "RMB" {
			letters = "CNY"
		}
		unit, err := currency.ParseISO(letters)
		if err != nil {
			return transcripts.Amount{}
		}
		if scale, _ := currency.Standard.Rounding(unit); scale != len(m[3]) {
			return transcripts.Amount{}
		}
		text = m[2] + m[3]
	}
	n, ok := hypercom.Digits(text)
	if !ok {
		return transcripts.Amount{}
	}
	return transcripts.Amount{Minor: n, Currency: letters, Known: true}
}
