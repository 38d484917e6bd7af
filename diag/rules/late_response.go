package rules

import (
	"slices"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// lateResponse: the answer came after the terminal had given up waiting, which
// its own log says or its reversal shows.
var lateResponse = rule{
	id:    "net.late_response",
	hides: []string{"net.no_response", "net.unmatched_response"},
	transaction: func(t *diag.Transaction) []fact {
		return legs(t, func(i int, l *diag.Leg) bool {
			a, ok := firstAnswer(l)
			return ok && !l.Kind.Undoes() && (gaveUpBefore(l, a) || reversedBefore(t, i, a))
		}, answering)
	},
}

func firstAnswer(l *diag.Leg) (*diag.Sighting, bool) {
	for i := range l.Seen {
		if l.Seen[i].Answers {
			return &l.Seen[i], true
		}
	}
	return nil, false
}

func gaveUpBefore(l *diag.Leg, a *diag.Sighting) bool {
	return slices.ContainsFunc(l.Signals, func(s diag.SignalSeen) bool {
		return s.Signal.ID == transcripts.SignalReceiveTimeout && slices.ContainsFunc(a.Places, func(p diag.Place) bool {
			return p.Where.Source == s.Where.Source && s.Seq < p.Seq
		})
	})
}

func reversedBefore(t *diag.Transaction, target int, a *diag.Sighting) bool {
	for i := range t.Legs {
		l := &t.Legs[i]
		if l.Kind != transcripts.KindReversal || l.Target != target || len(l.Seen) == 0 {
			continue
		}
		if before, known := l.Seen[0].Before(a); known && before {
			return true
		}
	}
	return false
}
