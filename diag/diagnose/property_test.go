package diagnose_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/diagnose"
	"github.com/posdoctor/posdoctor/transcripts"
)

// anyLog draws a log of a few payments with their reversals, voids and refunds,
// answered in every way the tables know, or not at all. One terminal, its STANs
// counting up.
func anyLog(t *rapid.T) *source {
	s := newSource(0)
	stan := 0
	next := func() string { stan++; return fmt.Sprintf("%06d", stan) }
	answer := func(name string, codes ...string) string { return rapid.SampledFrom(codes).Draw(t, name) }
	for range rapid.IntRange(1, 3).Draw(t, "payments") {
		s.wait(time.Duration(rapid.IntRange(0, 1200).Draw(t, "pause")) * time.Second)
		a := amount(int64(rapid.IntRange(1, 3).Draw(t, "amount")) * 1000)
		sale := next()
		s.sale(sale, a)
		switch rc := answer("sale", "", "00", "51", "68", "10"); rc {
		case "":
			if rapid.Bool().Draw(t, "text") {
				s.says(rapid.SampledFrom([]transcripts.SignalID{
					transcripts.SignalReceiveTimeout, transcripts.SignalSaleFailed, transcripts.SignalPrinterPaperOut, transcripts.SignalSendFailed,
				}).Draw(t, "line"), "")
			}
		case "10":
			s.saleAnswer(sale, rc, amount(500))
		default:
			s.saleAnswer(sale, rc, a, rrn("R"+sale))
		}
		if rapid.Bool().Draw(t, "reversed") {
			for range rapid.IntRange(1, 3).Draw(t, "attempts") {
				s.wait(time.Minute).reversal(sale, a)
				if rc := answer("reversal", "", "00", "25", "12", "22", "96"); rc != "" {
					s.reversalAnswer(sale, rc, a)
				}
			}
		}
		if rapid.Bool().Draw(t, "voided") {
			v := next()
			s.void(v, sale, a)
			if rc := answer("void", "", "00", "12"); rc != "" {
				s.voidAnswer(v, rc, a)
			}
			if rapid.Bool().Draw(t, "void reversed") {
				s.reversal(v, a)
				if rc := answer("void reversal", "", "00", "25", "96"); rc != "" {
					s.reversalAnswer(v, rc, a)
				}
			}
		}
		if rapid.Bool().Draw(t, "refunded") {
			r := next()
			s.refund(r, sale, 1000)
			if rc := answer("refund", "", "00", "12"); rc != "" {
				s.refundAnswer(r, rc, 1000)
			}
		}
	}
	return s
}

// verdicts is what a report claims, apart from where it read it.
func verdicts(t *rapid.T, sources ...*source) map[string]string {
	e := diagnose.New(diagnose.Config{Books: table})
	meta := make([]transcripts.Source, len(sources))
	for _, s := range sources {
		for _, ev := range s.events {
			e.Add(ev)
		}
	}
	out := map[string]string{}
	for _, x := range e.Finish(meta).Transactions {
		if _, twice := out[x.Key]; twice {
			t.Fatalf("two transactions have the key %s", x.Key)
		}
		v := x.Verdict
		out[x.Key] = fmt.Sprint(v.Money, v.Stage, v.Confidence, v.Reason, v.Amounts, v.Guards.ChargeAgain.State, v.Guards.Refund.State, v.Guards.Void.State)
	}
	return out
}

func (s *source) copy(index int, keep func(i int) bool) *source {
	c := &source{index: index}
	for i, ev := range s.events {
		if !keep(i) {
			continue
		}
		c.seq++
		ev.Seq = c.seq
		ev.Where.Source = index
		c.events = append(c.events, ev)
	}
	return c
}

func all(int) bool { return true }

func reports(t *rapid.T, sources ...*source) []diag.Transaction {
	e := diagnose.New(diagnose.Config{Books: table})
	for _, s := range sources {
		for _, ev := range s.events {
			e.Add(ev)
		}
	}
	return e.Finish(make([]transcripts.Source, len(sources))).Transactions
}

func TestOrderOfSourcesChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := anyLog(t)
		pick := rapid.SliceOfN(rapid.IntRange(0, 2), len(log.events), len(log.events)).Draw(t, "in which source")
		a := func(i int) bool { return pick[i] != 1 }
		b := func(i int) bool { return pick[i] != 0 }
		one := verdicts(t, log.copy(0, a), log.copy(1, b))
		other := verdicts(t, log.copy(0, b), log.copy(1, a))
		if d := cmp.Diff(one, other); d != "" {
			t.Fatalf("the order of sources changed the verdicts:\n%s", d)
		}
	})
}

func TestSecondWitnessChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := anyLog(t)
		alone := verdicts(t, log.copy(0, all))
		if d := cmp.Diff(alone, verdicts(t, log.copy(0, all), log.copy(1, all))); d != "" {
			t.Fatalf("the same log twice changed the verdicts:\n%s", d)
		}
	})
}

func TestDoubleLoggingChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := anyLog(t)
		twice := &source{}
		for i, ev := range log.events {
			for range 1 + i%2 {
				twice.seq++
				ev.Seq = twice.seq
				ev.Where.Line = twice.seq
				ev.Channel = fmt.Sprint(twice.seq)
				twice.events = append(twice.events, ev)
			}
		}
		if d := cmp.Diff(verdicts(t, log), verdicts(t, twice)); d != "" {
			t.Fatalf("messages logged at both ends changed the verdicts:\n%s", d)
		}
	})
}

// Losing a line of a log must never make it safe to take money again: no event
// that is gone may turn a doubt into a proof that the customer has the money.
// Undos of undos and late approvals are left out: there the lost line itself
// is what took the money.
func TestLostAnswerProvesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := anyLog(t)
		i := rapid.IntRange(0, len(log.events)-1).Draw(t, "lost")
		m := log.events[i].Message
		if m == nil || m.Function == transcripts.Request || m.Function == transcripts.Advice {
			t.Skip("not an answer")
		}
		if m.Kind == transcripts.KindReversal && slices.ContainsFunc(log.events, func(ev transcripts.Event) bool {
			return ev.Message != nil && ev.Message.Kind == transcripts.KindVoid && ev.Message.STAN == m.STAN
		}) {
			t.Skip("undoes an undo")
		}
		before := byRoot(reports(t, log.copy(0, all)))
		for root, after := range byRoot(reports(t, log.copy(0, func(k int) bool { return k != i }))) {
			was, ok := before[root]
			if !ok || was.Verdict.Money == diag.Conflict {
				continue
			}
			if again(after) == diag.Safe && again(was) != diag.Safe && !laterMattered(was) {
				t.Fatalf("losing the answer %s %s of %s made charging again %v (was %v): %s, was %s", m.MTI, m.ResponseCode, m.STAN,
					again(after), again(was), after.Verdict.Reason, was.Verdict.Reason)
			}
			if proved(after) && !proved(was) {
				t.Fatalf("losing the answer %s %s of %s proved %v", m.MTI, m.ResponseCode, m.STAN, after.Verdict.Money)
			}
		}
	})
}

func byRoot(txs []diag.Transaction) map[string]diag.Transaction {
	out := map[string]diag.Transaction{}
	for _, x := range txs {
		if !x.Root().Kind.Undoes() {
			out[x.Root().STAN] = x
		}
	}
	return out
}

func again(x diag.Transaction) diag.Permission { return x.Verdict.Guards.ChargeAgain.State }

func proved(x diag.Transaction) bool {
	v := x.Verdict
	return v.Confidence == diag.Proved && (v.Money == diag.NotCharged || v.Money == diag.Returned)
}

// laterMattered reports whether only a later attempt kept the guard shut.
func laterMattered(x diag.Transaction) bool { return proved(x) && again(x) != diag.Safe }

func TestSilenceIsNeverNotCharged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := anyLog(t)
		silent := log.copy(0, func(i int) bool {
			m := log.events[i].Message
			return m == nil || m.Function == transcripts.Request || m.Function == transcripts.Advice
		})
		for _, x := range reports(t, silent) {
			if x.Verdict.Money == diag.NotCharged {
				t.Fatalf("%s: a log without any answer says not charged (%s)", x.Key, x.Verdict.Reason)
			}
		}
	})
}

func TestMoneyIsNeverOfferedBackTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, x := range reports(t, anyLog(t)) {
			g := x.Verdict.Guards
			if g.Refund.State == diag.Safe && g.Void.State == diag.Safe {
				t.Fatalf("%s: refund and void both safe", x.Key)
			}
			open := slices.ContainsFunc(x.Legs[1:], func(l diag.Leg) bool {
				return l.Kind.Undoes() && (l.State == diag.StatePending || l.State == diag.StateSent || l.State == diag.StateAcknowledged)
			})
			if open && (g.Refund.State == diag.Safe || g.Void.State == diag.Safe) {
				t.Fatalf("%s: an undo is open or done, yet refund %v void %v", x.Key, g.Refund.State, g.Void.State)
			}
			if g.ChargeAgain.State == diag.Safe && !proved(x) {
				t.Fatalf("%s: charging again is safe on %v/%v", x.Key, x.Verdict.Money, x.Verdict.Confidence)
			}
			if x.Verdict.Money == diag.Returned && x.Verdict.Amounts.Approved != x.Verdict.Amounts.Returned {
				t.Fatalf("%s: returned %+v", x.Key, x.Verdict.Amounts)
			}
		}
	})
}

