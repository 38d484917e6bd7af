package rules

import "github.com/posdoctor/posdoctor/diag"

// adviceRefused: a payment that was already decided (offline sale, completion,
// adjustment) was reported to the host, and the host refused to book it.
var adviceRefused = rule{
	id:    "state.advice_refused",
	hides: []string{"response.*"},
	transaction: func(t *diag.Transaction) []fact {
		return legs(t, func(_ int, l *diag.Leg) bool {
			return !l.Kind.Undoes() && l.State == diag.StateRefused
		}, answering)
	},
}
