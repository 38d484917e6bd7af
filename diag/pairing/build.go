package pairing

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/diag"
)

// build puts linked legs together into transactions.
func build(all []*leg) Resolved {
	trees := map[*leg][]*leg{}
	var roots []*leg
	for _, l := range all {
		root := rootOf(l)
		if trees[root] == nil {
			roots = append(roots, root)
		}
		trees[root] = append(trees[root], l)
	}
	compare := ordering(all)
	slices.SortStableFunc(roots, compare)
	r := Resolved{}
	used := map[string]int{}
	for _, root := range roots {
		tree := trees[root]
		slices.SortStableFunc(tree, func(a, b *leg) int {
			if a == root || b == root {
				return cmp.Compare(btoi(b == root), btoi(a == root))
			}
			return compare(a, b)
		})
		t := &diag.Transaction{Kind: root.kind, Method: "card", Legs: make([]diag.Leg, len(tree))}
		if root.said.order != "" && root.said.card.Masked == "" && !root.ordered() {
			t.Method = "qr"
		}
		for i, l := range tree {
			t.Legs[i] = l.finish(slices.Index(tree, l.target))
		}
		key := root.key()
		used[key]++
		if n := used[key]; n > 1 {
			key = fmt.Sprintf("%s-%d", key, n)
		}
		t.Key = key
		r.Transactions = append(r.Transactions, t)
		r.legs = append(r.legs, tree)
	}
	return r
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// rootOf follows targets up; a circle, which no honest log holds, ends at the
// leg that comes first.
func rootOf(l *leg) *leg {
	seen := []*leg{l}
	for l.target != nil {
		l = l.target
		if slices.Contains(seen, l) {
			break
		}
		seen = append(seen, l)
	}
	return l
}

// ordering gives the order in which legs are told: by time where all of them
// have one, else by their place in their own source, and then by content. It
// never hangs on which source was read first.
func ordering(all []*leg) func(a, b *leg) int {
	timed := !slices.ContainsFunc(all, func(l *leg) bool { return !l.said.at.HasDay() })
	return func(a, b *leg) int {
		if timed {
			if c := a.said.at.Time.Compare(b.said.at.Time); c != 0 {
				return c
			}
		}
		return cmp.Or(
			cmp.Compare(a.seq(), b.seq()),
			strings.Compare(a.said.terminal, b.said.terminal),
			strings.Compare(a.said.stan, b.said.stan),
			strings.Compare(string(a.kind), string(b.kind)),
			cmp.Compare(a.said.amount.Minor, b.said.amount.Minor),
			strings.Compare(a.said.card.Masked, b.said.card.Masked),
		)
	}
}

// seq is the earliest place of the leg in any source.
func (l *leg) seq() int64 {
	if s := l.first(); s != nil {
		least := s.Places[0].Seq
		for _, p := range s.Places {
			least = min(least, p.Seq)
		}
		return least
	}
	if len(l.signals) > 0 {
		return l.signals[0].Seq
	}
	return 0
}

// key names the transaction by what its root says of itself, so that the same
// dump gives the same key in every run and with every order of sources.
func (l *leg) key() string {
	s := l.said
	day := ""
	switch {
	case s.at.HasDay() && !s.at.NoYear:
		day = s.at.Time.Format("20060102T150405")
	case s.at.HasDay():
		day = s.at.Time.Format("0102T150405")
	default:
		day = s.date
	}
	id := s.stan
	if id == "" {
		sum := sha256.Sum256(fmt.Appendf(nil, "%s|%s|%s|%s|%v|%s", s.order, strings.Join(s.rrns, ","), s.proc, s.mti, s.amount, s.at))
		id = "x" + hex.EncodeToString(sum[:4])
	}
	parts := []string{s.terminal, s.batch, id, day}
	if s.terminal == "" {
		parts[0] = "-"
	}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), ".")
}

// ordered reports whether a till ordered the payment over a line: its reference
// is then no order of a QR service.
func (l *leg) ordered() bool {
	s := l.first()
	return s != nil && s.Message.Talk != ""
}

// attempts counts how often the request was sent: a payment that the till asked
// for and the terminal then sent to the host was sent once by each.
func (l *leg) attempts() int {
	by := map[string]int{}
	most := 0
	for _, r := range l.requests {
		by[r.Message.Protocol]++
		most = max(most, by[r.Message.Protocol])
	}
	return most
}

// finish turns a leg in the making into the leg that leaves the package.
func (l *leg) finish(target int) diag.Leg {
	s := l.said
	out := diag.Leg{
		Kind: l.kind, Target: target, Link: l.link,
		STAN: s.stan, AuthCode: s.auth, Batch: s.batch, Terminal: s.terminal, Merchant: s.merchant, Order: s.order, Receipt: s.receipt,
		Card: s.card, Amount: s.amount, At: s.at, Reason: s.reason, Attempts: l.attempts(),
		Signals: l.signals, Overtaken: l.overtaken, Ambiguous: l.ambiguous, Settled: l.settled, BatchOver: l.batchOver,
	}
	if len(s.rrns) > 0 {
		out.RRN = s.rrns[0]
	}
	for _, x := range l.all() {
		out.Seen = append(out.Seen, *x)
	}
	slices.SortStableFunc(out.Signals, func(a, b diag.SignalSeen) int {
		return cmp.Or(cmp.Compare(a.Where.Source, b.Where.Source), cmp.Compare(a.Seq, b.Seq))
	})
	return out
}
