package diagnose_test

import (
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

const iso = "iso1987-ascii"

func original(mti, stan string) change {
	return func(m *transcripts.Message) { m.Original = transcripts.Original{MTI: mti, STAN: stan} }
}

func terminal(id string) change { return func(m *transcripts.Message) { m.Terminal = id } }
func noBatch(m *transcripts.Message) {
	m.Batch = ""
}

func masked(m *transcripts.Message) { m.Card.Token = "" }

func TestReversalFindsItsSale(t *testing.T) {
	tests := []struct {
		name string
		log  *source
		link diag.Link
		want want
	}{
		{
			"by the original's STAN", newSource(0).sale("000001", dialect(iso)).reversal("000777", dialect(iso), original("0200", "000001")).
				reversalAnswer("000777", "00"), diag.LinkOriginal, want{diag.Returned, diag.Proved, diag.Safe},
		},
		{
			"a new STAN for each attempt", newSource(0).sale("000001", dialect(iso)).
				reversal("000002", dialect(iso), original("0200", "000001")).wait(time.Minute).
				reversal("000003", dialect(iso), original("0200", "000001")).reversalAnswer("000003", "00"),
			diag.LinkOriginal,
			want{diag.Returned, diag.Proved, diag.Safe},
		},
		{
			"by RRN", newSource(0).sale("000001").saleAnswer("000001", "00", rrn("632610000001")).
				reversal("000777", dialect(iso), rrn("632610000001")).reversalAnswer("000777", "00"),
			diag.LinkRRN,
			want{diag.Returned, diag.Proved, diag.Safe},
		},
		{
			"by amount, card and time only", newSource(0).sale("000001", noBatch).reversal("000777", dialect(iso), noBatch).
				reversalAnswer("000777", "00", noBatch), diag.LinkAmount, want{diag.Returned, diag.Likely, diag.Wait},
		},
		{
			"in a log that masks its cards", newSource(0).sale("000001", masked).reversal("000777", dialect(iso), original("0200", "000001"), masked).
				reversalAnswer("000777", "00", masked), diag.LinkOriginal, want{diag.Returned, diag.Proved, diag.Safe},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tx := one(t, diagnosed(t, tt.log), "000001")
			check(t, tx, tt.want)
			if len(tx.Legs) != 2 || tx.Legs[1].Link != tt.link || tx.Legs[1].Target != 0 {
				t.Errorf("got %d legs, link %q, want 2 legs linked by %q", len(tx.Legs), tx.Legs[len(tx.Legs)-1].Link, tt.link)
			}
		})
	}
}

func TestReversalThatFitsTwoSalesUndoesNeither(t *testing.T) {
	log := newSource(0).sale("000001", dialect(iso)).sale("000002", dialect(iso)).
		reversal("000777", dialect(iso)).reversalAnswer("000777", "00")
	r := diagnosed(t, log)
	for _, stan := range []string{"000001", "000002"} {
		check(t, one(t, r, stan), want{diag.MoneyUnknown, diag.Open, diag.Never})
	}
	if tx := one(t, r, "000777"); tx.Kind != transcripts.KindReversal || tx.Verdict.Reason != diag.ReasonOrphanUndo {
		t.Errorf("got %s %s, want an undo of its own", tx.Kind, tx.Verdict.Reason)
	}
}

func TestAnswersThatCrossFindTheirRequests(t *testing.T) {
	log := newSource(0).sale("000001").sale("000002", amount(500)).saleAnswer("000002", "00", amount(500)).saleAnswer("000001", "51")
	r := diagnosed(t, log)
	check(t, one(t, r, "000001"), want{diag.NotCharged, diag.Proved, diag.Safe})
	check(t, one(t, r, "000002"), want{diag.Charged, diag.Proved, diag.Never})
}

func TestAnswerThatFitsTwoAttemptsCountsForNeither(t *testing.T) {
	// Two cards, one STAN, and an answer that names no card.
	bare := func(m *transcripts.Message) { m.Card = transcripts.Card{} }
	log := newSource(0).sale("000001", card("one")).sale("000001", card("two")).saleAnswer("000001", "00", bare)
	r := diagnosed(t, log)
	asked := 0
	for _, tx := range r.Transactions {
		if tx.Root().Attempts == 0 {
			continue
		}
		asked++
		check(t, tx, want{diag.MoneyUnknown, diag.Open, diag.Never})
		if tx.Verdict.Reason != diag.ReasonAmbiguous {
			t.Errorf("got %s, want %s", tx.Verdict.Reason, diag.ReasonAmbiguous)
		}
	}
	if asked != 2 {
		t.Errorf("got %d attempts, want 2", asked)
	}
}

