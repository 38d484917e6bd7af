// Package allow makes the questions that a terminal may be asked. Its door is
// [Declare]; being internal, only protocols below transcripts/ecr reach it, and
// a test walks every query of every protocol and proves by its bytes that none
// is a forbidden command.
package allow

import (
	"bytes"
	"slices"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Effect is what a harmless question does beside answering. A query with any
// effect needs the user's word first.
type Effect uint8

// The effects.
const (
	Prints        Effect = 1 << iota // may use paper
	ContactsHost                     // makes the terminal go online
	StartsPlanned                    // may be the moment at which the terminal starts work it had planned
	ResetsSession                    // ends a session that another program has open
)

// Purpose is what a question is for.
type Purpose string

// The purposes.
const (
	Link    Purpose = "link"    // is somebody there
	Status  Purpose = "status"  // is the terminal ready
	Version Purpose = "version" // model and software
	Last    Purpose = "last"    // result of the last payment, or of one by its reference
	Totals  Purpose = "totals"  // turnover since the last settlement
	Journal Purpose = "journal" // the list of payments
)

// Ack is an acknowledgement that may be sent inside one's own question.
type Ack []byte

// Step is what a dialogue does after a frame.
type Step struct {
	// Ack is sent at once; nil sends nothing. It must be one of Spec.Acks.
	Ack Ack
	// Done ends the question: the answer is complete.
	Done bool
	// Resend asks for the question to be sent again, as far as Spec.Repeats allows.
	Resend bool
	// Refused says in words why the terminal did not answer the question; the
	// question is over.
	Refused codes.Text
	// Longer, if set, is how long to wait from now for the next frame.
	Longer time.Duration
}

// Dialogue follows what the terminal sends after a question.
type Dialogue interface {
	Take(f wire.Frame) Step
}

// Spec declares a question.
type Spec struct {
	Protocol string // "zvt"
	Name     string // unique in its protocol, "status"
	Purpose  Purpose
	Title    codes.Text // "ask for its state"
	Frame    []byte     // exactly what is sent
	Effects  Effect
	Note     codes.Text // what the user should know about the effects
	// AckWait is how long the terminal may take to acknowledge, AnswerWait how
	// long to answer after that.
	AckWait, AnswerWait time.Duration
	// Repeats is how often the question is sent again after a NAK or a silence.
	Repeats int
	// Acks are the only other bytes that the dialogue may send.
	Acks     []Ack
	Dialogue func() Dialogue
}

// Query is a question that a terminal may be asked. The zero value asks nothing
// and is refused by every port.
type Query struct{ spec *Spec }

// Declare makes a query. A spec without bytes or a dialogue gives the zero
// Query.
func Declare(s Spec) Query {
	if len(s.Frame) == 0 || s.Dialogue == nil {
		return Query{}
	}
	s = s.own()
	return Query{&s}
}

// own gives a copy that shares no bytes: who holds one cannot change the other.
func (s Spec) own() Spec {
	s.Frame = bytes.Clone(s.Frame)
	s.Acks = slices.Clone(s.Acks)
	for i, a := range s.Acks {
		s.Acks[i] = slices.Clone(a)
	}
	return s
}

// IsZero reports whether there is nothing to ask.
func (q Query) IsZero() bool { return q.spec == nil }

// Spec gives a copy of the declaration; the zero Spec for the zero Query.
func (q Query) Spec() Spec {
	if q.spec == nil {
		return Spec{}
	}
	return q.spec.own()
}

// Allows reports whether the dialogue may send these bytes.
func (q Query) Allows(a Ack) bool {
	for _, x := range q.Spec().Acks {
		if bytes.Equal(x, a) {
			return true
		}
	}
	return false
}
