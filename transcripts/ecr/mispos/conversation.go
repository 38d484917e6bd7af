package mispos

import (
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/tell"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// conversation pairs by the random number of DF04: an answer with another one,
// or without one, answers something else.
type conversation struct {
	o     ecr.Options
	talks tell.Talks
	open  turn
}

// turn is the last request and what was heard of it. The zero value is none.
type turn struct {
	talk     string
	raw      string // of the request
	echo     string
	message  transcripts.Message
	taken    bool                 // the terminal acknowledged it
	answered string               // raw of the final answer
	held     *transcripts.Message // an answer that waits for its end packet
	heldRaw  string
}

func newConversation(o ecr.Options) ecr.Conversation {
	return &conversation{o: o, talks: tell.Talks{Protocol: id}}
}

// Take gives the events that a frame tells.
func (c *conversation) Take(side wire.Side, f wire.Frame) []transcripts.Event {
	switch f.Kind {
	case wire.Control:
		c.sign(side, f.Sign)
		return nil
	case wire.Rejected:
		return []transcripts.Event{tell.Fault(side, f.Fault)}
	}
	switch notice(f.Body) {
	case noticeDone:
		return c.done(f)
	case noticeLog:
		return nil
	}
	p, ok := read(f)
	if !ok {
		return []transcripts.Event{tell.Fault(side, hypercom.HeaderFault())}
	}
	switch {
	case p.get(tagKind) == kindEmbedded:
		return nil // the host's own message on its way through the till
	case p.get(tagCode) != "":
		return c.answer(p, f)
	case c.asks(side, p, f):
		return c.request(p, f)
	}
	return c.end(p)
}

// sign notes an acknowledgement of a request.
func (c *conversation) sign(side wire.Side, s wire.Sign) {
	if side == wire.FromRegister || c.open.answered != "" {
		return
	}
	switch s {
	case wire.ACK:
		c.open.taken = true
	case wire.NAK:
		c.open.taken = false
	}
}

// asks reports whether a packet without a response code is a request. Where the
// side is not known, one that gives the open random number back is not.
func (c *conversation) asks(side wire.Side, p packet, f wire.Frame) bool {
	if side != wire.SideUnknown {
		return side == wire.FromRegister
	}
	echo := p.get(tagEcho)
	return p.get(tagType) != "" && (echo == "" || echo != c.open.echo || c.open.raw == f.Raw.Hex())
}

// request begins a turn. The same bytes once more are the same request while the
// terminal had not acknowledged them; with a random number in them they are the
// same even then.
func (c *conversation) request(p packet, f wire.Frame) []transcripts.Event {
	m := p.message(f, transcripts.Request, c.o)
	raw := f.Raw.Hex()
	if o := &c.open; o.talk != "" && o.raw == raw && (o.echo != "" || !o.taken && o.answered == "") {
		m.Talk, m.Repeat = o.talk, true
	} else {
		m.Talk = c.talks.Next()
		c.open = turn{talk: m.Talk, raw: raw, echo: p.get(tagEcho), message: *m}
	}
	return []transcripts.Event{tell.Read(wire.FromRegister, m, p.fault)}
}

func (c *conversation) answer(p packet, f wire.Frame) []transcripts.Event {
	m := p.message(f, transcripts.Answer, c.o)
	raw := f.Raw.Hex()
	o := &c.open
	fits := o.talk != "" && o.echo != "" && p.get(tagEcho) == o.echo && (o.answered == "" || o.answered == raw)
	if !fits {
		m.Talk = c.talks.Next()
		return []transcripts.Event{tell.Read(wire.FromTerminal, m, p.fault)}
	}
	m.Talk, m.Class, m.Kind, m.Repeat = o.talk, o.message.Class, o.message.Kind, o.answered == raw
	if p.fault == nil {
		if o.held = nil; m.Interim {
			o.held, o.heldRaw = m, raw
		} else {
			o.answered = raw
		}
	}
	return []transcripts.Event{tell.Read(wire.FromTerminal, m, p.fault)}
}

// end completes a result that was waiting for its end packet.
func (c *conversation) end(p packet) []transcripts.Event {
	if echo := p.get(tagEcho); p.fault != nil || echo != "" && echo != c.open.echo {
		return nil
	}
	return c.complete()
}

// complete gives the held answer again, as final.
func (c *conversation) complete() []transcripts.Event {
	if c.open.held == nil {
		return nil
	}
	m := *c.open.held
	m.Interim = false
	c.open.held, c.open.answered = nil, c.open.heldRaw
	return []transcripts.Event{tell.Read(wire.FromTerminal, &m, nil)}
}

// done takes the notice of final success. It completes the result that waits, if
// its invoice number is that result's, and is told as a signal in any case.
func (c *conversation) done(f wire.Frame) []transcripts.Event {
	if f.Fault != nil {
		return []transcripts.Event{tell.Fault(wire.FromTerminal, f.Fault)}
	}
	invoice := f.Body.Text()[len(noticeDone):]
	var out []transcripts.Event
	if h := c.open.held; h != nil && (h.Receipt == "" || h.Receipt == invoice) {
		out = c.complete()
	}
	s := transcripts.Signal{ID: transcripts.SignalSaleApproved, Text: noticeDone + " " + invoice}
	if c.open.talk != "" {
		s.Amount, s.Order = c.open.message.Amount, c.open.message.Order
	}
	return append(out, tell.Signal(wire.FromTerminal, s))
}
