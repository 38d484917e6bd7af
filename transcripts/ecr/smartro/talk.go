package smartro

import (
	"bytes"

	"golang.org/x/text/encoding/korean"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/say"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/tell"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

const (
	protocol = "smartro"
	book     = "smartro-kr"
	currency = "KRW" // the won has no smaller unit
	// answerLen is how long the answer to an approval or a cancellation is.
	answerLen = 157
)

// job is what a job code is for. Codes that are not here count as moving money.
type job struct {
	kind transcripts.Kind
	name codes.Text
}

var jobs = map[byte]job{
	'A': {transcripts.KindStatus, codes.Text{EN: "device check", ZH: "设备检查"}},
	'B': {transcripts.KindSale, codes.Text{EN: "approval", ZH: "授权交易"}},
	'C': {transcripts.KindVoid, codes.Text{EN: "cancellation", ZH: "撤销交易"}},
	'F': {transcripts.KindAdmin, codes.Text{EN: "read a card's serial", ZH: "读取卡序列号"}},
	'I': {transcripts.KindParameters, codes.Text{EN: "settings", ZH: "设置"}},
	'J': {transcripts.KindStatus, codes.Text{EN: "read the settings", ZH: "读取设置"}},
	'K': {transcripts.KindParameters, codes.Text{EN: "settings", ZH: "设置"}},
	'L': {transcripts.KindStatus, codes.Text{EN: "answer to the last approval", ZH: "最近一次授权的应答"}},
	'M': {transcripts.KindStatus, codes.Text{EN: "is a chip card inserted", ZH: "是否插有芯片卡"}},
	'R': {transcripts.KindAdmin, codes.Text{EN: "restart", ZH: "重启"}},
	'S': {transcripts.KindParameters, codes.Text{EN: "screen and sound", ZH: "屏幕和声音"}},
	'V': {transcripts.KindStatus, codes.Text{EN: "version", ZH: "版本"}},
	'@': {transcripts.KindStatus, codes.Text{EN: "notice of the card reader", ZH: "读卡器通知"}},
}

type conversation struct {
	o       ecr.Options
	turns   tell.Talks
	pending byte // job code that waits for its answer
	kind    transcripts.Kind
}

func newConversation(o ecr.Options) ecr.Conversation {
	return &conversation{o: o, turns: tell.Talks{Protocol: protocol}}
}

// Take tells what a frame says. Notices of the reader are no events: a card that
// goes in or out at this place proves nothing about the payment.
func (c *conversation) Take(side wire.Side, f wire.Frame) []transcripts.Event {
	if e, bad := tell.Frame(side, f); bad {
		return []transcripts.Event{e}
	}
	if f.Kind != wire.Data {
		return nil
	}
	code, known := f.Body.At(atJob)
	switch {
	case !known:
		return []transcripts.Event{tell.Message(side, c.message(f.Body))}
	case code == '@':
		return nil
	case code >= 'a':
		return c.answer(side, f.Body, code&^0x20)
	}
	return c.request(side, f.Body, code)
}

func (c *conversation) message(b wire.Bytes) transcripts.Message {
	return transcripts.Message{
		Protocol: protocol, Class: transcripts.ClassFinancial, Terminal: say.Text(b, 0, 16), Talk: c.turns.Next(),
	}
}

func (c *conversation) request(side wire.Side, b wire.Bytes, code byte) []transcripts.Event {
	m := c.message(b)
	m.Function, m.Kind, m.TypeCode = transcripts.Request, jobs[code].kind, string(rune(code))
	switch {
	case code == 'B' && b.Len() >= atData+11:
		// The first byte is a number or its digit, by program: 1 approves, 2 cancels
		// the last payment.
		switch kind, _ := b.At(atData); kind & 0x0F {
		case 1:
			m.Kind = transcripts.KindSale
		case 2:
			m.Kind = transcripts.KindVoid
		default:
			m.Kind = transcripts.KindUnknown
		}
		m.Amount = say.Minor(say.Text(b, atData+1, atData+11), currency)
	case code == 'C' && b.Len() >= atData+12:
		m.Amount = say.Minor(say.Text(b, atData+2, atData+12), currency)
		m.Original.AuthCode = say.Text(b, atData+31, atData+43)
		if date := say.Text(b, atData+43, atData+51); len(date) == 8 {
			m.Original.Date = date[4:]
		}
		m.Original.Time = say.Text(b, atData+51, atData+57)
	}
	m.Class = class(m.Kind)
	c.pending, c.kind = code, m.Kind
	return []transcripts.Event{tell.Message(side, m)}
}

// class is the class of a kind: only payments are financial.
func class(k transcripts.Kind) transcripts.Class {
	if k.MovesMoney() {
		return transcripts.ClassFinancial
	}
	return transcripts.ClassAdmin
}

func (c *conversation) answer(side wire.Side, b wire.Bytes, code byte) []transcripts.Event {
	talk := c.turns.Now()
	kind := jobs[code].kind
	switch {
	case c.pending == code && code != 'L':
		kind = c.kind
	default:
		talk = c.turns.Next()
	}
	c.pending = 0
	if code == 'L' {
		kind = transcripts.KindUnknown // it does not say whether it was a payment or a cancellation
	}
	m := transcripts.Message{
		Protocol: protocol, Class: class(kind), Function: transcripts.Answer, Kind: kind, TypeCode: string(rune(code | 0x20)),
		Terminal: say.Text(b, 0, 16), Talk: talk, Repeat: code == 'L',
	}
	switch {
	case (code == 'B' || code == 'C' || code == 'L') && b.Len() == atData+answerLen:
		c.result(&m, b.From(atData))
	case code == 'A' && b.Len() == atData+4:
		return []transcripts.Event{tell.Message(side, m), tell.Device(side, check(b))}
	}
	return []transcripts.Event{tell.Message(side, m)}
}

// result reads the 157 bytes of an answer.
func (c *conversation) result(m *transcripts.Message, b wire.Bytes) {
	if t, known := b.At(0); known {
		m.Book, m.ResponseCode = book, string(rune(t))
	}
	m.Card = c.o.Masker.Masked(say.Text(b, 2, 22))
	m.Amount = say.Minor(say.Text(b, 22, 32), currency)
	m.AuthCode = say.Text(b, 50, 62)
	if date := say.Text(b, 62, 70); len(date) == 8 {
		m.LocalDate = date[4:]
	}
	m.LocalTime = say.Text(b, 70, 76)
	m.RRN = say.Text(b, 76, 88)
	m.Merchant = say.Text(b, 88, 103)
	if m.ResponseCode == "X" {
		m.HostText = c.o.Masker.Text(words(b.Slice(117, 137))) // the reason stands in place of the issuer
	}
}

// words reads Korean text.
func words(b wire.Bytes) string {
	if !b.AllKnown() {
		return ""
	}
	out, err := korean.EUCKR.NewDecoder().Bytes(bytes.TrimRight(b.B, " \x00"))
	if err != nil {
		return ""
	}
	return redact.Clean(string(out))
}

// check reads the answer to a device check: card module, contactless module,
// line to the network, line to the vendor's server.
func check(b wire.Bytes) transcripts.Device {
	d := transcripts.Device{Protocol: protocol, Terminal: say.Text(b, 0, 16), Status: say.Text(b, atData, atData+4)}
	ready := b.AllKnown()
	for i, part := range parts {
		state := b.B[atData+i]
		meaning := states[state]
		if meaning.IsZero() {
			meaning = states['?']
		}
		// N is "not there": a till may do without one of the two card readers.
		ready = ready && (state == 'O' || i < 2 && state == 'N')
		d.Meaning = join(d.Meaning, part.With(meaning))
	}
	d.Ready = &ready
	return d
}
