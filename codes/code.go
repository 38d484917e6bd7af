package codes

import "strings"

// Money is what a code by itself says about the money. It is about the code
// alone: an acknowledged reversal or a statement row always wins over it.
type Money string

// The closed list of money effects. The zero value is not valid in data.
const (
	NotMoved     Money = "not_moved"      // nothing was held or booked
	Held         Money = "held"           // reserved on the account
	Moved        Money = "moved"          // approved: held or taken
	PartlyMoved  Money = "partly_moved"   // approved for less than asked
	MayHaveMoved Money = "may_have_moved" // a party behind the answer may have booked it
	Undone       Money = "undone"         // an earlier booking was undone
	MoneyUnknown Money = "unknown"        // the code says nothing about money
)

// Retry is whether the same payment may be tried again after a code.
type Retry string

// The closed list of retry rules.
const (
	RetryNotNeeded   Retry = "not_needed"
	RetrySameCard    Retry = "same_card"
	RetryOtherCard   Retry = "other_card"
	RetryOtherMethod Retry = "other_method"
	RetryAfterFix    Retry = "after_fix"
	RetryAfterSignOn Retry = "after_sign_on"
	RetryLater       Retry = "later"
	RetryCheckFirst  Retry = "check_first" // find out where the money is before anything
	RetryNever       Retry = "never"
)

// Party is who refused.
type Party string

// The closed list of parties.
const (
	Issuer       Party = "issuer"
	Acquirer     Party = "acquirer"
	Network      Party = "network"
	Terminal     Party = "terminal"
	CardItself   Party = "card"
	Merchant     Party = "merchant"
	Nobody       Party = "none"
	PartyUnknown Party = "unknown"
)

// Class says in which kind of message a code stands: the same two characters
// mean a decline in a sale's answer and a reason in a reversal request.
type Class string

// The message classes that books tell apart. ClassAny in a row or a query
// matches every class.
const (
	ClassAny            Class = ""
	ClassAnswer         Class = "answer"          // answer to an authorisation or a financial request
	ClassReversalReason Class = "reversal_reason" // DE39 of a reversal request
	ClassReversalAnswer Class = "reversal_answer" // DE39 of a reversal answer
	ClassFile           Class = "file"            // file update answers
	ClassReconciliation Class = "reconciliation"  // settlement answers
	ClassNetwork        Class = "network"         // sign-on, echo and key answers
	ClassAdmin          Class = "admin"           // administrative and fee messages
)

// Confidence is how well a row is known.
type Confidence string

// The closed list of confidences, strongest first.
const (
	High   Confidence = "high"
	Medium Confidence = "medium"
	Low    Confidence = "low"
	Memory Confidence = "memory" // general knowledge, no page found
)

// Code is one row of one book.
type Code struct {
	Book       string // id of the book, "unionpay"
	Value      string // the code as it stands in the message, "05", "000", "A0"
	Class      Class
	Name       Text // the short name of the code
	Meaning    Text // what it says, one sentence
	Display    Text // what terminals show for it; may be empty
	Causes     []string
	DeclinedBy []Party
	Money      Money
	Retry      Retry
	Advice     string // id of an Advice
	Source     string
	Confidence Confidence
	Since      string // date from which the meaning holds, if known
	Note       Text
}

// Approved reports whether the code by itself means that the whole or a part
// of the amount was held or taken.
func (c Code) Approved() bool {
	return c.Money == Moved || c.Money == Held || c.Money == PartlyMoved
}

// Book is one table of codes.
type Book struct {
	ID      string
	Name    Text
	Network string // "unionpay", "visa", "iso8583"
	Field   string // "DE39", "9F27"
	// Classes are the message classes that the book's rows tell apart.
	Classes []Class
	Date    string // date of the newest source, YYYY-MM-DD
	Codes   int    // rows
	// Fallback is the id of the book that explains codes missing from this one,
	// as the two generations of one network's table do. May be empty.
	Fallback string
	// Beside is the id of the book whose codes the values of this book
	// accompany; such values never stand in for a response code, so the book is
	// read by name only. Empty for a book of response codes.
	Beside string
	// Chosen says in words what makes this book the right one.
	Chosen Text
}

// Reading is one possible meaning of a code, with the reason it is listed.
type Reading struct {
	Code  Code
	Book  Book
	Why   Text
	Proof Proof // how the book was chosen
	Match Match // of a search by words: how well they fit
}

// NameOnly tells a prompt that has no code: its value is a name that posdoctor
// gave it and that no terminal shows.
func (r Reading) NameOnly() bool {
	return r.Book.Field == "prompt" && !strings.ContainsAny(r.Code.Value, "0123456789")
}

// Advice is what to do about a code, written once for each reader.
type Advice struct {
	ID       string
	Staff    Text // the person at the till
	Customer Text // what may be told to the customer; never lost, stolen or fraud
	Engineer Text // field support
}

// Cause is why a code is raised; its ID also names the finding
// "response.<id>" that a decline of this cause gives.
type Cause struct {
	ID   string
	Text Text
}
