package hypercom

import (
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Fill puts the fields of a body into a message, all of them masked. The column
// "to" of the table says where each goes; a member that is set stays.
func (t *Table) Fill(m *transcripts.Message, b Body, masker *redact.Masker, currency string) {
	for _, f := range b.Fields {
		r := t.rule(f.ID)
		if r.to == "" {
			continue
		}
		v := t.text(f)
		switch r.to {
		case "amount":
			if n, ok := Digits(v); ok && !m.Amount.Known {
				m.Amount = transcripts.Amount{Minor: n, Currency: currency, Known: true}
			}
		case "card":
			if m.Card.Masked == "" {
				m.Card = card(f, masker)
			}
		case "date": // YYMMDD
			if _, ok := Digits(v); ok && len(v) == 6 {
				m.LocalDate = v[2:]
			}
		default:
			if p := member(m, r.to); p != nil && *p == "" {
				*p = v
			}
		}
	}
}

// member gives the text member of a message that a table names.
func member(m *transcripts.Message, to string) *string {
	switch to {
	case "auth":
		return &m.AuthCode
	case "text":
		return &m.HostText
	case "time":
		return &m.LocalTime
	case "rrn":
		return &m.RRN
	case "terminal":
		return &m.Terminal
	case "merchant":
		return &m.Merchant
	case "batch":
		return &m.Batch
	case "stan":
		return &m.STAN
	case "receipt":
		return &m.Receipt
	case "order":
		return &m.Order
	case "hostcode":
		return &m.HostCode
	}
	return nil
}

// card gives a card number as it may be known: with a token when the line showed
// all of it.
func card(f Field, masker *redact.Masker) transcripts.Card {
	number := strings.Trim(f.Value.Text(), " \x00")
	if strings.ContainsFunc(number, func(r rune) bool { return r < '0' || r > '9' }) {
		return masker.Masked(number)
	}
	return masker.PAN(number)
}

// text gives what may be shown of a value: hidden characters as stars, without
// the blanks around it and without bytes that act on a screen.
func (t *Table) text(f Field) string {
	text, none := hide.Stars(f.Value.Text(), t.seen(f))
	if none {
		return ""
	}
	return strings.TrimSpace(redact.Clean(text))
}

// Digits reads decimal digits, up to eighteen of them.
func Digits(s string) (int64, bool) {
	if s == "" || len(s) > 18 || strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

// Show gives the fields of a body for showing. base is where the body starts in
// what the offsets count from.
func (t *Table) Show(b Body, base int) []transcripts.Field {
	out := make([]transcripts.Field, 0, len(b.Fields))
	for _, f := range b.Fields {
		r, v := t.rule(f.ID), t.text(f)
		out = append(out, transcripts.Field{
			ID: f.ID, Name: r.name, Value: v, Meaning: t.values[f.ID+"="+v],
			Dropped: v == "" && strings.Trim(f.Value.Text(), " \x00") != "",
			Offset:  base + f.At, Length: head + f.Value.Len(),
		})
	}
	return out
}
