package linkpos

import (
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/tell"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// conversation follows a line on which one thing happens at a time: a request,
// and the answer with the same transaction code.
type conversation struct {
	reader
	talks tell.Talks
	open  turn
	// kinds remembers what the till asked for under a reference, so that an
	// inquiry about it later says what it is about.
	kinds tell.Recent[transcripts.Kind]
	// takeout is set while the terminal has asked for the card to be taken out.
	takeout bool
}

// turn is the last request and what was heard of it. The zero value is none.
type turn struct {
	talk     string
	raw      string // of the request
	code     string
	message  transcripts.Message
	damaged  bool
	taken    bool   // the terminal acknowledged it
	answered string // raw of the answer
}

func newConversation(o ecr.Options) ecr.Conversation {
	return &conversation{reader: newReader(o), talks: tell.Talks{Protocol: id}}
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
	p, ok := c.read(f)
	if !ok {
		return []transcripts.Event{tell.Fault(side, hypercom.HeaderFault())}
	}
	switch {
	case p.notice():
		return c.notice(p)
	case c.asks(side, p, f):
		return c.request(p, f)
	}
	return c.answer(p, f)
}

// sign notes an acknowledgement of a request. It is no answer: it says that the
// terminal heard, not what it did.
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

// asks reports whether a packet is a request. The header says so, save in what
// both sides send alike: there the line tells, or else who came first.
func (c *conversation) asks(side wire.Side, p packet, f wire.Frame) bool {
	if p.role != roleBoth {
		return p.speaker != roleAnswer
	}
	if side != wire.SideUnknown {
		return side == wire.FromRegister
	}
	return c.open.code != p.code || c.open.answered != ""
}

func (c *conversation) request(p packet, f wire.Frame) []transcripts.Event {
	m := c.message(p, f, transcripts.Request)
	raw := f.Raw.Hex()
	if c.again(p, raw) {
		m.Talk, m.Repeat = c.open.talk, true
	} else {
		m.Talk = c.talks.Next()
	}
	c.open = turn{talk: m.Talk, raw: raw, code: p.code, message: *m, damaged: p.fault != nil}
	c.takeout = false
	if m.Order != "" && p.role != roleLookup {
		c.kinds.Put(m.Order, m.Kind)
	}
	return []transcripts.Event{tell.Read(wire.FromRegister, m, p.fault)}
}

// again reports whether a request is the last one sent once more: the same
// bytes, or those that were damaged before, while the terminal had not yet
// acknowledged them. The same bytes after an acknowledgement may be a second
// payment of the same amount, and that is how they count.
func (c *conversation) again(p packet, raw string) bool {
	o := &c.open
	if o.talk == "" || o.answered != "" || o.taken {
		return false
	}
	return o.raw == raw || o.damaged && o.code == p.code
}

func (c *conversation) answer(p packet, f wire.Frame) []transcripts.Event {
	m := c.message(p, f, transcripts.Answer)
	raw := f.Raw.Hex()
	o := &c.open
	switch {
	case o.talk != "" && o.code == p.code && o.answered == "":
		m.Talk, m.Original = o.talk, o.message.Original
	case o.answered == raw:
		m.Talk, m.Original, m.Repeat = o.talk, o.message.Original, true
	default: // it fits nothing that was asked
		m.Talk = c.talks.Next()
	}
	out := []transcripts.Event{tell.Read(wire.FromTerminal, m, p.fault)}
	if p.fault != nil {
		return out // the terminal will be asked to send it again
	}
	if m.Talk == o.talk {
		o.answered = raw
	}
	if last := c.last(p, m); last != nil {
		out = append(out, tell.Read(wire.FromTerminal, last, nil))
	}
	return out
}

// last gives the payment that an inquiry found. The response code of an inquiry
// answers the inquiry: only with an approval code beside it does it show that
// the payment was approved, and a refusal shows nothing about a payment.
func (c *conversation) last(p packet, answer *transcripts.Message) *transcripts.Message {
	if p.role != roleLookup || p.response != "00" || answer.AuthCode == "" || !answer.Amount.Known {
		return nil
	}
	m := *answer
	if m.Order == "" && answer.Talk == c.open.talk {
		m.Order = c.open.message.Order
	}
	m.Talk, m.Repeat, m.Class = c.talks.Next(), true, transcripts.ClassFinancial
	m.Kind, _ = c.kinds.Get(m.Order)
	return &m
}

// notice tells what a terminal without an attendant says unasked. A card taken
// out because the terminal asked for it is the usual end and tells nothing.
func (c *conversation) notice(p packet) []transcripts.Event {
	asked := c.takeout
	c.takeout = p.role == roleTakeout
	if p.signal == "" || asked && p.signal == transcripts.SignalCardRemoved {
		return nil
	}
	s := transcripts.Signal{ID: p.signal, Text: p.code + " " + p.name.EN}
	if c.open.answered == "" {
		s.Amount, s.Order = c.open.message.Amount, c.open.message.Order
	}
	return []transcripts.Event{tell.Signal(wire.FromTerminal, s)}
}
