package report

import (
	"cmp"
	"slices"

	"github.com/posdoctor/posdoctor/diag"
)

// Weight says how much an entry of a timeline or a proof tells. What tells least
// gives way where there is no room for all.
type Weight int

// The weights.
const (
	Words    Weight = iota // words of a log
	Repeated               // a request that was sent before
	Telling                // the first request of a leg, every answer, and what proves by being missing
)

// Abridge chooses which entries stay when there is room for most of them: the
// weightier ones, and among equals those nearest to the beginning and the end,
// for the last ones tell how it ended. It gives their indices in order.
func Abridge(list []Weight, most int) []int {
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	fromEnd := func(i int) int { return min(i, len(list)-1-i) }
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(list[b], list[a]), cmp.Compare(fromEnd(a), fromEnd(b)), cmp.Compare(b, a))
	})
	kept := order[:max(0, min(most, len(order)))]
	slices.Sort(kept)
	return kept
}

// ProofWeights weighs each entry of the proof of a transaction.
func ProofWeights(t *diag.Transaction) []Weight {
	out := make([]Weight, len(t.Verdict.Because))
	for i, e := range t.Verdict.Because {
		out[i] = Telling
		if e.Where.IsZero() || e.Leg < 0 || e.Leg >= len(t.Legs) {
			continue
		}
		l := &t.Legs[e.Leg]
		asked := false
		for k := range l.Seen {
			s := &l.Seen[k]
			if s.Where() == e.Where && !s.Answers && asked {
				out[i] = Repeated
			}
			asked = asked || !s.Answers
		}
		if slices.ContainsFunc(l.Signals, func(s diag.SignalSeen) bool { return s.Where == e.Where }) {
			out[i] = Words
		}
	}
	return out
}
