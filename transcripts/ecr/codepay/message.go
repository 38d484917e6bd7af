package codepay

import (
	"strings"

	"golang.org/x/text/currency"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	id   = "codepay"
	book = "codepay"

	success   = "000" // of response_code
	statusYes = "2"   // of trans_status: the transaction was successful
)

// content is the data of one packet, read.
type content struct {
	topic
	list    []member
	data    wire.Bytes
	damaged bool
	// fault says what is damaged; nil when all of it was read.
	fault *transcripts.Fault
}

// read takes the data of a packet apart as far as it is JSON.
func read(f wire.Frame) content {
	list, at, whole := members(readable(f.Body))
	c := content{list: list, data: f.Body, damaged: f.Fault != nil, fault: f.Fault}
	if !whole {
		c.list = nil // nothing of what cannot be read to its end is shown
		if c.fault == nil {
			c.fault = &transcripts.Fault{ID: "field", Byte: dataAt + at, What: noJSON}
		}
	}
	for _, m := range c.list {
		if !hide.Plain(m.path) {
			c.list, c.fault = nil, &transcripts.Fault{ID: "field", Byte: dataAt + m.from, What: badName}
			break
		}
	}
	c.topic = topicOf(c.get("topic"), c.get("biz_data.trans_type"))
	return c
}

var badName = codes.Text{
	EN: "a member has a name that looks like a card number, so nothing of the data is shown",
	ZH: "有成员的名称像卡号，因此整段数据都不显示",
}

// noJSON is said of data that some programs write in another form.
var noJSON = codes.Text{
	EN: "the data is not JSON from this byte on; some till programs send another form, which is not public",
	ZH: "从该字节起数据不是 JSON；有些收银程序使用另一种未公开的格式",
}

// get gives what may be shown of a member, "" when it is not there. Of two with
// one name the last counts, as in most readers.
func (c content) get(path string) string {
	for i := len(c.list) - 1; i >= 0; i-- {
		if m := c.list[i]; m.path == path {
			return strings.TrimSpace(m.shown(c.data, c.damaged))
		}
	}
	return ""
}

// message gives the content in the common shape.
func (c content) message(as transcripts.Function, o ecr.Options) *transcripts.Message {
	m := &transcripts.Message{
		Protocol: id, Version: c.get("version"), Class: c.class, Kind: c.kind, Function: as,
		Order: c.get("biz_data.merchant_order_no"), RRN: c.get("biz_data.ref_no"), AuthCode: c.get("biz_data.auth_code"),
		HostText: c.get("response_msg"), Card: c.card(o),
	}
	m.Amount = amount(c.get("biz_data.order_amount"), c.get("biz_data.price_currency"), o.Currency)
	if as != transcripts.Answer {
		return m
	}
	m.ResponseCode = c.get("response_code")
	if m.ResponseCode != "" {
		m.Book = book
	}
	// A success of the request with another state of the transaction is none yet.
	status := c.get("biz_data.trans_status")
	m.Interim = m.Kind.MovesMoney() && m.ResponseCode == success && status != "" && status != statusYes
	return m
}

// card gives the card number, with a token when the line showed all of it.
func (c content) card(o ecr.Options) transcripts.Card {
	for _, m := range c.list {
		if m.path != "biz_data.card_no" {
			continue
		}
		if strings.ContainsFunc(m.text, func(r rune) bool { return r < '0' || r > '9' }) {
			return o.Masker.Masked(m.text)
		}
		return o.Masker.PAN(m.text)
	}
	return transcripts.Card{}
}

// amount reads an amount in whole units ("2.15"). How many digits stand behind
// the point is the currency's business; without a currency only two that are
// written out can be trusted.
func amount(text, stated, usual string) transcripts.Amount {
	letters := stated
	if letters == "" {
		letters = usual
	}
	whole, part, _ := strings.Cut(text, ".")
	scale := len(part)
	if unit, err := currency.ParseISO(letters); err == nil {
		scale, _ = currency.Standard.Rounding(unit)
	} else if letters = ""; scale != 2 {
		return transcripts.Amount{}
	}
	part = strings.TrimRight(part, "0")
	if whole == "" || len(part) > scale {
		return transcripts.Amount{}
	}
	n, ok := hypercom.Digits(whole + part + strings.Repeat("0", scale-len(part)))
	if !ok {
		return transcripts.Amount{}
	}
	return transcripts.Amount{Minor: n, Currency: letters, Known: true}
}
