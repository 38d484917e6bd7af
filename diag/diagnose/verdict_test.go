package diagnose_test

import (
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

type want struct {
	money      diag.Money
	confidence diag.Confidence
	again      diag.Permission
}

func check(t *testing.T, tx diag.Transaction, w want) {
	t.Helper()
	v := tx.Verdict
	if v.Money != w.money || v.Confidence != w.confidence || v.Guards.ChargeAgain.State != w.again {
		t.Errorf("got %v/%v charge_again %v (%s), want %v/%v charge_again %v",
			v.Money, v.Confidence, v.Guards.ChargeAgain.State, v.Reason, w.money, w.confidence, w.again)
	}
}

// The table of reversal answers of the design: what the answer to a reversal
// means for a sale without an answer and for an approved one.
func TestReversalAnswers(t *testing.T) {
	tests := []struct {
		name               string
		answer             string // "" none
		silent, afterwards want
	}{
		{"00", "00", want{diag.Returned, diag.Proved, diag.Safe}, want{diag.Returned, diag.Proved, diag.Safe}},
		{"25", "25", want{diag.NotCharged, diag.Likely, diag.Wait}, want{diag.Conflict, diag.Open, diag.Never}},
		{"12", "12", want{diag.MoneyUnknown, diag.Open, diag.Never}, want{diag.Charged, diag.Likely, diag.Never}},
		{"22", "22", want{diag.Returned, diag.Likely, diag.Wait}, want{diag.Returned, diag.Likely, diag.Wait}},
		{"96", "96", want{diag.MoneyUnknown, diag.Open, diag.Never}, want{diag.Charged, diag.Proved, diag.Never}},
		{"A0", "A0", want{diag.MoneyUnknown, diag.Open, diag.Never}, want{diag.Charged, diag.Proved, diag.Never}},
		{"30", "30", want{diag.MoneyUnknown, diag.Open, diag.Never}, want{diag.Charged, diag.Proved, diag.Never}},
		{"94 at once", "94", want{diag.MoneyUnknown, diag.Open, diag.Never}, want{diag.Charged, diag.Proved, diag.Never}},
		{"none", "", want{diag.Returning, diag.Likely, diag.Wait}, want{diag.Returning, diag.Likely, diag.Wait}},
	}
	for _, tt := range tests {
		build := func(approved bool) *source {
			s := newSource(0).sale("000123")
			if approved {
				s.saleAnswer("000123", "00")
			}
			s.wait(30 * time.Second).reversal("000123")
			if tt.answer != "" {
				s.reversalAnswer("000123", tt.answer)
			}
			return s
		}
		t.Run(tt.name+"/no answer", func(t *testing.T) { check(t, one(t, diagnosed(t, build(false)), "000123"), tt.silent) })
		t.Run(tt.name+"/approved", func(t *testing.T) { check(t, one(t, diagnosed(t, build(true)), "000123"), tt.afterwards) })
	}
}

func TestVerdicts(t *testing.T) {
	tests := []struct {
		name string
		log  *source
		stan string
		want want
	}{
		{"approved", newSource(0).sale("000001").saleAnswer("000001", "00"), "000001", want{diag.Charged, diag.Proved, diag.Never}},
		{"declined", newSource(0).sale("000001").saleAnswer("000001", "51"), "000001", want{diag.NotCharged, diag.Proved, diag.Safe}},
		{"no answer", newSource(0).sale("000001"), "000001", want{diag.MoneyUnknown, diag.Open, diag.Never}},
		{
			"no answer and the journal says failed", newSource(0).sale("000001").says(transcripts.SignalSaleFailed, "000001"),
			"000001",
			want{diag.MoneyUnknown, diag.Open, diag.Never},
		},
		{
			"approved but the journal says failed", newSource(0).sale("000001").saleAnswer("000001", "00").says(transcripts.SignalSaleFailed, ""),
			"000001",
			want{diag.Charged, diag.Proved, diag.Never},
		},
		{
			"approved and no paper", newSource(0).sale("000001").saleAnswer("000001", "00").says(transcripts.SignalPrinterPaperOut, ""),
			"000001",
			want{diag.Charged, diag.Proved, diag.Never},
		},
		{"code that may have moved money", newSource(0).sale("000001").saleAnswer("000001", "68"), "000001", want{diag.MoneyUnknown, diag.Open, diag.Never}},
		{"code in no book", newSource(0).sale("000001").saleAnswer("000001", "Q9"), "000001", want{diag.MoneyUnknown, diag.Open, diag.Never}},
		{"answer without a code", newSource(0).sale("000001").saleAnswer("000001", ""), "000001", want{diag.MoneyUnknown, diag.Open, diag.Never}},
		{"answer of another type", newSource(0).sale("000001").saleAnswer("000001", "00", mti("0110")), "000001", want{diag.MoneyUnknown, diag.Open, diag.Never}},
		{"answer for another amount", newSource(0).sale("000001").saleAnswer("000001", "00", amount(99)), "000001", want{diag.MoneyUnknown, diag.Open, diag.Never}},
		{"answer for another card", newSource(0).sale("000001").saleAnswer("000001", "00", card("two")), "000001", want{diag.MoneyUnknown, diag.Open, diag.Never}},
		{"yes and no", newSource(0).sale("000001").saleAnswer("000001", "00").saleAnswer("000001", "51"), "000001", want{diag.Conflict, diag.Open, diag.Never}},
		{"part approved", newSource(0).sale("000001").saleAnswer("000001", "10", amount(5000)), "000001", want{diag.Charged, diag.Proved, diag.Never}},
		{"part approved without an amount", newSource(0).sale("000001").saleAnswer("000001", "10"), "000001", want{diag.Charged, diag.Open, diag.Never}},
		{
			"chip refused after approval", newSource(0).sale("000001").saleAnswer("000001", "00").says(transcripts.SignalChipDeclined, ""),
			"000001",
			want{diag.Charged, diag.Likely, diag.Never},
		},
		{
			"reversal given up", newSource(0).sale("000001").reversal("000001").says(transcripts.SignalReversalGaveUp, ""),
			"000001",
			want{diag.MoneyUnknown, diag.Open, diag.Never},
		},
		{
			"reversal dropped when the terminal goes on", newSource(0).sale("000001").reversal("000001").sale("000002").saleAnswer("000002", "00"),
			"000001",
			want{diag.MoneyUnknown, diag.Open, diag.Never},
		},
		{
			"approved and the reversal dropped", newSource(0).sale("000001").saleAnswer("000001", "00").reversal("000001").says(transcripts.SignalReversalDropped, ""),
			"000001",
			want{diag.Charged, diag.Proved, diag.Never},
		},
		{
			"94 on a repeated reversal", newSource(0).sale("000001").reversal("000001").wait(time.Minute).reversal("000001").reversalAnswer("000001", "94"),
			"000001",
			want{diag.Returned, diag.Likely, diag.Wait},
		},
		{
			"refused once, then accepted", newSource(0).sale("000001").reversal("000001").reversalAnswer("000001", "96").wait(time.Minute).reversal("000001").reversalAnswer("000001", "00"),
			"000001",
			want{diag.Returned, diag.Proved, diag.Safe},
		},
		{
			"refused and sent again", newSource(0).sale("000001").reversal("000001").reversalAnswer("000001", "96").wait(time.Minute).reversal("000001"),
			"000001",
			want{diag.Returning, diag.Likely, diag.Wait},
		},
		{
			"reversal of another amount", newSource(0).sale("000001").saleAnswer("000001", "00").reversal("000001", amount(1)).reversalAnswer("000001", "00", amount(1)),
			"000001",
			want{diag.Charged, diag.Likely, diag.Never},
		},
		{
			"approval after the accepted reversal", newSource(0).sale("000001").reversal("000001").reversalAnswer("000001", "00").saleAnswer("000001", "00"),
			"000001",
			want{diag.Conflict, diag.Open, diag.Never},
		},
		{
			"receipt of a reversal advice", newSource(0).sale("000001").message("0420", transcripts.KindReversal, "000001").message("0430", transcripts.KindReversal, "000001", code("00")),
			"000001",
			want{diag.Returned, diag.Likely, diag.Wait},
		},
		{
			"voided", newSource(0).sale("000001").saleAnswer("000001", "00").void("000002", "000001").voidAnswer("000002", "00"),
			"000001",
			want{diag.Returned, diag.Proved, diag.Safe},
		},
		{
			"void refused", newSource(0).sale("000001").saleAnswer("000001", "00").void("000002", "000001").voidAnswer("000002", "12"),
			"000001",
			want{diag.Charged, diag.Proved, diag.Never},
		},
		{
			"void without an answer", newSource(0).sale("000001").saleAnswer("000001", "00").void("000002", "000001"),
			"000001",
			want{diag.MoneyUnknown, diag.Open, diag.Never},
		},
		{
			"void reversed", newSource(0).sale("000001").saleAnswer("000001", "00").void("000002", "000001").reversal("000002").reversalAnswer("000002", "00"),
			"000001",
			want{diag.Charged, diag.Proved, diag.Never},
		},
		{
			"void being reversed", newSource(0).sale("000001").saleAnswer("000001", "00").void("000002", "000001").reversal("000002"),
			"000001",
			want{diag.MoneyUnknown, diag.Open, diag.Never},
		},
		{
			"refunded", newSource(0).sale("000001").saleAnswer("000001", "00").refund("000002", "000001", 12800).refundAnswer("000002", "00", 12800),
			"000001",
			want{diag.Returned, diag.Proved, diag.Safe},
		},
		{
			"partly refunded", newSource(0).sale("000001").saleAnswer("000001", "00").refund("000002", "000001", 2800).refundAnswer("000002", "00", 2800),
			"000001",
			want{diag.Charged, diag.Proved, diag.Never},
		},
		{
			"refund without an answer", newSource(0).sale("000001").saleAnswer("000001", "00").refund("000002", "000001", 12800),
			"000001",
			want{diag.MoneyUnknown, diag.Open, diag.Never},
		},
		{
			"reversed and refunded", newSource(0).sale("000001").saleAnswer("000001", "00").reversal("000001").reversalAnswer("000001", "00").refund("000002", "000001", 12800).refundAnswer("000002", "00", 12800),
			"000001",
			want{diag.Conflict, diag.Open, diag.Never},
		},
		{
			"connection failed, nothing sent", newSource(0).says(transcripts.SignalSaleStarted, "000009").says(transcripts.SignalConnectFailed, "000009"),
			"000009",
			want{diag.NotCharged, diag.Proved, diag.Safe},
		},
		{
			"request logged, then connection failed", newSource(0).sale("000001").says(transcripts.SignalConnectFailed, ""),
			"000001",
			want{diag.NotCharged, diag.Likely, diag.Wait},
		},
		{
			"connected, then broke while sending", newSource(0).sale("000001").says(transcripts.SignalConnected, "").says(transcripts.SignalSendFailed, ""),
			"000001",
			want{diag.MoneyUnknown, diag.Open, diag.Never},
		},
		{
			"offline advice unanswered", newSource(0).message("0220", transcripts.KindSale, "000001"),
			"000001",
			want{diag.Charged, diag.Likely, diag.Never},
		},
		{
			"offline advice accepted", newSource(0).message("0220", transcripts.KindSale, "000001").message("0230", transcripts.KindSale, "000001", code("00")),
			"000001",
			want{diag.Charged, diag.Proved, diag.Never},
		},
		{
			"offline advice refused", newSource(0).message("0220", transcripts.KindSale, "000001").message("0230", transcripts.KindSale, "000001", code("14")),
			"000001",
			want{diag.Charged, diag.Likely, diag.Never},
		},
		{"only an approval", newSource(0).saleAnswer("000001", "00"), "000001", want{diag.Charged, diag.Likely, diag.Never}},
		{"only an accepted reversal", newSource(0).reversal("000001").reversalAnswer("000001", "00"), "000001", want{diag.Returned, diag.Likely, diag.Wait}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { check(t, one(t, diagnosed(t, tt.log), tt.stan), tt.want) })
	}
}

func TestPartialApprovalChargesOnlyThePart(t *testing.T) {
	v := one(t, diagnosed(t, newSource(0).sale("000001").saleAnswer("000001", "10", amount(5000))), "000001").Verdict
	if v.Amounts.Approved != 5000 || v.Amounts.Captured != 5000 || v.Amounts.Requested != 12800 {
		t.Errorf("got %+v, want 5000 approved and captured of 12800", v.Amounts)
	}
}

func TestPartialRefundLeavesTheRest(t *testing.T) {
	v := one(t, diagnosed(t, newSource(0).sale("000001").saleAnswer("000001", "00").
		refund("000002", "000001", 2800).refundAnswer("000002", "00", 2800)), "000001").Verdict
	if v.Amounts.Returned != 2800 || v.Amounts.Captured != 12800 {
		t.Errorf("got %+v, want 2800 returned of 12800", v.Amounts)
	}
	if v.Guards.Refund.State == diag.Safe || v.Guards.Void.State == diag.Safe {
		t.Errorf("got refund %v, void %v: money was already given back once", v.Guards.Refund.State, v.Guards.Void.State)
	}
}

func TestGuardsOfAnApprovedSale(t *testing.T) {
	g := one(t, diagnosed(t, newSource(0).sale("000001").saleAnswer("000001", "00")), "000001").Verdict.Guards
	if g.Void.State != diag.Safe || g.Refund.State == diag.Safe {
		t.Errorf("same day, open batch: got void %v, refund %v, want void safe alone", g.Void.State, g.Refund.State)
	}
	batchless := func(m *transcripts.Message) { m.Batch = "" }
	g = one(t, diagnosed(t, newSource(0).sale("000001", batchless).saleAnswer("000001", "00", batchless)), "000001").Verdict.Guards
	if g.Void.State != diag.Wait || g.Void.Reason.IsZero() {
		t.Errorf("no batch is known: got void %v, want wait", g.Void.State)
	}
	closed := newSource(0).sale("000001").saleAnswer("000001", "00").settlement("000002", "1")
	tx := one(t, diagnosed(t, closed), "000001")
	g = tx.Verdict.Guards
	if tx.Verdict.Stage != diag.StageSettled || g.Void.State != diag.Never || g.Refund.State != diag.Safe {
		t.Errorf("settled batch: got stage %q void %v refund %v, want settled, never, safe", tx.Verdict.Stage, g.Void.State, g.Refund.State)
	}
}

func TestLaterAttemptForbidsChargingAgain(t *testing.T) {
	log := newSource(0).sale("000001").saleAnswer("000001", "01").wait(time.Minute).
		sale("000002", card("two")).saleAnswer("000002", "00", card("two"))
	check(t, one(t, diagnosed(t, log), "000001"), want{diag.NotCharged, diag.Proved, diag.Never})

	open := newSource(0).sale("000001").saleAnswer("000001", "01").wait(time.Minute).sale("000002", card("two"))
	check(t, one(t, diagnosed(t, open), "000001"), want{diag.NotCharged, diag.Proved, diag.Wait})

	far := newSource(0).sale("000001").saleAnswer("000001", "01").wait(time.Hour).
		sale("000002", card("two")).saleAnswer("000002", "00", card("two"))
	check(t, one(t, diagnosed(t, far), "000001"), want{diag.NotCharged, diag.Proved, diag.Safe})
}

func TestPreAuthorisation(t *testing.T) {
	hold := func() *source {
		return newSource(0).message("0100", transcripts.KindPreAuth, "000001").
			message("0110", transcripts.KindPreAuth, "000001", code("00"), auth("A12345"))
	}
	complete := func(s *source, rc string) *source {
		s.message("0200", transcripts.KindCompletion, "000002", auth("A12345"), amount(10000), func(m *transcripts.Message) { m.Batch, m.Terminal = "000099", "10000002" })
		if rc == "" {
			return s
		}
		return s.message("0210", transcripts.KindCompletion, "000002", code(rc), amount(10000), func(m *transcripts.Message) { m.Batch, m.Terminal = "000099", "10000002" })
	}
	tests := []struct {
		name  string
		log   *source
		stage diag.Stage
		want  want
	}{
		{"held", hold(), diag.StageHeld, want{diag.Charged, diag.Proved, diag.Never}},
		{"completed elsewhere", complete(hold(), "00"), diag.StageCaptured, want{diag.Charged, diag.Proved, diag.Never}},
		{"completion declined", complete(hold(), "51"), diag.StageHeld, want{diag.Charged, diag.Proved, diag.Never}},
		{"completion open", complete(hold(), ""), diag.StageHeld, want{diag.Charged, diag.Likely, diag.Never}},
		{
			"hold voided", hold().message("0100", transcripts.KindVoid, "000003", of("000012", "000001")).message("0110", transcripts.KindVoid, "000003", code("00")),
			diag.StageNone,
			want{diag.Returned, diag.Proved, diag.Safe},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tx := one(t, diagnosed(t, tt.log), "000001")
			check(t, tx, tt.want)
			if tx.Verdict.Stage != tt.stage {
				t.Errorf("got stage %q, want %q", tx.Verdict.Stage, tt.stage)
			}
			if g := tx.Verdict.Guards; tt.stage == diag.StageHeld && g.Refund.State == diag.Safe {
				t.Error("a hold must never be refunded")
			}
		})
	}
}

