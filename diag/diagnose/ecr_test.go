package diagnose_test

import (
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// till adds a message between a till and its terminal: no MTI, and no number
// before the terminal gave one.
func (s *source) till(kind transcripts.Kind, f transcripts.Function, talk string, changes ...change) *source {
	m := &transcripts.Message{
		Protocol: "zvt", Kind: kind, Class: transcripts.ClassFinancial, Function: f, Talk: talk, Book: "zvt",
		Amount: transcripts.Amount{Minor: 12800, Currency: "EUR", Known: true},
	}
	for _, c := range changes {
		c(m)
	}
	return s.put(transcripts.Event{Kind: transcripts.EventMessage, Message: m})
}

func (s *source) asks(talk string, c ...change) *source {
	return s.till(transcripts.KindSale, transcripts.Request, talk, c...)
}

func (s *source) tells(talk, rc string, c ...change) *source {
	return s.till(transcripts.KindSale, transcripts.Answer, talk, append([]change{code(rc), numbered}, c...)...)
}

// numbered is what a terminal adds in its answer.
func numbered(m *transcripts.Message) {
	m.STAN, m.Terminal, m.Receipt = "000041", "29001006", "0175"
	m.Card = transcripts.Card{Masked: "411111******1111", Token: "visa"}
}

func interim(m *transcripts.Message) { m.Interim = true }
func number(stan string) change      { return func(m *transcripts.Message) { m.STAN = stan } }
func order(o string) change          { return func(m *transcripts.Message) { m.Order = o } }
func ofReceipt(receipt string) change {
	return func(m *transcripts.Message) { m.Original.Receipt = receipt }
}

func only(t *testing.T, r diag.Report) diag.Transaction {
	t.Helper()
	if len(r.Transactions) != 1 {
		t.Fatalf("got %d transactions, want 1: %+v", len(r.Transactions), r.Transactions)
	}
	return r.Transactions[0]
}

func TestResultsBetweenTillAndTerminal(t *testing.T) {
	for _, c := range []struct {
		name string
		log  *source
		want want
	}{
		{"approved and completed", newSource(0).asks("1").tells("1", "00", interim).tells("1", "00"), want{diag.Charged, diag.Proved, diag.Never}},
		{"approved, not completed", newSource(0).asks("1").tells("1", "00", interim), want{diag.MoneyUnknown, diag.Open, diag.Never}},
		{"refused, not completed", newSource(0).asks("1").tells("1", "51", interim), want{diag.MoneyUnknown, diag.Open, diag.Never}},
		{"refused and completed", newSource(0).asks("1").tells("1", "51", interim).tells("1", "51"), want{diag.NotCharged, diag.Proved, diag.Safe}},
		{"approved, then completed with a refusal", newSource(0).asks("1").tells("1", "00", interim).tells("1", "51"), want{diag.NotCharged, diag.Proved, diag.Safe}},
		{"no result at all", newSource(0).asks("1"), want{diag.MoneyUnknown, diag.Open, diag.Never}},
		{"a code that may hide a booking", newSource(0).asks("1").tells("1", "68"), want{diag.MoneyUnknown, diag.Open, diag.Never}},
		{"a code that no table has", newSource(0).asks("1").tells("1", "ZZ"), want{diag.MoneyUnknown, diag.Open, diag.Never}},
	} {
		t.Run(c.name, func(t *testing.T) { check(t, only(t, diagnosed(t, c.log)), c.want) })
	}
}

// Without numbers only the turn on the line ties a request to its result.
func TestTurnsAreKeptApart(t *testing.T) {
	r := diagnosed(t, newSource(0).
		asks("1").tells("1", "51", number("000041")).
		wait(time.Minute).asks("2").
		wait(time.Minute).asks("3").tells("3", "00", number("000043")))
	if len(r.Transactions) != 3 {
		t.Fatalf("got %d transactions, want 3", len(r.Transactions))
	}
	for i, money := range []diag.Money{diag.NotCharged, diag.MoneyUnknown, diag.Charged} {
		if got := r.Transactions[i].Verdict.Money; got != money {
			t.Errorf("payment %d: got %v, want %v", i+1, got, money)
		}
	}
}

// A question after the till's own reference finds the lost answer.
func TestLostAnswerIsFoundByTheTillsReference(t *testing.T) {
	lost := newSource(0).asks("1", order("R-776"))
	check(t, only(t, diagnosed(t, lost)), want{diag.MoneyUnknown, diag.Open, diag.Never})
	lost.wait(time.Minute).tells("2", "00", order("R-776"), func(m *transcripts.Message) { m.Repeat = true })
	tx := only(t, diagnosed(t, lost))
	check(t, tx, want{diag.Charged, diag.Proved, diag.Never})
	if tx.Method != "card" {
		t.Errorf("a till's reference made it %q", tx.Method)
	}
}

// A reference that two payments carry names neither.
func TestReferenceUsedTwiceNamesNothing(t *testing.T) {
	r := diagnosed(t, newSource(0).
		asks("1", order("1")).
		wait(time.Minute).asks("2", order("1")).tells("2", "00", order("1"), number("000042")).
		wait(time.Minute).asks("3", order("1")).tells("3", "00", order("1"), number("000043")))
	open := 0
	for _, x := range r.Transactions {
		if x.Verdict.Money == diag.MoneyUnknown {
			open++
		}
	}
	if len(r.Transactions) != 3 || open != 1 {
		t.Errorf("got %d payments, %d open; want 3 and 1", len(r.Transactions), open)
	}
}

func TestVoidByReceipt(t *testing.T) {
	void := func(f transcripts.Function, c ...change) func(*source) {
		return func(s *source) {
			s.wait(time.Minute).till(transcripts.KindVoid, f, "2", append([]change{ofReceipt("0175")}, c...)...)
		}
	}
	paid := func() *source { return newSource(0).asks("1").tells("1", "00") }
	s := paid()
	void(transcripts.Request)(s)
	open := only(t, diagnosed(t, s))
	check(t, open, want{diag.MoneyUnknown, diag.Open, diag.Never})
	if g := open.Verdict.Guards; g.Refund.State != diag.Never || g.Void.State != diag.Never {
		t.Errorf("a void that nobody answered allows %v and %v", g.Refund.State, g.Void.State)
	}
	void(transcripts.Answer, code("00"), number("000042"))(s)
	tx := only(t, diagnosed(t, s))
	check(t, tx, want{diag.Returned, diag.Proved, diag.Safe})
	if l := tx.Legs[1]; l.Kind != transcripts.KindVoid || l.Link != diag.LinkReceipt {
		t.Errorf("the void is %v by %q", l.Kind, l.Link)
	}
	// What a till calls a reversal is ordered by a person; no machine repeats it.
	s = paid()
	s.wait(time.Minute).till(transcripts.KindReversal, transcripts.Request, "2", ofReceipt("0175"))
	check(t, only(t, diagnosed(t, s)), want{diag.MoneyUnknown, diag.Open, diag.Never})
}

func TestUnknownCommandCountsAsPayment(t *testing.T) {
	tx := only(t, diagnosed(t, newSource(0).till(transcripts.KindUnknown, transcripts.Request, "1")))
	check(t, tx, want{diag.MoneyUnknown, diag.Open, diag.Never})
}

// The till's line and the host's log show one payment.
func TestTillAndHostShowOnePayment(t *testing.T) {
	till := newSource(0).asks("1").tells("1", "00")
	host := newSource(1)
	here := func(m *transcripts.Message) {
		m.Terminal, m.Amount.Currency, m.Card.Token, m.Card.Masked = "29001006", "EUR", "visa", "411111******1111"
	}
	host.sale("000041", here).saleAnswer("000041", "00", here)
	for _, sources := range [][]*source{{till, host}, {host.copy(0, all), till.copy(1, all)}} {
		tx := only(t, diagnosed(t, sources...))
		check(t, tx, want{diag.Charged, diag.Proved, diag.Never})
		if n := tx.Root().Attempts; n != 1 {
			t.Errorf("counted %d attempts, want 1", n)
		}
	}
}

// What a terminal recalls from its record is as good as the answer was, but it
// does not tell what was done with the payment afterwards.
func TestRecordOfATerminal(t *testing.T) {
	recall := func(rc string) *source {
		return newSource(0).tells("1", rc, func(m *transcripts.Message) { m.Repeat = true })
	}
	yes := only(t, diagnosed(t, recall("00")))
	check(t, yes, want{diag.Charged, diag.Proved, diag.Never})
	if g := yes.Verdict.Guards; g.Refund.State == diag.Safe || g.Void.State == diag.Safe {
		t.Errorf("a record alone allows refund %v, void %v", g.Refund.State, g.Void.State)
	}
	if yes.NeedsAttention() {
		t.Errorf("a payment that the terminal's record proves asks for attention: %v", yes.Findings)
	}
	check(t, only(t, diagnosed(t, recall("51"))), want{diag.NotCharged, diag.Likely, diag.Wait})
	check(t, only(t, diagnosed(t, recall("68"))), want{diag.MoneyUnknown, diag.Open, diag.Never})
}

// A payment that went through in two steps asks nobody for anything.
func TestCompletedPaymentHasNoFinding(t *testing.T) {
	r := diagnosed(t, newSource(0).asks("1").tells("1", "00", interim).tells("1", "00"))
	if tx := only(t, r); len(r.Findings) > 0 || tx.NeedsAttention() {
		t.Errorf("got findings %+v", r.Findings)
	}
}

// A terminal may take another amount than the till asked for: with a tip, or
// because less was approved.
func TestAmountThatTheTerminalTook(t *testing.T) {
	took := func(minor int64) *source {
		return newSource(0).asks("1").tells("1", "00", func(m *transcripts.Message) {
			m.Additional = transcripts.Amount{Minor: minor, Currency: "EUR", Known: true}
		})
	}
	for minor, reason := range map[int64]diag.Reason{15000: diag.ReasonApproved, 12800: diag.ReasonApproved, 5000: diag.ReasonApprovedPartly} {
		v := only(t, diagnosed(t, took(minor))).Verdict
		if v.Money != diag.Charged || v.Reason != reason || v.Amounts.Approved != minor || v.Amounts.Captured != minor {
			t.Errorf("%d: got %v by %s, %+v", minor, v.Money, v.Reason, v.Amounts)
		}
	}
}

// A record that is recalled right after a payment without an answer is most
// likely that payment's. It may say that money was taken, but not that none was.
func TestRecordRightAfterAPaymentWithoutAnAnswer(t *testing.T) {
	again := func(m *transcripts.Message) { m.Repeat = true }
	noAmount := func(m *transcripts.Message) { m.Amount = transcripts.Amount{} }
	lost := func() *source { return newSource(0).asks("1").wait(time.Minute) }
	yes := only(t, diagnosed(t, lost().tells("2", "00", again, noAmount)))
	check(t, yes, want{diag.Charged, diag.Likely, diag.Never})
	if g := yes.Verdict.Guards; g.Refund.State == diag.Safe || g.Void.State == diag.Safe {
		t.Errorf("refund %v, void %v", g.Refund.State, g.Void.State)
	}
	check(t, only(t, diagnosed(t, lost().tells("2", "51", again))), want{diag.MoneyUnknown, diag.Open, diag.Never})
	for name, log := range map[string]*source{
		"the record of an earlier payment": newSource(0).asks("0").tells("0", "00").wait(time.Minute).asks("1").wait(time.Minute).tells("2", "00", again),
		"another amount":                   lost().tells("2", "00", again, amount(9900)),
		"another payment in between":       lost().asks("3").tells("3", "51", number("000050")).tells("2", "00", again),
	} {
		r := diagnosed(t, log)
		open := 0
		for _, x := range r.Transactions {
			if x.Verdict.Money == diag.MoneyUnknown {
				open++
			}
		}
		if open != 1 {
			t.Errorf("%s: %d payments are open, want 1", name, open)
		}
	}
}
