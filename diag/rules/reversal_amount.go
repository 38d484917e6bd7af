package rules

import "github.com/posdoctor/posdoctor/diag"

// reversalAmount: a full reversal carries the amount of its sale; another one
// undoes something else or nothing. A stated partial amount (DE95) may be less,
// never more.
var reversalAmount = rule{
	id: "reversal.amount_mismatch",
	transaction: func(t *diag.Transaction) []fact {
		return reversals(t, func(l *diag.Leg) bool {
			if l.Target < 0 || l.Target >= len(t.Legs) {
				return false
			}
			of := t.Legs[l.Target].Amount
			if !l.Amount.Known || !of.Known {
				return false
			}
			if partial(l) {
				return l.Amount.Minor > of.Minor
			}
			otherMoney := l.Amount.Currency != "" && of.Currency != "" && l.Amount.Currency != of.Currency
			return l.Amount.Minor != of.Minor || otherMoney
		}, lastly)
	},
}

func partial(l *diag.Leg) bool {
	for _, s := range l.Seen {
		if s.Message != nil && s.Message.Replacement.Known {
			return true
		}
	}
	return false
}
