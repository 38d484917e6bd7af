package rules

import "github.com/posdoctor/posdoctor/diag"

// reversalPending: the terminal still holds a reversal and will send it. That
// explains the missing answers before it.
var reversalPending = rule{
	id:    "reversal.pending",
	hides: []string{"net.no_response", "reversal.not_acknowledged", "reversal.refused"},
	transaction: func(t *diag.Transaction) []fact {
		return reversals(t, func(l *diag.Leg) bool { return l.State == diag.StatePending }, lastly)
	},
}
