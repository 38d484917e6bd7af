package codes

import (
	"slices"
	"strings"
	"testing"
)

// general are the books that every reading of a common code is compared in;
// those of single countries, terminals and services come and go.
var general = []string{"unionpay", "visa", "mastercard", "iso8583-1987", "unionpay-old", "iso8583-1993"}

func list(rs []Reading) string {
	var out []string
	for _, r := range rs {
		if !slices.Contains(general, r.Book.ID) {
			continue
		}
		s := r.Book.ID
		if r.Code.Class != ClassAnswer {
			s += "/" + string(r.Code.Class)
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestCandidatesPutDifferentConsequencesFirst(t *testing.T) {
	l := Open()
	tests := []struct {
		class Class
		code  string
		want  string
	}{
		// UnionPay says another card, the others never; each once, then the rest.
		{ClassAnswer, "04", "unionpay visa mastercard iso8583-1987 unionpay-old"},
		// Refused in UnionPay, Mastercard and ISO alike, never again in Visa.
		{ClassAnswer, "12", "unionpay visa mastercard iso8583-1987 unionpay-old"},
		{ClassAnswer, "01", "unionpay visa mastercard iso8583-1987 unionpay-old"},
		// In old UnionPay the issuer, elsewhere the network; unknown differs from may have moved.
		{ClassAnswer, "06", "visa unionpay-old mastercard iso8583-1987"},
		{ClassReversalAnswer, "00", "unionpay/reversal_answer visa/reversal_answer mastercard/reversal_answer iso8583-1987/reversal_answer unionpay-old/reversal_answer"},
		{ClassAny, "68", "unionpay iso8583-1987 unionpay-old mastercard/reversal_reason iso8583-1987/reversal_reason"},
		{ClassAny, "400", "iso8583-1993/reversal_answer"},
		{ClassAny, "QQ", ""},
	}
	for _, tt := range tests {
		got := l.Candidates(tt.class, tt.code)
		names := strings.Fields(list(got))
		slices.Sort(names)
		want := strings.Fields(tt.want)
		slices.Sort(want)
		if !slices.Equal(names, want) {
			t.Errorf("Candidates(%q, %s) = %s, want %s", tt.class, tt.code, list(got), tt.want)
			continue
		}
		checkOrder(t, tt.code, got)
		for _, r := range got {
			bothLanguages(t, tt.code+" why", r.Why)
		}
	}
	if got := list(l.Candidates(ClassAnswer, "06")); got != "visa unionpay-old mastercard iso8583-1987" {
		t.Errorf("readings of 06: %s", got)
	}
	if got := list(l.Candidates(ClassAnswer, "04")); got != "unionpay visa mastercard iso8583-1987 unionpay-old" {
		t.Errorf("readings of 04: %s", got)
	}
}

// checkOrder demands that no reading with a new consequence comes after one
// whose consequence was listed before.
func checkOrder(t *testing.T, code string, rs []Reading) {
	t.Helper()
	seen := map[consequence]bool{}
	repeated := false
	for _, r := range rs {
		k := consequence{r.Code.Class, r.Code.DeclinedBy[0], r.Code.Money, r.Code.Retry}
		if k.class == ClassAny {
			k.class = ClassAnswer // such a row speaks of payments too
		}
		if seen[k] {
			repeated = true
		} else if repeated {
			t.Errorf("%s: %s %s differs but comes late", code, r.Book.ID, r.Code.Class)
		}
		seen[k] = true
	}
}

func TestCandidatesOfEveryCodeAreInOrder(t *testing.T) {
	l := Open()
	seen := map[string]bool{}
	for _, b := range l.Books() {
		for _, c := range l.Codes(b.ID) {
			if seen[c.Value] || b.Beside != "" {
				continue
			}
			seen[c.Value] = true
			rs := l.Candidates(ClassAnswer, c.Value)
			checkOrder(t, c.Value, rs)
			for _, r := range rs {
				if r.Book.Beside != "" {
					t.Errorf("%s: %s stands beside a code, not in its place", c.Value, r.Book.ID)
				}
			}
		}
	}
}
