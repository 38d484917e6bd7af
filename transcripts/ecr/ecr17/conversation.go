package ecr17

import (
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/part"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/tell"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// conversation follows the turns of one line.
type conversation struct {
	o ecr.Options
	t tell.Turns
}

func newConversation(o ecr.Options) ecr.Conversation {
	return &conversation{o: o, t: tell.Turns{Talks: tell.Talks{Protocol: id}}}
}

// Take implements [ecr.Conversation].
func (c *conversation) Take(side wire.Side, f wire.Frame) []transcripts.Event {
	if f.Kind == wire.Control {
		if f.Sign == wire.ACK && f.Check != wire.CheckBad && side != wire.FromRegister {
			c.t.Acknowledged()
		}
		return nil
	}
	if isProgress(f) {
		return nil // words for a display, in no fixed wording
	}
	events := c.take(side, f)
	for i := range events {
		events[i].Dir = tell.Direction(side)
	}
	return events
}

func (c *conversation) take(side wire.Side, f wire.Frame) []transcripts.Event {
	fault := f.Fault
	if codeOf(f.Body) == 0 {
		if fault == nil {
			fault = noCommand()
		}
		return []transcripts.Event{{Kind: transcripts.EventFault, Fault: fault}}
	}
	known := find(f.Body, side)
	parts := split(known, f.Body)
	m := read(known, f.Body, parts, side, c.o)
	switch {
	case m.Function == transcripts.Notification:
		// It belongs to a turn and neither begins nor ends one.
		m.Talk = c.t.Next()
	case fault != nil && m.Function == asks:
		m.Talk = c.t.Ask(key(f.Body), f.Raw, false)
	case fault != nil:
		m.Talk = c.t.Damaged(c.fits(known) && c.t.Open() != "G")
	case m.Function == asks:
		m.Talk = c.t.Ask(key(f.Body), f.Raw, true)
	case known != nil && c.t.Open() == "G" && c.fits(known):
		return c.told(&m, f)
	default:
		return c.answered(known, &m, parts, f)
	}
	if fault != nil {
		return []transcripts.Event{{Kind: transcripts.EventPartial, Message: &m, Fault: fault}}
	}
	return []transcripts.Event{message(&m)}
}

// answered ends a turn. What an E answers depends on what was asked.
func (c *conversation) answered(known *command, m *transcripts.Message, parts []part.Part, f wire.Frame) []transcripts.Event {
	if known != nil && known.code == 'E' {
		switch c.t.Open() {
		case "P", "X":
			m.Kind = transcripts.KindSale
		case "S":
			m.Kind = transcripts.KindVoid
		case "H":
			m.Kind, m.Class = transcripts.KindAdmin, admin
		}
	}
	if known != nil && known.code == 'C' && m.ResponseCode == "00" {
		if own, host := value(parts, ownTotal.ID), value(parts, hostTotal.ID); own != "" && host != "" {
			m.SettledAnswer = "2"
			if own == host {
				m.SettledAnswer = "1"
			}
		}
	}
	m.Talk = c.t.Answer(c.fits(known), true, f.Raw)
	out := []transcripts.Event{message(m)}
	if d := device(known, m, parts, c.o); d != nil {
		out = append(out, transcripts.Event{Kind: transcripts.EventDevice, Device: d})
	}
	return out
}

// told gives the two facts of a repeated result: that the question was answered,
// and how the payment before it ended.
func (c *conversation) told(m *transcripts.Message, f wire.Frame) []transcripts.Event {
	question := &transcripts.Message{
		Protocol: id, Kind: transcripts.KindStatus, Class: admin, Function: tells, Book: book,
		Terminal: m.Terminal, Talk: c.t.Answer(true, true, f.Raw),
	}
	m.Repeat, m.Talk = true, c.t.Next()
	return []transcripts.Event{message(question), message(m)}
}

// fits reports whether an answer is one to the request that waits. To a command
// that is not known any unknown answer may be the one.
func (c *conversation) fits(known *command) bool {
	open := c.t.Open()
	if known != nil {
		return open != "" && strings.Contains(known.answers, open)
	}
	for _, k := range commands {
		if open == string(k.code) {
			return false
		}
	}
	return open != ""
}

func key(body wire.Bytes) string { return string(codeOf(body)) }

func message(m *transcripts.Message) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventMessage, Message: m}
}

func noCommand() *transcripts.Fault {
	return &transcripts.Fault{ID: "field", Byte: 1, Field: commandSpec.ID, What: codes.Text{
		EN: "the text does not begin with a terminal number of eight digits, a zero and a command letter",
		ZH: "正文不是以八位终端号、一个零和命令字母开头",
	}}
}
