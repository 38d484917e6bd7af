package nets

import (
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/tell"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// conversation pairs by ECN, so an answer finds its request even after the till
// has asked for something else.
type conversation struct {
	o     ecr.Options
	talks tell.Talks
	asked tell.Recent[*turn]            // by ECN
	kinds tell.Recent[transcripts.Kind] // by the till's reference
}

// turn is a request and what was heard of it.
type turn struct {
	talk     string
	raw      string // of the request
	function string
	damaged  bool
	answered string // raw of the answer
}

func newConversation(o ecr.Options) ecr.Conversation {
	return &conversation{o: o, talks: tell.Talks{Protocol: id}}
}

// Take gives the events that a frame tells.
func (c *conversation) Take(side wire.Side, f wire.Frame) []transcripts.Event {
	switch f.Kind {
	case wire.Control:
		return nil
	case wire.Rejected:
		return []transcripts.Event{tell.Fault(side, f.Fault)}
	}
	p, ok := read(f)
	if !ok {
		return []transcripts.Event{tell.Fault(side, hypercom.HeaderFault())}
	}
	if c.asks(side, p, f) {
		return c.request(p, f)
	}
	return c.answer(p, f)
}

// asks reports whether a packet is a request: the side tells. Where it is not
// known, a packet whose ECN was asked before in other bytes is the answer.
func (c *conversation) asks(side wire.Side, p packet, f wire.Frame) bool {
	if side != wire.SideUnknown {
		return side == wire.FromRegister
	}
	if t, ok := c.asked.Get(p.ecn); ok {
		return t.raw == f.Raw.Hex()
	}
	return p.response == version
}

// request begins a turn. The same bytes once more are the same request, for the
// till makes a new ECN for each, and so are those that were damaged before; an
// ECN that comes back with other bytes is a new request of a till that counts badly.
func (c *conversation) request(p packet, f wire.Frame) []transcripts.Event {
	m := message(p, f, transcripts.Request, c.o)
	raw := f.Raw.Hex()
	t, _ := c.asked.Get(p.ecn)
	if t != nil && (t.raw == raw || t.damaged && t.function == p.header.function) {
		m.Talk, m.Repeat = t.talk, true
		t.raw, t.damaged = raw, p.fault != nil
		return []transcripts.Event{tell.Read(wire.FromRegister, m, p.fault)}
	}
	m.Talk = c.talks.Next()
	c.asked.Put(p.ecn, &turn{talk: m.Talk, raw: raw, function: p.header.function, damaged: p.fault != nil})
	if m.Order != "" && p.role == "" {
		c.kinds.Put(m.Order, m.Kind)
	}
	return []transcripts.Event{tell.Read(wire.FromRegister, m, p.fault)}
}

func (c *conversation) answer(p packet, f wire.Frame) []transcripts.Event {
	m := message(p, f, transcripts.Answer, c.o)
	raw := f.Raw.Hex()
	t, _ := c.asked.Get(p.ecn)
	switch {
	case t == nil || t.function != p.header.function || t.answered != "" && t.answered != raw:
		m.Talk, t = c.talks.Next(), nil // it fits nothing that was asked
	default:
		m.Talk, m.Repeat = t.talk, t.answered == raw
	}
	out := []transcripts.Event{tell.Read(wire.FromTerminal, m, p.fault)}
	if p.fault != nil {
		return out // the terminal will be asked to send it again
	}
	if t != nil {
		t.answered = raw
	}
	switch p.role {
	case roleStatus:
		out = append(out, transcripts.Event{Kind: transcripts.EventDevice, Dir: transcripts.Received, Device: &transcripts.Device{
			Protocol: id, Terminal: m.Terminal, Merchant: m.Merchant, Status: p.response,
		}})
	case roleLookup:
		if last := c.last(p, m); last != nil {
			out = append(out, tell.Read(wire.FromTerminal, last, nil))
		}
	}
	return out
}

// last gives the payment that a lookup found. The response code of the header
// answers the lookup itself: only an approval code beside it, and a host code
// that does not deny it, show that the payment was approved.
func (c *conversation) last(p packet, answer *transcripts.Message) *transcripts.Message {
	if p.response != approved || answer.AuthCode == "" || !answer.Amount.Known ||
		answer.HostCode != "" && answer.HostCode != approved {
		return nil
	}
	m := *answer
	m.Talk, m.Repeat, m.Class = c.talks.Next(), true, transcripts.ClassFinancial
	m.Kind, _ = c.kinds.Get(m.Order)
	return &m
}
