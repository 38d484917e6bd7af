package diagnose

import (
	"slices"
	"time"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/verdict"
	"github.com/posdoctor/posdoctor/transcripts"
)

// round is one look at all transactions of the window. Most of them will be
// resolved again with what comes, so that a verdict is only made when asked for.
type round struct {
	engine *Engine
	txs    []*diag.Transaction
	done   []bool
}

func (e *Engine) round(txs []*diag.Transaction) *round {
	return &round{engine: e, txs: txs, done: make([]bool, len(txs))}
}

// judged gives a transaction with its verdict.
func (r *round) judged(i int) *diag.Transaction {
	if !r.done[i] {
		r.done[i] = true
		r.engine.judge.Transaction(r.txs[i], r.engine.now)
	}
	return r.txs[i]
}

// sameCounter is how soon a later payment of the same amount at the same
// terminal counts as a new try at the same purchase; nextFew bounds how many of
// them are looked at, and is all there is to go by in a log without clocks.
const (
	sameCounter = 10 * time.Minute
	nextFew     = 16
)

// till is what two tries at one purchase at the counter have in common.
type till struct {
	terminal, currency string
	minor              int64
}

// laterAttempts makes the guards of the given transactions stricter by what was
// tried for the same purchase afterwards: the same order, or the same amount at
// the same terminal within minutes.
func (r *round) laterAttempts(which []int) {
	byTill := map[till][]int{}
	byOrder := map[string][]int{}
	wanted := make([]bool, len(r.txs))
	for _, i := range which {
		wanted[i] = true
	}
	for i, t := range slices.Backward(r.txs) {
		root := t.Root()
		if root.Kind.Undoes() {
			continue
		}
		key := till{root.Terminal, root.Amount.Currency, root.Amount.Minor}
		if wanted[i] && t.Verdict.Guards.ChargeAgain.State != diag.Never {
			if near := byTill[key]; root.Amount.Known {
				for _, k := range slices.Backward(near[max(0, len(near)-nextFew):]) {
					if soon(root.At, r.txs[k].Root().At) {
						verdict.LaterAttempt(t, r.judged(k))
					}
				}
			}
			if root.Order != "" {
				for _, k := range byOrder[root.Order] {
					verdict.LaterAttempt(t, r.judged(k))
				}
			}
		}
		byTill[key] = append(byTill[key], i)
		if root.Order != "" {
			byOrder[root.Order] = append(byOrder[root.Order], i)
		}
	}
}

func soon(a, b transcripts.Stamp) bool {
	if !a.Known() || !b.Known() {
		return true
	}
	return b.Time.Sub(a.Time) <= sameCounter
}
