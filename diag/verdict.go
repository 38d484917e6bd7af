package diag

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Money is where the money of a transaction is.
type Money int

// The six answers. The zero value is MoneyUnknown.
const (
	MoneyUnknown Money = iota // it was sent and nothing tells the outcome
	NotCharged                // nothing held or taken
	Charged                   // held or taken, not (fully) undone; Stage says which
	Returning                 // a machine still holds an undo and will repeat it
	Returned                  // all that was taken was undone, and that was acknowledged
	Conflict                  // two money witnesses contradict each other
)

var moneyNames = [...]string{"unknown", "not_charged", "charged", "returning", "returned", "conflict"}

// String gives the name used in JSON.
func (m Money) String() string { return moneyNames[m] }

// Open reports whether the question where the money is stays open: somebody
// must find out, or wait for a machine.
func (m Money) Open() bool { return m == MoneyUnknown || m == Returning || m == Conflict }

// Stage says how far a charge went. Only Charged has one.
type Stage string

// The stages, in order.
const (
	StageNone     Stage = ""
	StageStored   Stage = "stored"   // approved offline, not uploaded
	StageHeld     Stage = "held"     // reserved
	StageCaptured Stage = "captured" // taken
	StageSettled  Stage = "settled"  // in a batch that balanced
	StagePaidOut  Stage = "paid_out" // credited to the merchant's account
)

// Confidence is how sure a verdict is. The zero value is Open.
type Confidence int

// The confidences, weakest first so that they compare.
const (
	Open Confidence = iota
	Likely
	Proved
)

var confidenceNames = [...]string{"open", "likely", "proved"}

// String gives the name used in JSON.
func (c Confidence) String() string { return confidenceNames[c] }

// Permission is the state of a guard. The zero value is Never.
type Permission int

// The permissions, strictest first so that they compare.
const (
	Never Permission = iota
	Wait
	Safe
)

var permissionNames = [...]string{"never", "wait", "safe"}

// String gives the name used in JSON.
func (p Permission) String() string { return permissionNames[p] }

// Guard says whether one action is allowed now. The zero value forbids.
type Guard struct {
	State  Permission
	Reason codes.Text
	// Until says what Wait waits for: an id such as "reversal_answer",
	// "statement", "host_query". Empty for the other states.
	Until string
}

// Guards are the actions a person may be tempted to take on a transaction.
type Guards struct {
	ChargeAgain, Refund, Void Guard
}

// Evidence is one step of the proof.
type Evidence struct {
	Text  codes.Text
	Where transcripts.Where
	// Leg is the index of the leg that it speaks about, in the proof of a
	// verdict; evidence of a finding names none.
	Leg int
}

// Amounts are minor units of one currency.
type Amounts struct {
	Currency  string
	Requested int64
	Approved  int64
	Captured  int64
	Returned  int64
	// Pending is what an undo on its way would give back.
	Pending int64
	// Known is false when no message stated an amount.
	Known bool
}

// Verdict says where the money of one transaction is, as of a moment.
type Verdict struct {
	Money      Money
	Stage      Stage
	Confidence Confidence
	Amounts    Amounts
	// Sentence says it for a shop in one sentence.
	Sentence codes.Text
	Because  []Evidence
	// WouldSettle is the one extra fact that would change or prove it.
	WouldSettle codes.Text
	AsOf        transcripts.Stamp
	Guards      Guards
	// Reason is the stable id of the rule that decided, "answer.approved",
	// "reversal.answered_25"; findings and tests hang on it.
	Reason Reason
}

// NeedsAttention reports whether a person should look at the transaction.
func (v Verdict) NeedsAttention() bool {
	return v.Money.Open() || v.Stage == StageStored || (v.Confidence != Proved && v.Money != Returned) ||
		(v.Money == Returned && v.Confidence == Open)
}