func TestSTANThatComesRoundAgain(t *testing.T) {
	log := newSource(0).sale("000001").saleAnswer("000001", "00").
		wait(20*24*time.Hour).sale("000001").saleAnswer("000001", "51")
	r := diagnosed(t, log)
	if len(r.Transactions) != 2 {
		t.Fatalf("got %d transactions, want 2", len(r.Transactions))
	}
	check(t, r.Transactions[0], want{diag.Charged, diag.Proved, diag.Never})
	check(t, r.Transactions[1], want{diag.NotCharged, diag.Proved, diag.Safe})
}

func TestDeclineThenNewAttemptWithTheSameSTAN(t *testing.T) {
	log := newSource(0).sale("000001").saleAnswer("000001", "55").wait(20*time.Second).sale("000001").saleAnswer("000001", "00")
	r := diagnosed(t, log)
	if len(r.Transactions) != 2 {
		t.Fatalf("got %d transactions, want 2", len(r.Transactions))
	}
	check(t, r.Transactions[0], want{diag.NotCharged, diag.Proved, diag.Never})
	check(t, r.Transactions[1], want{diag.Charged, diag.Proved, diag.Never})
}

func TestSameSTANOnTwoTerminals(t *testing.T) {
	log := newSource(0).sale("000001").sale("000001", terminal("10000002")).
		saleAnswer("000001", "51", terminal("10000002")).saleAnswer("000001", "00")
	r := diagnosed(t, log)
	for _, tx := range r.Transactions {
		w := want{diag.Charged, diag.Proved, diag.Never}
		if tx.Root().Terminal == "10000002" {
			w = want{diag.NotCharged, diag.Proved, diag.Safe}
		}
		check(t, tx, w)
	}
}

func TestAnswerAfterMidnight(t *testing.T) {
	s := newSource(0)
	s.clock = time.Date(2026, 11, 20, 23, 59, 55, 0, time.UTC)
	check(t, one(t, diagnosed(t, s.sale("000001").wait(5*time.Second).saleAnswer("000001", "00")), "000001"),
		want{diag.Charged, diag.Proved, diag.Never})
}

func TestReversalAcceptedTheNextDay(t *testing.T) {
	s := newSource(0).sale("000001", dialect(iso)).reversal("000001", dialect(iso)).
		wait(14*time.Hour).reversal("000001", dialect(iso)).reversalAnswer("000001", "00", dialect(iso))
	check(t, one(t, diagnosed(t, s), "000001"), want{diag.Returned, diag.Proved, diag.Safe})
}

func TestReversalForgottenOverNight(t *testing.T) {
	s := newSource(0).sale("000001", dialect(iso)).reversal("000001", dialect(iso)).
		wait(14*time.Hour).sale("000002", dialect(iso)).saleAnswer("000002", "00", dialect(iso))
	tx := one(t, diagnosed(t, s), "000001")
	check(t, tx, want{diag.MoneyUnknown, diag.Open, diag.Never})
	if tx.Legs[1].State != diag.StateGaveUp {
		t.Errorf("got reversal %q, want gave_up", tx.Legs[1].State)
	}
}

func TestTwoLogsOfOneSaleAreOneSale(t *testing.T) {
	terminalSide := newSource(0).sale("000001").says(transcripts.SignalReceiveTimeout, "")
	hostSide := newSource(1)
	hostSide.clock = hostSide.clock.Add(8 * time.Hour) // another time zone
	hostSide.sale("000001").saleAnswer("000001", "00")
	r := diagnosed(t, terminalSide, hostSide)
	if len(r.Transactions) != 1 {
		t.Fatalf("got %d transactions, want 1", len(r.Transactions))
	}
	check(t, r.Transactions[0], want{diag.Charged, diag.Proved, diag.Never})
}

func TestVoidOfAnotherBatchFindsNothing(t *testing.T) {
	log := newSource(0).sale("000001").saleAnswer("000001", "00").
		message("0200", transcripts.KindVoid, "000002", of("000099", "000001")).voidAnswer("000002", "00")
	check(t, one(t, diagnosed(t, log), "000001"), want{diag.Charged, diag.Proved, diag.Never})
}

