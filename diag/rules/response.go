package rules

import (
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// The response family: one finding for each cause of a refusal, named after
// the first cause of the code. A cause without a text of its own, and a code
// that no book explains, give response.other.
const (
	responsePrefix = "response."
	otherCause     = "other"
)

// responseSeen is the evidence of all of them.
var responseSeen = codes.Text{EN: "trace no. %[1]s: answer %[2]s, %[3]s", ZH: "凭证号 %[1]s：应答码 %[2]s，%[3]s"}

// declined gives the finding id of the refusal in a transaction. Reversals have
// rules of their own, and so have advices.
func declined(t *diag.Transaction) (string, []fact) {
	for i := range t.Legs {
		l := &t.Legs[i]
		if l.Kind == transcripts.KindReversal || !refused(l) {
			continue
		}
		reading := l.Reading.Code.Name
		if reading.IsZero() {
			reading = codes.Text{EN: "not in any known list", ZH: "不在已知的应答码表里"}
		}
		return responsePrefix + cause(l), []fact{{answerPlace(l), []any{name(l), l.Code, reading}, ""}}
	}
	return "", nil
}

func refused(l *diag.Leg) bool {
	switch l.State {
	case diag.StateApproved, diag.StateAcknowledged, diag.StateStored:
		return false
	case diag.StateUndone:
		if l.Reading.Code.Value == "" {
			return false
		}
	}
	return l.Code != "" && !l.Reading.Code.Approved()
}

// cause is the main cause of a code. While the book is open and no reading
// leads, all candidates must agree.
func cause(l *diag.Leg) string {
	c := mainCause(l.Reading)
	if l.Reading.Code.Value == "" && len(l.Others) > 0 {
		c = mainCause(l.Others[0])
		for _, o := range l.Others[1:] {
			if mainCause(o) != c {
				return otherCause
			}
		}
	}
	if !slices.Contains(responseCauses, c) {
		return otherCause
	}
	return c
}

func mainCause(r codes.Reading) string {
	if len(r.Code.Causes) == 0 {
		return otherCause
	}
	return r.Code.Causes[0]
}

// responseCauses are the causes that have a text of their own. A test holds
// them against the causes of the books.
var responseCauses = []string{
	"batch", "cancelled", "card_read", "chip_required", "cut_over", "do_not_honour", "duplicate", "expired",
	"follow_up", "format", "fraud", "funds", "host_unavailable", "in_progress", "invalid_amount",
	"invalid_card", "invalid_merchant", "issuer_unavailable", "law", "limit_amount", "limit_count",
	"lost_stolen", "mac_key", "no_account", "not_active", "not_permitted_card",
	"not_permitted_terminal", "not_supported", "offline", "original_not_found", otherCause, "pick_up",
	"pin", "pin_tries", "refer_to_issuer", "restricted", "sign_on", "stop_payment",
	"terminal_fault", "terminal_setup", "terminal_state", "timeout", "unconfirmed", "verification",
}
