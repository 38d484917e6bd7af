package codepay

import (
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/tell"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// conversation pairs by request_id.
type conversation struct {
	o     ecr.Options
	talks tell.Talks
	asked tell.Recent[*turn]                // by request_id
	paid  tell.Recent[transcripts.Original] // by order number
}

// turn is a request and what was heard of it.
type turn struct {
	talk     string
	body     string // of the request; packets of it are numbered anew when sent again
	name     string // topic
	message  transcripts.Message
	answered string // body of the answer
}

func newConversation(o ecr.Options) ecr.Conversation {
	return &conversation{o: o, talks: tell.Talks{Protocol: id}}
}

// Take gives the events that a frame tells. Heartbeats, handshakes and
// acknowledgements tell nothing about money.
func (c *conversation) Take(side wire.Side, f wire.Frame) []transcripts.Event {
	switch f.Kind {
	case wire.Control:
		return nil
	case wire.Rejected:
		return []transcripts.Event{tell.Fault(side, f.Fault)}
	}
	x := read(f)
	as := function(side, x)
	if as == transcripts.Answer {
		return c.answer(x, f)
	}
	return c.request(x, f, as)
}

// function tells a request from an answer: the side does, or else the response
// code that only answers have.
func function(side wire.Side, x content) transcripts.Function {
	switch {
	case side == wire.FromRegister:
		return transcripts.Request
	case side == wire.FromTerminal, x.get("response_code") != "":
		return transcripts.Answer
	case x.get("topic") != "":
		return transcripts.Request
	}
	return transcripts.FunctionUnknown
}

func (c *conversation) request(x content, f wire.Frame, as transcripts.Function) []transcripts.Event {
	m := x.message(as, c.o)
	key, body := x.get("request_id"), f.Body.Hex()
	t, _ := c.asked.Get(key)
	if m.Kind.Undoes() {
		m.Original, _ = c.paid.Get(x.get("biz_data.orig_merchant_order_no"))
	}
	if t != nil && t.body == body && (key != "" || t.answered == "") {
		m.Talk, m.Repeat = t.talk, true
	} else {
		m.Talk = c.talks.Next()
		c.asked.Put(key, &turn{talk: m.Talk, body: body, name: x.get("topic"), message: *m})
	}
	side := wire.FromRegister
	if as != transcripts.Request {
		side = wire.SideUnknown
	}
	return []transcripts.Event{tell.Read(side, m, x.fault)}
}

func (c *conversation) answer(x content, f wire.Frame) []transcripts.Event {
	m := x.message(transcripts.Answer, c.o)
	body := f.Body.Hex()
	t, _ := c.asked.Get(x.get("request_id"))
	if t == nil || t.name != x.get("topic") || t.answered != "" && t.answered != body {
		m.Talk, t = c.talks.Next(), nil // it fits nothing that was asked
	} else {
		m.Talk, m.Repeat, m.Original = t.talk, t.answered == body, t.message.Original
		if x.get("biz_data.trans_type") == "" && x.role != roleLookup {
			m.Class, m.Kind = t.message.Class, t.message.Kind
		}
	}
	out := []transcripts.Event{tell.Read(wire.FromTerminal, m, x.fault)}
	if x.fault != nil {
		return out
	}
	if t != nil && !m.Interim {
		t.answered = body
	}
	if last := c.last(x, m); last != nil {
		out = append(out, tell.Read(wire.FromTerminal, last, nil))
	}
	c.keep(m)
	return out
}

// last gives the transaction that a query found. The response code answers the
// query; that the transaction was successful stands in its state.
func (c *conversation) last(x content, answer *transcripts.Message) *transcripts.Message {
	if x.role != roleLookup || answer.ResponseCode != success || x.get("biz_data.trans_status") != statusYes {
		return nil
	}
	m := *answer
	t := topicOf("ecrhub.pay.order", x.get("biz_data.trans_type"))
	m.Talk, m.Repeat, m.Class, m.Kind = c.talks.Next(), true, t.class, t.kind
	return &m
}

// keep remembers the numbers of what was paid, so that an undo, which names only
// an order, can say what it undoes.
func (c *conversation) keep(m *transcripts.Message) {
	o := transcripts.Original{RRN: m.RRN, AuthCode: m.AuthCode}
	if m.Order != "" && !o.IsZero() && !m.Kind.Undoes() {
		c.paid.Put(m.Order, o)
	}
}
