package rules

import (
	"slices"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// name is what a person finds a leg by: its trace number, or what there is.
func name(l *diag.Leg) string {
	if n := l.Name(); n != "" {
		return n
	}
	return "?"
}

// place is the last place that shows the leg: for a leg without an answer that
// is where the waiting began.
func place(l *diag.Leg) transcripts.Where {
	for _, s := range slices.Backward(l.Seen) {
		if len(s.Places) > 0 {
			return s.Where()
		}
	}
	return transcripts.Where{}
}

// answer is the last usable answer of a leg.
func answer(l *diag.Leg) (*diag.Sighting, bool) {
	for i := len(l.Seen) - 1; i >= 0; i-- {
		if s := &l.Seen[i]; s.Answers && s.Mismatch == "" {
			return s, true
		}
	}
	return nil, false
}

// answerPlace is where the usable answer stands, or else the leg.
func answerPlace(l *diag.Leg) transcripts.Where {
	if s, ok := answer(l); ok && len(s.Places) > 0 {
		return s.Where()
	}
	return place(l)
}

// approved reports whether the host said yes to a charging leg, whatever
// became of it afterwards.
func approved(l *diag.Leg) bool {
	return !l.Kind.Undoes() && (l.State == diag.StateApproved || l.Code != "" && l.Reading.Code.Approved())
}

// legs gives one fact for each leg that fits.
func legs(t *diag.Transaction, fits func(i int, l *diag.Leg) bool, of func(l *diag.Leg) fact) []fact {
	var out []fact
	for i := range t.Legs {
		if l := &t.Legs[i]; fits(i, l) {
			out = append(out, of(l))
		}
	}
	return out
}

// lastly is the fact of a leg at its last place: trace number, attempts, code.
func lastly(l *diag.Leg) fact { return fact{place(l), []any{name(l), l.Attempts, l.Code}, ""} }

// answering is the same at the place of the answer.
func answering(l *diag.Leg) fact { return fact{answerPlace(l), []any{name(l), l.Attempts, l.Code}, ""} }

// reversals gives one fact for each reversal leg that fits.
func reversals(t *diag.Transaction, fits func(l *diag.Leg) bool, of func(l *diag.Leg) fact) []fact {
	return legs(t, func(_ int, l *diag.Leg) bool { return l.Kind == transcripts.KindReversal && fits(l) }, of)
}

// undone reports whether any undo refers to a leg, whatever came of it.
func undone(t *diag.Transaction, i int) bool {
	return slices.ContainsFunc(t.Legs, func(l diag.Leg) bool { return l.Kind.Undoes() && l.Target == i })
}

// signals gives one fact for each text line of the given sorts in the
// transaction.
func signals(t *diag.Transaction, ids ...transcripts.SignalID) []fact {
	var out []fact
	for i := range t.Legs {
		for _, s := range t.Legs[i].Signals {
			if slices.Contains(ids, s.Signal.ID) {
				out = append(out, fact{s.Where, []any{name(&t.Legs[i])}, ""})
			}
		}
	}
	return out
}

// lone listens for signals of the given sorts that belong to no transaction.
func lone(ids ...transcripts.SignalID) func(diag.SignalSeen) []fact {
	return func(s diag.SignalSeen) []fact {
		if !slices.Contains(ids, s.Signal.ID) {
			return nil
		}
		stan := s.Signal.STAN
		if stan == "" {
			stan = "?"
		}
		return []fact{{s.Where, []any{stan}, ""}}
	}
}
