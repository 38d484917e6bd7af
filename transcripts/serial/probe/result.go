package probe

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/serial"
)

// Outcome is what is at the end of the cable.
type Outcome string

// The outcomes.
const (
	Recognised    Outcome = "recognised"     // heard without asking, beyond chance
	Answered      Outcome = "answered"       // a question was answered in its own protocol
	Busy          Outcome = "busy"           // acknowledged, then nothing: it is at work or waits for somebody
	Refused       Outcome = "refused"        // it read the question and will not answer it
	OtherProtocol Outcome = "other_protocol" // alive at the right speed, in another protocol
	WrongSpeed    Outcome = "wrong_speed"    // something talks, and no setting that was tried fits
	Console       Outcome = "console"        // a log, not the port for the till
	Echo          Outcome = "echo"           // only the own bytes came back
	CableEnd      Outcome = "cable_end"      // nothing drives the other end of the cable
	MenuSetting   Outcome = "menu_setting"   // a device is there and says nothing
	Silent        Outcome = "silent"         // nothing came, and nothing tells why
	Undecided     Outcome = "undecided"      // which protocol to ask in is not known
	NotAsked      Outcome = "not_asked"      // there was no word to ask
)

// Alive reports whether a terminal showed itself.
func (o Outcome) Alive() bool {
	switch o {
	case Recognised, Answered, Busy, Refused, OtherProtocol:
		return true
	}
	return false
}

// Step is one thing that was done.
type Step struct {
	Did codes.Text // "listened for 3 s at 9600 8N1"
	Saw codes.Text // "nothing"
	Why codes.Text // what follows from it; may be empty
}

// Result is what was found out.
type Result struct {
	Outcome Outcome
	// Protocol is the one that was recognised, that answered or that the line
	// speaks instead; its ID is empty when none is known.
	Protocol ecr.Protocol
	// Line are the settings at which that was so.
	Line wire.Line
	// Asked is the name of the question that was asked, "" for none.
	Asked string
	// Answer is what it brought.
	Answer serial.Answer
	Steps  []Step
	// Next is what to do now.
	Next []codes.Text
}
