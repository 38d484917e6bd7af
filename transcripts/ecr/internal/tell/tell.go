// Package tell wraps what a frame says into events. Its door is [Message]; the
// others are its small sisters for what is no message.
package tell

import (
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Message gives the event of a message, a partial one when something in it is
// damaged.
func Message(m *transcripts.Message, fault *transcripts.Fault, dir transcripts.Direction) transcripts.Event {
	kind := transcripts.EventMessage
	if fault != nil {
		kind = transcripts.EventPartial
	}
	return transcripts.Event{Kind: kind, Dir: dir, Message: m, Fault: fault}
}

// Signal gives the event of something that the terminal said beside a message.
func Signal(s transcripts.Signal) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventSignal, Dir: transcripts.Received, Signal: &s}
}

// Fault gives the event of bytes that are no message.
func Fault(f *transcripts.Fault, side wire.Side) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventFault, Dir: Direction(side), Fault: f}
}

// Direction is the way that bytes of a side go: from the till is sent, from the
// terminal received.
func Direction(side wire.Side) transcripts.Direction {
	switch side {
	case wire.FromRegister:
		return transcripts.Sent
	case wire.FromTerminal:
		return transcripts.Received
	}
	return transcripts.DirectionUnknown
}
