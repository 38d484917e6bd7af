package rules

import "github.com/posdoctor/posdoctor/diag"

// stored: a payment approved without asking the bank lies in the terminal.
var stored = rule{
	id: "state.stored_not_uploaded",
	transaction: func(t *diag.Transaction) []fact {
		return legs(t, func(_ int, l *diag.Leg) bool { return l.State == diag.StateStored }, lastly)
	},
}
