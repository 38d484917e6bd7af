package rules

import "github.com/posdoctor/posdoctor/diag"

// reversal12: the host calls the reversal invalid, as it does with one of an
// earlier day. Terminals count that as a success; it says nothing of the sale.
var reversal12 = rule{
	id:    "reversal.answered_12",
	hides: []string{"net.no_response"},
	transaction: func(t *diag.Transaction) []fact {
		return reversals(t, func(l *diag.Leg) bool { return l.Code == "12" }, answering)
	},
}
