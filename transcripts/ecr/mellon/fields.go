package mellon

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/iso"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// part is one value of a message, between two separators.
type part struct {
	id   string // letter of its field and number in it: "F1"; "X" for a part of an echo
	at   int    // in the body of the frame
	val  wire.Bytes
	name codes.Text
}

// message is a body taken apart.
type message struct {
	side             wire.Side
	variant, version string
	kind             byte // its letter
	parts            []part
}

// names are those of the parts, by the letter of the field, in order (sections
// 6.3 to 6.6). What stands in no list is hidden.
var names = map[byte][]codes.Text{
	'S': {{EN: "Session", ZH: "会话号"}},
	'F': {{EN: "Amount", ZH: "金额"}, {EN: "Currency", ZH: "币种"}, {EN: "Decimals", ZH: "小数位数"}},
	'R': {{EN: "Till", ZH: "收银机号"}},
	'H': {{EN: "Cashier", ZH: "收银员号"}},
	'C': {{EN: "Result code", ZH: "结果码"}},
	'G': {{EN: "VAT 1", ZH: "税率 1"}, {EN: "VAT 2", ZH: "税率 2"}, {EN: "VAT 3", ZH: "税率 3"}, {EN: "VAT 4", ZH: "税率 4"}},
	'M': {{EN: "The till's own data", ZH: "收银机自用数据"}},
}

// A letter means one thing in a request and another in a result or an echo.
var (
	requestDate = []codes.Text{{EN: "Date and time", ZH: "日期时间"}}
	requestTill = []codes.Text{{EN: "Receipt number of the till", ZH: "收银机票据号"}}
	echoNames   = []codes.Text{{EN: "Terminal id", ZH: "终端号"}, {EN: "Software version", ZH: "软件版本"}}
	resultNames = []codes.Text{
		{EN: "Card brand", ZH: "卡品牌"},
		{EN: "Card number", ZH: "卡号"},
		{EN: "Amount", ZH: "金额"},
		{EN: "Final amount", ZH: "最终金额"},
		{EN: "Acquirer", ZH: "收单机构"},
		{EN: "Terminal id", ZH: "终端号"},
		{EN: "Batch", ZH: "批次号"},
		{EN: "Reference number (RRN)", ZH: "检索参考号（RRN）"},
		{EN: "Trace number", ZH: "跟踪号"},
		{EN: "Authorisation number", ZH: "授权号"},
		{EN: "Date and time", ZH: "日期时间"},
	}
	textEcho    = codes.Text{EN: "Text", ZH: "文本"}
	textReceipt = codes.Text{EN: "Receipt", ZH: "凭证"}
	textUnknown = codes.Text{EN: "Unknown field", ZH: "未知字段"}
	textError   = codes.Text{EN: "Error code", ZH: "错误码"}
)

// cardPart is the number of a result's field D.
const cardPart = "D2"

// parse takes a body apart; false when it has no header.
func parse(body wire.Bytes) (message, bool) {
	if body.Len() < headerBytes-2 {
		return message{}, false
	}
	text := body.Text()
	m := message{side: wire.FromRegister, variant: text[3:5], version: text[5:7]}
	if text[:3] == "MEL" {
		m.side = wire.FromTerminal
	}
	at := headerBytes - 2
	if at == len(text) || text[at] < 'A' || text[at] > 'Z' {
		return m, false
	}
	m.kind = text[at]
	at++
	if at < len(text) && text[at] == '/' {
		m.split(body, at+1)
	}
	return m, true
}

// split takes the fields from at on apart.
func (m *message) split(body wire.Bytes, at int) {
	for n := 0; at <= body.Len(); n++ {
		end := body.Len()
		if i := bytes.IndexByte(body.B[at:], '/'); i >= 0 && !m.receiptAt(body, at) {
			end = at + i
		}
		m.field(body, at, end, n)
		at = end + 1
	}
}

// receiptAt reports whether the receipt begins at a place of a result. It is the
// last field and may hold separators.
func (m *message) receiptAt(body wire.Bytes, at int) bool { return m.kind == 'R' && body.Is(at, 'P') }