func TestTerminalGuards(t *testing.T) {
	tests := []struct {
		name         string
		log          *source
		reset, close diag.Permission
	}{
		{"settled", newSource(0).sale("000001").saleAnswer("000001", "00").settlement("000002", "1"), diag.Safe, diag.Safe},
		{"not settled", newSource(0).sale("000001").saleAnswer("000001", "00"), diag.Never, diag.Safe},
		{"unknown", newSource(0).sale("000001"), diag.Never, diag.Wait},
		{"returning", newSource(0).sale("000001").reversal("000001"), diag.Never, diag.Never},
		{"stored", newSource(0).message("0220", transcripts.KindSale, "000001"), diag.Never, diag.Wait},
		// What came before the log began may still be in the batch.
		{"only declined", newSource(0).sale("000001").saleAnswer("000001", "51"), diag.Never, diag.Safe},
		{"declined, settled", newSource(0).sale("000001").saleAnswer("000001", "51").settlement("000002", "1"), diag.Safe, diag.Safe},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ts := diagnosed(t, tt.log).Terminals
			if len(ts) != 1 {
				t.Fatalf("got %d terminals, want 1", len(ts))
			}
			if ts[0].ResetTerminal.State != tt.reset || ts[0].CloseBatch.State != tt.close {
				t.Errorf("got reset %v close %v, want %v %v", ts[0].ResetTerminal.State, ts[0].CloseBatch.State, tt.reset, tt.close)
			}
		})
	}
}

