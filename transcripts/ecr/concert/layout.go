package concert

import (
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/iso"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// part is one fixed field of a block.
type part struct {
	id   string
	size int
	name codes.Text
}

var (
	partRegister = part{"register", 2, codes.Text{EN: "Till number", ZH: "收银机号"}}
	partAmount   = part{"amount", 8, codes.Text{EN: "Amount", ZH: "金额"}}
	partMode     = part{"mode", 1, codes.Text{EN: "Way to pay", ZH: "付款方式"}}
	partCurrency = part{"currency", 3, codes.Text{EN: "Currency", ZH: "币种"}}
	partPrivate  = part{"private", 10, codes.Text{EN: "The till's own data", ZH: "收银机自用数据"}}

	partFlag   = part{"flag", 1, codes.Text{EN: "Extra data wanted", ZH: "是否要附加数据"}}
	partType   = part{"type", 1, codes.Text{EN: "Kind of payment", ZH: "交易类型"}}
	partDelay  = part{"delay", 4, codes.Text{EN: "When to answer", ZH: "应答时机"}}
	partAuto   = part{"auto", 4, codes.Text{EN: "Force the host", ZH: "是否强制联机"}}
	partResult = part{"result", 1, codes.Text{EN: "Result", ZH: "结果"}}
)

// The layouts. A request of protocol E ends before the last two fields.
var (
	request = []part{partRegister, partAmount, partFlag, partMode, partType, partCurrency, partPrivate, partDelay, partAuto}
	reply   = []part{partRegister, partResult, partAmount, partMode, partCurrency, partPrivate}
)

const (
	sizeE     = 26
	sizeEPlus = 34
	sizeReply = 25
)

// field is a part with its place and value.
type field struct {
	part
	at  int
	val wire.Bytes
}

// block is a body taken apart.
type block struct {
	side   wire.Side
	fields []field
	// extra is what follows in a reply when it was asked for: it may hold the
	// stripe of a card, so it is never looked into.
	extra wire.Bytes
}

// parse takes a body apart; false when its fields are none of a Concert block:
// of another length, with other characters, or in a currency that does not exist.
func parse(body wire.Bytes, side wire.Side) (block, bool) {
	n := body.Len()
	if side == wire.SideUnknown {
		side = wire.FromTerminal
		if n == sizeE || n == sizeEPlus && body.Is(sizeE, 'A') && body.Is(sizeE+4, 'B') {
			side = wire.FromRegister
		}
	}
	b := block{side: side}
	layout := reply
	switch {
	case side == wire.FromRegister && n != sizeE && n != sizeEPlus, side == wire.FromTerminal && n < sizeReply:
		return b, false
	case side == wire.FromRegister:
		layout = request
	}
	at := 0
	for _, p := range layout {
		if at+p.size > n {
			break
		}
		b.fields = append(b.fields, field{p, at, body.Slice(at, at+p.size)})
		at += p.size
	}
	b.extra = body.From(at)
	for _, f := range b.fields {
		text := f.val.Text()
		if strings.ContainsFunc(text, hide.Control) {
			return b, false
		}
		switch f.id {
		case "register", "amount", "currency":
			if _, err := strconv.ParseUint(text, 10, 64); err != nil {
				return b, false
			}
		}
	}
	numeric := b.get("currency")
	letters := iso.Currency(numeric)
	return b, letters != "" && letters != numeric && !cardNumber(body, b.get("amount"))
}

// cardNumber reports whether a body begins with a card number in place of its
// fields, which take any digits. An amount below 100,000.00 begins with a zero;
// with it the fields look like a number now and then.
func cardNumber(body wire.Bytes, amount string) bool {
	text := body.Text()
	n := len(text) - len(strings.TrimLeft(text, "0123456789"))
	return !strings.HasPrefix(amount, "0") && !hide.Plain(text[:n])
}

func (b block) get(id string) string {
	for _, f := range b.fields {
		if f.id == id {
			return f.val.Text()
		}
	}
	return ""
}

// message makes the common shape of a block.
func (b block) message(m *redact.Masker) transcripts.Message {
	out := transcripts.Message{
		Protocol: protocolID, Class: transcripts.ClassFinancial, Function: transcripts.Request,
		Order: redact.Clean(m.Text(strings.TrimSpace(b.get("private")))),
	}
	if n, err := strconv.ParseInt(b.get("amount"), 10, 64); err == nil {
		out.Amount = transcripts.Amount{Minor: n, Currency: iso.Currency(b.get("currency")), Known: true}
	}
	if b.side == wire.FromTerminal {
		out.Function, out.ResponseCode, out.Book = transcripts.Answer, b.get("result"), protocolID
		return out
	}
	out.Kind = kinds[b.get("type")]
	if out.Kind == transcripts.KindUnknown {
		out.Class = transcripts.ClassUnknown
	}
	return out
}

// kinds are the types of a request that are known; any other may move money.
var kinds = map[string]transcripts.Kind{
	"0": transcripts.KindSale, "1": transcripts.KindRefund, "2": transcripts.KindVoid,
}
