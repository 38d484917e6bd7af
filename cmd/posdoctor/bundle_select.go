package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
)

// selectors say which transactions are meant. Those given must all hold; with
// none, every transaction that needs attention is meant.
type selectors struct {
	key, stan, rrn, amount, time, last4 string
	last                                count
}

func (a *app) selectorFlags(flags *pflag.FlagSet, s *selectors) {
	flags.StringVar(&s.key, "key", "", a.say(flagKey))
	flags.StringVar(&s.stan, "stan", "", a.say(flagSTAN))
	flags.StringVar(&s.rrn, "rrn", "", a.say(flagRRN))
	flags.StringVar(&s.amount, "amount", "", a.say(flagAmount))
	flags.StringVar(&s.time, "time", "", a.say(flagTime))
	flags.StringVar(&s.last4, "last4", "", a.say(flagLast4))
	flags.Var(&s.last, "last", a.say(flagLastOf))
}

func (s selectors) set() bool { return s != selectors{} }

// holds reports whether a transaction fits everything but last.
func (s selectors) holds(t *diag.Transaction) bool {
	if s.key != "" && t.Key != s.key || s.amount != "" && !amountIs(t.Verdict.Amounts, s.amount) {
		return false
	}
	leg := func(want string, fits func(*diag.Leg) bool) bool {
		return want == "" || slices.ContainsFunc(t.Legs, func(l diag.Leg) bool { return fits(&l) })
	}
	return leg(s.stan, func(l *diag.Leg) bool { return sameNumber(l.STAN, s.stan) }) &&
		leg(s.rrn, func(l *diag.Leg) bool { return l.RRN == s.rrn }) &&
		leg(s.last4, func(l *diag.Leg) bool { return strings.HasSuffix(l.Card.Masked, s.last4) }) &&
		leg(s.time, func(l *diag.Leg) bool { return timeIs(l.At.String(), s.time) })
}

// sameNumber compares trace numbers, which people write without leading zeros.
func sameNumber(a, b string) bool {
	return a != "" && strings.TrimLeft(a, "0") == strings.TrimLeft(b, "0")
}

// timeIs compares a stamp with as much of it as was written: a day, a day with a
// time, or a time of day.
func timeIs(stamp, want string) bool {
	want = strings.Replace(want, "T", " ", 1)
	_, clock, _ := strings.Cut(stamp, " ")
	return stamp != "" && (strings.HasPrefix(stamp, want) || strings.HasPrefix(clock, want))
}

// amountIs compares an amount as people write it, with the digits of its
// currency behind the point.
func amountIs(a diag.Amounts, want string) bool {
	whole, part, _ := strings.Cut(strings.ReplaceAll(want, ",", ""), ".")
	digits := report.MinorDigits(a.Currency)
	if !a.Known || len(part) > digits {
		return false
	}
	minor, err := strconv.ParseInt(whole+part+strings.Repeat("0", digits-len(part)), 10, 64)
	return err == nil && (minor == a.Requested || minor == a.Approved)
}

// narrow leaves in a report what the bundle is about.
func (s selectors) narrow(rep diag.Report) (diag.Report, error) {
	var kept selection
	for _, t := range rep.Transactions {
		if s.set() && s.holds(&t) || !s.set() && t.NeedsAttention() {
			kept.add(t, 0)
		}
	}
	kept.cut(int(s.last))
	if len(kept.txs) == 0 {
		p := &codes.Problem{ID: "input.nothing_chosen", What: textNoneChosen, Hint: hintNoneChosen}
		if !s.set() {
			p.What, p.Hint = textNoneOpen, hintNoneOpen
		}
		return rep, p
	}
	rep.Transactions = kept.txs
	rep.Exchanges = nil
	rep.Findings = kept.findings(rep.Findings)
	rep.Summary = summarise(rep)
	return rep, nil
}

var (
	flagKey    = codes.Text{EN: "the transaction with this `KEY` (check --format json shows it)", ZH: "指定交易`键`（check --format json 里的 key）"}
	flagSTAN   = codes.Text{EN: "with this trace `NUMBER` (STAN)", ZH: "指定`凭证号`（流水号）"}
	flagRRN    = codes.Text{EN: "with this reference `NUMBER` (RRN)", ZH: "指定检索`参考号`（RRN）"}
	flagAmount = codes.Text{EN: "of this `AMOUNT`, written as on the receipt: 128.00", ZH: "指定`金额`，按签购单写法：128.00"}
	flagTime   = codes.Text{EN: "begun at this `TIME`: 2026-11-20, \"2026-11-20 18:30\" or 18:30", ZH: "指定`时间`：2026-11-20、\"2026-11-20 18:30\" 或 18:30"}
	flagLast4  = codes.Text{EN: "with a card that ends in these four `DIGITS`", ZH: "指定卡号`末四位`"}
	flagLastOf = codes.Text{EN: "the last `N` of them", ZH: "其中最后 `N` 笔"}

	textNoneChosen = codes.Text{EN: "no transaction in these logs fits", ZH: "这些日志里没有符合条件的交易"}
	hintNoneChosen = codes.Text{EN: "posdoctor check shows what is in them; leave one of the conditions out", ZH: "先用 posdoctor check 看看里面有什么；也可以少写一个条件"}
	textNoneOpen   = codes.Text{EN: "no transaction in these logs needs attention", ZH: "这些日志里没有需要处理的交易"}
	hintNoneOpen   = codes.Text{EN: "name the one that is disputed, for example --stan 000123", ZH: "请指定有争议的那一笔，例如 --stan 000123"}
)
