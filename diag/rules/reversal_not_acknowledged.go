package rules

import "github.com/posdoctor/posdoctor/diag"

// reversalNotAcknowledged: a reversal went out and no usable answer came back.
var reversalNotAcknowledged = rule{
	id:    "reversal.not_acknowledged",
	hides: []string{"net.no_response"},
	transaction: func(t *diag.Transaction) []fact {
		return reversals(t, func(l *diag.Leg) bool {
			_, answered := answer(l)
			sent := l.State == diag.StateSent || l.State == diag.StatePending && l.Attempts > 0
			return sent && !answered
		}, lastly)
	},
}
