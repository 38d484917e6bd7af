package mellon

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/tell"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// protocolID names the protocol, its talks and its code book.
const protocolID = "mellon"

// conversation ties requests to results by the session number that both state.
type conversation struct {
	o     ecr.Options
	talks tell.Talks
	open  *transcripts.Message // the request that waits for its result
}

func newConversation(o ecr.Options) ecr.Conversation {
	return &conversation{o: o, talks: tell.Talks{Protocol: protocolID}}
}

// Take implements [ecr.Conversation].
func (c *conversation) Take(side wire.Side, f wire.Frame) []transcripts.Event {
	m, ok := parse(f.Body)
	if f.Kind == wire.Rejected || !ok {
		fault := f.Fault
		if fault == nil {
			fault = &transcripts.Fault{ID: "field", Byte: headerBytes, What: textLayout}
		}
		return []transcripts.Event{{Kind: transcripts.EventFault, Dir: tell.Direction(side), Fault: fault}}
	}
	var out []transcripts.Event
	switch {
	case m.side == wire.FromRegister:
		out = c.request(&m)
	case m.kind == 'R' || m.kind == 'E':
		out = c.result(&m)
	case m.kind == 'X':
		out = c.echo(&m)
	}
	for i := range out {
		out[i].Dir = tell.Direction(m.side)
	}
	return out
}

func (c *conversation) request(m *message) []transcripts.Event {
	out := m.common(c.o.Masker)
	out.Talk = c.talks.Next()
	c.open = &out
	return []transcripts.Event{event(out)}
}

// result takes R and E. A result of another session answers another request,
// which nobody saw; a refusal states no session and answers what was asked last.
func (c *conversation) result(m *message) []transcripts.Event {
	out := m.common(c.o.Masker)
	if c.open == nil || m.kind == 'R' && c.open.Order != out.Order {
		out.Talk = c.talks.Next()
		return []transcripts.Event{event(out)}
	}
	asked := *c.open
	c.open = nil
	out.Talk, out.Kind, out.Class, out.Order = asked.Talk, asked.Kind, asked.Class, asked.Order
	if out.Amount.Known {
		out.Amount.Currency = asked.Amount.Currency
		out.Additional.Currency = asked.Amount.Currency
	}
	if !out.Additional.Known {
		out.Additional = transcripts.Amount{}
	}
	return []transcripts.Event{event(out)}
}

func (c *conversation) echo(m *message) []transcripts.Event {
	out := m.common(c.o.Masker)
	out.Kind, out.Class = transcripts.KindEcho, transcripts.ClassAdmin
	if c.open != nil && c.open.Kind == transcripts.KindEcho {
		out.Talk = c.open.Talk
		c.open = nil
	} else {
		out.Talk = c.talks.Next()
	}
	d := transcripts.Device{Protocol: protocolID, Terminal: m.text("T1", c.o.Masker), Software: m.text("T2", c.o.Masker)}
	out.Terminal = d.Terminal
	events := []transcripts.Event{event(out)}
	if d.Terminal != "" || d.Software != "" {
		events = append(events, transcripts.Event{Kind: transcripts.EventDevice, Device: &d})
	}
	return events
}

func event(m transcripts.Message) transcripts.Event {
	return transcripts.Event{Kind: transcripts.EventMessage, Message: &m}
}

// describe names every field of one message.
func describe(f wire.Frame, _ wire.Side, o ecr.Options) transcripts.Decoded {
	d := transcripts.Decoded{Guess: "exact", Complete: true, Fault: f.Fault}
	d.Framing = transcripts.Framing{Length: "none", Stated: -1, Actual: f.Body.Len()}
	d.Message.Protocol = protocolID
	m, ok := parse(f.Body)
	if f.Kind == wire.Rejected || !ok {
		d.Complete, d.Guess = false, "partial"
	}
	if !ok {
		return d
	}
	d.Framing.Length, d.Framing.Header = "binary2", m.variant+m.version
	if f.Kind == wire.Data {
		d.Framing.Stated = f.Body.Len()
	}
	d.Message = m.common(o.Masker)
	d.Fields = append(d.Fields, transcripts.Field{
		ID: "message", Name: codes.Text{EN: "Message", ZH: "报文类型"}, Value: string(m.kind),
		Meaning: m.kindName(), Offset: headerBytes - 2, Length: 1,
	})
	for _, p := range m.parts {
		v := transcripts.Field{ID: p.id, Name: p.name, Offset: p.at, Length: p.val.Len()}
		switch {
		case p.name == textUnknown:
			v.Dropped = p.val.Len() > 0
		case p.id == cardPart && m.kind == 'R':
			v.Value = d.Message.Card.Masked
		default:
			v.Value = redact.Clean(o.Masker.Text(p.val.Text()))
		}
		if p.id == "C1" || p.id == "E" {
			c, _ := book().Lookup(protocolID, codes.ClassAny, d.Message.ResponseCode)
			v.Meaning = c.Name
		}
		d.Fields = append(d.Fields, v)
	}
	return d
}

// mask hides the card number but for what may be seen, fields that no table
// names, and what has the shape of card data elsewhere.
func mask(f wire.Frame) wire.Bytes {
	m, ok := parse(f.Body)
	if f.Kind == wire.Rejected || !ok {
		return hide.Unknown(f.Raw)
	}
	out := f.Raw.Clone()
	for _, p := range m.parts {
		hidden := hide.Text(p.val)
		switch {
		case p.name == textUnknown:
			hidden = p.val.Hide(0, 2*p.val.Len())
		case p.id == cardPart && m.kind == 'R':
			hidden = hide.PAN(p.val, 0, p.val.Len())
		}
		out = out.Slice(0, p.at+2).Append(hidden).Append(out.From(p.at + 2 + p.val.Len()))
	}
	if out.AllKnown() {
		out.Hid = nil
	}
	return out
}
