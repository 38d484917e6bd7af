package pick

import (
	"cmp"
	"slices"

	"github.com/posdoctor/posdoctor/diag"
)

// How much a search holds, whatever the length of the input.
const (
	mostFound = 1000
	mostNear  = 5
)

// Search is [Pick] for payments that come one by one. The zero value with a
// selector looks for it; it is used from one goroutine.
type Search struct {
	Selector Selector

	found []diag.Transaction
	keys  map[string]bool // of all that fit
	near  []Near
	alone map[Criterion]int
	seen  map[string]bool // keys that nearly fit
}

// Near is a payment that nearly fits.
type Near struct {
	Transaction diag.Transaction
	// Misses is what does not fit; never empty.
	Misses []Criterion
	far    int
}

// Outcome is what a search found.
type Outcome struct {
	// Found are the payments that fit, in the order in which they came, at most
	// 1000; Total is how many fit in all.
	Found []diag.Transaction
	Total int
	// Near are the best of those that nearly fit, the nearest first. It is empty
	// when something fits.
	Near []Near
	// Alone counts for each criterion that was given the payments that fit it,
	// whatever else was asked.
	Alone map[Criterion]int
}

// See takes the next payment. The same key again replaces what was seen before.
func (s *Search) See(t diag.Transaction) {
	if s.keys == nil {
		s.keys, s.alone, s.seen = map[string]bool{}, map[Criterion]int{}, map[string]bool{}
	}
	misses := s.Selector.Misses(&t)
	for _, c := range s.Selector.Given() {
		if !slices.Contains(misses, c) {
			s.alone[c]++
		}
	}
	if len(misses) > 0 {
		s.nearly(t, misses)
		return
	}
	at := slices.IndexFunc(s.found, func(f diag.Transaction) bool { return f.Key == t.Key })
	switch {
	case s.keys[t.Key] && at >= 0:
		s.found[at] = t
		return
	case s.Selector.Last > 0 && len(s.found) >= 2*max(s.Selector.Last, mostFound):
		s.cut()
	}
	if s.Selector.Last > 0 || len(s.found) < mostFound {
		s.found = append(s.found, t)
	}
	s.keys[t.Key] = true
}

// cut leaves the last of those that fit.
func (s *Search) cut() {
	n := s.Selector.Last
	if n <= 0 || len(s.found) <= n {
		return
	}
	byTime(s.found, func(t diag.Transaction) *diag.Transaction { return &t })
	s.found = slices.Clone(s.found[len(s.found)-n:])
}

// nearly keeps a payment that does not fit, if it is among the nearest.
func (s *Search) nearly(t diag.Transaction, misses []Criterion) {
	far, ok := s.Selector.far(&t, misses)
	if !ok || s.seen[t.Key] {
		return
	}
	at, _ := slices.BinarySearchFunc(s.near, far, func(n Near, far int) int { return cmp.Or(cmp.Compare(n.far, far), -1) })
	if at >= mostNear {
		return
	}
	s.near = slices.Insert(s.near, at, Near{Transaction: t, Misses: misses, far: far})
	s.seen[t.Key] = true
	if len(s.near) > mostNear {
		delete(s.seen, s.near[mostNear].Transaction.Key)
		s.near = s.near[:mostNear]
	}
}

// Outcome gives what was found so far.
func (s *Search) Outcome() Outcome {
	out := Outcome{Total: len(s.keys), Alone: s.alone}
	if n := s.Selector.Last; n > 0 {
		s.cut()
		out.Total = min(out.Total, n)
		s.found = s.found[:min(len(s.found), mostFound)]
	}
	out.Found = s.found
	if len(out.Found) == 0 {
		out.Near = s.near
	}
	return out
}