// field names the parts of the field from i to before j, the nth of the message.
func (m *message) field(body wire.Bytes, i, j, n int) {
	add := func(id string, i, j int, name codes.Text) {
		m.parts = append(m.parts, part{id, i, body.Slice(i, j), name})
	}
	switch {
	case m.kind == 'X' && (n == 0 || i == j || !body.Is(i, 'T')):
		add("X", i, j, textEcho)
		return
	case m.kind == 'E':
		add("E", i, j, textError)
		return
	case i == j:
		return
	}
	letter := body.B[i]
	if m.receiptAt(body, i) {
		add("P", i+1, j, textReceipt)
		return
	}
	list := names[letter]
	switch {
	case m.kind == 'X':
		list = echoNames
	case letter == 'D' && m.kind == 'R':
		list = resultNames
	case letter == 'D':
		list = requestDate
	case letter == 'T':
		list = requestTill
	}
	for k, at := 1, i+1; at <= j; k++ {
		end := j
		if c := bytes.IndexByte(body.B[at:j], ':'); c >= 0 {
			end = at + c
		}
		name := textUnknown
		if k <= len(list) {
			name = list[k-1]
		}
		// VAT may be written with a colon before each part.
		if letter != 'G' || at != end {
			add(string(letter)+strconv.Itoa(k), at, end, name)
		} else {
			k--
		}
		at = end + 1
	}
}

func (m *message) get(id string) string {
	for _, p := range m.parts {
		if p.id == id {
			return p.val.Text()
		}
	}
	return ""
}

// text gives a part as it may be shown.
func (m *message) text(id string, mask *redact.Masker) string {
	return redact.Clean(mask.Text(m.get(id)))
}

// kinds are the letters of requests that are known; any other may move money.
var kinds = map[byte]transcripts.Kind{
	'A': transcripts.KindSale, 'H': transcripts.KindUnknown, 'Z': transcripts.KindRefund,
	'V': transcripts.KindVoid, 'X': transcripts.KindEcho,
}

var kindNames = map[byte]codes.Text{
	'A': {EN: "Payment", ZH: "付款"}, 'H': {EN: "Cash advance", ZH: "取现"}, 'Z': {EN: "Refund", ZH: "退货"},
	'V': {EN: "Void", ZH: "撤销"}, 'X': {EN: "Echo", ZH: "链路测试"}, 'R': {EN: "Result", ZH: "结果"},
	'E': {EN: "Refused", ZH: "拒绝"},
}

// kindName names a message; A from the terminal only confirms the request.
func (m *message) kindName() codes.Text {
	if m.side == wire.FromTerminal && m.kind != 'R' && m.kind != 'E' && m.kind != 'X' {
		return codes.Text{EN: "Request received; this is no approval", ZH: "已收到请求；不表示批准"}
	}
	if t, ok := kindNames[m.kind]; ok {
		return t
	}
	return codes.Text{EN: "Unknown request; it may move money", ZH: "未知请求；可能涉及款项"}
}

// common makes the common shape of a request, a result or a refusal.
func (m *message) common(mask *redact.Masker) transcripts.Message {
	out := transcripts.Message{Protocol: protocolID, Function: transcripts.Request, Order: m.text("S1", mask)}
	if m.side == wire.FromRegister {
		out.Kind = kinds[m.kind]
		// An amount in another unit than hundredths would be read wrong.
		if unit := m.get("F3"); unit == "2" || unit == "" {
			out.Amount = amount(m.get("F1"), iso.Currency(m.get("F2")))
		}
	} else {
		out.Function = transcripts.Answer
	}
	switch {
	case m.side == wire.FromTerminal && m.kind == 'E':
		out.ResponseCode, out.Book = "E"+m.text("E", mask), protocolID
	case m.side == wire.FromTerminal && m.kind == 'R':
		out.ResponseCode, out.Book = m.text("C1", mask), protocolID
		m.result(&out, mask)
	}
	out.Class = class(out.Kind)
	return out
}

// result sets what a result states of an approved payment.
func (m *message) result(out *transcripts.Message, mask *redact.Masker) {
	out.Amount = amount(m.get("D3"), "")
	if last := amount(m.get("D4"), ""); last.Known && last.Minor != out.Amount.Minor {
		out.Additional = last
	}
	if card := m.get(cardPart); card != "" {
		out.Card = mask.Masked(card)
		if strings.Trim(card, "0123456789") == "" {
			out.Card = mask.PAN(card)
		}
	}
	out.Terminal, out.Batch = m.text("D6", mask), m.text("D7", mask)
	out.STAN, out.AuthCode = m.text("D9", mask), m.text("D10", mask)
	// Some applications put batch and trace number in the place of the RRN; only
	// one of twelve digits is one (note to section 6.5).
	if rrn := m.text("D8", mask); len(rrn) == 12 {
		out.RRN = rrn
	}
	if at := m.get("D11"); len(at) == 14 {
		out.LocalDate, out.LocalTime = at[4:8], at[8:]
	}
}

// amount reads minor units.
func amount(digits, currency string) transcripts.Amount {
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return transcripts.Amount{}
	}
	return transcripts.Amount{Minor: n, Currency: currency, Known: true}
}

func class(k transcripts.Kind) transcripts.Class {
	switch {
	case k == transcripts.KindUnknown:
		return transcripts.ClassUnknown
	case k.MovesMoney():
		return transcripts.ClassFinancial
	}
	return transcripts.ClassAdmin
}
