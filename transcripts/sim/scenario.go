package sim

import (
	"slices"
	"time"

	"github.com/posdoctor/posdoctor/codes"
)

// Link is what carries the bytes.
type Link string

// The links. The zero value is not valid.
const (
	Serial Link = "serial"
	TCP    Link = "tcp"
)

// Behaviour is one thing that goes wrong, or differently, on purpose.
type Behaviour string

// The behaviours. A terminal without any is healthy.
const (
	// Silent takes everything and says nothing.
	Silent Behaviour = "silent"
	// Echo sends back what it gets and nothing else, as a loopback plug does.
	Echo Behaviour = "echo"
	// Noise sends bytes that are no frame before every frame.
	Noise Behaviour = "noise"
	// HalfFrames breaks off every frame in its middle.
	HalfFrames Behaviour = "half_frames"
	// NAKStorm refuses every frame several times over.
	NAKStorm Behaviour = "nak_storm"
	// SlowBytes sends one byte at a time.
	SlowBytes Behaviour = "slow_bytes"
	// LateACK holds an acknowledgement back and sends it in one piece with the
	// frame that follows.
	LateACK Behaviour = "late_ack"
	// Unplug pulls the cable in the middle of a payment, for three seconds.
	Unplug Behaviour = "unplug"
	// LostResponse carries a payment out and never tells its result.
	LostResponse Behaviour = "lost_response"
	// NoCompletion tells the result of a payment and never completes it (ZVT
	// 04 0F without 06 0F).
	NoCompletion Behaviour = "no_completion"
	// ContactIssuer declines payments in the way in which the protocol says that
	// the issuer must be called.
	ContactIssuer Behaviour = "contact_issuer"
	// PendingReversal sends a reversal of its own before the next command.
	PendingReversal Behaviour = "pending_reversal"
	// Busy has no time: a protocol with a word for it says so, any other
	// acknowledges and stays silent.
	Busy Behaviour = "busy"
	// PrinterOut has no paper.
	PrinterOut Behaviour = "printer_out"
)

// behaviours are all of them, in the order in which help lists them.
var behaviours = []Behaviour{
	Silent, Echo, Noise, HalfFrames, NAKStorm, SlowBytes, LateACK, Unplug, LostResponse,
	NoCompletion, ContactIssuer, PendingReversal, Busy, PrinterOut,
}

// Scenario says what a pretend terminal is and does.
type Scenario struct {
	Name  string     // of the file, without its ending
	Title codes.Text // one line
	About codes.Text // what it shows and what to try; may be empty

	Protocol string // id of the protocol, "zvt"
	Variant  string // acquirer's variant or check sum rule; "" is the protocol's first
	Link     Link
	Terminal string // terminal id as the protocol writes it
	Merchant string
	// ClockOff is how far the terminal's clock is ahead of the machine's.
	ClockOff   time.Duration
	Status     string // the protocol's own status code; "" is ready
	Software   string // version as the terminal tells it; "" tells none
	Behaviours []Behaviour
	// Code is what the next payments are answered; "" approves.
	Code    string
	Journal []Payment // oldest first
	// Till is what the pretend till of [Play] does.
	Till []Step
}

// Does reports whether the scenario has a behaviour.
func (s Scenario) Does(b Behaviour) bool { return slices.Contains(s.Behaviours, b) }

// Operation is what a payment does.
type Operation string

// The operations.
const (
	Sale   Operation = "sale"
	Void   Operation = "void"
	Refund Operation = "refund"
)

// Payment is one line of the terminal's journal. Its card number never has more
// than the first six and the last four digits.
type Payment struct {
	Operation Operation
	Minor     int64  // amount in minor units
	Code      string // the protocol's own result code
	STAN      string // trace number, six digits
	Receipt   string // number that the terminal counts, four to six digits
	Reference string // the till's own
	Auth      string
	RRN       string
	Ago       time.Duration // before the scenario began
	Undone    bool          // a later void was approved
}

// Do is what a pretend till does.
type Do string

// What a till can do. Last asks for the result of the last payment, by its
// reference where the protocol has one.
const (
	DoLink   Do = "link"
	DoStatus Do = "status"
	DoLast   Do = "last"
	DoTotals Do = "totals"
	DoSale   Do = "sale"
	DoVoid   Do = "void"
)

var dos = []Do{DoLink, DoStatus, DoLast, DoTotals, DoSale, DoVoid}

// Step is one thing that a pretend till does.
type Step struct {
	Do        Do
	Minor     int64         // of a sale, in minor units
	Reference string        // the till's own, of a sale
	After     time.Duration // waits this long first
}

// OverTCP gives the scenario over TCP. Every protocol can be reached like that:
// those of serial lines through a device server, in their own frames.
func (s Scenario) OverTCP() Scenario {
	s.Link = TCP
	return s
}
