package diagnose_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/diagnose"
	"github.com/posdoctor/posdoctor/transcripts"
)

// source builds the events of one source, one step after the other.
type source struct {
	index  int
	seq    int64
	clock  time.Time
	events []transcripts.Event
}

func newSource(index int) *source {
	return &source{index: index, clock: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)}
}

func (s *source) wait(d time.Duration) *source { s.clock = s.clock.Add(d); return s }

func (s *source) put(ev transcripts.Event) *source {
	s.seq++
	s.clock = s.clock.Add(3 * time.Second)
	ev.Seq = s.seq
	ev.Where = transcripts.Where{Source: s.index, Line: s.seq, Offset: s.seq * 100, Length: 99}
	ev.At = transcripts.Stamp{Time: s.clock}
	s.events = append(s.events, ev)
	return s
}

type change func(*transcripts.Message)

func (s *source) message(mti string, kind transcripts.Kind, stan string, changes ...change) *source {
	m := &transcripts.Message{
		Protocol: "iso8583", Dialect: "cnpos", Version: "1987", MTI: mti, Kind: kind, STAN: stan,
		Terminal: "10000001", Merchant: "898000000000001", Batch: "000012",
		Amount: transcripts.Amount{Minor: 12800, Currency: "CNY", Known: true},
		Card:   transcripts.Card{Masked: "622848*********0019", Token: "one"},
	}
	m.Class = map[byte]transcripts.Class{
		'1': transcripts.ClassAuthorisation, '2': transcripts.ClassFinancial, '4': transcripts.ClassReversal,
		'5': transcripts.ClassReconciliation, '8': transcripts.ClassNetwork,
	}[mti[1]]
	m.Function = map[byte]transcripts.Function{
		'0': transcripts.Request, '1': transcripts.Answer, '2': transcripts.Advice, '3': transcripts.AdviceAnswer,
	}[mti[2]]
	m.Repeat = mti[3] == '1'
	for _, c := range changes {
		c(m)
	}
	return s.put(transcripts.Event{Kind: transcripts.EventMessage, Message: m})
}

func code(c string) change   { return func(m *transcripts.Message) { m.ResponseCode = c } }
func amount(a int64) change  { return func(m *transcripts.Message) { m.Amount.Minor = a } }
func card(t string) change   { return func(m *transcripts.Message) { m.Card.Token = t } }
func rrn(r string) change    { return func(m *transcripts.Message) { m.RRN = r } }
func auth(a string) change   { return func(m *transcripts.Message) { m.AuthCode = a } }
func mti(x string) change    { return func(m *transcripts.Message) { m.MTI = x } }
func reason(r string) change { return func(m *transcripts.Message) { m.Reason = r } }
func dialect(d string) change {
	return func(m *transcripts.Message) { m.Dialect = d }
}

func of(batch, stan string) change {
	return func(m *transcripts.Message) { m.Original = transcripts.Original{Batch: batch, STAN: stan} }
}

func (s *source) sale(stan string, c ...change) *source {
	return s.message("0200", transcripts.KindSale, stan, c...)
}

func (s *source) saleAnswer(stan, rc string, c ...change) *source {
	return s.message("0210", transcripts.KindSale, stan, append([]change{code(rc)}, c...)...)
}

func (s *source) reversal(stan string, c ...change) *source {
	return s.message("0400", transcripts.KindReversal, stan, append([]change{reason("98")}, c...)...)
}

func (s *source) reversalAnswer(stan, rc string, c ...change) *source {
	return s.message("0410", transcripts.KindReversal, stan, append([]change{code(rc)}, c...)...)
}

func (s *source) void(stan, original string, c ...change) *source {
	return s.message("0200", transcripts.KindVoid, stan, append([]change{of("000012", original)}, c...)...)
}

func (s *source) voidAnswer(stan, rc string, c ...change) *source {
	return s.message("0210", transcripts.KindVoid, stan, append([]change{code(rc)}, c...)...)
}

func (s *source) refund(stan, original string, a int64) *source {
	return s.message("0220", transcripts.KindRefund, stan, of("000012", original), amount(a))
}

func (s *source) refundAnswer(stan, rc string, a int64) *source {
	return s.message("0230", transcripts.KindRefund, stan, code(rc), amount(a))
}

func (s *source) settlement(stan, digit string) *source {
	s.message("0500", transcripts.KindSettlement, stan)
	return s.message("0510", transcripts.KindSettlement, stan, func(m *transcripts.Message) { m.SettledAnswer = digit })
}

func (s *source) says(id transcripts.SignalID, stan string) *source {
	return s.put(transcripts.Event{Kind: transcripts.EventSignal, Signal: &transcripts.Signal{ID: id, Text: string(id), STAN: stan}})
}

// books is a code table of the tests' own, so that verdicts are tested apart
// from the data that ships.
type books map[string]codes.Money

var table = books{
	"00": codes.Moved, "10": codes.PartlyMoved, "01": codes.NotMoved, "12": codes.NotMoved, "14": codes.NotMoved,
	"51": codes.NotMoved, "55": codes.NotMoved, "68": codes.MayHaveMoved, "96": codes.MayHaveMoved,
}

