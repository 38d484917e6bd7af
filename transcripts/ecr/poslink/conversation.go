package poslink

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/tell"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// request is what has to be known of a request to read its answer.
type request struct {
	kind   transcripts.Kind
	class  transcripts.Class
	amount transcripts.Amount
	extras int64
	order  string
	before transcripts.Original
}

// conversation follows the turns of one line.
type conversation struct {
	o    ecr.Options
	t    tell.Turns
	last request
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
	events := c.take(f)
	for i := range events {
		events[i].Dir = tell.Direction(side)
	}
	return events
}

func (c *conversation) take(f wire.Frame) []transcripts.Event {
	body := open(f)
	fault := f.Fault
	if body.command == "" {
		if fault == nil {
			fault = noCommand()
		}
		return []transcripts.Event{{Kind: transcripts.EventFault, Fault: fault}}
	}
	m := read(body, c.o)
	fits := body.answer && c.t.Open() == body.command
	switch {
	case !body.answer:
		c.last = request{m.Kind, m.Class, m.Amount, extras(body), m.Order, m.Original}
		m.Talk = c.t.Ask(body.command, f.Raw, fault == nil)
		if isRequest(f) {
			c.t.Acknowledged() // nothing is sent again over HTTP: another GET is another order
		}
	case fault != nil && body.command != "R02":
		m.Talk = c.t.Damaged(fits)
	case fault != nil:
		m.Talk = c.t.Next()
	case body.command == "R02":
		return c.record(&m, body, fits, f)
	default:
		return c.answered(&m, body, fits, f)
	}
	if fault != nil {
		return []transcripts.Event{{Kind: transcripts.EventPartial, Message: &m, Fault: fault}}
	}
	return []transcripts.Event{message(&m)}
}

// answered ends a turn. An answer without groups, as a refusal has, is of the
// kind that was asked for.
func (c *conversation) answered(m *transcripts.Message, body content, fits bool, f wire.Frame) []transcripts.Event {
	var before *request
	if fits {
		before = &c.last
		if commands[body.command].typed && body.value(kindSpec.ID) == "" {
			m.Kind, m.Class = before.kind, before.class
		}
		if m.Order == "" {
			m.Order = before.order
		}
		m.Original = before.before
	}
	told(m, body, before, c.o)
	m.Talk = c.t.Answer(fits, true, f.Raw)
	out := []transcripts.Event{message(m)}
	if d := device(body, m, c.o); d != nil {
		out = append(out, transcripts.Event{Kind: transcripts.EventDevice, Device: d})
	}
	if s, ok := signals[body.command]; ok && m.ResponseCode == "000000" {
		out = append(out, transcripts.Event{Kind: transcripts.EventSignal, Signal: &transcripts.Signal{ID: s, Text: body.command, Code: m.ResponseCode}})
	}
	return out
}

// record gives the facts of an answer from the list of the batch: that the
// question was answered, and how the payment in it ended. Without a record the
// first is all: 100023 says that there is none of that reference, and a batch
// that was closed has taken its records away.
func (c *conversation) record(m *transcripts.Message, body content, fits bool, f wire.Frame) []transcripts.Event {
	question := &transcripts.Message{
		Protocol: id, Version: m.Version, Kind: transcripts.KindStatus, Class: admin, Function: transcripts.Answer, Book: book,
		ResponseCode: m.ResponseCode, HostText: m.HostText,
	}
	if fits {
		question.Order = c.last.order
	}
	question.Talk = c.t.Answer(fits, true, f.Raw)
	if m.ResponseCode != "000000" || body.value(record.ID) == "" {
		return []transcripts.Event{message(question)}
	}
	question.HostText = ""
	// The code is that of the question. The batch holds what was approved; a
	// record that does not say so by the host's code or an authorisation proves
	// nothing.
	if hostApproved(m) {
		told(m, body, nil, c.o)
	} else {
		m.ResponseCode = ""
	}
	m.Repeat, m.Talk = true, c.t.Next()
	return []transcripts.Event{message(question), message(m)}
}

// hostApproved reports whether a record shows an approval: a host's code of
// zeros (dotnet-sdk takes 0 for 00) or an authorisation code.
func hostApproved(m *transcripts.Message) bool {
	switch m.HostCode {
	case "0", "00", "000":
		return true
	case "":
		return m.AuthCode != ""
	}
	return false
}

func message(m *transcripts.Message) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventMessage, Message: m}
}

func noCommand() *transcripts.Fault {
	return &transcripts.Fault{ID: "field", Byte: 1, Field: commandSpec.ID, What: codes.Text{
		EN: "the message does not begin with a command of a letter and two digits",
		ZH: "报文不是以一个字母和两位数字的命令开头",
	}}
}
