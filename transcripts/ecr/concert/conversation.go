package concert

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
const protocolID = "concert"

// conversation ties each request to the reply that follows it.
type conversation struct {
	o     ecr.Options
	talks tell.Talks
	open  *transcripts.Message // the request that waits for its reply
	body  string               // of it, to know it when it is sent again
	heard bool                 // the terminal was heard
	acked bool                 // it has acknowledged the request
}

func newConversation(o ecr.Options) ecr.Conversation {
	return &conversation{o: o, talks: tell.Talks{Protocol: protocolID}}
}

// Take implements [ecr.Conversation].
func (c *conversation) Take(side wire.Side, f wire.Frame) []transcripts.Event {
	if side != wire.FromRegister && f.Kind != wire.Rejected {
		c.heard = true
	}
	if f.Kind == wire.Control {
		c.acked = c.acked || side != wire.FromRegister && f.Sign == wire.ACK
		return nil
	}
	b, ok := parse(f.Body, side)
	switch {
	case f.Kind == wire.Rejected || f.Check == wire.CheckBad:
		return []transcripts.Event{{Kind: transcripts.EventFault, Dir: tell.Direction(side), Fault: f.Fault}}
	case !ok:
		return []transcripts.Event{c.strange(b.side)}
	}
	m := b.message(c.o.Masker)
	if b.side == wire.FromRegister {
		// The same request once more repeats a block that was not acknowledged.
		// Where it was, or nobody shows whether it was, it is a new one.
		if c.open != nil && c.heard && !c.acked && c.body == f.Body.Hex() {
			return nil
		}
		m.Talk = c.talks.Next()
		c.open, c.body, c.acked = &m, f.Body.Hex(), false
	} else {
		c.tie(&m)
	}
	return []transcripts.Event{{Kind: transcripts.EventMessage, Dir: tell.Direction(b.side), Message: &m}}
}

// strange makes the event of a whole block in no known layout. From a till it
// may be a payment, so it counts as one; from a terminal it answers nothing.
func (c *conversation) strange(side wire.Side) transcripts.Event {
	m := transcripts.Message{Protocol: protocolID, Function: transcripts.Request, Talk: c.talks.Next()}
	if side == wire.FromTerminal {
		m.Function = transcripts.Answer
	}
	c.open = nil
	return transcripts.Event{
		Kind: transcripts.EventPartial, Dir: tell.Direction(side), Message: &m,
		Fault: &transcripts.Fault{ID: "field", What: textLayout},
	}
}

// tie gives a reply the kind of its request. The amount of a reply is what was
// really taken.
func (c *conversation) tie(m *transcripts.Message) {
	if c.open == nil {
		m.Talk, m.Class = c.talks.Next(), transcripts.ClassUnknown
		return
	}
	m.Talk, m.Kind, m.Class = c.open.Talk, c.open.Kind, c.open.Class
	if asked := c.open.Amount; m.ResponseCode == codeDone && asked.Known && asked.Minor != m.Amount.Minor {
		m.Additional = m.Amount
	}
	c.open = nil
}

// codeDone is the result of a payment that was made.
const codeDone = "0"

// describe names every field of one block.
func describe(f wire.Frame, side wire.Side, o ecr.Options) transcripts.Decoded {
	d := transcripts.Decoded{Guess: "exact", Complete: true, Fault: f.Fault}
	d.Framing = transcripts.Framing{Length: "none", Stated: -1, Actual: f.Body.Len()}
	d.Message.Protocol = protocolID
	if f.Kind == wire.Control {
		return d
	}
	b, ok := parse(f.Body, side)
	if ok {
		d.Message = b.message(o.Masker)
		for _, p := range b.fields {
			v := transcripts.Field{ID: p.id, Name: p.name, Offset: p.at, Length: p.size, Value: redact.Clean(o.Masker.Text(p.val.Text()))}
			v.Meaning = meaning(p.id, p.val.Text())
			d.Fields = append(d.Fields, v)
		}
		if n := b.extra.Len(); n > 0 {
			d.Fields = append(d.Fields, transcripts.Field{
				ID: "extra", Name: codes.Text{EN: "Card data", ZH: "卡数据"}, Offset: f.Body.Len() - n, Length: n, Dropped: true,
			})
		}
	} else if d.Fault == nil {
		d.Fault = &transcripts.Fault{ID: "field", What: textLayout}
	}
	if !ok || f.Kind == wire.Rejected || f.Check == wire.CheckBad {
		d.Complete, d.Guess = false, "partial"
	}
	return d
}

// meaning explains the coded fields.
func meaning(id, val string) codes.Text {
	switch id {
	case "result":
		c, _ := book().Lookup(protocolID, codes.ClassAnswer, val)
		return c.Name
	case "type":
		return types[val]
	case "mode":
		return modes[val]
	}
	return codes.Text{}
}

var (
	types = map[string]codes.Text{
		"0": {EN: "payment", ZH: "付款"}, "1": {EN: "refund", ZH: "退货"}, "2": {EN: "void", ZH: "撤销"},
	}
	modes = map[string]codes.Text{"1": {EN: "card", ZH: "银行卡"}, "C": {EN: "cheque", ZH: "支票"}}
)

// mask hides the extra data of a reply and, in what is no whole block of a known
// layout, all that may be a part of a card number. Where anything is hidden the
// check byte is too.
func mask(f wire.Frame) wire.Bytes {
	if f.Kind == wire.Control {
		return f.Raw.Clone()
	}
	if f.Kind == wire.Rejected {
		return hide.Unknown(f.Raw)
	}
	n := f.Raw.Len()
	out := f.Raw.Clone()
	switch b, ok := parse(f.Body, wire.SideUnknown); {
	case !ok || f.Check == wire.CheckBad:
		out = out.Slice(0, 1).Append(hide.Loose(f.Body)).Append(out.From(n - 2))
	case b.extra.Len() > 0:
		out = hide.All(out, n-2-b.extra.Len(), n-2)
	}
	if out.AllKnown() {
		return f.Raw.Clone()
	}
	return hide.All(out, n-1, n)
}
