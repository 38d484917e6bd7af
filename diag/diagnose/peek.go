package diagnose

import "github.com/posdoctor/posdoctor/diag"

// Peek gives the last payments that are still in reach of late evidence, at most
// so many, each with its verdict as of the last event. The engine goes on as if
// it had not been asked; findings and the names of cards are left to Finish.
func (e *Engine) Peek(last int) []diag.Transaction {
	r := e.window.Resolve()
	j := e.round(r.Transactions)
	var which []int
	for i := max(0, len(r.Transactions)-last); i < len(r.Transactions); i++ {
		which = append(which, i)
		j.judged(i)
	}
	j.laterAttempts(which)
	out := make([]diag.Transaction, len(which))
	for k, i := range which {
		e.judge.Prove(r.Transactions[i])
		out[k] = *r.Transactions[i]
	}
	return out
}
