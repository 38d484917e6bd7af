package known

import (
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// strict looks over once more what a protocol leaves of a damaged frame: its fields
// may not be what the protocol takes them for, and a card number may stand across
// several of them or inside a longer number. In a whole frame only a magnetic
// stripe is told from other fields: card readers send theirs between the same signs.
func strict(p ecr.Protocol) ecr.Protocol {
	mask, describe, talk := p.Mask, p.Describe, p.NewConversation
	p.Mask = func(f wire.Frame) wire.Bytes {
		out := mask(f)
		if damaged(f) {
			return hide.Loose(out)
		}
		return hide.Tracks(out, f.Raw)
	}
	p.Describe = func(f wire.Frame, side wire.Side, o ecr.Options) transcripts.Decoded {
		out := describe(f, side, o)
		if damaged(f) {
			shorten(out.Fields)
			shortenMessage(&out.Message)
		}
		return out
	}
	p.NewConversation = func(o ecr.Options) ecr.Conversation { return conversation{talk(o)} }
	return p
}

func damaged(f wire.Frame) bool { return f.Kind == wire.Rejected || f.Fault != nil }

type conversation struct{ ecr.Conversation }

// Take gives the events of a frame.
func (c conversation) Take(side wire.Side, f wire.Frame) []transcripts.Event {
	out := c.Conversation.Take(side, f)
	if !damaged(f) {
		return out
	}
	for _, e := range out {
		if e.Message != nil {
			shortenMessage(e.Message)
		}
		if e.Signal != nil {
			e.Signal.Text = hide.Long(e.Signal.Text)
		}
		if d := e.Device; d != nil {
			drop(&d.Terminal, &d.Merchant, &d.Model, &d.Serial, &d.Software, &d.Status)
		}
	}
	return out
}

// shorten hides the long numbers in values.
func shorten(fields []transcripts.Field) {
	for i := range fields {
		fields[i].Value = hide.Long(fields[i].Value)
		shorten(fields[i].Sub)
	}
}

// shortenMessage drops what holds a long number: by stars, payments would be
// taken for one another.
func shortenMessage(m *transcripts.Message) {
	m.HostText, m.Totals, m.HostAsks = hide.Long(m.HostText), hide.Long(m.Totals), hide.Long(m.HostAsks)
	drop(&m.STAN, &m.RRN, &m.AuthCode, &m.Terminal, &m.Merchant, &m.Batch, &m.Order, &m.Receipt, &m.Talk, &m.AcquirerID,
		&m.Original.STAN, &m.Original.RRN, &m.Original.AuthCode, &m.Original.Batch, &m.Original.Receipt)
}

func drop(values ...*string) {
	for _, v := range values {
		if hide.Long(*v) != *v {
			*v = ""
		}
	}
}
