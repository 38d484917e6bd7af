package pick

import (
	"slices"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/diag"
)

// Selector is what is known of the payment that is looked for. Empty fields say
// nothing; the zero value fits every payment. A payment fits when all of what
// is given fits some leg of it: the number of a reversal finds its sale.
type Selector struct {
	Key    string // of the report, exactly
	STAN   string // trace number; zeros in front make no difference
	RRN    string // reference number, or what the till calls the payment: order, receipt
	Amount Amount
	Time   Time
	Last4  string // last digits of the card
	Last   int    // only the last so many of those that fit; 0 is all
	// Zone is the shop's time zone; times whose zone a source states are compared
	// as the clock on its wall. Nil where nobody told it.
	Zone *time.Location
}

// Criterion is one thing that can be asked of a payment.
type Criterion string

// The criteria, in the order in which they are shown.
const (
	ByKey    Criterion = "key"
	BySTAN   Criterion = "stan"
	ByRRN    Criterion = "rrn"
	ByAmount Criterion = "amount"
	ByTime   Criterion = "time"
	ByLast4  Criterion = "last4"
)

// IsZero reports whether nothing is asked for.
func (s Selector) IsZero() bool { return len(s.Given()) == 0 && s.Last == 0 }

// Given lists the criteria that the selector asks for, without Last.
func (s Selector) Given() []Criterion {
	var out []Criterion
	for _, c := range []struct {
		by    Criterion
		given bool
	}{
		{ByKey, s.Key != ""},
		{BySTAN, s.STAN != ""},
		{ByRRN, s.RRN != ""},
		{ByAmount, !s.Amount.IsZero()},
		{ByTime, !s.Time.IsZero()},
		{ByLast4, s.Last4 != ""},
	} {
		if c.given {
			out = append(out, c.by)
		}
	}
	return out
}

// Misses lists what is asked for and does not fit a payment. Nothing means that
// it fits.
func (s Selector) Misses(t *diag.Transaction) []Criterion {
	return slices.DeleteFunc(s.Given(), func(c Criterion) bool { return s.fits(c, t) })
}

func (s Selector) fits(c Criterion, t *diag.Transaction) bool {
	if c == ByKey {
		return t.Key == s.Key
	}
	return slices.ContainsFunc(t.Legs, func(l diag.Leg) bool {
		switch c {
		case BySTAN:
			return sameNumber(s.STAN, l.STAN) || l.STAN == "" && sameNumber(s.STAN, l.Name())
		case ByRRN:
			return sameNumber(s.RRN, l.RRN) || sameNumber(s.RRN, l.Order) || sameNumber(s.RRN, l.Receipt)
		case ByAmount:
			return s.Amount.is(l.Amount) || s.Amount.approved(t)
		case ByTime:
			return s.Time.near(&l, s.Zone)
		case ByLast4:
			return sameEnd(s.Last4, l.Card.Masked)
		}
		return false
	})
}

// sameNumber compares two numbers as people write them down: zeros in front and
// the case of letters make no difference.
func sameNumber(typed, is string) bool {
	return is != "" && strings.EqualFold(strings.TrimLeft(typed, "0"), strings.TrimLeft(is, "0"))
}

// sameEnd compares the last digits of a card, as many as were given.
func sameEnd(typed, masked string) bool {
	return len(masked) >= len(typed) && strings.HasSuffix(masked, typed)
}

// Pick gives the indices of the payments that fit, in the order in which they
// stand in the list. With Last only the latest of them by time are given; where
// not all of their times compare, those that stand last.
func Pick(txs []diag.Transaction, s Selector) []int {
	var out []int
	for i := range txs {
		if len(s.Misses(&txs[i])) == 0 {
			out = append(out, i)
		}
	}
	if s.Last > 0 && len(out) > s.Last {
		byTime(out, func(i int) *diag.Transaction { return &txs[i] })
		out = out[len(out)-s.Last:]
		slices.Sort(out)
	}
	return out
}

// byTime sorts by time, where all times compare.
func byTime[T any](list []T, of func(T) *diag.Transaction) {
	for _, x := range list {
		at, first := of(x).Root().At, of(list[0]).Root().At
		if !at.HasDay() || at.NoYear != first.NoYear {
			return
		}
	}
	slices.SortStableFunc(list, func(a, b T) int { return of(a).Root().At.Time.Compare(of(b).Root().At.Time) })
}
