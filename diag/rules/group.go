package rules

import (
	"slices"

	"github.com/posdoctor/posdoctor/diag"
)

// listed is how many transactions and pieces of evidence a finding names; the
// count goes on.
const listed = 100

// group is everything of one finding id.
type group struct {
	id    string
	ref   string
	text  *text
	count int
	// safe and held count the transactions that may and may not be charged again.
	safe, held int
	// raised is how many transactions make the finding critical whatever its
	// text says, because their money witnesses contradict each other.
	raised   int
	keys     []string
	evidence []evidence
}

type evidence struct {
	key, also string
	diag.Evidence
}

// add takes one judgement in. The key is empty for what belongs to no
// transaction.
func (g *group) add(key string, n int, facts []fact) {
	g.count += n
	if key != "" && len(g.keys) < listed && !slices.Contains(g.keys, key) {
		g.keys = append(g.keys, key)
	}
	for _, f := range facts {
		if len(g.evidence) == listed {
			return
		}
		g.evidence = append(g.evidence, evidence{key, f.also, diag.Evidence{Text: g.text.seen().With(f.args...), Where: f.where}})
	}
}

// drop takes one judgement back.
func (g *group) drop(key string) {
	g.count--
	g.keys = slices.DeleteFunc(g.keys, func(k string) bool { return k == key })
	g.evidence = slices.DeleteFunc(g.evidence, func(e evidence) bool { return e.key == key })
}

// weigh counts a transaction's guard and conflict in (by is 1) or out (-1).
func (g *group) weigh(j judged, by int) {
	if j.safe {
		g.safe += by
	} else {
		g.held += by
	}
	if j.conflict {
		g.raised += by
	}
}

func (g *group) finding(contacts []diag.Contact) diag.Finding {
	p := paysSometimes
	switch {
	case g.safe == 0:
		p = paysNever
	case g.held == 0:
		p = paysAlways
	}
	f := g.text.finding(g.id, contacts, p)
	f.Ref, f.Count = g.ref, g.count
	f.Transactions = slices.Clone(g.keys)
	for _, e := range g.evidence {
		f.Evidence = append(f.Evidence, e.Evidence)
		if e.also != "" && len(f.Transactions) < listed && !slices.Contains(f.Transactions, e.also) {
			f.Transactions = append(f.Transactions, e.also)
		}
	}
	if g.raised > 0 {
		f.Severity = diag.Critical
	}
	return f
}
