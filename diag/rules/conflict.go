package rules

import "github.com/posdoctor/posdoctor/diag"

// conflict: two witnesses of the money contradict each other. Whatever else is
// wrong with the answer is then not the question.
var conflict = rule{
	id:    "state.conflict",
	hides: []string{"response.*"},
	transaction: func(t *diag.Transaction) []fact {
		if t.Verdict.Money != diag.Conflict {
			return nil
		}
		for _, b := range t.Verdict.Because {
			if !b.Where.IsZero() {
				return []fact{{b.Where, []any{name(t.Root())}, ""}}
			}
		}
		return []fact{lastly(t.Root())}
	},
}