func TestPartialReversalGivesBackTheDifference(t *testing.T) {
	left := func(m *transcripts.Message) {
		m.Replacement = transcripts.Amount{Minor: 10000, Currency: "CNY", Known: true}
	}
	log := newSource(0).sale("000001").saleAnswer("000001", "00").reversal("000001", left).reversalAnswer("000001", "00")
	tx := one(t, diagnosed(t, log), "000001")
	check(t, tx, want{diag.Charged, diag.Proved, diag.Never})
	if a := tx.Verdict.Amounts; a.Returned != 2800 || a.Approved != 12800 {
		t.Errorf("got %+v, want 2800 of 12800 returned", a)
	}
	if g := tx.Verdict.Guards; g.Refund.State == diag.Safe || g.Void.State == diag.Safe {
		t.Errorf("got refund %v void %v after a partial undo, want neither safe", g.Refund.State, g.Void.State)
	}
}

func TestRefundsAddUp(t *testing.T) {
	sale := func() *source { return newSource(0).sale("000001").saleAnswer("000001", "00") }
	twice := func(a, b int64) *source {
		return sale().refund("000002", "000001", a).refundAnswer("000002", "00", a).
			wait(time.Hour).refund("000003", "000001", b).refundAnswer("000003", "00", b)
	}
	check(t, one(t, diagnosed(t, twice(2800, 10000)), "000001"), want{diag.Returned, diag.Proved, diag.Safe})
	check(t, one(t, diagnosed(t, twice(2800, 2800)), "000001"), want{diag.Charged, diag.Proved, diag.Never})
	check(t, one(t, diagnosed(t, twice(12800, 12800)), "000001"), want{diag.Conflict, diag.Open, diag.Never})
}

