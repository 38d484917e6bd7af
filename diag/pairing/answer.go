package pairing

import (
	"slices"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// partCodes are the answers that may carry a smaller amount than was asked for:
// ISO 8583:1987 code 10, Mastercard 87 (purchase without cash back) and ISO
// 8583:1993 action codes 002 and 006.
var partCodes = []string{"10", "87", "002", "006"}

// answer gives each answer to the one leg it fits. One that fits two attaches
// to neither and both say so. One that fits none, but has the key of just one
// leg, is kept there as evidence that does not count.
func answer(open []*leg, answers []*diag.Sighting) []*leg {
	out := open
	for _, a := range answers {
		switch {
		case a.Mismatch != "":
		case a.Message.Interim:
			a.Mismatch = "interim"
		case a.Message.ResponseCode == "" && a.Message.SettledAnswer == "":
			a.Mismatch = "no_code"
		}
		var fit, near []*leg
		for _, l := range open {
			if !slices.ContainsFunc(l.requests, func(r *diag.Sighting) bool {
				return precedes(r, a) && within(r.At(), a.At(), l.patience())
			}) {
				continue
			}
			near = append(near, l)
			if l.refuses(a) == "" {
				fit = append(fit, l)
			}
		}
		if len(fit) > 1 {
			fit = stillOpen(fit, a, answers)
		}
		switch {
		case len(fit) == 1:
			fit[0].give(a)
		case len(fit) > 1:
			for _, l := range fit {
				l.ambiguous = &diag.Evidence{Text: ambiguousText, Where: a.Where()}
			}
			out = append(out, orphan(a))
		case len(near) == 1:
			a.Mismatch = near[0].refuses(a)
			near[0].give(a)
		default:
			out = append(out, orphan(a))
		}
	}
	return out
}

var ambiguousText = codes.Text{
	EN: "this answer fits two attempts, so it was counted for neither",
	ZH: "这条应答同时符合两笔交易，因此都不算数",
}

func (l *leg) give(a *diag.Sighting) {
	l.answers = append(l.answers, a)
	l.sum()
}

// patience is how long after a request its answer may come.
func (l *leg) patience() time.Duration {
	if l.repeats() {
		return repeatWithin
	}
	return dayApart
}

func orphan(a *diag.Sighting) *leg {
	l := &leg{kind: kindOf(a.Message), answers: []*diag.Sighting{a}}
	l.sum()
	return l
}

// refuses says what in an answer does not fit the leg, "" when it fits.
func (l *leg) refuses(a *diag.Sighting) string {
	m := a.Message
	switch {
	case !slices.ContainsFunc(l.requests, func(r *diag.Sighting) bool { return answerOf(m, r.Message) }):
		return "mti"
	case !prefixAgrees(l.said.proc, m.ProcessingCode):
		return "mti"
	case !sameAmount(l.said.amount, m.Amount) &&
		!(slices.Contains(partCodes, m.ResponseCode) && m.Amount.Minor < l.said.amount.Minor):
		return "amount"
	case l.said.card.Same(m.Card) == transcripts.Differs:
		return "card"
	case !agree(l.said.batch, m.Batch), !agree(l.said.merchant, m.Merchant), !agree(l.said.order, m.Order):
		return "batch"
	}
	return ""
}

// stillOpen drops the legs that had an answer of their own before a later one
// of the legs was even asked: a new attempt with an old STAN.
func stillOpen(fit []*leg, a *diag.Sighting, answers []*diag.Sighting) []*leg {
	return slices.DeleteFunc(slices.Clone(fit), func(l *leg) bool {
		return slices.ContainsFunc(fit, func(later *leg) bool {
			if later == l || !surely(l.first(), later.first()) || !surely(later.first(), a) {
				return false
			}
			return slices.ContainsFunc(answers, func(b *diag.Sighting) bool {
				return b != a && l.refuses(b) == "" && surely(l.first(), b) && surely(b, later.first())
			})
		})
	})
}

// surely reports whether a source proves that a came before b.
func surely(a, b *diag.Sighting) bool {
	before, known := a.Before(b)
	return known && before
}
