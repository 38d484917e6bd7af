package cases

import (
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
)

// Schema is the format of a case file; it stands in the first line. Within it
// fields and kinds are only ever added.
const Schema = family + "1"

// family is what the names of all versions of the format begin with.
const family = "posdoctor.case/"

// Kind is what a line tells.
type Kind string

// The kinds of lines. A reader passes over kinds that it does not know.
const (
	KindOpened    Kind = "opened"
	KindNote      Kind = "note"
	KindDocument  Kind = "document"
	KindEscalated Kind = "escalated"
	KindRechecked Kind = "rechecked"
	KindClosed    Kind = "closed"
	KindPurged    Kind = "purged"
)

// Line is one line of a case file. The part that belongs to its kind is set,
// the others are nil. All of it is masked before it gets here.
type Line struct {
	Schema string `json:"schema,omitempty"` // of the first line
	N      int    `json:"n"`                // 1 for the first line
	// At is when it was written, by the clock of the shop: its date is the shop's.
	At   time.Time `json:"at"`
	By   string    `json:"by,omitempty"` // who wrote it, as that person said
	Kind Kind      `json:"kind"`
	// Prev is the SHA-256 of the line before, with its line end, in hex; "" in
	// the first line.
	Prev string `json:"prev_sha256"`
	// Broken is what was wrong with the chain when the line was written, so that
	// going on does not hide it.
	Broken []Fault `json:"broken,omitempty"`

	Opened    *Opened    `json:"opened,omitempty"`
	Note      *Note      `json:"note,omitempty"`
	Document  *Document  `json:"document,omitempty"`
	Escalated *Escalated `json:"escalated,omitempty"`
	Rechecked *Rechecked `json:"rechecked,omitempty"`
	Closed    *Closed    `json:"closed,omitempty"`
	Purged    *Purged    `json:"purged,omitempty"`
}

// Opened begins a case.
type Opened struct {
	Case        string   `json:"case"`
	Country     string   `json:"country,omitempty"` // ISO 3166, two letters; "" is not told
	Transaction Snapshot `json:"transaction"`
}

// Note is a talk or a letter.
type Note struct {
	Text    string `json:"text"`
	With    string `json:"with,omitempty"`    // whom one talked to
	Channel string `json:"channel,omitempty"` // one of [Channels]
	// When is when it was said, as far as it is not the time of the line.
	When *time.Time `json:"when,omitempty"`
	// Promised is the day by which the other side will act, AnswerBy the day by
	// which the shop must; YYYY-MM-DD.
	Promised string `json:"promised,omitempty"`
	AnswerBy string `json:"answer_by,omitempty"`
	// Answered says that the shop did what it had to do by AnswerBy.
	Answered bool `json:"answered,omitempty"`
	// Starts is what the note tells of: a time limit counts from its day. One of
	// [Starts].
	Starts string `json:"starts,omitempty"`
	// Checked says that somebody looked at the account. CheckEvery sets after how
	// many business days to look again, 0 for never; nil says nothing.
	Checked    bool   `json:"checked,omitempty"`
	CheckEvery *int   `json:"check_every,omitempty"`
	Reference  string `json:"reference,omitempty"` // the other side's own number
}

// Channels are the ways to talk.
var Channels = []string{"phone", "mail", "letter", "chat", "visit", "portal", "other"}

// Starts are the events from which a rule may count and which no log shows.
var Starts = []string{
	string(disputes.FromNotice), string(disputes.FromStatement), string(disputes.FromDebit),
	string(disputes.FromRequest), string(disputes.FromDispute), string(disputes.FromCredit), string(disputes.FromComplaint),
}

// Checked says how far a document was looked through for card data.
type Checked string

// The outcomes of looking. A file with clear card data that cannot be masked is
// never taken.
const (
	CheckedClean  Checked = "clean"  // text, nothing found
	CheckedMasked Checked = "masked" // text, what was found is masked in the copy
	// CheckedShapes is a picture or a PDF: no clear digits stand in its bytes,
	// what it shows was not looked at.
	CheckedShapes Checked = "shapes"
)

// Document is a file that was copied into the folder of the case.
type Document struct {
	Name    string  `json:"name"` // in the folder "documents"
	SHA256  string  `json:"sha256"`
	Bytes   int64   `json:"bytes"`
	Type    string  `json:"type"` // one of [DocumentTypes]
	Checked Checked `json:"checked"`
}

// DocumentTypes are what a document can be.
var DocumentTypes = []string{"slip", "screen_photo", "statement", "letter", "log", "report", "other"}

// Escalated is a step up the ladder.
type Escalated struct {
	Rung      string     `json:"rung"` // id in the ladder of package guide
	Title     codes.Text `json:"title"`
	Reference string     `json:"reference,omitempty"`
	Text      string     `json:"text,omitempty"`
}

// Rechecked compares the payment with a new dump.
type Rechecked struct {
	// Found is false when the dump does not show the payment, which proves
	// nothing; After is then nil.
	Found   bool      `json:"found"`
	Sources []string  `json:"sources"`
	Before  Standing  `json:"before"`
	After   *Snapshot `json:"after,omitempty"`
	Suggest Advice    `json:"suggest"`
}

// Outcome is how a case ended.
type Outcome string

// The outcomes.
const (
	OutcomeReturned   Outcome = "returned"    // the customer has the money back
	OutcomePaid       Outcome = "paid"        // the shop was paid
	OutcomeNotTaken   Outcome = "not_taken"   // no money was ever taken
	OutcomeAsBooked   Outcome = "as_booked"   // the payment was right as it stood
	OutcomeWrittenOff Outcome = "written_off" // somebody bears the loss
	OutcomeOther      Outcome = "other"
)

// Outcomes are all outcomes, in the order in which they are offered.
var Outcomes = []Outcome{OutcomeReturned, OutcomePaid, OutcomeNotTaken, OutcomeAsBooked, OutcomeWrittenOff, OutcomeOther}

// Closed ends a case.
type Closed struct {
	Outcome Outcome `json:"outcome"`
	Lesson  string  `json:"lesson"`
}

// Purged is what stays of a case that is deleted, in the log of purges. It
// holds nothing of the payment.
type Purged struct {
	Case     string  `json:"case"`
	ClosedAt string  `json:"closed_at"` // YYYY-MM-DD
	Outcome  Outcome `json:"outcome"`
	Days     int     `json:"retention_days"`
	Lines    int     `json:"lines"`
	Last     string  `json:"last_sha256"` // of the last line that the case held
}