// Whatever a log claims, in circles or without sense, gives a report that adds
// up, and the order of sources still does not matter.
func TestAnyEventsGiveAReportThatAddsUp(t *testing.T) {
	kinds := []transcripts.Kind{
		transcripts.KindSale, transcripts.KindVoid, transcripts.KindRefund, transcripts.KindReversal, transcripts.KindPreAuth,
		transcripts.KindCompletion, transcripts.KindAdjustment, transcripts.KindUnknown, transcripts.KindSettlement,
	}
	signals := []transcripts.SignalID{
		transcripts.SignalSaleStarted, transcripts.SignalConnectFailed, transcripts.SignalReversalDropped, transcripts.SignalReset,
		transcripts.SignalSaleFailed, transcripts.SignalBatchSettled, transcripts.SignalChipDeclined, transcripts.SignalReceiveTimeout,
	}
	small := rapid.SampledFrom([]string{"", "000001", "000002", "000003"})
	rapid.Check(t, func(t *rapid.T) {
		sources := []*source{newSource(0), newSource(1)}
		for range rapid.IntRange(1, 12).Draw(t, "events") {
			s := rapid.SampledFrom(sources).Draw(t, "source")
			s.wait(time.Duration(rapid.IntRange(0, 400).Draw(t, "pause")) * time.Second)
			if rapid.IntRange(0, 4).Draw(t, "text") == 0 {
				s.says(rapid.SampledFrom(signals).Draw(t, "signal"), small.Draw(t, "named"))
				continue
			}
			kind := rapid.SampledFrom(kinds).Draw(t, "kind")
			s.message(rapid.SampledFrom([]string{"0200", "0210", "0220", "0230", "0400", "0401", "0410", "0100", "0110", "0500"}).Draw(t, "mti"),
				kind, small.Draw(t, "stan"), func(m *transcripts.Message) {
					m.Original.STAN = small.Draw(t, "original")
					m.RRN = small.Draw(t, "rrn")
					m.Terminal = rapid.SampledFrom([]string{"", "10000001", "10000002"}).Draw(t, "terminal")
					m.Amount.Known = rapid.Bool().Draw(t, "stated")
					m.Amount.Minor = int64(rapid.IntRange(0, 2).Draw(t, "amount"))
					if m.Function == transcripts.Answer || m.Function == transcripts.AdviceAnswer {
						m.ResponseCode = rapid.SampledFrom([]string{"", "00", "51", "25", "68", "10"}).Draw(t, "code")
					}
					if rapid.IntRange(0, 2).Draw(t, "till") == 0 {
						m.MTI, m.Protocol, m.Book = "", "zvt", "zvt"
						m.Talk = rapid.SampledFrom([]string{"1", "2", "3"}).Draw(t, "turn")
						m.Interim = m.ResponseCode != "" && rapid.Bool().Draw(t, "interim")
						m.Order, m.Receipt = small.Draw(t, "reference"), small.Draw(t, "receipt")
						m.Original.Receipt = small.Draw(t, "original receipt")
					}
				})
		}
		check := func(sources ...*source) []string {
			e := diagnose.New(diagnose.Config{Books: table})
			for _, s := range sources {
				for _, ev := range s.events {
					e.Add(ev)
				}
			}
			r := e.Finish(make([]transcripts.Source, 2))
			total, legs := 0, 0
			for _, n := range r.Summary.ByMoney {
				total += n
			}
			var out []string
			for _, x := range r.Transactions {
				legs += len(x.Legs)
				out = append(out, fmt.Sprint(x.Key, x.Verdict.Money, x.Verdict.Confidence, x.Verdict.Reason, len(x.Legs)))
			}
			if total != r.Summary.Transactions || len(r.Transactions) != total {
				t.Fatalf("%d transactions, %d by money, %d listed", r.Summary.Transactions, total, len(r.Transactions))
			}
			slices.Sort(out)
			return out
		}
		one := check(sources[0].copy(0, all), sources[1].copy(1, all))
		if d := cmp.Diff(one, check(sources[1].copy(0, all), sources[0].copy(1, all))); d != "" {
			t.Fatalf("the order of sources changed the report:\n%s", d)
		}
	})
}
