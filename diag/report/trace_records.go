package report

import (
	"fmt"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
)

var (
	headRecords = codes.Text{EN: "The records, field by field", ZH: "逐条记录"}
	bytesMasked = codes.Text{EN: "its bytes, x is masked:", ZH: "原始字节（x 为已打码）："}
	bytesNone   = codes.Text{EN: "its bytes are not shown: the log holds it in words or fields, or it is not whole.", ZH: "不显示原始字节：日志里是文字或域列表，或者报文不完整。"}
)

// fieldOf is one field that matters, by its number in ISO 8583. Protocols
// between till and terminal have no numbers, only names.
type fieldOf struct {
	number string
	name   codes.Text
	value  func(*transcripts.Message) string
}

var shownFields = []fieldOf{
	{"MTI", codes.Text{EN: "message type", ZH: "消息类型"}, func(m *transcripts.Message) string { return m.MTI }},
	{"DE2", codes.Text{EN: "card", ZH: "卡号"}, func(m *transcripts.Message) string { return m.Card.Masked }},
	{"DE3", codes.Text{EN: "processing code", ZH: "处理码"}, func(m *transcripts.Message) string { return m.ProcessingCode }},
	{"DE7", codes.Text{EN: "transmission time", ZH: "传输时间"}, func(m *transcripts.Message) string { return m.Transmitted.String() }},
	{"DE11", codes.Text{EN: "trace no.", ZH: "凭证号"}, func(m *transcripts.Message) string { return m.STAN }},
	{"DE12", codes.Text{EN: "local time", ZH: "本地时间"}, func(m *transcripts.Message) string { return m.LocalTime }},
	{"DE13", codes.Text{EN: "local date", ZH: "本地日期"}, func(m *transcripts.Message) string { return m.LocalDate }},
	{"DE15", codes.Text{EN: "settlement date", ZH: "清算日期"}, func(m *transcripts.Message) string { return m.SettlementDate }},
	{"DE22", codes.Text{EN: "entry mode", ZH: "输入方式"}, func(m *transcripts.Message) string { return m.EntryMode }},
	{"DE25", codes.Text{EN: "condition", ZH: "服务点条件"}, func(m *transcripts.Message) string { return m.Condition }},
	{"DE32", codes.Text{EN: "acquirer", ZH: "受理机构"}, func(m *transcripts.Message) string { return m.AcquirerID }},
	{"DE37", codes.Text{EN: "reference no.", ZH: "参考号"}, func(m *transcripts.Message) string { return m.RRN }},
	{"DE38", codes.Text{EN: "authorisation code", ZH: "授权码"}, func(m *transcripts.Message) string { return m.AuthCode }},
	{"DE39", codes.Text{EN: "answer code", ZH: "应答码"}, func(m *transcripts.Message) string { return m.ResponseCode }},
	{"", codes.Text{EN: "reason", ZH: "原因码"}, func(m *transcripts.Message) string { return m.Reason }},
	{"DE41", codes.Text{EN: "terminal", ZH: "终端号"}, func(m *transcripts.Message) string { return m.Terminal }},
	{"DE42", codes.Text{EN: "merchant", ZH: "商户号"}, func(m *transcripts.Message) string { return m.Merchant }},
	{"", codes.Text{EN: "batch", ZH: "批次号"}, func(m *transcripts.Message) string { return m.Batch }},
	{"", codes.Text{EN: "receipt no.", ZH: "票据号"}, func(m *transcripts.Message) string { return m.Receipt }},
	{"", codes.Text{EN: "order", ZH: "订单号"}, func(m *transcripts.Message) string { return m.Order }},
	{"", codes.Text{EN: "of the original", ZH: "原交易"}, func(m *transcripts.Message) string { return original(m.Original) }},
	{"", codes.Text{EN: "host's words", ZH: "主机附言"}, func(m *transcripts.Message) string { return m.HostText }},
	{"95", codes.Text{EN: "terminal verification results", ZH: "终端验证结果"}, func(m *transcripts.Message) string { return m.EMV.TVR }},
	{"9F27", codes.Text{EN: "what the chip decided", ZH: "芯片的决定"}, func(m *transcripts.Message) string { return m.EMV.CID }},
	{"8A", codes.Text{EN: "what the issuer told the chip", ZH: "发卡行给芯片的应答"}, func(m *transcripts.Message) string { return m.EMV.ARC }},
	{"9F36", codes.Text{EN: "chip counter", ZH: "芯片交易计数"}, func(m *transcripts.Message) string { return m.EMV.ATC }},
}

// original names the message that another one refers to.
func original(o transcripts.Original) string {
	var parts []string
	for _, s := range []string{o.MTI, o.STAN, o.Batch, o.Date, o.Time, o.RRN, o.AuthCode, o.Receipt} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " ")
}

// records shows each message of the timeline, once.
func (p *page) records(rows []TimelineRow) {
	p.add(heading(p.say(headRecords)))
	for _, r := range rows {
		if r.Again || r.Message == nil {
			continue
		}
		tone := Strong
		if r.Mismatch != "" {
			tone = Caution
		}
		p.add(Block{Kind: Paragraph, Lines: []Line{{{Text: p.say(r.Text), Tone: tone}}}})
		p.add(Block{Kind: Paragraph, Indent: 2, Lines: []Line{{{Text: p.place(r.Where), Tone: Dim}}}})
		p.add(Block{Kind: Pairs, Indent: 2, Rows: p.fields(r.Message)})
		p.bytes(r.Message.Bytes)
	}
}

// fields names what a message states.
func (p *page) fields(m *transcripts.Message) [][]Span {
	var rows [][]Span
	add := func(number string, name codes.Text, value string) {
		if value == "" {
			return
		}
		label := p.say(name)
		if number != "" && (m.MTI != "" || !strings.HasPrefix(number, "DE")) {
			label = number + " " + label
		}
		rows = append(rows, []Span{{Text: label}, {Text: value}})
	}
	for _, f := range shownFields {
		add(f.number, f.name, f.value(m))
		if f.number == "DE3" && m.Amount.Known {
			add("DE4", codes.Text{EN: "amount", ZH: "金额"}, Money(m.Amount.Minor, m.Amount.Currency, p.o.Lang))
		}
	}
	return rows
}

// A row of bytes is so long that it fits a screen with its place before it.
const bytesInRow = 32

// bytes shows masked bytes in rows, each with the place of its first byte.
func (p *page) bytes(hex string) {
	if hex == "" {
		p.add(Block{Kind: Paragraph, Indent: 2, Lines: []Line{{{Text: p.say(bytesNone), Tone: Dim}}}})
		return
	}
	p.add(Block{Kind: Paragraph, Indent: 2, Lines: []Line{{{Text: p.say(bytesMasked), Tone: Dim}}}})
	b := Block{Kind: Verbatim, Indent: 2}
	for at := 0; at < len(hex); at += 2 * bytesInRow {
		b.Lines = append(b.Lines, Line{{Text: fmt.Sprintf("%04d  %s", at/2, hex[at:min(at+2*bytesInRow, len(hex))])}})
	}
	p.add(b)
}
