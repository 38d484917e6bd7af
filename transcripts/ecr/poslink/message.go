package poslink

import (
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/part"
)

// read makes a message of a content, as far as it can be read without the
// request before it.
func read(c content, o ecr.Options) transcripts.Message {
	known, ok := commands[c.command]
	m := transcripts.Message{Protocol: id, Version: c.version, Class: books, Kind: known.kind, Function: transcripts.Request, Book: book}
	if ok {
		m.Class = known.class
	}
	if c.answer {
		m.Function = transcripts.Answer
	}
	for _, p := range c.parts {
		set(&m, p, o)
	}
	if known.typed || c.command == "R02" && c.answer {
		typed(&m, c.value(kindSpec.ID))
	}
	if !c.answer {
		m.Amount = asked(c, o)
		if m.Kind.Undoes() || m.Kind == transcripts.KindCompletion || m.Kind == transcripts.KindAdjustment {
			m.Original.Receipt = earlier(c)
		}
	}
	if known.kind == transcripts.KindSettlement && c.answer {
		m.SettledAnswer = balance[m.ResponseCode]
	}
	return m
}

// balance says what the answer to a close tells: 000300 is a batch that was
// closed and differs (vendor's list).
var balance = map[string]string{"000000": "1", "000300": "2"}

// typed sets what a type of transaction says; it stays what it was when the
// message states none.
func typed(m *transcripts.Message, t string) {
	if t == "" {
		return
	}
	m.Kind = kindOfType(t)
	switch m.Kind {
	case transcripts.KindPreAuth:
		m.Class = holds
	case transcripts.KindBalance, transcripts.KindAdmin:
		m.Class = admin
	default:
		m.Class = books
	}
}

func set(m *transcripts.Message, p part.Part, o ecr.Options) {
	v, _ := p.Show(o.Masker)
	if v == "" {
		return
	}
	switch p.ID {
	case result.ID:
		if digits(v, 6, 6) {
			m.ResponseCode = v
		}
	case hostCode.ID:
		m.HostCode = v
	case hostText.ID:
		m.HostText = v
	case auth.ID:
		if strings.Trim(v, "0") != "" {
			m.AuthCode = v
		}
	case hostRef.ID:
		// Gateways put numbers of their own here; only one as long as DE37 is a
		// retrieval reference number.
		if len(v) == 12 {
			m.RRN = v
		}
	case stan.ID:
		if digits(v, 1, 6) && strings.Trim(v, "0") != "" {
			m.STAN = strings.Repeat("0", 6-len(v)) + v
		}
	case batch.ID:
		if digits(v, 1, 6) {
			m.Batch = strings.Repeat("0", 6-len(v)) + v
		}
	case card.ID:
		m.Card = p.Card(o.Masker)
	case number.ID:
		m.Receipt = v
	case order.ID:
		m.Order = v
	case stamp.ID:
		if digits(v, 14, 14) {
			m.LocalDate, m.LocalTime = v[4:8], v[8:]
		}
	case terminal.ID:
		m.Terminal = v
	case merchant.ID:
		m.Merchant = v
	}
}

// earlier gives the number of the transaction that a request refers to. It is
// short, where an authorisation code and a time are not; the versions put it in
// one of two places.
func earlier(c content) string {
	for _, id := range []string{fourth.ID, fifth.ID} {
		if v := c.value(id); digits(v, 1, 4) {
			return v
		}
	}
	return ""
}

// minor reads an amount in minor units; an empty one is none.
func minor(c content, id string) (int64, bool) {
	v := c.value(id)
	n, err := strconv.ParseInt(v, 10, 64)
	return n, err == nil && digits(v, 1, 12)
}

// extras are what comes on top of the amount that the till asked for.
func extras(c content) int64 {
	var sum int64
	for _, id := range []string{tip.ID, cashback.ID, fee.ID} {
		n, _ := minor(c, id)
		sum += n
	}
	return sum
}

// asked is what a request asks for in all. Tax is in the amount already.
func asked(c content, o ecr.Options) transcripts.Amount {
	n, ok := minor(c, amount.ID)
	if !ok {
		return transcripts.Amount{}
	}
	return transcripts.Amount{Minor: n + extras(c), Currency: o.Currency, Known: true}
}

// told sets the amounts of an approval: what was asked for, so that it fits its
// request, and what was approved where that is another. A part that is still due
// is missing from the approval; a tip given at the terminal was not asked for.
// Before is nil when the request was not seen.
func told(m *transcripts.Message, c content, before *request, o ecr.Options) {
	got, ok := minor(c, approved.ID)
	if !ok || !approves(m.ResponseCode) || got == 0 && m.Kind.Undoes() {
		return
	}
	missing, _ := minor(c, due.ID)
	whole := got + missing
	if before != nil && before.amount.Known {
		if base := whole - extras(c) + before.extras; base == before.amount.Minor {
			whole = base
		}
	}
	m.Amount = transcripts.Amount{Minor: whole, Currency: o.Currency, Known: true}
	if got != whole {
		m.Additional = transcripts.Amount{Minor: got, Currency: o.Currency, Known: true}
	}
}

func approves(code string) bool { return len(code) == 6 && code[:5] == "00000" }

// device says what an answer tells about the terminal itself; nil for most.
func device(c content, m *transcripts.Message, o ecr.Options) *transcripts.Device {
	if !c.answer || m.ResponseCode != "000000" {
		return nil
	}
	d := &transcripts.Device{Protocol: id}
	switch c.command {
	case "A00":
		for _, p := range c.parts {
			v, _ := p.Show(o.Masker)
			switch p.ID {
			case serial.ID:
				d.Serial = v
			case model.ID:
				d.Model = v
			case system.ID:
				d.Software = v
			}
		}
		return d
	case "R10":
		if n := c.value(records.ID); digits(n, 1, 6) {
			d.Totals = codes.Text{EN: "payments approved offline and not sent yet: %s", ZH: "离线批准、尚未上送的交易：%s 笔"}.With(n)
			return d
		}
	}
	return nil
}

// signals are what an answer to a command says beside its code.
var signals = map[string]transcripts.SignalID{
	"B04": transcripts.SignalBatchCleared, "B06": transcripts.SignalBatchCleared, "A26": transcripts.SignalRestarted,
}
