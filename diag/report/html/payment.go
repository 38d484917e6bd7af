package html

import (
	"fmt"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
)

// payment is one payment with all that is known of it.
type payment struct {
	Anchor                string // "en-p1", made here and never from a source
	Heading, Name, Why    shown
	Time, Amount, Card    shown
	Terminal              shown
	Money, Sure, Sentence shown
	Tone                  string // "bad", "wait", "good", "plain"
	Facts                 []fact
	Settle                shown
	Guards                []guard
	Steps                 []step
	FewerSteps, FewerLegs shown
	Inside                bool    // some message states a time
	Clocks                []shown // how far each can be trusted
	Drawing               drawing
	Legs                  []leg
	RRN, Auth             bool // some leg has one
	Proof                 []proof
	FewerProof            shown
}

// fact is a name and a value.
type fact struct {
	Name  string // of a word
	Value shown
}

type leg struct {
	Kind, Time, Trace, RRN, Auth, Amount, State, Code, Sent shown
}

func (b *builder) payment(n int, p report.Payment) payment {
	t, v, root := p.Of, p.Of.Verdict, p.Of.Root()
	out := payment{
		Anchor: fmt.Sprintf("%s-p%d", b.id, n), Name: orDash(root.Name()), Why: b.say(p.Why),
		Time: orDash(root.At.String()), Amount: b.amount(t), Card: b.card(t), Terminal: orDash(root.Terminal),
		Money: b.say(report.MoneyWord(v)), Sure: b.say(saySure.With(report.ConfidenceWord(v.Confidence))), Sentence: b.say(v.Sentence), Tone: tone(v),
		Settle: b.say(v.WouldSettle),
		Guards: []guard{b.guard("charge", v.Guards.ChargeAgain), b.guard("refund", v.Guards.Refund), b.guard("void", v.Guards.Void)},
	}
	out.Heading = b.say(b.heading(t))
	b.facts(&out, t)
	out.FewerLegs = b.fewer(len(t.Legs) - mostEntries)
	for i := range t.Legs[:min(len(t.Legs), mostEntries)] {
		l := b.leg(&t.Legs[i])
		out.RRN, out.Auth = out.RRN || l.RRN != dash, out.Auth || l.Auth != dash
		out.Legs = append(out.Legs, l)
	}
	numbers := b.timeline(&out, t)
	b.because(&out, t, numbers)
	return out
}

// because lists the proof of the verdict, each entry by its number among all.
// What stands in the timeline too is placed by its number there.
func (b *builder) because(p *payment, t *diag.Transaction, numbers map[transcripts.Where]int) {
	list := t.Verdict.Because
	kept := report.Abridge(report.ProofWeights(t), mostEntries)
	for _, i := range kept {
		x := proof{No: i + 1, Text: b.say(list[i].Text), Place: b.place(list[i].Where)}
		if n := numbers[list[i].Where]; n > 0 {
			x.Place = b.say(sayStep.With(n))
		}
		p.Proof = append(p.Proof, x)
	}
	p.FewerProof = b.fewer(len(list) - len(kept))
}

func (b *builder) heading(t *diag.Transaction) codes.Text {
	amount := string(b.amount(t))
	if name := t.Root().Name(); name != "" {
		return sayPayment.With(name, amount)
	}
	return sayUnnamed.With(amount)
}

func (b *builder) card(t *diag.Transaction) shown {
	masked := t.Root().Card.Masked
	switch {
	case masked == "":
		return orDash(t.CardName)
	case t.CardName == "":
		return clean(masked)
	}
	return clean(masked + " (" + t.CardName + ")")
}

// facts lists what the payment can be found by, and its amounts. What is not
// known is left out.
func (b *builder) facts(p *payment, t *diag.Transaction) {
	root, v := t.Root(), t.Verdict
	add := func(name string, value shown) {
		if value != "" {
			p.Facts = append(p.Facts, fact{name, value})
		}
	}
	add("kind", b.say(report.KindWord(t.Kind)))
	if root.At.Known() {
		add("time", b.say(sayBeside.With(root.At.String(), zones[root.At.Zone])))
	}
	add("trace", clean(root.STAN))
	add("rrn", clean(root.RRN))
	add("auth", clean(root.AuthCode))
	add("terminal", clean(root.Terminal))
	add("shop", b.shop)
	add("merchant", clean(root.Merchant))
	add("batch", clean(root.Batch))
	add("order", free(root.Order))
	add("receipt", clean(root.Receipt))
	if p.Card != dash {
		add("card", p.Card)
	}
	if root.Code != "" {
		code := root.Code + " " + root.Reading.Code.Name.In(b.lang)
		if root.Reading.Code.Book != "" {
			code = root.Reading.Code.Book + ":" + code
		}
		add("code", free(strings.TrimSpace(code)))
	}
	if a := v.Amounts; a.Known {
		for _, x := range []struct {
			name  string
			minor int64
		}{{"requested", a.Requested}, {"approved", a.Approved}, {"captured", a.Captured}, {"returned", a.Returned}, {"pending", a.Pending}} {
			if x.minor != 0 {
				add(x.name, clean(report.Money(x.minor, a.Currency, b.lang)))
			}
		}
	}
	add("asof", clean(v.AsOf.String()))
	add("key", clean(t.Key))
}

// amount is what was asked for, or else what was approved.
func (b *builder) amount(t *diag.Transaction) shown {
	a := t.Verdict.Amounts
	if !a.Known {
		return b.money(t.Root().Amount)
	}
	minor := a.Requested
	if minor == 0 {
		minor = max(a.Approved, a.Captured)
	}
	return clean(report.Money(minor, a.Currency, b.lang))
}

func (b *builder) money(a transcripts.Amount) shown {
	if !a.Known {
		return "?"
	}
	return clean(report.Money(a.Minor, a.Currency, b.lang))
}

func (b *builder) leg(l *diag.Leg) leg {
	code := l.Code
	if name := l.Reading.Code.Name.In(b.lang); code != "" && name != "" {
		code += " " + name
	}
	out := leg{
		Kind: b.say(report.KindWord(l.Kind)), Time: orDash(l.At.String()), Trace: orDash(l.STAN), RRN: orDash(l.RRN),
		Auth: orDash(l.AuthCode), Amount: b.money(l.Amount), State: b.say(report.StateWord(l)), Code: dash, Sent: shown(fmt.Sprint(l.Attempts)),
	}
	if code != "" {
		out.Code = free(code)
	}
	return out
}

// tone chooses a colour; the words beside it say the same.
func tone(v diag.Verdict) string {
	switch {
	case v.Money == diag.Conflict || v.Money == diag.MoneyUnknown:
		return "bad"
	case v.Money == diag.Returning || v.Stage == diag.StageStored || v.Confidence != diag.Proved:
		return "wait"
	case v.Money == diag.Charged || v.Money == diag.Returned:
		return "good"
	}
	return "plain"
}

// inside is the clock that a message states of itself, as far as it is one.
func inside(m *transcripts.Message) shown {
	clock, day := m.LocalTime, m.LocalDate
	if len(clock) == 12 { // YYMMDDhhmmss
		day, clock = clock[2:6], clock[6:]
	}
	if len(clock) != 6 || !digits(clock) || !digits(day) {
		return dash
	}
	s := clock[:2] + ":" + clock[2:4] + ":" + clock[4:]
	if len(day) == 4 {
		s = day[:2] + "-" + day[2:] + " " + s
	}
	return clean(s)
}

func digits(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}
