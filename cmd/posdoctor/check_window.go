package main

import (
	"slices"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
)

// window is what --since, --until and --last ask for. It chooses among finished
// transactions: their verdicts still rest on everything that was read.
type window struct {
	since, until moment
	last         count
	zone         *time.Location // of the profile; nil if not told
}

func (w window) set() bool { return !w.since.at.IsZero() || !w.until.at.IsZero() || w.last > 0 }

// holds reports whether a transaction began in the window. One whose day is not
// known may have, so it is never left out.
func (w window) holds(t *diag.Transaction) bool { return w.contains(t.Root().At) }

func (w window) contains(s transcripts.Stamp) bool {
	if !s.HasDay() {
		return true
	}
	at := wallClock(s, w.zone)
	if !s.NoYear {
		return w.between(at)
	}
	// A log without years: any year that puts it into the window will do.
	for _, bound := range []time.Time{w.since.at, w.until.at} {
		if !bound.IsZero() && w.between(at.AddDate(bound.Year()-at.Year(), 0, 0)) {
			return true
		}
	}
	return w.since.at.IsZero() && w.until.at.IsZero()
}

func (w window) between(at time.Time) bool {
	return (w.since.at.IsZero() || !at.Before(w.since.at)) && (w.until.at.IsZero() || !at.After(w.until.at))
}

// wallClock gives a stamp as the clock on the wall of the shop showed it.
func wallClock(s transcripts.Stamp, zone *time.Location) time.Time {
	t := s.Time
	if zone != nil && s.Zone == transcripts.ZoneStated && !s.NoYear {
		t = t.In(zone)
	}
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// selection holds the transactions of a window, the last revision of each.
type selection struct {
	txs []diag.Transaction
	at  map[string]int
}

// add takes a transaction. With a limit only about twice as many are held.
func (s *selection) add(t diag.Transaction, last int) {
	if i, ok := s.at[t.Key]; ok {
		s.txs[i] = t
		return
	}
	const slack = 4096
	if last > 0 && len(s.txs) >= 2*last+slack {
		s.cut(last)
	}
	if s.at == nil {
		s.at = map[string]int{}
	}
	s.at[t.Key] = len(s.txs)
	s.txs = append(s.txs, t)
}

// cut keeps the last n by their time. Where not all times compare, the order in
// which the transactions settled stands for it.
func (s *selection) cut(n int) {
	comparable := true
	for _, t := range s.txs {
		at := t.Root().At
		comparable = comparable && at.HasDay() && at.NoYear == s.txs[0].Root().At.NoYear
	}
	if comparable {
		slices.SortStableFunc(s.txs, func(a, b diag.Transaction) int { return a.Root().At.Time.Compare(b.Root().At.Time) })
	}
	if n > 0 && len(s.txs) > n {
		s.txs = slices.Clone(s.txs[len(s.txs)-n:])
	}
	s.at = map[string]int{}
	for i, t := range s.txs {
		s.at[t.Key] = i
	}
}

// report narrows a report to the selection and counts anew. What is said about
// a terminal stays: it is about all that the terminal did.
func (s *selection) report(rep diag.Report, w window) diag.Report {
	s.cut(int(w.last))
	rep.Checks = leftOut(rep, len(s.txs), "input.window", textOutside)
	rep.Transactions = s.txs
	var exchanges []diag.Exchange
	for _, e := range rep.Exchanges {
		if w.contains(e.At) {
			exchanges = append(exchanges, e)
		}
	}
	rep.Exchanges = exchanges
	rep.Findings = s.findings(rep.Findings)
	rep.Summary = summarise(rep)
	return rep
}

// leftOut gives the checks of a report of which only some payments stay, with one
// that says so. It comes first, so that it is never among what the screen has no
// room for.
func leftOut(rep diag.Report, stay int, id string, text codes.Text) []diag.Check {
	all := rep.Summary.Transactions
	if stay >= all {
		return rep.Checks
	}
	return append([]diag.Check{{ID: id, State: diag.CheckSkipped, Reason: text.With(all-stay, all)}}, rep.Checks...)
}

// findings keeps what concerns a chosen transaction, or no transaction at all.
func (s *selection) findings(all []diag.Finding) []diag.Finding {
	var out []diag.Finding
	for _, f := range all {
		if len(f.Transactions) == 0 {
			out = append(out, f)
			continue
		}
		var keys []string
		for _, key := range f.Transactions {
			if _, ok := s.at[key]; ok {
				keys = append(keys, key)
			}
		}
		if len(keys) > 0 {
			f.Transactions, f.Count = keys, len(keys)
			out = append(out, f)
		}
	}
	return out
}

func summarise(rep diag.Report) diag.Summary {
	sum := diag.NewSummary()
	sum.Exchanges = len(rep.Exchanges)
	for i := range rep.Transactions {
		sum.Count(&rep.Transactions[i])
	}
	for _, f := range rep.Findings {
		sum.Findings[f.Severity]++
	}
	sum.Sentence = report.Sentence(sum)
	return sum
}

// textOthers does the same for what is about single payments.
var textOthers = codes.Text{
	EN: "%[1]d of the %[2]d payments in what was read are not shown here.",
	ZH: "读取的内容里共有 %[2]d 笔交易，另外 %[1]d 笔没有列在这里。",
}

// textOutside keeps a narrowed report from reading as if it were about all.
var textOutside = codes.Text{
	EN: "%[1]d of %[2]d payments: they are outside --since, --until or --last.",
	ZH: "%[2]d 笔交易中有 %[1]d 笔不在 --since、--until、--last 的范围内。",
}
