package rules

import "github.com/posdoctor/posdoctor/diag"

// reversalTimeout: a payment got no answer, and the reversal that followed was
// accepted. The machines did what they should; only the network is worth a look.
var reversalTimeout = rule{
	id:    "reversal.timeout",
	hides: []string{"net.no_response"},
	transaction: func(t *diag.Transaction) []fact {
		return legs(t, func(i int, l *diag.Leg) bool {
			return !l.Kind.Undoes() && silent(l) && acknowledged(t, i)
		}, lastly)
	},
}

func acknowledged(t *diag.Transaction, i int) bool {
	for k := range t.Legs {
		l := &t.Legs[k]
		if l.Kind.Undoes() && l.Target == i && l.State == diag.StateAcknowledged && l.Code != "25" && l.Code != "12" {
			return true
		}
	}
	return false
}
