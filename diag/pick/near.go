package pick

import (
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// The price of each thing that does not fit. One slip of the pen is cheap, a
// value of which nothing fits is not.
const (
	slip  = 1  // one digit wrong, missing, doubled or two changed about
	other = 10 // another value altogether
	// closeBy is how far off a time may be to be told of.
	closeBy = 2 * time.Hour
)

// far tells how far a payment is from what was asked for. It is not ok for one
// that is not worth telling of: most of what was asked must fit, or what does
// not must look like a slip.
func (s Selector) far(t *diag.Transaction, misses []Criterion) (int, bool) {
	total, strange := 0, 0
	for _, c := range misses {
		price := s.price(c, t)
		total += price
		if price >= other {
			strange++
		}
	}
	fits := len(s.Given()) - len(misses)
	return total, strange == 0 || strange == 1 && fits > 0
}

func (s Selector) price(c Criterion, t *diag.Transaction) int {
	best := other
	for i := range t.Legs {
		l := &t.Legs[i]
		switch c {
		case BySTAN:
			best = min(best, slips(strings.TrimLeft(s.STAN, "0"), strings.TrimLeft(l.STAN, "0")))
		case ByRRN:
			best = min(best, slips(s.RRN, l.RRN))
		case ByAmount:
			if l.Amount.Known {
				best = min(best, s.Amount.slipped(l.Amount))
			}
		case ByTime:
			if d, known := s.Time.distance(l, s.Zone); known && d <= closeBy {
				best = min(best, slip+int(d/(30*time.Minute)))
			}
		case ByLast4:
			if n := len(s.Last4); len(l.Card.Masked) >= n {
				best = min(best, slips(s.Last4, l.Card.Masked[len(l.Card.Masked)-n:]))
			}
		case ByKey:
			if strings.Contains(t.Key, s.Key) || strings.Contains(s.Key, t.Key) {
				best = slip
			}
		}
	}
	return best
}

// slipped also takes a decimal mark at the wrong place, or none, for a slip.
func (a Amount) slipped(m transcripts.Amount) int {
	typed, is := a.minorOf(m.Currency), text(m.Minor)
	if shown := strings.TrimRight(typed, "0"); shown != "" && shown == strings.TrimRight(is, "0") {
		return slip
	}
	return slips(typed, is)
}

// slips tells whether two numbers differ by one slip of the pen.
func slips(a, b string) int {
	if len(a) > len(b) {
		a, b = b, a
	}
	if a == "" || len(b)-len(a) > 1 {
		return other
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch {
	case len(a) < len(b):
		if a[i:] == b[i+1:] {
			return slip
		}
	case i < len(a) && a[i+1:] == b[i+1:]:
		return slip
	case i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]:
		return slip
	}
	return other
}
