package rules

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

// partlyApproved: the bank agreed to less than the shop asked for.
var partlyApproved = rule{
	id: "state.partly_approved",
	transaction: func(t *diag.Transaction) []fact {
		return legs(t, func(_ int, l *diag.Leg) bool {
			return !l.Kind.Undoes() && l.Code != "" && l.Reading.Code.Money == codes.PartlyMoved && l.State != diag.StateUndone
		}, answering)
	},
}
