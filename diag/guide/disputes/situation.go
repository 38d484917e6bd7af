package disputes

import (
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Situation is one of the five in which a shop finds itself.
type Situation struct {
	ID     string // "swallowed", "failed_debited", "no_response", "contact_issuer", "reversal"
	Title  codes.Text
	Called codes.Text // what the networks call it
}

// situationsOf sorts a payment into the five, the closest first. More than one may
// fit: without an answer nobody knows whether the customer is debited. No
// payment at all fits every one.
func (f *Facts) situationsOf(t *diag.Transaction) []Situation {
	var out []Situation
	ids := fitting(t)
	for _, id := range ids {
		for _, s := range f.situations {
			if s.ID == id {
				out = append(out, Situation{ID: s.ID, Title: s.Title, Called: s.Called})
			}
		}
	}
	return out
}

func fitting(t *diag.Transaction) []string {
	if t == nil || len(t.Legs) == 0 {
		return []string{"failed_debited", "no_response", "contact_issuer", "reversal", "swallowed"}
	}
	var out []string
	add := func(when bool, id string) {
		if when && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	v, root := t.Verdict, t.Root()
	undo := slices.ContainsFunc(t.Legs, func(l diag.Leg) bool { return l.Kind.Undoes() })
	answered := root.Code != "" || root.State == diag.StateApproved || root.State == diag.StateDeclined
	failed := slices.ContainsFunc(root.Signals, func(s diag.SignalSeen) bool {
		return s.Signal.ID == transcripts.SignalSaleFailed || s.Signal.ID == transcripts.SignalChipDeclined
	})
	switch v.Money {
	case diag.NotCharged:
		// What is only likely is asked about like what is open.
		add(!answered && v.Confidence != diag.Proved, "no_response")
		add(root.State == diag.StateDeclined || root.Code != "" && !root.Reading.Code.Approved(), "contact_issuer")
		add(undo, "reversal")
		add(len(out) == 0, "no_response")
	case diag.Charged:
		add(failed || v.Reason == diag.ReasonChipRefused, "failed_debited")
		add(undo, "reversal")
		add(true, "swallowed")
	case diag.Returned:
		add(true, "reversal")
		add(true, "failed_debited")
	default: // unknown, returning, conflict
		add(!answered, "no_response")
		add(true, "failed_debited")
		add(undo, "reversal")
	}
	return out
}
