package ecr17

import (
	"strconv"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/part"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// read makes a message of a text. A command that is not known may move money.
func read(c *command, body wire.Bytes, parts []part.Part, side wire.Side, o ecr.Options) transcripts.Message {
	m := transcripts.Message{Protocol: id, Class: books, Function: asks, Book: book}
	if side == wire.FromTerminal {
		m.Function = tells
	}
	if c != nil {
		m.Kind, m.Class, m.Function = c.kind, c.class, c.function
	}
	for _, p := range parts {
		set(&m, p, o)
	}
	if c != nil && c.code == 'E' && m.Function == tells && undone(body) {
		m.Kind = transcripts.KindVoid
	}
	return m
}

// undone reports whether a result is that of a reversal: it ends behind the
// action code with ten zeros, where others are shorter or state an amount.
func undone(body wire.Bytes) bool { return body.Len() == 84 && at(body, 75, 10) == "0000000000" }

func set(m *transcripts.Message, p part.Part, o ecr.Options) {
	v, _ := p.Show(o.Masker)
	if v == "" {
		return
	}
	switch p.ID {
	case terminal.ID:
		m.Terminal = number(v, 8) // eight zeros mean any
	case result.ID:
		if len(v) == 2 && strings.Trim(v, "0123456789") == "" {
			m.ResponseCode = v
		}
	case amount.ID:
		m.Amount = euros(v, 8, o)
	case original.ID:
		m.Original.STAN = number(v, 6) // zeros mean the last one, whatever it was
	case holdCode.ID:
		// The host's number of a pre-authorisation, which its slip bears, is what
		// the later steps name.
		if m.Function == asks {
			m.Original.Receipt = number(v, 9)
		} else {
			m.Receipt = number(v, 9)
		}
	case card.ID:
		m.Card = p.Card(o.Masker)
	case auth.ID:
		if strings.Trim(v, "0") != "" {
			m.AuthCode = v
		}
	case reason.ID:
		m.HostText = v
	case acquirer.ID:
		m.AcquirerID = v
	case stan.ID:
		m.STAN = number(v, 6)
	case action.ID:
		m.HostCode = v
	}
}

// number gives digits that say something: not hidden, not all zeros.
func number(v string, size int) string {
	if len(v) != size || strings.Trim(v, "0123456789") != "" || strings.Trim(v, "0") == "" {
		return ""
	}
	return v
}

// euros reads cents: amounts are always in them (Nexi).
func euros(v string, size int, o ecr.Options) transcripts.Amount {
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil || len(v) != size || n < 0 {
		return transcripts.Amount{}
	}
	c := o.Currency
	if c == "" {
		c = "EUR"
	}
	return transcripts.Amount{Minor: n, Currency: c, Known: true}
}

// device says what an answer tells about the terminal itself; nil for most.
func device(c *command, m *transcripts.Message, parts []part.Part, o ecr.Options) *transcripts.Device {
	if c == nil || c.function != tells {
		return nil
	}
	d := &transcripts.Device{Protocol: id, Terminal: m.Terminal}
	switch c.code {
	case 's':
		d.Clock, d.Status = stamp(value(parts, clock.ID)), value(parts, state.ID)
		d.Meaning, d.Ready = meaningOfState(d.Status), ready(d.Status)
		for _, p := range parts {
			if p.ID == release.ID {
				d.Software, _ = p.Show(o.Masker)
			}
		}
		return d
	case 'T':
		if own := cents(value(parts, ownTotal.ID)); own != "" && m.ResponseCode == "00" {
			d.Totals = codes.Text{EN: "total of the terminal: %s", ZH: "终端合计：%s"}.With(own)
			return d
		}
	case 'C':
		own, host := cents(value(parts, ownTotal.ID)), cents(value(parts, hostTotal.ID))
		if own != "" && host != "" {
			d.Totals = codes.Text{EN: "total of the terminal: %s, of the host: %s", ZH: "终端合计：%s，主机合计：%s"}.With(own, host)
			return d
		}
	}
	return nil
}

// ready tells what a state says about payments: ready, not, or nothing. That an
// update is waiting does not say whether it stops them.
func ready(state string) *bool {
	var can bool
	switch state {
	case "2":
		can = true
	case "0", "1", "3", "4":
	default:
		return nil
	}
	return &can
}

// stamp reads DDMMYYhhmm; the zone is not stated.
func stamp(v string) transcripts.Stamp {
	t, err := time.Parse("0201061504", v)
	if err != nil {
		return transcripts.Stamp{}
	}
	return transcripts.Stamp{Time: t}
}

// cents writes an amount of sixteen digits with a point; "" for anything else.
func cents(v string) string {
	if len(v) != 16 || strings.Trim(v, "0123456789") != "" {
		return ""
	}
	whole := strings.TrimLeft(v[:14], "0")
	if whole == "" {
		whole = "0"
	}
	return whole + "." + v[14:]
}

func value(parts []part.Part, id string) string {
	for _, p := range parts {
		if p.ID == id {
			return p.Plain()
		}
	}
	return ""
}