func TestGapInTraceNumbers(t *testing.T) {
	r := diagnosed(t, newSource(0).sale("000001").saleAnswer("000001", "00").sale("000003").saleAnswer("000003", "00"))
	found := false
	for _, f := range r.Findings {
		found = found || f.ID == "journal.gap"
	}
	if !found {
		t.Error("STAN 000002 is missing and no finding says so")
	}
}

func TestManyPaymentsLeaveTheWindowOnce(t *testing.T) {
	const n = 30_000
	s := newSource(0)
	for i := range n {
		stan := stanOf(i%999_999 + 1)
		s.sale(stan, amount(int64(i))).saleAnswer(stan, "00", amount(int64(i)))
	}
	seen := map[string]int{}
	r := streamed(t, s, func(tx diag.Transaction) { seen[tx.Key]++ })
	if r.Summary.Transactions != n || len(seen) != n || r.Summary.ByMoney[diag.Charged] != n {
		t.Errorf("got %d transactions, %d keys, %d charged, want %d of each", r.Summary.Transactions, len(seen), r.Summary.ByMoney[diag.Charged], n)
	}
	if len(r.Transactions) != 0 {
		t.Errorf("got %d transactions kept, want none: none needs attention", len(r.Transactions))
	}
}

func TestOpenPaymentIsFoundByLateEvidence(t *testing.T) {
	s := newSource(0).sale("999999", terminal("10000009"))
	for i := range 20_000 {
		stan := stanOf(i + 1)
		s.sale(stan, amount(int64(i))).saleAnswer(stan, "00", amount(int64(i)))
	}
	s.clock = newSource(0).clock.Add(time.Hour)
	s.reversal("999999", terminal("10000009")).reversalAnswer("999999", "00", terminal("10000009"))
	var got []diag.Transaction
	streamed(t, s, func(tx diag.Transaction) {
		if tx.Root().STAN == "999999" {
			got = append(got, tx)
		}
	})
	if len(got) != 1 || got[0].Verdict.Money != diag.Returned {
		t.Errorf("got %d transactions for the open sale, want one, returned", len(got))
	}
}

func TestWhatOvertookAReversalIsNotForgotten(t *testing.T) {
	s := newSource(0).sale("000001", terminal("10000009")).reversal("000001", terminal("10000009")).
		sale("000002", terminal("10000009")).saleAnswer("000002", "00", terminal("10000009"))
	for i := range 20_000 {
		stan := stanOf(i%999_999 + 1)
		s.sale(stan, amount(int64(i))).saleAnswer(stan, "00", amount(int64(i)))
	}
	var got []diag.Transaction
	streamed(t, s, func(tx diag.Transaction) {
		if tx.Root().Terminal == "10000009" && tx.Root().STAN == "000001" {
			got = append(got, tx)
		}
	})
	if len(got) != 1 {
		t.Fatalf("got %d transactions, want 1", len(got))
	}
	check(t, got[0], want{diag.MoneyUnknown, diag.Open, diag.Never})
	if got[0].Legs[1].State != diag.StateGaveUp {
		t.Errorf("got reversal %q, want gave_up", got[0].Legs[1].State)
	}
}

func TestTerminalThatNeverCountsIsNotQuadratic(t *testing.T) {
	// Every message shares one number with all others. Were each compared with
	// each, this would not end within the patience of go test.
	s := newSource(0)
	for i := range 10_000 {
		s.sale("000001", amount(int64(i)), auth("000000")).reversal("000001", amount(int64(i)))
	}
	r := streamed(t, s, func(diag.Transaction) {})
	if r.Summary.Transactions == 0 {
		t.Error("nothing was found")
	}
}

func TestLogThatEndsEarlyDoesNotHideADroppedReversal(t *testing.T) {
	short := func(i int) *source { return newSource(i).sale("000001").reversal("000001") }
	long := func(i int) *source { return short(i).sale("000002").saleAnswer("000002", "00") }
	for _, logs := range [][]*source{{short(0), long(1)}, {long(0), short(1)}} {
		tx := one(t, diagnosed(t, logs...), "000001")
		check(t, tx, want{diag.MoneyUnknown, diag.Open, diag.Never})
		if tx.Legs[1].State != diag.StateGaveUp {
			t.Errorf("got reversal %q, want gave_up", tx.Legs[1].State)
		}
	}
}
