package transbank

import (
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
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
		if f.Sign == wire.ACK && side != wire.FromRegister {
			c.t.Acknowledged()
		}
		return nil
	}
	events := c.take(side, f)
	for i := range events {
		events[i].Dir = tell.Direction(side)
	}
	return events
}

func (c *conversation) take(side wire.Side, f wire.Frame) []transcripts.Event {
	code, parts := split(f.Body, f.Kind == wire.Data)
	fault := f.Fault
	if code == "" {
		if fault == nil {
			fault = noCommand()
		}
		return []transcripts.Event{{Kind: transcripts.EventFault, Fault: fault}}
	}
	known := find(code, parts)
	m := read(known, parts, side, c.o)
	if fault != nil {
		m.Talk = c.damaged(known, code, &m, f)
		return []transcripts.Event{{Kind: transcripts.EventPartial, Message: &m, Fault: fault}}
	}
	switch {
	case known != nil && known.about == ofStep:
		return progress(&m)
	case m.Function == asks:
		m.Talk = c.t.Ask(code, f.Raw, true)
		return []transcripts.Event{message(&m)}
	case known != nil && known.about == ofPast:
		return c.told(known, &m, f)
	}
	m.Talk = c.t.Answer(c.fits(known), true, f.Raw)
	out := []transcripts.Event{message(&m)}
	if d := device(known, &m, parts); d != nil {
		out = append(out, transcripts.Event{Kind: transcripts.EventDevice, Device: d})
	}
	return out
}

// told gives the two facts of an answer about an earlier payment: that the
// question was answered, and how the payment ended. A result other than 00, or a
// row without an authorisation (it ends a list), speaks of no payment.
func (c *conversation) told(known *command, m *transcripts.Message, f wire.Frame) []transcripts.Event {
	question := &transcripts.Message{
		Protocol: id, Kind: transcripts.KindStatus, Class: admin, Function: tells, Book: book,
		ResponseCode: m.ResponseCode, Terminal: m.Terminal, Merchant: m.Merchant,
		Talk: c.t.Answer(c.fits(known), known.code != "0261", f.Raw),
	}
	if m.ResponseCode != "00" || m.AuthCode == "" {
		return []transcripts.Event{message(question)}
	}
	m.Talk = c.t.Next()
	return []transcripts.Event{message(question), message(m)}
}

// damaged names the turn of a frame that cannot be trusted. It is sent again.
func (c *conversation) damaged(known *command, code string, m *transcripts.Message, f wire.Frame) string {
	switch {
	case m.Function == asks:
		return c.t.Ask(code, f.Raw, false)
	case known != nil && known.about == ofPast:
		return c.t.Next()
	}
	return c.t.Damaged(c.fits(known))
}

// fits reports whether an answer is one to the request that waits. To a command
// that is not known any unknown answer may be the one.
func (c *conversation) fits(known *command) bool {
	open := c.t.Open()
	if known == nil {
		return open != "" && find(open, nil) == nil
	}
	return open != "" && strings.Contains(known.answers, open)
}

func message(m *transcripts.Message) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventMessage, Message: m}
}

// progress tells the one step that matters: the request goes to the host, so
// that nobody may say that it was never sent.
func progress(m *transcripts.Message) []transcripts.Event {
	if m.ResponseCode != "82" {
		return nil
	}
	return []transcripts.Event{{Kind: transcripts.EventSignal, Signal: &transcripts.Signal{
		ID: transcripts.SignalConnected, Text: "0900 82", Code: m.ResponseCode,
	}}}
}

func noCommand() *transcripts.Fault {
	return &transcripts.Fault{ID: "field", Byte: 1, Field: commandSpec.ID, What: codes.Text{
		EN: "the frame does not begin with a command of four digits",
		ZH: "这一帧不是以四位数字命令开头",
	}}
}
