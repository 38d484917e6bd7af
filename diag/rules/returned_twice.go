package rules

import "github.com/posdoctor/posdoctor/diag"

// returnedTwice: more was given back than was taken.
var returnedTwice = rule{
	id: "state.returned_twice",
	transaction: func(t *diag.Transaction) []fact {
		if t.Verdict.Reason != diag.ReasonOverReturned {
			return nil
		}
		return legs(t, func(_ int, l *diag.Leg) bool {
			return l.Kind.Undoes() && l.State == diag.StateAcknowledged
		}, answering)
	},
}
