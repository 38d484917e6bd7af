package verdict

import (
	"testing"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// What would settle it is something that somebody can get: the terminal's record
// where a till can ask for it, the order of a QR payment, the trace number only
// where there is one.
func TestWhatWouldSettleIt(t *testing.T) {
	numbered := func(v diag.Verdict) diag.Transaction {
		return diag.Transaction{Verdict: v, Legs: []diag.Leg{{Kind: transcripts.KindSale, Target: -1, STAN: "000123"}}}
	}
	noAnswer := diag.Verdict{Reason: diag.ReasonNoAnswer}
	bare, qr, spoken := numbered(noAnswer), numbered(noAnswer), numbered(noAnswer)
	bare.Legs[0].STAN = ""
	qr.Method = "qr"
	spoken.Legs[0].Seen = []diag.Sighting{{Message: &transcripts.Message{Talk: "zvt#1"}}}
	conflict := diag.Verdict{Money: diag.Conflict, Reason: diag.ReasonLateApproval}
	for name, tt := range map[string]struct {
		tx   diag.Transaction
		want codes.Text
	}{
		"no answer":                     {numbered(noAnswer), settleAcquirer},
		"no answer, no trace number":    {bare, settleUnnumbered},
		"no answer to a QR payment":     {qr, settleOrder},
		"between till and terminal":     {spoken, settleTerminal},
		"witnesses contradict":          {numbered(conflict), settleAcquirer},
		"an open void":                  {numbered(diag.Verdict{Reason: diag.ReasonVoidOpen}), settleVoid},
		"an open refund":                {numbered(diag.Verdict{Reason: diag.ReasonRefundOpen}), settleRefund},
		"an undo without its payment":   {numbered(diag.Verdict{Reason: diag.ReasonOrphanUndo}), settleOriginal},
		"a reversal that waits":         {numbered(diag.Verdict{Money: diag.Returning, Reason: diag.ReasonReversalPending}), settleReversal},
		"not uploaded":                  {numbered(diag.Verdict{Money: diag.Charged, Stage: diag.StageStored, Confidence: diag.Likely}), settleUpload},
		"approved in part, unsaid":      {numbered(diag.Verdict{Money: diag.Charged, Reason: diag.ReasonPartlyNoAmount}), settleAmount},
		"likely not charged":            {numbered(diag.Verdict{Money: diag.NotCharged, Confidence: diag.Likely}), settleStatement},
		"proved: there is nothing open": {numbered(diag.Verdict{Money: diag.Charged, Confidence: diag.Proved}), codes.Text{}},
	} {
		if got := wouldSettle(&tt.tx); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got.EN, tt.want.EN)
		}
	}
}
