package wire

import "github.com/posdoctor/posdoctor/transcripts"

// Side is who sent bytes.
type Side string

// The sides. The zero value is "not known": one wire that shows both.
const (
	SideUnknown  Side = ""
	FromRegister Side = "register"
	FromTerminal Side = "terminal"
)

// Link is what carries the bytes: the same protocol is framed otherwise over
// TCP than over a serial line.
type Link string

// The links.
const (
	Serial Link = "serial"
	TCP    Link = "tcp"
)

// Kind is what sort of thing a frame is.
type Kind int

// The kinds of frames.
const (
	// Rejected are bytes that are part of no frame; Fault says why.
	Rejected Kind = iota
	// Data is a whole frame with a body.
	Data
	// Control is an acknowledgement or another sign without a body.
	Control
)

// Check is what the check sum of a frame says.
type Check int

// The checks. CheckHidden is a frame of a masked capture: nobody can compute it
// again, and the capture says what it was.
const (
	CheckNone Check = iota // the protocol has none, or a control sign
	CheckOK
	CheckBad
	CheckHidden
)

var checkNames = [...]string{"none", "ok", "bad", "hidden"}

// String gives the name used in captures and JSON.
func (c Check) String() string { return checkNames[c] }

// Sign names a control sign.
type Sign string

// The signs that protocols share.
const (
	ACK Sign = "ACK"
	NAK Sign = "NAK"
	ENQ Sign = "ENQ"
	EOT Sign = "EOT"
	CAN Sign = "CAN"
	// Heartbeat is sent by a terminal unasked, to show that it lives.
	Heartbeat Sign = "heartbeat"
	// Padding are filler bytes that mean nothing.
	Padding Sign = "padding"
)

// Frame is one unit of the line.
type Frame struct {
	Kind Kind
	Sign Sign // of a Control
	// Raw is the frame as it stands on the line.
	Raw Bytes
	// Body is the content without framing, unescaped. It is set for Data, and
	// for a Rejected frame as far as it could be read.
	Body  Bytes
	Check Check
	// Fault says why bytes were rejected, or what is damaged in a frame that is
	// given nevertheless: "checksum", "framing", "length_header", "truncated",
	// "noise". Byte counts from the start of Raw.
	Fault *transcripts.Fault
	// Rule names the check sum rule that fitted, where terminals differ.
	Rule string
}

// Framer cuts the bytes of one direction into frames. Every byte that goes in
// comes out in the Raw of exactly one frame, in order. It holds a bounded part
// of what it was given. A Framer is not safe for several goroutines.
type Framer interface {
	// Feed takes the next bytes, however they were cut on the way, and gives the
	// frames that are whole now.
	Feed(b Bytes) []Frame
	// Flush gives what is held, at a silence on the line or at its end.
	Flush() []Frame
}
