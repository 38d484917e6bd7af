package guide

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

// Recipient tells whom to turn to about a payment: "issuer", "acquirer",
// "support", or "" where nobody needs to be called. While the place of the money
// is not proved it is the acquirer, who alone can see both sides; a refusal is
// explained by whoever refused; what was given back or held shows on the account
// of the cardholder, whose bank speaks with the cardholder only.
func Recipient(t *diag.Transaction) string {
	v := t.Verdict
	switch {
	case v.Money.Open(), v.Stage == diag.StageStored, v.Confidence != diag.Proved:
		return "acquirer"
	case v.Money == diag.Returned, v.Stage == diag.StageHeld:
		return "issuer"
	case v.Money == diag.NotCharged:
		return decliner(t.Root())
	case t.Attention:
		return "acquirer"
	}
	return ""
}

// decliner is who can explain a refusal.
func decliner(l *diag.Leg) string {
	if l.Code == "" || len(l.Reading.Code.DeclinedBy) == 0 {
		return "support"
	}
	switch l.Reading.Code.DeclinedBy[0] {
	case codes.Issuer, codes.CardItself:
		return "issuer"
	case codes.Terminal, codes.Merchant:
		return "support"
	}
	return "acquirer"
}
