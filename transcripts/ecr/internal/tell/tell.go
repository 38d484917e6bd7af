package tell

import (
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Direction is the way that bytes of a side go, seen from the till: from the
// till is sent, from the terminal received.
func Direction(side wire.Side) transcripts.Direction {
	switch side {
	case wire.FromRegister:
		return transcripts.Sent
	case wire.FromTerminal:
		return transcripts.Received
	}
	return transcripts.DirectionUnknown
}

// Message is the event of a message.
func Message(side wire.Side, m transcripts.Message) transcripts.Event { return Read(side, &m, nil) }

// Read is the event of a message, a partial one when something in it is damaged.
func Read(side wire.Side, m *transcripts.Message, fault *transcripts.Fault) transcripts.Event {
	kind := transcripts.EventMessage
	if fault != nil {
		kind = transcripts.EventPartial
	}
	return transcripts.Event{Kind: kind, Dir: Direction(side), Message: m, Fault: fault}
}

// Device is the event of what a terminal says about itself.
func Device(side wire.Side, d transcripts.Device) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventDevice, Dir: Direction(side), Device: &d}
}

// Signal is the event of something said in passing.
func Signal(side wire.Side, s transcripts.Signal) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventSignal, Dir: Direction(side), Signal: &s}
}

// Fault is the event of bytes that are no message, or whose content cannot be
// read.
func Fault(side wire.Side, f *transcripts.Fault) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventFault, Dir: Direction(side), Fault: f}
}

// Frame is the event of a frame that cannot be trusted: rejected, or with a
// wrong check sum. False for all others. Noise is no event: it tells nothing
// that happened.
func Frame(side wire.Side, f wire.Frame) (transcripts.Event, bool) {
	if f.Fault == nil || f.Fault.ID == "noise" {
		return transcripts.Event{}, false
	}
	return Fault(side, f.Fault), true
}
