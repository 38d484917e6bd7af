package rules

import "github.com/posdoctor/posdoctor/diag"

// reversalRefused: the host answered a reversal with a refusal. The answers 25
// and 12 have rules of their own: they say something about the sale.
var reversalRefused = rule{
	id:    "reversal.refused",
	hides: []string{"net.no_response"},
	transaction: func(t *diag.Transaction) []fact {
		return reversals(t, func(l *diag.Leg) bool {
			return l.State == diag.StateRefused && l.Code != "25" && l.Code != "12"
		}, answering)
	},
}
