package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Set judges one run. It is used from one goroutine. It keeps counters, capped
// lists and the keys of open transactions, never the transactions.
type Set struct {
	profile   diag.Profile
	groups    map[string]*group
	refs      map[string]bool
	memory    *memory
	approvals approvals
	merchants map[string]bool // terminal and merchant numbers already told of
}

// New gives a set for one run.
func New(profile diag.Profile) *Set {
	return &Set{
		profile: profile, groups: map[string]*group{}, refs: map[string]bool{},
		memory: newMemory(), approvals: newApprovals(), merchants: map[string]bool{},
	}
}

// Transaction judges a settled transaction and puts the refs of the findings
// that apply into t.Findings. The same key again with the same or a higher
// revision replaces the earlier judgement; with a lower one it is ignored.
func (s *Set) Transaction(t *diag.Transaction) {
	if len(t.Legs) == 0 {
		return
	}
	before, again := s.memory.get(t.Key)
	if again && before.revision > t.Revision {
		return
	}
	if again {
		for _, id := range before.ids {
			g := s.groups[id]
			g.drop(t.Key)
			g.weigh(before, -1)
		}
	}
	facts := map[string][]fact{}
	for i := range all {
		if r := &all[i]; r.transaction != nil {
			if f := r.transaction(t); f != nil {
				facts[r.id] = f
			}
		}
	}
	if id, f := declined(t); f != nil {
		facts[id] = f
	}
	if f := s.approvals.see(t, s.unpair); f != nil {
		facts[duplicateApproval] = f
	}
	s.otherMerchant(t)
	hide(facts)

	j := judged{
		revision: t.Revision, safe: t.Verdict.Guards.ChargeAgain.State == diag.Safe,
		conflict: t.Verdict.Money == diag.Conflict,
	}
	for id := range facts {
		j.ids = append(j.ids, id)
	}
	slices.Sort(j.ids)
	t.Attention = false
	t.Findings = slices.DeleteFunc(t.Findings, func(ref string) bool { return s.refs[ref] })
	for _, id := range j.ids {
		g := s.group(id)
		g.add(t.Key, 1, facts[id])
		g.weigh(j, 1)
		t.Findings = append(t.Findings, g.ref)
		t.Attention = t.Attention || severities[g.text.Severity] >= diag.Warning
	}
	if again || len(j.ids) > 0 {
		s.memory.put(t.Key, j, mayChange(t.Verdict))
	}
}

// unpair takes a doubled approval back from the transaction that reported it,
// because the other one of the pair turned out not to stand.
func (s *Set) unpair(key string) {
	j, ok := s.memory.get(key)
	i := slices.Index(j.ids, duplicateApproval)
	if !ok || i < 0 {
		return
	}
	g := s.groups[duplicateApproval]
	g.drop(key)
	g.weigh(j, -1)
	j.ids = slices.Delete(j.ids, i, i+1)
	_, open := s.memory.open[key]
	s.memory.put(key, j, open)
}

// mayChange reports whether late evidence is expected for a verdict.
func mayChange(v diag.Verdict) bool {
	return v.Money.Open() || v.Stage == diag.StageStored || v.Confidence != diag.Proved
}

// hide removes what other findings of the same transaction explain. Something
// hidden still hides: it is there, only not shown.
func hide(facts map[string][]fact) {
	var gone []string
	for id := range facts {
		gone = append(gone, hiddenBy[id]...)
	}
	for _, id := range gone {
		if family, ok := strings.CutSuffix(id, "*"); ok {
			for other := range facts {
				if strings.HasPrefix(other, family) {
					delete(facts, other)
				}
			}
			continue
		}
		delete(facts, id)
	}
}

// Exchange judges a request and answer that cannot move money.
func (s *Set) Exchange(e diag.Exchange) {
	for i := range all {
		if r := &all[i]; r.exchange != nil {
			s.loose(r.id, r.exchange(e))
		}
	}
}

// Signal judges a text line that belongs to no transaction.
func (s *Set) Signal(seen diag.SignalSeen) {
	for i := range all {
		if r := &all[i]; r.signal != nil {
			s.loose(r.id, r.signal(seen))
		}
	}
}

// Fault judges bytes that could not be read as a message.
func (s *Set) Fault(f diag.FaultSeen) {
	for i := range all {
		if r := &all[i]; r.fault != nil {
			s.loose(r.id, r.fault(f))
		}
	}
}

// Gap takes a hole in the trace numbers of a terminal.
func (s *Set) Gap(g diag.Gap) { s.loose(journalGap, gapFacts(g)) }

// Missed takes a stretch of time of which a source itself says that it misses
// what happened.
func (s *Set) Missed(ev transcripts.Event) {
	s.loose(captureGap, []fact{{ev.Where, []any{orUnknown(ev.At.String())}, ""}})
}

// Device judges what a terminal says about itself.
func (s *Set) Device(d diag.DeviceSeen) {
	for i := range all {
		if r := &all[i]; r.device != nil {
			s.loose(r.id, r.device(d))
		}
	}
}

// Source judges one input once it is read; i is its index.
func (s *Set) Source(i int, src transcripts.Source) {
	n, facts := clearCards(i, src)
	if n > 0 {
		s.group(panInLog).add("", n, facts)
	}
}

func (s *Set) loose(id string, facts []fact) {
	if facts != nil {
		s.group(id).add("", 1, facts)
	}
}

func (s *Set) group(id string) *group {
	g := s.groups[id]
	if g == nil {
		g = &group{id: id, ref: fmt.Sprintf("f%d", len(s.groups)+1), text: load(id)}
		s.groups[id] = g
		s.refs[g.ref] = true
	}
	return g
}

// Finish gives the findings of the run, the most severe first, then by id.
func (s *Set) Finish() []diag.Finding {
	var out []diag.Finding
	for _, g := range s.groups {
		if g.count > 0 {
			out = append(out, g.finding(s.profile.Contacts))
		}
	}
	slices.SortFunc(out, func(a, b diag.Finding) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.ID, b.ID))
	})
	return out
}