func TestRefundOnAnotherTerminalIsFoundByRRN(t *testing.T) {
	log := newSource(0).sale("000001").saleAnswer("000001", "00", rrn("632610000001")).wait(48*time.Hour).
		message("0220", transcripts.KindRefund, "000009", rrn("632610000001"), terminal("10000002"), noBatch).
		message("0230", transcripts.KindRefund, "000009", code("00"), terminal("10000002"), noBatch)
	check(t, one(t, diagnosed(t, log), "000001"), want{diag.Returned, diag.Proved, diag.Safe})
}

func TestSummaryCountsOpenMoneyByCurrency(t *testing.T) {
	usd := func(m *transcripts.Message) { m.Amount.Currency = "USD" }
	log := newSource(0).sale("000001").sale("000002", usd, amount(500)).sale("000003").saleAnswer("000003", "00").
		sale("000004").saleAnswer("000004", "51").message("0220", transcripts.KindSale, "000005", amount(700))
	s := diagnosed(t, log).Summary
	want := []diag.AtRisk{{Currency: "CNY", Minor: 12800 + 700, Count: 2}, {Currency: "USD", Minor: 500, Count: 1}}
	if len(s.AtRisk) != 2 || s.AtRisk[0] != want[0] || s.AtRisk[1] != want[1] {
		t.Errorf("got %+v, want %+v", s.AtRisk, want)
	}
	if s.Transactions != 5 || s.ByMoney[diag.Charged] != 2 || s.ByMoney[diag.MoneyUnknown] != 2 || s.ByMoney[diag.NotCharged] != 1 {
		t.Errorf("got %+v", s)
	}
}

