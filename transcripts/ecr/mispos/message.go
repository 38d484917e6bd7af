package mispos

import (
	"regexp"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	id = "mispos"
	// The books of DF07: two characters come from the host, eight from the terminal.
	hostBook     = "unionpay"
	terminalBook = "mispos-cn"

	tagKind = "DF01"
	tagType = "DF02"
	tagEcho = "DF04"
	tagSlip = "DF06"
	tagCode = "DF07"
	tagEnd  = "DF24"

	kindEmbedded = "01" // of DF01: a message for the host, carried by the till
	typeStatus   = "13" // of DF02: the one type that is known, a status query
	endFollows   = "01" // of DF24: the result is not final before another packet
)

// packet is one body of tags, read.
type packet struct {
	objects []object
	damaged bool
	// fault says what is damaged; nil when all of it was read.
	fault *transcripts.Fault
}

// read takes a Data frame apart; false when it does not begin with a tag.
func read(f wire.Frame) (packet, bool) {
	objects, stop := split(f.Body)
	if len(objects) == 0 {
		return packet{}, false
	}
	p := packet{objects, f.Fault != nil, f.Fault}
	if p.fault == nil && stop < f.Body.Len() {
		p.fault = hypercom.FieldFault(stop)
	}
	return p, true
}

// get gives the text of a tag, "" when it is not there.
func (p packet) get(tag string) string {
	for _, o := range p.objects {
		if o.tag == tag {
			return ruleOf(tag).text(o.value, p.damaged)
		}
	}
	return ""
}

// message gives the content in the common shape.
func (p packet) message(f wire.Frame, as transcripts.Function, o ecr.Options) *transcripts.Message {
	m := &transcripts.Message{Protocol: id, Function: as}
	if p.get(tagType) == typeStatus {
		m.Class, m.Kind = transcripts.ClassAdmin, transcripts.KindStatus
	}
	// What stands in the packet itself wins over what is printed.
	for _, x := range p.slip() {
		p.fill(m, x, o)
	}
	for _, x := range p.objects {
		p.fill(m, x, o)
	}
	// Whatever is not zero may be a way to say that an end packet follows.
	m.Interim = as == transcripts.Answer && strings.Trim(p.get(tagEnd), "03") != ""
	m.Warnings, _ = hypercom.Warnings(f)
	if m.ResponseCode != "" {
		m.Book = hostBook
		if len(m.ResponseCode) > 2 {
			m.Book = terminalBook
		}
	}
	return m
}

// slip gives the tags of the receipt data, but for a response code, which only
// the packet itself may state. Data that cannot be read to its end says nothing.
func (p packet) slip() []object {
	for _, x := range p.objects {
		if x.tag != tagSlip {
			continue
		}
		inner, stop := split(x.value)
		if stop < x.value.Len() {
			return nil
		}
		return slices.DeleteFunc(inner, func(o object) bool { return o.tag == tagCode })
	}
	return nil
}

// fill puts one value where it belongs.
func (p packet) fill(m *transcripts.Message, x object, o ecr.Options) {
	r := ruleOf(x.tag)
	v := r.text(x.value, p.damaged)
	if v == "" {
		return
	}
	switch r.to {
	case "amount":
		if a := amount(v, o.Currency); a.Known {
			m.Amount = a
		}
	case "card":
		m.Card = card(v, o)
	case "code":
		m.ResponseCode = v
	case "stan":
		m.STAN = v
	case "receipt":
		m.Receipt = v
	case "batch":
		m.Batch = v
	case "terminal":
		m.Terminal = v
	case "merchant":
		m.Merchant = v
	case "rrn":
		m.RRN = v
	case "auth":
		m.AuthCode = v
	case "date":
		m.LocalDate = v
	case "time":
		m.LocalTime = v
	case "order":
		m.Order = v
	case "original.date":
		m.Original.Date = v
	case "original.receipt":
		m.Original.Receipt = v
	case "original.stan":
		m.Original.STAN = v
	}
}

// card gives a card number as it may be known: with a token when the line showed
// all of it.
func card(number string, o ecr.Options) transcripts.Card {
	if strings.ContainsFunc(number, func(r rune) bool { return r < '0' || r > '9' }) {
		return o.Masker.Masked(number)
	}
	return o.Masker.PAN(number)
}

// The notices without tags.
const (
	noticeDone = "ACKACK" // the payment is done; six digits of invoice number follow
	noticeLog  = "LOGLOG" // a part of the terminal's log
)

var done = regexp.MustCompile(`^ACKACK[0-9]{6}$`)

// notice tells which notice a body is, "" for none.
func notice(b wire.Bytes) string {
	switch text := b.Text(); {
	case b.AllKnown() && done.MatchString(text):
		return noticeDone
	case strings.HasPrefix(text, noticeLog):
		return noticeLog
	}
	return ""
}
