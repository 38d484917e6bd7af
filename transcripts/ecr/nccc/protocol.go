package nccc

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/cut"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/say"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/tell"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	protocol = "nccc"
	book     = "nccc-tw"
)

// Protocol gives the fixed records of Taiwan. They are only decoded.
func Protocol() ecr.Protocol {
	return ecr.Protocol{
		ID:     protocol,
		Name:   codes.Text{EN: "NCCC record", ZH: "NCCC 定长报文（联合信用卡中心）"},
		Region: codes.Text{EN: "Taiwan", ZH: "台湾"},
		Source: "a public driver for NCCC terminals and a public list of bank records",
		Lines: []wire.Line{
			{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1},
			{Baud: 9600, Bits: 7, Parity: 'E', Stop: 1},
		},
		Links: []wire.Link{wire.Serial},

		NewFramer:       func(wire.Link) wire.Framer { return cut.New(longest, scan) },
		NewConversation: newConversation,
		Describe:        describe,
		Mask:            mask,
		Signature:       signature,
	}
}

// kinds are the transactions. Others count as moving money.
var kinds = map[string]transcripts.Kind{
	"01":       transcripts.KindSale,
	"02":       transcripts.KindRefund,
	"30":       transcripts.KindVoid,
	settlement: transcripts.KindSettlement,
	"99":       transcripts.KindAdmin, // restart
}

type conversation struct {
	o     ecr.Options
	turns tell.Talks
	asked bool
	kind  string // transaction that waits for its answer
}

func newConversation(o ecr.Options) ecr.Conversation {
	return &conversation{o: o, turns: tell.Talks{Protocol: protocol}}
}

// Take tells what a frame says. Request and answer are the same record; where the
// side is not known, the one with a response code is the answer.
func (c *conversation) Take(side wire.Side, f wire.Frame) []transcripts.Event {
	if e, bad := tell.Frame(side, f); bad {
		return []transcripts.Event{e}
	}
	if f.Kind != wire.Data {
		return nil
	}
	b := f.Body
	read := b.Len() == known
	kind := ""
	m := transcripts.Message{Protocol: protocol, Function: transcripts.Request}
	if read {
		kind = say.Text(b, 8, 10)
		c.common(&m, b, kind)
	}
	answer := side == wire.FromTerminal || side == wire.SideUnknown && read && say.Text(b, 76, 80) != ""
	switch {
	case !answer:
		m.Talk, c.asked, c.kind = c.turns.Next(), true, kind
		return []transcripts.Event{tell.Message(side, m)}
	case c.asked && c.kind == kind:
		m.Talk = c.turns.Now()
	default:
		m.Talk = c.turns.Next()
	}
	c.asked = false
	m.Function = transcripts.Answer
	if read {
		m.Book, m.ResponseCode = book, say.Text(b, 76, 80)
		m.AuthCode = say.Text(b, 66, 75)
	}
	return []transcripts.Event{tell.Message(side, m)}
}

// common reads what requests and answers share.
func (c *conversation) common(m *transcripts.Message, b wire.Bytes, kind string) {
	m.Kind, m.TypeCode, m.Class = kinds[kind], kind, transcripts.ClassFinancial
	m.Merchant, m.Terminal, m.Batch = say.Text(b, 80, 95), say.Text(b, 95, 103), say.Text(b, 214, 220)
	switch {
	case kind == settlement:
		m.Class = transcripts.ClassReconciliation
		return
	case !m.Kind.MovesMoney():
		m.Class = transcripts.ClassAdmin
		return
	}
	// Two of the twelve digits are decimals, as ISO 4217 has them for the dollar.
	m.Amount = say.Minor(say.Text(b, 42, 54), "TWD")
	m.Card = c.o.Masker.Masked(say.Text(b, 19, 38))
	if date := say.Text(b, 54, 60); len(date) == 6 {
		m.LocalDate = date[2:]
	}
	m.LocalTime = say.Text(b, 60, 66)
	if m.Kind.Undoes() {
		m.Original.Receipt, m.Original.RRN = say.Text(b, 13, 19), say.Text(b, 239, 251)
	} else {
		m.Receipt = say.Text(b, 13, 19)
	}
}

// mask hides card, expiry and the hash of the card; in a record whose fields are
// not known, whatever may be one.
func mask(f wire.Frame) wire.Bytes {
	if f.Kind != wire.Data || f.Check == wire.CheckBad {
		return hide.Loose(f.Raw)
	}
	raw, n := f.Raw, f.Raw.Len()
	if f.Body.Len() != known {
		raw = raw.Slice(0, 1).Append(hide.Mixed(f.Body)).Append(raw.From(n - 2))
	} else {
		for _, x := range fields {
			from, to := 1+x.at, 1+x.at+x.size
			switch {
			case x.keep == unsure:
				raw = raw.Slice(0, from).Append(hide.Words(raw.Slice(from, to))).Append(raw.From(to))
			case x.keep == card:
				raw = hide.PAN(raw, from, to)
			case x.keep == nothing && say.Text(f.Body, 8, 10) != settlement && say.Text(f.Body, x.at, x.at+x.size) != "":
				raw = hide.All(raw, from, to)
			}
		}
		raw = raw.Slice(0, 1+mpEnd).Append(hide.Words(raw.Slice(1+mpEnd, n-2))).Append(raw.From(n - 2))
	}
	if raw.AllKnown() {
		return raw
	}
	return hide.All(raw, n-1, n)
}

// mpEnd is where the part of the record begins that banks use as they like.
const mpEnd = 312

func describe(f wire.Frame, side wire.Side, o ecr.Options) transcripts.Decoded {
	s := say.Sheet{Body: f.Body}
	switch {
	case f.Kind != wire.Data:
	case f.Body.Len() != known || f.Check == wire.CheckBad:
		s.Drop("RECORD", 0, f.Body.Len(), "Record whose fields cannot be read", "无法解读字段的报文")
	default:
		for _, x := range fields {
			text := say.Text(f.Body, x.at, x.at+x.size)
			switch {
			case text == "":
			case x.keep == nothing:
				s.Drop(x.id, x.at, x.at+x.size, x.name.EN, x.name.ZH)
			case x.keep == card:
				s.Add(x.id, x.at, x.at+x.size, x.name.EN, x.name.ZH).Value = o.Masker.Masked(text).Masked
			case x.keep == unsure:
				s.Add(x.id, x.at, x.at+x.size, x.name.EN, x.name.ZH).Value = say.Free(o.Masker, f.Body, x.at, x.at+x.size)
			default:
				s.Add(x.id, x.at, x.at+x.size, x.name.EN, x.name.ZH)
			}
		}
	}
	return say.Decoded(f, newConversation(o).Take(side, f), s.Fields)
}
