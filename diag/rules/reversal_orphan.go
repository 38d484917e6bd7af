package rules

import "github.com/posdoctor/posdoctor/diag"

// reversalOrphan: a reversal whose sale no source shows.
var reversalOrphan = rule{
	id: "reversal.orphan",
	transaction: func(t *diag.Transaction) []fact {
		return reversals(t, func(l *diag.Leg) bool { return l.Target < 0 }, lastly)
	},
}
