package rules

import (
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// unmatchedResponse: an answer belongs to nothing that was asked, fits two
// requests, or contradicts the request that it seems to answer.
var unmatchedResponse = rule{
	id: "net.unmatched_response",
	transaction: func(t *diag.Transaction) []fact {
		var out []fact
		for i := range t.Legs {
			l := &t.Legs[i]
			asked := false
			for _, s := range l.Seen {
				asked = asked || !s.Answers
				if s.Answers && s.Mismatch != "" && s.Mismatch != "partial" && s.Mismatch != "interim" && len(s.Places) > 0 {
					out = append(out, fact{s.Where(), []any{name(l)}, ""})
				}
			}
			if l.Ambiguous != nil {
				out = append(out, fact{l.Ambiguous.Where, []any{name(l)}, ""})
			}
			if !asked && len(l.Seen) > 0 && len(out) == 0 && !l.Recalled() {
				out = append(out, fact{place(l), []any{name(l)}, ""})
			}
		}
		return append(out, signals(t, transcripts.SignalAnswerMismatch)...)
	},
	signal: lone(transcripts.SignalAnswerMismatch),
}
