// Package say makes events of frames, for the decoders of cash-register
// protocols. Its doors are [Message], [Device] and [Fault].
package say

import (
	"strconv"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Dir is the direction of an event, seen from the till.
func Dir(side wire.Side) transcripts.Direction {
	switch side {
	case wire.FromRegister:
		return transcripts.Sent
	case wire.FromTerminal:
		return transcripts.Received
	}
	return transcripts.DirectionUnknown
}

// Message is the event of a message.
func Message(side wire.Side, m transcripts.Message) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventMessage, Dir: Dir(side), Message: &m}
}

// Device is the event of what a terminal says about itself.
func Device(side wire.Side, d transcripts.Device) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventDevice, Dir: Dir(side), Device: &d}
}

// Signal is the event of something said in passing.
func Signal(side wire.Side, s transcripts.Signal) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventSignal, Dir: Dir(side), Signal: &s}
}

// Fault is the event of a frame that cannot be trusted: rejected, or with a
// wrong check sum. False for all others. Noise is no event: it tells nothing
// that happened.
func Fault(side wire.Side, f wire.Frame) (transcripts.Event, bool) {
	if f.Fault == nil || f.Fault.ID == "noise" {
		return transcripts.Event{}, false
	}
	return Broken(side, f.Fault), true
}

// Broken is the event of a frame whose content cannot be read.
func Broken(side wire.Side, f *transcripts.Fault) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventFault, Dir: Dir(side), Fault: f}
}

// Turns numbers the turns of a conversation. The zero value needs a Protocol.
type Turns struct {
	Protocol string
	n        int
}

// Next starts a turn and names it.
func (t *Turns) Next() string {
	t.n++
	return t.Now()
}

// Now names the turn under way; "" before the first.
func (t *Turns) Now() string {
	if t.n == 0 {
		return ""
	}
	return t.Protocol + "#" + strconv.Itoa(t.n)
}

// Minor reads an amount of digits, blanks around it allowed. It is not known
// when anything else stands there, or nothing.
func Minor(digits, currency string) transcripts.Amount {
	n, seen := int64(0), false
	for i := range len(digits) {
		c := digits[i]
		switch {
		case c == ' ':
			continue
		case c < '0' || c > '9' || n > (1<<62)/10:
			return transcripts.Amount{}
		}
		n, seen = n*10+int64(c-'0'), true
	}
	if !seen {
		return transcripts.Amount{}
	}
	return transcripts.Amount{Minor: n, Currency: currency, Known: true}
}
