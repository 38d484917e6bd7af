package verifonepoint

import (
	"strings"

	"golang.org/x/text/encoding/charmap"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/say"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/tell"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/iso"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

const (
	protocol = "verifonepoint"
	book     = "verifone-point-fi"
	// mostParts bounds a message of several frames.
	mostParts = 64 << 10
)

// kinds are the types of requests and results. Others count as moving money.
var kinds = map[byte]transcripts.Kind{
	'0': transcripts.KindSale,
	'1': transcripts.KindSale, // cash
	'2': transcripts.KindVoid,
	'3': transcripts.KindRefund,
	'4': transcripts.KindStatus, // the result of an earlier payment, by its id, or of the last
	'5': transcripts.KindSale,   // quasi cash
	'6': transcripts.KindSale,   // with cash back
	'P': transcripts.KindPreAuth,
	'F': transcripts.KindCompletion,
	'V': transcripts.KindVoid, // of a pre-authorisation
}

type conversation struct {
	o     ecr.Options
	turns tell.Talks
	parts map[wire.Side]wire.Bytes // of messages that are not whole yet
	// paying names the turn of the payment under way, "" for none, and kind is what
	// it is; retrieve tells that an earlier result was asked for since.
	paying   string
	kind     transcripts.Kind
	retrieve string
	// asked is the last device command, and turn names its turn.
	asked, turn string
}

func newConversation(o ecr.Options) ecr.Conversation {
	return &conversation{o: o, turns: tell.Talks{Protocol: protocol}, parts: map[wire.Side]wire.Bytes{}}
}

// Take tells what a frame says.
func (c *conversation) Take(side wire.Side, f wire.Frame) []transcripts.Event {
	if e, bad := tell.Frame(side, f); bad {
		delete(c.parts, side)
		return []transcripts.Event{e}
	}
	if f.Kind != wire.Data {
		return nil
	}
	b := c.parts[side].Append(f.Body)
	delete(c.parts, side)
	if last := b.Len() - 1; b.Is(last, etb) && last < mostParts {
		c.parts[side] = b.Slice(0, last)
		return nil
	}
	switch id, _ := b.At(0); {
	case id == 'y':
		return c.request(side, b)
	case id == '2':
		return c.status(side, b)
	case id == '4' || id == '5':
		return c.result(side, b)
	case id == 's' && b.Len() == 3:
		c.asked, c.turn = say.Text(b, 0, 3), c.turns.Next()
		return []transcripts.Event{tell.Message(side, harmless(transcripts.KindStatus, c.asked, c.turn))}
	case id == 'S' && b.Len() == 3, id == 'C' && b.Len() == 5, id == 'Z' && b.Len() == 48, b.Text() == "72":
		return []transcripts.Event{tell.Message(side, harmless(transcripts.KindAdmin, say.Text(b, 0, 1), c.turns.Next()))}
	case id == 'S' && b.Len() >= 8:
		return c.device(side, b)
	}
	// An accepted or rejected pause ($) belongs to the payment under way, and the
	// result tells what became of it. The rest is about customer cards and screens.
	return nil
}

// harmless is a command to the device. It has a turn of its own, though a payment
// may be under way.
func harmless(k transcripts.Kind, code, turn string) transcripts.Message {
	return transcripts.Message{
		Protocol: protocol, Class: transcripts.ClassAdmin, Function: transcripts.Request, Kind: k, TypeCode: code, Talk: turn,
	}
}

func (c *conversation) request(side wire.Side, b wire.Bytes) []transcripts.Event {
	m := transcripts.Message{Protocol: protocol, Class: transcripts.ClassFinancial, Function: transcripts.Request, Talk: c.turns.Next()}
	kind, known := b.At(min(1, b.Len()-1))
	if known && b.Len() > 1 {
		m.Kind, m.TypeCode = kinds[kind], string(rune(kind))
	}
	retrieve := m.Kind == transcripts.KindStatus
	if retrieve {
		m.Class, c.retrieve = transcripts.ClassAdmin, m.Talk
	} else {
		c.paying, c.kind, c.retrieve = m.Talk, m.Kind, ""
	}
	if b.Len() == 80 {
		id := number(say.Text(b, 26, 31))
		date, clock := split(say.Text(b, 41, 53))
		if m.Kind.Undoes() || retrieve {
			m.Original.Receipt, m.Original.Date, m.Original.Time = id, date, clock
		} else {
			m.Receipt, m.LocalDate, m.LocalTime = id, date, clock
		}
		if !retrieve && m.Kind != transcripts.KindVoid { // those two carry zeros
			m.Amount = say.Minor(say.Text(b, 2, 14), iso.Currency(say.Text(b, 67, 70)))
		}
	}
	return []transcripts.Event{tell.Message(side, m)}
}

// number is a transaction id; zeros mean none.
func number(s string) string {
	if strings.Trim(s, "0") == "" {
		return ""
	}
	return s
}

// split cuts yyMMddHHmmss into MMDD and hhmmss; zeros are no time.
func split(s string) (date, clock string) {
	if len(s) != 12 || number(s) == "" {
		return "", ""
	}
	return s[2:6], s[6:]
}

// status reads a step of a payment. Only a status that stops it is an answer.
func (c *conversation) status(side wire.Side, b wire.Bytes) []transcripts.Event {
	s := b.Text()
	if len(s) < 6 || !status(s[2:6]) {
		return nil
	}
	code := s[2:6]
	switch {
	case code == "0019":
		return []transcripts.Event{tell.Signal(side, transcripts.Signal{ID: transcripts.SignalReversalFailed, Text: code, Code: code})}
	case code[0] != '1' && code[0] != '9':
		return nil
	}
	m := c.answer(code)
	m.HostText = c.o.Masker.Text(words(b, 6, b.Len()))
	out := []transcripts.Event{tell.Message(side, m)}
	switch code {
	case "9400":
		out = append(out, tell.Signal(side, transcripts.Signal{ID: transcripts.SignalChipDeclined, Text: code, Code: code}))
	case "1022":
		out = append(out, tell.Signal(side, transcripts.Signal{ID: transcripts.SignalReversalStarted, Text: code, Code: code}))
	}
	return out
}

// answer is an answer to the payment under way, or one whose request was not
// seen.
func (c *conversation) answer(code string) transcripts.Message {
	m := transcripts.Message{
		Protocol: protocol, Class: transcripts.ClassFinancial, Function: transcripts.Answer, Kind: c.kind,
		TypeCode: code, Talk: c.paying, Book: book, ResponseCode: code,
	}
	switch {
	case c.retrieve != "":
		// The earlier payment is not in the terminal, or cannot be told.
		m.Kind, m.Class, m.Talk, c.retrieve = transcripts.KindStatus, transcripts.ClassAdmin, c.retrieve, ""
	case c.paying == "":
		m.Kind, m.Talk = transcripts.KindUnknown, c.turns.Next()
	}
	return m
}

// result reads the record of a payment that went through. Places as in the
// public program; the form with receipts has an amount of twelve digits.
func (c *conversation) result(side wire.Side, b wire.Bytes) []transcripts.Event {
	if b.Len() < 137 {
		return []transcripts.Event{tell.Fault(side, &transcripts.Fault{ID: "field", Byte: b.Len(), Field: "result", What: codes.Text{
			EN: "the result record is too short", ZH: "结果记录长度不足",
		}})}
	}
	m := transcripts.Message{
		Protocol: protocol, Class: transcripts.ClassFinancial, Function: transcripts.Answer, TypeCode: say.Text(b, 1, 2),
		Book: book, ResponseCode: say.Text(b, 0, 1),
	}
	if kind, known := b.At(1); known {
		m.Kind = kinds[kind]
	}
	m.Card = c.o.Masker.Masked(say.Text(b, 7, 26))
	m.EMV.AC, m.EMV.TVR, m.EMV.TSI = say.Text(b, 58, 74), say.Text(b, 74, 84), say.Text(b, 84, 88)
	id := number(say.Text(b, 88, 93))
	m.RRN = say.Text(b, 93, 105) // the number under which the receipt is filed
	m.LocalDate, m.LocalTime = split(say.Text(b, 105, 117))
	m.Amount = amount(b)
	if m.Kind.Undoes() {
		m.Original.Receipt = id
	} else {
		m.Receipt = id
	}
	switch {
	case c.retrieve != "":
		m.Repeat, m.Talk, c.retrieve, c.paying = true, c.turns.Next(), "", ""
	case c.paying != "":
		m.Talk = c.paying
	default:
		m.Talk = c.turns.Next()
	}
	return []transcripts.Event{tell.Message(side, m)}
}

// amount reads the amount of a result: twelve digits and the currency, or seven
// and the currency. Which it is shows only by the currency; where both would do,
// the amount is not known.
func amount(b wire.Bytes) transcripts.Amount {
	read := func(i, j int) transcripts.Amount {
		digits, letters := say.Text(b, i, j), nordic[say.Text(b, j, j+3)]
		if len(digits) != j-i || letters == "" {
			return transcripts.Amount{}
		}
		return say.Minor(digits, letters)
	}
	long, short := read(117, 129), read(117, 124)
	switch {
	case long.Known && !short.Known:
		return long
	case short.Known && !long.Known:
		return short
	}
	return transcripts.Amount{}
}

// nordic are the currencies of the countries where these terminals are.
var nordic = map[string]string{"978": "EUR", "752": "SEK", "578": "NOK", "208": "DKK"}

// device reads the answer to a device command: status, reader, environment,
// whether a message waits, and what was asked for.
func (c *conversation) device(side wire.Side, b wire.Bytes) []transcripts.Event {
	if c.asked == "" {
		c.turn = c.turns.Next()
	}
	m := harmless(transcripts.KindStatus, "S", c.turn)
	m.Function = transcripts.Answer
	code := say.Text(b, 1, 5)
	ready := code == "0000"
	d := transcripts.Device{Protocol: protocol, Status: code, Meaning: states[code], Ready: &ready}
	if d.Meaning.IsZero() {
		d.Meaning = codes.Text{EN: "a state that is not documented", ZH: "没有公开说明的状态"}
	}
	if b.Is(6, '1') {
		d.Meaning = codes.Text{EN: d.Meaning.EN + "; it is set to the test system", ZH: d.Meaning.ZH + "；当前为测试环境"}
	}
	if c.asked == "s02" {
		d.Software = c.o.Masker.Text(words(b, 8, b.Len()))
	}
	c.asked = ""
	return []transcripts.Event{tell.Message(side, m), tell.Device(side, d)}
}

var states = map[string]codes.Text{
	"0000": {EN: "ready", ZH: "就绪"},
	"0003": {EN: "the stop list is old or missing", ZH: "黑名单过旧或缺失"},
	"0004": {EN: "the keys of the card schemes are old or missing", ZH: "卡组织公钥过旧或缺失"},
}

// words reads text in ISO 8859-15.
func words(b wire.Bytes, i, j int) string {
	if i >= j || j > b.Len() {
		return ""
	}
	var out strings.Builder
	for k := i; k < j; k++ {
		if c, known := b.At(k); known {
			out.WriteRune(charmap.ISO8859_15.DecodeByte(c))
		} else {
			out.WriteByte('*')
		}
	}
	return strings.TrimSpace(redact.Clean(out.String()))
}
