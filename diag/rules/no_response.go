package rules

import (
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// noResponse: a payment went out and nothing at all came back. Undo legs have
// rules of their own.
var noResponse = rule{
	id: "net.no_response",
	transaction: func(t *diag.Transaction) []fact {
		return legs(t, func(_ int, l *diag.Leg) bool {
			return !l.Kind.Undoes() && l.Attempts > 0 && l.State != diag.StateStored && l.State != diag.StatePending && silent(l)
		}, lastly)
	},
}

// silent reports whether a request was seen and no answer, not even one that
// does not fit.
func silent(l *diag.Leg) bool {
	asked := false
	for _, s := range l.Seen {
		if s.Answers {
			return false
		}
		asked = asked || s.Message == nil || s.Message.Function != transcripts.Notification
	}
	return asked
}
