package caisseap

import (
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/iso"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// show is what of a field may be shown.
type show uint8

const (
	hidden show = iota // the zero value: a tag that no table names
	text               // but for what has the shape of card data
	pan
)

// tag is what is known of a field.
type tag struct {
	show show
	name codes.Text
}

// tags are the fields that the public client and server use.
var tags = map[string]tag{
	"AA": {pan, codes.Text{EN: "Card number", ZH: "卡号"}},
	"AB": {hidden, codes.Text{EN: "Expiry date", ZH: "卡有效期"}},
	"AC": {text, codes.Text{EN: "Authorisation number", ZH: "授权号"}},
	"AE": {text, codes.Text{EN: "Result", ZH: "结果"}},
	"AF": {text, codes.Text{EN: "Reason", ZH: "原因"}},
	"AI": {text, codes.Text{EN: "Application (AID)", ZH: "应用标识符（AID）"}},
	"BA": {text, codes.Text{EN: "When to answer", ZH: "应答时机"}},
	"CA": {text, codes.Text{EN: "Till number", ZH: "收银机号"}},
	"CB": {text, codes.Text{EN: "Amount", ZH: "金额"}},
	"CC": {text, codes.Text{EN: "Way to pay", ZH: "付款方式"}},
	"CD": {text, codes.Text{EN: "Kind of payment", ZH: "交易类型"}},
	"CE": {text, codes.Text{EN: "Currency", ZH: "币种"}},
	"CF": {text, codes.Text{EN: "Private data", ZH: "自用数据"}},
	"CG": {text, codes.Text{EN: "Merchant contract number", ZH: "商户合同号"}},
	"CI": {text, codes.Text{EN: "How the card was read", ZH: "读卡方式"}},
	"CJ": {text, codes.Text{EN: "Protocol id", ZH: "协议标识"}},
	"CZ": {text, codes.Text{EN: "Version", ZH: "版本"}},
}

// Results of AE. The second says that the outcome is not known yet.
const (
	resultDone    = "10"
	resultTaken   = "11"
	resultNotDone = "01"
)

// kinds are the values of CD that are known; any other may move money.
var kinds = map[string]transcripts.Kind{"0": transcripts.KindSale, "1": transcripts.KindRefund}

// field is one field of a message.
type field struct {
	id  string
	at  int // of its tag, in the body
	val wire.Bytes
	tag tag
}

// message is a body taken apart.
type message []field

// parse takes a body apart as far as its fields are whole.
func parse(body wire.Bytes) message {
	var out message
	for at := 0; at+headerBytes <= body.Len(); {
		head := body.Slice(at, at+headerBytes).Text()
		n, err := strconv.ParseUint(head[2:], 10, 16)
		end := at + headerBytes + int(n)
		if err != nil || end > body.Len() {
			return out
		}
		id := head[:2]
		out = append(out, field{id, at, body.Slice(at+headerBytes, end), tags[id]})
		at = end
	}
	return out
}

func (m message) get(id string) string {
	for _, f := range m {
		if f.id == id {
			return f.val.Text()
		}
	}
	return ""
}

// answers reports whether a message comes from the terminal: only its answers
// state a result.
func (m message) answers(side wire.Side) bool {
	return side == wire.FromTerminal || side == wire.SideUnknown && m.get("AE") != ""
}

// code is the result with its reason, as the code book has them: "01-04".
func (m message) code() string {
	result, reason := m.get("AE"), m.get("AF")
	if result == resultNotDone && reason != "" {
		return result + "-" + reason
	}
	return result
}

// common makes the common shape of a message.
func (m message) common(side wire.Side, mask *redact.Masker) transcripts.Message {
	plain := func(id string) string { return redact.Clean(mask.Text(m.get(id))) }
	out := transcripts.Message{
		Protocol: protocolID, Version: plain("CZ"), Function: transcripts.Request, Kind: kinds[m.get("CD")],
		Merchant: strings.TrimSpace(plain("CG")), AuthCode: plain("AC"),
	}
	if n, err := strconv.ParseInt(m.get("CB"), 10, 64); err == nil {
		out.Amount = transcripts.Amount{Minor: n, Currency: iso.Currency(m.get("CE")), Known: true}
	}
	if out.Kind != transcripts.KindUnknown {
		out.Class = transcripts.ClassFinancial
	}
	if card := m.get("AA"); card != "" {
		out.Card = mask.Masked(card)
		if strings.Trim(card, "0123456789") == "" {
			out.Card = mask.PAN(card)
		}
	}
	if m.answers(side) {
		out.Function, out.ResponseCode, out.Book = transcripts.Answer, redact.Clean(mask.Text(m.code())), bookID
	}
	return out
}
