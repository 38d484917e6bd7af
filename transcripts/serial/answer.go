package serial

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Outcome is how a question ended.
type Outcome string

// The outcomes. The zero value is a question that was not asked, or was broken
// off before anything could be told: by a pulled cable, by ctx.
const (
	NotAsked     Outcome = ""
	Answered     Outcome = "answered"     // the answer is complete
	Nothing      Outcome = "nothing"      // not one byte came
	Acknowledged Outcome = "acknowledged" // the question was acknowledged, then nothing that answers it
	NAKed        Outcome = "naked"        // refused as unreadable, each time it was sent
	Declined     Outcome = "declined"     // the terminal said in words of its protocol that it will not
	Echoed       Outcome = "echoed"       // only the own bytes came back: no terminal, or one wire for both ways
	OtherBytes   Outcome = "other_bytes"  // bytes came, none of them an answer in this protocol
	NotTaken     Outcome = "not_taken"    // the question could not be sent: the other side takes no bytes
)

// Answer is what a question brought.
type Answer struct {
	Outcome Outcome
	// Frames is every frame that came after the question was sent first, in
	// order, rejected ones too. They are not masked.
	Frames []wire.Frame
	// Sent counts how often the question was sent.
	Sent int
	// Acked is true once a sign of acknowledgement came. It means "received", and
	// says nothing about what the terminal did.
	Acked bool
	// NAKs and Rejected count the frames that refused the question as unreadable,
	// and those that were themselves unreadable.
	NAKs, Rejected int
	// Bytes counts what came after the question was sent first, the echo of own
	// bytes left out; Before what lay there already, which is no part of the answer.
	Bytes, Before int
	// Echoes counts how often the question came back as it was sent.
	Echoes int
	// Words is why a terminal declined.
	Words codes.Text
}

// judge tells the outcome of a question that was not answered. What says most
// about the terminal comes first. An acknowledgement proves speed and format
// only where nothing unreadable came with it: 06 is the same byte in 7E1 and 8N1.
func (a *Answer) judge() Outcome {
	switch {
	case a.Acked && a.Rejected == 0:
		return Acknowledged
	case a.NAKs > 0:
		return NAKed
	case a.Bytes > 0:
		return OtherBytes
	case a.Echoes > 0:
		return Echoed
	}
	return Nothing
}