func TestAnswerThatBreaksOffProvesNothing(t *testing.T) {
	log := newSource(0).sale("000001").saleAnswer("000001", "00")
	log.events[1].Kind = transcripts.EventPartial
	tx := one(t, diagnosed(t, log), "000001")
	check(t, tx, want{diag.MoneyUnknown, diag.Open, diag.Never})
	if tx.Verdict.Reason != diag.ReasonCutAnswer {
		t.Errorf("got reason %q, want %q", tx.Verdict.Reason, diag.ReasonCutAnswer)
	}
}

func TestFullReversalOfAPartialApprovalGivesBackThePart(t *testing.T) {
	log := newSource(0).sale("000001").saleAnswer("000001", "10", amount(5000)).reversal("000001").reversalAnswer("000001", "00")
	tx := one(t, diagnosed(t, log), "000001")
	check(t, tx, want{diag.Returned, diag.Proved, diag.Safe})
	if a := tx.Verdict.Amounts; a.Approved != 5000 || a.Returned != 5000 {
		t.Errorf("got %+v, want 5000 taken and given back", a)
	}
}

func TestUndoOfASaleThatStatesNoAmount(t *testing.T) {
	silent := func(m *transcripts.Message) { m.Amount = transcripts.Amount{} }
	sale := func() *source { return newSource(0).sale("000001", silent).saleAnswer("000001", "00", silent) }
	check(t, one(t, diagnosed(t, sale().reversal("000001").reversalAnswer("000001", "00")), "000001"),
		want{diag.Returned, diag.Proved, diag.Safe})
	// Whether a refund of 28.00 was all of it, nobody can tell.
	check(t, one(t, diagnosed(t, sale().refund("000002", "000001", 2800).refundAnswer("000002", "00", 2800)), "000001"),
		want{diag.Charged, diag.Likely, diag.Never})
}

func TestRefundedCompletionIsNoHold(t *testing.T) {
	completed := func() *source {
		return newSource(0).message("0100", transcripts.KindPreAuth, "000001").
			message("0110", transcripts.KindPreAuth, "000001", code("00"), auth("A12345")).
			message("0200", transcripts.KindCompletion, "000002", auth("A12345")).
			message("0210", transcripts.KindCompletion, "000002", code("00"))
	}
	check(t, one(t, diagnosed(t, completed().refund("000003", "000002", 12800).refundAnswer("000003", "00", 12800)), "000001"),
		want{diag.Returned, diag.Proved, diag.Safe})
	// A void only takes the completion back; the amount is held as before.
	voided := one(t, diagnosed(t, completed().void("000003", "000002").voidAnswer("000003", "00")), "000001")
	check(t, voided, want{diag.Charged, diag.Proved, diag.Never})
	if voided.Verdict.Stage != diag.StageHeld {
		t.Errorf("got stage %q, want held", voided.Verdict.Stage)
	}
}
