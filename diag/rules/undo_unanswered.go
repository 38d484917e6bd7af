package rules

import (
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// voidUnanswered: an operator's void got no usable answer.
var voidUnanswered = rule{
	id:          "void.unanswered",
	transaction: func(t *diag.Transaction) []fact { return unanswered(t, transcripts.KindVoid) },
}

// refundUnanswered: an operator's refund got no usable answer. Terminals never
// undo a refund by themselves.
var refundUnanswered = rule{
	id:          "refund.unanswered",
	transaction: func(t *diag.Transaction) []fact { return unanswered(t, transcripts.KindRefund) },
}

func unanswered(t *diag.Transaction, kind transcripts.Kind) []fact {
	return legs(t, func(_ int, l *diag.Leg) bool {
		_, answered := answer(l)
		return l.Kind == kind && !answered && (l.State == diag.StateSent || l.State == diag.StatePending || l.State == diag.StateUnknown)
	}, lastly)
}
