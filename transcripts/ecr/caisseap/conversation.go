package caisseap

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/tell"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// protocolID names the protocol and its talks.
const protocolID = "caisseap"

// bookID names the code book of results; the book keeps the hyphen of the
// protocol's own name.
const bookID = "caisse-ap"

// conversation ties each request to the answer that follows it.
type conversation struct {
	o     ecr.Options
	talks tell.Talks
	open  *transcripts.Message
}

func newConversation(o ecr.Options) ecr.Conversation {
	return &conversation{o: o, talks: tell.Talks{Protocol: protocolID}}
}

// Take implements [ecr.Conversation].
func (c *conversation) Take(side wire.Side, f wire.Frame) []transcripts.Event {
	if f.Kind == wire.Rejected {
		return []transcripts.Event{{Kind: transcripts.EventFault, Dir: tell.Direction(side), Fault: f.Fault}}
	}
	m := parse(f.Body)
	out := m.common(side, c.o.Masker)
	dir := transcripts.Sent
	if m.answers(side) {
		dir = transcripts.Received
		c.tie(&out)
	} else {
		out.Talk = c.talks.Next()
		c.open = &out
	}
	return []transcripts.Event{{Kind: transcripts.EventMessage, Dir: dir, Message: &out}}
}

// tie gives an answer the kind of its request. The request stays open after an
// answer that only says that it was taken into account.
func (c *conversation) tie(m *transcripts.Message) {
	if c.open == nil {
		m.Talk = c.talks.Next()
		return
	}
	m.Talk, m.Kind, m.Class = c.open.Talk, c.open.Kind, c.open.Class
	if asked := c.open.Amount; m.ResponseCode == resultDone && asked.Known && m.Amount.Known && asked.Minor != m.Amount.Minor {
		m.Additional = m.Amount
	}
	if m.ResponseCode == resultTaken {
		m.Interim = true
		return
	}
	c.open = nil
}

// describe names every field of one message.
func describe(f wire.Frame, side wire.Side, o ecr.Options) transcripts.Decoded {
	d := transcripts.Decoded{Guess: "exact", Complete: f.Kind == wire.Data, Fault: f.Fault}
	if !d.Complete {
		d.Guess = "partial"
	}
	d.Framing = transcripts.Framing{Length: "none", Stated: -1, Actual: f.Body.Len()}
	m := parse(f.Body)
	d.Message = m.common(side, o.Masker)
	for _, x := range m {
		v := transcripts.Field{ID: x.id, Name: x.tag.name, Offset: x.at, Length: headerBytes + x.val.Len()}
		if v.Name.IsZero() {
			v.Name = codes.Text{EN: "Unknown field", ZH: "未知字段"}
		}
		switch x.tag.show {
		case text:
			v.Value = redact.Clean(o.Masker.Text(x.val.Text()))
		case pan:
			v.Value = d.Message.Card.Masked
		default:
			v.Dropped = x.val.Len() > 0
		}
		if x.id == "AE" || x.id == "AF" {
			c, _ := book().Lookup(bookID, codes.ClassAnswer, m.code())
			v.Meaning = c.Name
		}
		d.Fields = append(d.Fields, v)
	}
	return d
}

// mask hides what no table lets show: fields that are not known, the expiry
// date, and the middle of the card number.
func mask(f wire.Frame) wire.Bytes {
	if f.Kind == wire.Rejected {
		return hide.Unknown(f.Raw)
	}
	out := f.Raw.Clone()
	for _, x := range parse(f.Body) {
		v := x.val
		switch x.tag.show {
		case text:
			v = hide.Text(v)
		case pan:
			v = hide.PAN(v, 0, v.Len())
		default:
			v = v.Hide(0, 2*v.Len())
		}
		at := x.at + headerBytes
		out = out.Slice(0, at).Append(v).Append(out.From(at + v.Len()))
	}
	if out.AllKnown() {
		out.Hid = nil
	}
	return out
}
