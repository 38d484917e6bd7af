package cases

import (
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
	"github.com/posdoctor/posdoctor/diag/pick"
)

// Standing is where the money is, in the words of the report.
type Standing struct {
	Money      string `json:"money"`
	Stage      string `json:"stage,omitempty"`
	Confidence string `json:"confidence"`
}

// Snapshot is what a report said of one payment at one time.
type Snapshot struct {
	Key  string `json:"key"`
	Kind string `json:"kind"`
	At   string `json:"at,omitempty"`   // as the log states it, without a zone it does not state
	Zone string `json:"zone,omitempty"` // "stated" or "assumed", as in the report
	Standing
	Rule        string           `json:"rule,omitempty"`
	Sentence    codes.Text       `json:"sentence"`
	WouldSettle codes.Text       `json:"would_settle"`
	Attention   bool             `json:"attention"`
	Currency    string           `json:"currency,omitempty"`
	Amount      *int64           `json:"amount,omitempty"` // minor units; nil when no message stated one
	Returned    int64            `json:"returned,omitempty"`
	Card        string           `json:"card,omitempty"` // masked
	STAN        string           `json:"stan,omitempty"`
	RRN         string           `json:"rrn,omitempty"`
	AuthCode    string           `json:"auth_code,omitempty"`
	Receipt     string           `json:"receipt,omitempty"`
	Order       string           `json:"order,omitempty"`
	Terminal    string           `json:"terminal,omitempty"`
	Merchant    string           `json:"merchant,omitempty"`
	Batch       string           `json:"batch,omitempty"`
	Book        string           `json:"book,omitempty"`
	Code        string           `json:"code,omitempty"`
	Guards      map[string]Guard `json:"guards"`
	Because     []Proof          `json:"because"`
	// Dispute is what decides which time limits count.
	Dispute *disputes.Traits `json:"dispute,omitempty"`
}

// Guard is whether an action was allowed then: "safe", "wait" or "never".
type Guard struct {
	State  string     `json:"state"`
	Reason codes.Text `json:"reason"`
	Until  string     `json:"until,omitempty"`
}

// Proof is one step of the proof with its place.
type Proof struct {
	Text   codes.Text `json:"text"`
	Source string     `json:"source,omitempty"`
	Line   int64      `json:"line,omitempty"`
	Offset int64      `json:"offset"` // bytes
	Length int64      `json:"length"`
}

// maxProof bounds the steps that a snapshot keeps; verdicts rest on a handful.
const maxProof = 40

// Snap takes a payment out of a report; zone is the shop's, nil if not known. The names of its sources are kept
// without their digests: a plain digest of an original that holds card numbers
// must not stand beside what is shared.
func Snap(r diag.Report, t diag.Transaction, zone *time.Location) Snapshot {
	var root diag.Leg
	if len(t.Legs) > 0 {
		root = t.Legs[0]
	}
	v := t.Verdict
	s := Snapshot{
		Key: t.Key, Kind: string(t.Kind), At: root.At.String(), Zone: string(root.At.Zone),
		Standing: Standing{Money: v.Money.String(), Stage: string(v.Stage), Confidence: v.Confidence.String()},
		Rule:     string(v.Reason), Sentence: v.Sentence, WouldSettle: v.WouldSettle, Attention: t.NeedsAttention(),
		Currency: v.Amounts.Currency, Returned: v.Amounts.Returned, Card: root.Card.Masked,
		STAN: root.STAN, RRN: root.RRN, AuthCode: root.AuthCode, Receipt: root.Receipt, Order: root.Order,
		Terminal: root.Terminal, Merchant: root.Merchant, Batch: root.Batch, Book: root.Reading.Code.Book, Code: root.Code,
		Guards: map[string]Guard{
			"charge_again": guard(v.Guards.ChargeAgain), "refund": guard(v.Guards.Refund), "void": guard(v.Guards.Void),
		},
		Because: []Proof{},
	}
	if v.Amounts.Known {
		amount := max(v.Amounts.Requested, v.Amounts.Approved)
		s.Amount = &amount
	}
	for _, e := range v.Because[:min(len(v.Because), maxProof)] {
		p := Proof{Text: e.Text, Line: e.Where.Line, Offset: e.Where.Offset, Length: e.Where.Length}
		if i := e.Where.Source; i >= 0 && i < len(r.Sources) {
			p.Source = r.Sources[i].Name
		}
		s.Because = append(s.Because, p)
	}
	traits := disputes.Open().Traits(&t, zone)
	s.Dispute = &traits
	return s
}

func guard(g diag.Guard) Guard {
	return Guard{State: g.State.String(), Reason: g.Reason, Until: g.Until}
}

// Same reports whether two snapshots are of one payment. The key is stable
// across dumps; where it is not the same, a reference number given by the host
// of the same terminal is.
func (s Snapshot) Same(o Snapshot) bool {
	return s.Key == o.Key || s.RRN != "" && s.RRN == o.RRN && s.STAN == o.STAN && s.Terminal == o.Terminal
}

// Differs lists what two snapshots both state and state differently, where one
// payment cannot: the numbers of other machines may differ, these do not.
func (s Snapshot) Differs(o Snapshot) []pick.Criterion {
	var out []pick.Criterion
	if s.Amount != nil && o.Amount != nil && (*s.Amount != *o.Amount || s.Currency != "" && o.Currency != "" && s.Currency != o.Currency) {
		out = append(out, pick.ByAmount)
	}
	if a, b := lastFour(s.Card), lastFour(o.Card); a != "" && b != "" && a != b {
		out = append(out, pick.ByLast4)
	}
	if s.RRN != "" && o.RRN != "" && s.RRN != o.RRN {
		out = append(out, pick.ByRRN)
	}
	return out
}

// lastFour gives the last digits of a masked card, "" where they are not shown.
func lastFour(masked string) string {
	if len(masked) < 4 || strings.Trim(masked[len(masked)-4:], "0123456789") != "" {
		return ""
	}
	return masked[len(masked)-4:]
}

// Day is the date of a moment in a zone, at midnight UTC.
func Day(t time.Time, zone *time.Location) time.Time {
	if zone == nil {
		zone = time.UTC
	}
	t = t.In(zone)
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}
