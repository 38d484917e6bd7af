package rules

import (
	"slices"

	"github.com/posdoctor/posdoctor/diag"
)

// notCompleted: the terminal told a result of a payment, but not the message by
// which its protocol makes the result final (ZVT 06 0F after 04 0F).
var notCompleted = rule{
	id: "net.not_completed",
	transaction: func(t *diag.Transaction) []fact {
		return legs(t, func(_ int, l *diag.Leg) bool {
			_, answered := answer(l)
			return !answered && slices.ContainsFunc(l.Seen, func(s diag.Sighting) bool { return s.Mismatch == "interim" })
		}, lastly)
	},
}
