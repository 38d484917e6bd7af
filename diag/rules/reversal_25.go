package rules

import "github.com/posdoctor/posdoctor/diag"

// reversal25: the host knows nothing that it could reverse. Terminals count
// that as a success; it proves none (the sale may still arrive late).
var reversal25 = rule{
	id:    "reversal.answered_25",
	hides: []string{"net.no_response", "state.conflict"},
	transaction: func(t *diag.Transaction) []fact {
		return reversals(t, func(l *diag.Leg) bool { return l.Code == "25" }, answering)
	},
}
