package rules

import (
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// reversalGaveUp: the terminal no longer holds a reversal that was never
// accepted: too many attempts, a new day, or other work went over it.
var reversalGaveUp = rule{
	id:    "reversal.gave_up",
	hides: []string{"net.no_response", "reversal.not_acknowledged", "reversal.refused", "reversal.pending"},
	transaction: func(t *diag.Transaction) []fact {
		out := reversals(t, func(l *diag.Leg) bool { return l.State == diag.StateGaveUp }, lastly)
		if len(out) == 0 && !accepted(t) {
			out = signals(t, transcripts.SignalReversalGaveUp, transcripts.SignalReversalDropped)
		}
		return out
	},
	signal: lone(transcripts.SignalReversalGaveUp, transcripts.SignalReversalDropped),
}

// accepted reports whether some reversal was acknowledged in the end.
func accepted(t *diag.Transaction) bool {
	return len(reversals(t, func(l *diag.Leg) bool { return l.State == diag.StateAcknowledged }, lastly)) > 0
}
