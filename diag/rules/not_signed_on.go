package rules

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// notSignedOn: the terminal or the host says that no session is open: a line
// of the log, the request of a UnionPay header (processing requirement 3), or
// a sign-on that was refused.
var notSignedOn = rule{
	id:    "session.not_signed_on",
	hides: []string{"response.sign_on", "response.mac_key"},
	transaction: func(t *diag.Transaction) []fact {
		out := signals(t, transcripts.SignalNotSignedOn)
		for i := range t.Legs {
			for _, s := range t.Legs[i].Seen {
				if s.Answers && s.Message != nil && s.Message.HostAsks == "3" && len(s.Places) > 0 {
					out = append(out, fact{s.Where(), []any{name(&t.Legs[i])}, ""})
				}
			}
		}
		return out
	},
	exchange: func(e diag.Exchange) []fact {
		c := e.Reading.Code
		// A sign-on moves no money, so that its yes is "nothing more is needed".
		fine := e.Code == "" || e.Code == "00" || c.Approved() || c.Retry == codes.RetryNotNeeded
		if e.Kind != transcripts.KindSignOn || !e.Answered || fine {
			return nil
		}
		return []fact{{e.Where, []any{e.STAN}, ""}}
	},
	signal: lone(transcripts.SignalNotSignedOn),
}
