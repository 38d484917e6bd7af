package rules

import (
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// markedFailed: the host approved, and the terminal's own journal or screen
// calls the sale failed. A journal line is no money witness. Where an undo
// follows, "failed" is what the terminal should say.
var markedFailed = rule{
	id: "state.approved_but_marked_failed",
	transaction: func(t *diag.Transaction) []fact {
		var out []fact
		for i := range t.Legs {
			l := &t.Legs[i]
			if !approved(l) || undone(t, i) {
				continue
			}
			for _, s := range l.Signals {
				if s.Signal.ID == transcripts.SignalSaleFailed {
					out = append(out, fact{s.Where, []any{name(l)}, ""})
				}
			}
		}
		return out
	},
}
