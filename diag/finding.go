package diag

import (
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Severity is how urgent a finding is.
type Severity int

// The severities, mildest first so that they compare.
const (
	Info Severity = iota
	Warning
	Critical
)

var severityNames = [...]string{"info", "warning", "critical"}

// String gives the name used in JSON.
func (s Severity) String() string { return severityNames[s] }

// Remedy is one thing to do: who does it, what, and by when.
type Remedy struct {
	Who string // "cashier", "manager", "customer", "support", "acquirer", "issuer"
	Do  codes.Text
	By  codes.Text // "now", "before closing", "tomorrow"; may be empty
	// Pays marks a remedy that ends in another payment: it is only for
	// transactions that may safely be charged again.
	Pays bool
}

// Finding is something wrong or worth knowing.
type Finding struct {
	Ref          string // "f1", local to one report
	ID           string // stable, dotted
	Severity     Severity
	Count        int
	Title        codes.Text
	Causes       []codes.Text
	Remedies     []Remedy
	Avoid        []codes.Text // what not to do
	Transactions []string     // keys, capped at 100
	Evidence     []Evidence   // capped at 100
	// Hides are ids that this finding explains and that are not shown for the
	// same transactions.
	Hides []string
}

// CheckState is the outcome of a health question.
type CheckState string

// The outcomes. Skipped is never OK.
const (
	CheckOK      CheckState = "ok"
	CheckProblem CheckState = "problem"
	CheckSkipped CheckState = "skipped"
	CheckUnknown CheckState = "unknown"
)

// Check is one health question and its outcome.
type Check struct {
	ID     string
	State  CheckState
	Title  codes.Text
	Reason codes.Text
}

// Terminal is what may be done with one terminal now.
type Terminal struct {
	ID                        string
	ResetTerminal, CloseBatch Guard
}

// AtRisk is the open money of one currency.
type AtRisk struct {
	Currency string
	Minor    int64
	Count    int // transactions
	Unstated int // of these, transactions whose amount is not known
}

// Summary counts everything, whatever is listed.
type Summary struct {
	Transactions int
	Exchanges    int
	ByMoney      map[Money]int
	Attention    int
	AtRisk       []AtRisk
	Findings     map[Severity]int
	Sentence     codes.Text
}

// NewSummary gives an empty summary.
func NewSummary() Summary {
	return Summary{ByMoney: map[Money]int{}, Findings: map[Severity]int{}}
}

// Count adds one transaction. The money of an open or stored one is at risk.
func (s *Summary) Count(t *Transaction) {
	v := t.Verdict
	s.Transactions++
	s.ByMoney[v.Money]++
	if t.NeedsAttention() {
		s.Attention++
	}
	if !v.Money.Open() && v.Stage != StageStored {
		return
	}
	i, found := slices.BinarySearchFunc(s.AtRisk, v.Amounts.Currency, func(r AtRisk, c string) int { return strings.Compare(r.Currency, c) })
	if !found {
		s.AtRisk = slices.Insert(s.AtRisk, i, AtRisk{Currency: v.Amounts.Currency})
	}
	r := &s.AtRisk[i]
	r.Count++
	if !v.Amounts.Known {
		r.Unstated++
		return
	}
	r.Minor += max(v.Amounts.Requested, v.Amounts.Approved) - v.Amounts.Returned
}

// Report is everything one run found out.
type Report struct {
	Sources      []transcripts.Source
	Summary      Summary
	Terminals    []Terminal
	Transactions []Transaction
	Exchanges    []Exchange
	// Devices are what terminals said about themselves, the last word of each.
	Devices  []DeviceSeen
	Findings []Finding
	Checks   []Check
}