func (b books) Lookup(book string, class codes.Class, code string) (codes.Code, bool) {
	m, ok := b[code]
	return codes.Code{Book: book, Value: code, Money: m, Class: class}, ok && class == codes.ClassAnswer && book != "unionpay-old"
}

func (b books) Book(id string) (codes.Book, bool) { return codes.Book{ID: id}, true }

func diagnosed(t *testing.T, sources ...*source) diag.Report {
	t.Helper()
	e := diagnose.New(diagnose.Config{Books: table})
	meta := make([]transcripts.Source, 0, len(sources))
	for i, s := range sources {
		meta = append(meta, transcripts.Source{Name: fmt.Sprintf("s%d.log", i), Messages: int64(len(s.events))})
		for _, ev := range s.events {
			e.Add(ev)
		}
	}
	return e.Finish(meta)
}

// one gives the only transaction whose root has the STAN.
func one(t *testing.T, r diag.Report, stan string) diag.Transaction {
	t.Helper()
	var found []diag.Transaction
	for _, x := range r.Transactions {
		if x.Root().STAN == stan {
			found = append(found, x)
		}
	}
	if len(found) != 1 {
		t.Fatalf("got %d transactions with STAN %s, want 1", len(found), stan)
	}
	return found[0]
}

func stanOf(n int) string { return fmt.Sprintf("%06d", n) }

func streamed(t *testing.T, s *source, settled func(diag.Transaction)) diag.Report {
	t.Helper()
	e := diagnose.New(diagnose.Config{Books: table, Settled: settled})
	for _, ev := range s.events {
		e.Add(ev)
	}
	return e.Finish([]transcripts.Source{{Name: "big.log"}})
}

// What a terminal says about itself, and holes that a source admits, are no
// payments: they change no verdict.
func TestDeviceAndGapEventsChangeNoVerdict(t *testing.T) {
	plain := newSource(0).sale("000001").saleAnswer("000001", "00")
	ready := true
	told := newSource(0)
	told.put(transcripts.Event{Kind: transcripts.EventDevice, Device: &transcripts.Device{Protocol: "zvt", Ready: &ready}}).
		put(transcripts.Event{Kind: transcripts.EventDevice}).
		put(transcripts.Event{Kind: transcripts.EventGap}).
		sale("000001").saleAnswer("000001", "00").
		put(transcripts.Event{Kind: transcripts.EventGap})
	var got [2]diag.Report
	for i, s := range []*source{plain, told} {
		e := diagnose.New(diagnose.Config{Books: codes.Open()})
		for _, ev := range s.events {
			e.Add(ev)
		}
		got[i] = e.Finish([]transcripts.Source{{Name: "a", Messages: 2}})
	}
	if len(got[1].Transactions) != 1 || len(got[0].Transactions) != 1 {
		t.Fatalf("%d and %d transactions", len(got[0].Transactions), len(got[1].Transactions))
	}
	a, b := got[0].Transactions[0].Verdict, got[1].Transactions[0].Verdict
	if a.Money != b.Money || a.Confidence != b.Confidence || a.Guards.ChargeAgain.State != b.Guards.ChargeAgain.State {
		t.Errorf("verdict %+v, without the events %+v", b, a)
	}
}

// What is asked in the middle says how things stand, and changes nothing at the
// end.
func TestPeekSaysHowThingsStand(t *testing.T) {
	s := newSource(0).sale("000001").saleAnswer("000001", "00").sale("000002").saleAnswer("000002", "51").sale("000003")
	e := diagnose.New(diagnose.Config{Books: codes.Open(), Profile: diag.Profile{Books: []string{"unionpay"}}})
	calm := diagnose.New(diagnose.Config{Books: codes.Open(), Profile: diag.Profile{Books: []string{"unionpay"}}})
	want := [][]diag.Money{
		{diag.MoneyUnknown},
		{diag.Charged},
		{diag.Charged, diag.MoneyUnknown},
		{diag.Charged, diag.NotCharged},
		{diag.Charged, diag.NotCharged, diag.MoneyUnknown},
	}
	for i, ev := range s.events {
		e.Add(ev)
		calm.Add(ev)
		got := e.Peek(10)
		if len(got) != len(want[i]) {
			t.Fatalf("after event %d: %d payments, want %d", i, len(got), len(want[i]))
		}
		for k, tx := range got {
			if tx.Verdict.Money != want[i][k] || tx.Verdict.Sentence.IsZero() {
				t.Errorf("after event %d payment %d is %v: %v", i, k, tx.Verdict.Money, tx.Verdict.Sentence)
			}
		}
	}
	if got := e.Peek(1); len(got) != 1 || got[0].Root().STAN != "000003" {
		t.Errorf("the last one is %+v", got)
	}
	a, b := e.Finish(nil), calm.Finish(nil)
	if len(a.Transactions) != 3 || fmt.Sprint(a.Transactions) != fmt.Sprint(b.Transactions) {
		t.Errorf("asking changed the report:\n%v\n%v", a.Transactions, b.Transactions)
	}
}
