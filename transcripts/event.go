package transcripts

import "github.com/posdoctor/posdoctor/codes"

// Direction is which way a message went, seen from the terminal.
type Direction string

// The directions. The zero value is "not stated".
const (
	DirectionUnknown Direction = ""
	Sent             Direction = "sent"     // terminal (or till side) to host
	Received         Direction = "received" // host to terminal
)

// EventKind is what sort of thing happened.
type EventKind string

// The kinds of events.
const (
	EventMessage EventKind = "message" // Message is set, decoded whole
	EventPartial EventKind = "partial" // Message is set as far as it could be read, Fault says where it stopped
	EventFault   EventKind = "fault"   // bytes that look like a message and are none; Fault is set
	EventSignal  EventKind = "signal"  // Signal is set: the log says in words that something happened
	EventDevice  EventKind = "device"  // Device is set: a terminal says how it is
	EventGap     EventKind = "gap"     // the source itself says that it misses what happened here
)

// Event is one thing a source says happened.
type Event struct {
	// Seq is the order within its source, from 1 up. It says nothing about
	// other sources.
	Seq   int64
	Where Where
	At    Stamp
	Kind  EventKind
	Dir   Direction
	// Channel names the endpoint that logged it, where a log tells (a jPOS
	// realm, a thread). Only used to see double logging.
	Channel string

	Message *Message
	Signal  *Signal
	Fault   *Fault
	Device  *Device
}

// Device is what a terminal says about itself. Empty fields were not told.
type Device struct {
	Protocol string // "zvt"
	Terminal string // terminal id
	Merchant string
	Model    string
	Serial   string
	Software string
	Clock    Stamp // its own clock
	// Status is its own status code and what that means; Ready is nil where it
	// does not say whether it can work.
	Status  string
	Meaning codes.Text
	Ready   *bool
	// Pending is set where the protocol tells whether an undo is waiting in the
	// terminal; nil where it does not tell.
	Pending *bool
	// Totals is what it counted since its last settlement, in words; no money
	// verdict rests on it.
	Totals codes.Text
}

// Fault says why bytes gave no whole message: which byte (from 0, in the
// message) and which field it stopped at.
type Fault struct {
	ID    string // "truncated", "framing", "length_header", "field", "dialect", "line_too_long"
	Byte  int
	Field string // "DE55", "bitmap"; may be empty
	What  codes.Text
}

// Signal is something a log says in words: a journal line, a device event.
// None of them is a money witness.
type Signal struct {
	// ID is from the closed list below, "" never.
	ID SignalID
	// Text is the line as it stands, masked, control bytes removed.
	Text string
	// STAN, RRN, Order, Amount and Code are what the line itself names; empty
	// when it names none. They decide to which sale it belongs.
	STAN, RRN, Order string
	Amount           Amount
	Code             string
	Terminal, Batch  string
}

// SignalID is the closed list of what text lines can say.
type SignalID string

// The signals. "Attempt" ones belong to the sale in progress.
const (
	SignalSaleStarted     SignalID = "sale.started"        // an operator started a sale
	SignalSaleFailed      SignalID = "sale.failed"         // the journal or the screen says "failed"
	SignalSaleApproved    SignalID = "sale.approved"       // the journal or the screen says "approved"
	SignalCancelled       SignalID = "sale.cancelled"      // cancelled by operator or customer before sending
	SignalCardReadFailed  SignalID = "card.read_failed"    // the card could not be read
	SignalCardRemoved     SignalID = "card.removed"        // pulled too early
	SignalChipDeclined    SignalID = "chip.declined"       // the chip refused after the host's answer (second GENERATE AC gave AAC)
	SignalConnected       SignalID = "link.connected"      // connection to the host is up
	SignalConnectFailed   SignalID = "link.connect_failed" // no connection: nothing was sent
	SignalSendFailed      SignalID = "link.send_failed"    // broke while sending
	SignalReceiveTimeout  SignalID = "link.no_answer"      // waited in vain for the host
	SignalDisconnected    SignalID = "link.disconnected"   // the peer closed or the link dropped
	SignalMACError        SignalID = "answer.mac_error"    // the answer's MAC did not verify
	SignalAnswerMismatch  SignalID = "answer.mismatch"     // the terminal itself says the answer does not fit (解包流水号不符)
	SignalReversalStarted SignalID = "reversal.started"    // 自动冲正
	SignalReversalDone    SignalID = "reversal.done"       // 冲正成功
	SignalReversalFailed  SignalID = "reversal.failed"     // 冲正失败, may be repeated
	SignalReversalGaveUp  SignalID = "reversal.gave_up"    // 冲正不成功, record deleted
	SignalReversalDropped SignalID = "reversal.dropped"    // 隔日交易不冲正: deleted at a date change
	SignalPrinterPaperOut SignalID = "printer.paper_out"
	SignalPrinterError    SignalID = "printer.error"
	SignalSlipPrinted     SignalID = "printer.done"
	SignalReaderError     SignalID = "reader.error"
	SignalBatchSettled    SignalID = "batch.settled"      // 结算成功 / 对账平
	SignalBatchUnbalanced SignalID = "batch.unbalanced"   // 对账不平
	SignalBatchCleared    SignalID = "batch.cleared"      // journal cleared
	SignalRestarted       SignalID = "terminal.restarted" // power-up
	SignalReset           SignalID = "terminal.reset"     // factory reset, clear reversal, clear journal by hand
	SignalNotSignedOn     SignalID = "session.not_signed_on"
	SignalJournalFull     SignalID = "storage.full"
)

// AboutReversal reports whether the line speaks about a reversal, not about the
// sale itself.
func (s SignalID) AboutReversal() bool {
	switch s {
	case SignalReversalStarted, SignalReversalDone, SignalReversalFailed, SignalReversalGaveUp, SignalReversalDropped:
		return true
	}
	return false
}
