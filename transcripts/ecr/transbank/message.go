package transbank

import (
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/part"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// read makes a message of a body. A command that is not known may move money.
func read(c *command, parts []part.Part, side wire.Side, o ecr.Options) transcripts.Message {
	m := transcripts.Message{Protocol: id, Class: books, Function: asks, Book: book}
	if side == wire.FromTerminal {
		m.Function = tells
	}
	if c != nil {
		m.Kind, m.Class, m.Function, m.Repeat = c.kind, c.class, c.function, c.about == ofPast
	}
	for _, p := range parts {
		set(&m, p, o)
	}
	return m
}

func set(m *transcripts.Message, p part.Part, o ecr.Options) {
	v, _ := p.Show(o.Masker)
	if v == "" {
		return
	}
	switch p.ID {
	case result.ID:
		if digits(v, 2, 2) {
			m.ResponseCode = v
		}
	case merchant.ID:
		m.Merchant = v
	case terminal.ID:
		m.Terminal = v
	case ticket.ID:
		m.Order = v
	case auth.ID:
		m.AuthCode = v
	case amount.ID:
		m.Amount = money(v, o)
	case operation.ID:
		m.STAN = number(v)
	case original.ID:
		m.Original.STAN = number(v)
	case tail4.ID:
		m.Card = p.Card(o.Masker)
	case day.ID:
		if digits(v, 8, 8) {
			m.LocalDate = v[2:4] + v[:2]
		}
	case clock.ID:
		if digits(v, 6, 6) {
			m.LocalTime = v
		}
	}
}

// money reads whole pesos, which have no smaller unit.
func money(v string, o ecr.Options) transcripts.Amount {
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil || !digits(v, 1, 9) {
		return transcripts.Amount{}
	}
	currency := o.Currency
	if currency == "" {
		currency = "CLP"
	}
	return transcripts.Amount{Minor: n, Currency: currency, Known: true}
}

// number writes an operation number with six digits; some terminals leave out
// the zeros before it.
func number(v string) string {
	if !digits(v, 1, 6) {
		return ""
	}
	return strings.Repeat("0", 6-len(v)) + v
}

func digits(v string, least, most int) bool {
	return len(v) >= least && len(v) <= most && strings.Trim(v, "0123456789") == ""
}

// device says what an answer tells about the terminal itself; nil for most.
func device(c *command, m *transcripts.Message, parts []part.Part) *transcripts.Device {
	d := &transcripts.Device{Protocol: id, Terminal: m.Terminal, Merchant: m.Merchant}
	switch {
	case c == nil:
		return nil
	case c.code == "0710" && m.ResponseCode == "00":
		n, sum := value(parts, count.ID), value(parts, total.ID)
		if !digits(n, 1, 6) || !digits(sum, 1, 12) {
			return nil
		}
		d.Totals = codes.Text{EN: "sales: %s, sum: %s", ZH: "%s 笔，合计 %s"}.With(n, sum)
	case c.code == "1080" && m.ResponseCode == "90":
		d.Status, d.Meaning = m.ResponseCode, codes.Text{EN: "its last initialising succeeded", ZH: "最近一次初始化成功"}
	case c.code == "1080" && m.ResponseCode == "91":
		no := false
		d.Status, d.Ready, d.Meaning = m.ResponseCode, &no, codes.Text{EN: "its last initialising did not succeed", ZH: "最近一次初始化没有成功"}
	default:
		return nil
	}
	return d
}

func value(parts []part.Part, id string) string {
	for _, p := range parts {
		if p.ID == id {
			return p.Plain()
		}
	}
	return ""
}
