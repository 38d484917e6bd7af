package transbank

import (
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/part"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// command is one kind of message.
type command struct {
	code     string
	name     codes.Text
	kind     transcripts.Kind
	class    transcripts.Class
	function transcripts.Function
	about    about
	answers  string // codes of the requests that it answers
	fields   []part.Spec
}

// about says what an answer speaks of, beside the turn that it ends.
type about int

const (
	ofTurn about = iota // its own request
	ofPast              // a payment that was done before
	ofStep              // what the terminal is doing
)

// split takes a body apart at its bars. Where the frame is not whole its last
// field is not trusted.
func split(body wire.Bytes, whole bool) (code string, parts []part.Part) {
	from := 0
	var fields []part.Part
	for i := 0; i <= body.Len(); i++ {
		if i < body.Len() && !body.Is(i, '|') {
			continue
		}
		fields = append(fields, part.Part{Off: from, Bytes: body.Slice(from, i)})
		from = i + 1
	}
	head := fields[0]
	code = head.Bytes.Text()
	if len(code) != 4 || strings.Trim(code, "0123456789") != "" || !whole && len(fields) == 1 {
		return "", fields // without a Spec, so hidden whole
	}
	fields[0].Spec = commandSpec
	if c := find(code, fields); c != nil {
		for i := range min(len(fields)-1, len(c.fields)) {
			fields[i+1].Spec = c.fields[i]
		}
	}
	if !whole {
		fields[len(fields)-1].Keep = part.Drop
	}
	return code, fields
}

// find gives the command of a code. Two have a code in common: 0260 asks for
// the list of sales, with a flag of one character, and answers the question for
// the last sale, with a result of two. A sale's answer has another order of
// fields in Autoservicio.
func find(code string, fields []part.Part) *command {
	for i := range commands {
		c := &commands[i]
		if c.code != code {
			continue
		}
		switch {
		case code == "0260" && c.function == transcripts.Request != (len(fields) < 2 || fields[1].Bytes.Len() < 2):
		case c.about == ofTurn && c.kind == transcripts.KindSale && c.function == transcripts.Answer && variant(fields) != c.fields[6].ID:
		case c.about == ofPast && code != "0261" && variant(fields) != c.fields[6].ID:
		default:
			return c
		}
	}
	return nil
}

// variant gives the ID of the field behind the amount. The kind of card (CR, DB)
// tells the two orders apart; an answer without one has nothing behind its
// amount that would matter.
func variant(fields []part.Part) string {
	if len(fields) > 9 && kindOfCard(fields[9].Bytes.Text()) {
		return tail4.ID
	}
	return instalments.ID
}

func kindOfCard(s string) bool {
	return len(s) == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z'
}

// Kinds, classes and functions that most commands share.
const (
	asks    = transcripts.Request
	tells   = transcripts.Answer
	books   = transcripts.ClassFinancial
	network = transcripts.ClassNetwork
	admin   = transcripts.ClassAdmin
	settles = transcripts.ClassReconciliation
)

// commands are all that the sources name. Totals are a status: they close no
// batch. 1200 is called a refund by the program libraries, but takes back a
// credit sale that is still in the terminal by its number: a void.
var commands = []command{
	{"0100", codes.Text{EN: "Poll", ZH: "链路测试"}, transcripts.KindEcho, network, asks, ofTurn, "", nil},
	{"0200", codes.Text{EN: "Sale", ZH: "消费"}, transcripts.KindSale, books, asks, ofTurn, "", []part.Spec{amount, ticket, flag, flag, flag, flag}},
	{"0270", codes.Text{EN: "Sale for another merchant", ZH: "代其他商户消费"}, transcripts.KindSale, books, asks, ofTurn, "", []part.Spec{amount, ticket, flag, flag, flagOrMerchant, merchant2}},
	{"0210", codes.Text{EN: "Sale, result", ZH: "消费结果"}, transcripts.KindSale, books, tells, ofTurn, "0200 0270", integrado},
	{"0210", codes.Text{EN: "Sale, result", ZH: "消费结果"}, transcripts.KindSale, books, tells, ofTurn, "0200 0270", autoservicio},
	{"0271", codes.Text{EN: "Sale for another merchant, result", ZH: "代其他商户消费结果"}, transcripts.KindSale, books, tells, ofTurn, "0270", integradoMulti},
	{"0271", codes.Text{EN: "Sale for another merchant, result", ZH: "代其他商户消费结果"}, transcripts.KindSale, books, tells, ofTurn, "0270", autoservicioMulti},
	{"0250", codes.Text{EN: "Ask for the last sale", ZH: "查询末笔交易"}, transcripts.KindStatus, admin, asks, ofTurn, "", []part.Spec{flag}},
	{"0280", codes.Text{EN: "Ask for the last sale for another merchant", ZH: "查询代其他商户的末笔交易"}, transcripts.KindStatus, admin, asks, ofTurn, "", []part.Spec{flag}},
	{"0260", codes.Text{EN: "Ask for the list of sales", ZH: "查询交易明细"}, transcripts.KindStatus, admin, asks, ofTurn, "", []part.Spec{flag}},
	{"0260", codes.Text{EN: "Last sale", ZH: "末笔交易"}, transcripts.KindSale, books, tells, ofPast, "0250 0280", integradoMulti},
	{"0260", codes.Text{EN: "Last sale", ZH: "末笔交易"}, transcripts.KindSale, books, tells, ofPast, "0250 0280", autoservicio},
	{"0290", codes.Text{EN: "Last sale for another merchant", ZH: "代其他商户的末笔交易"}, transcripts.KindSale, books, tells, ofPast, "0280", integradoMulti},
	{"0261", codes.Text{EN: "One sale of the list", ZH: "明细中的一笔"}, transcripts.KindSale, books, tells, ofPast, "0260", detail},
	{"0300", codes.Text{EN: "Leave the integrated mode", ZH: "退出集成模式"}, transcripts.KindAdmin, network, asks, ofTurn, "", nil},
	{"0500", codes.Text{EN: "Close the batch", ZH: "结算"}, transcripts.KindSettlement, settles, asks, ofTurn, "", []part.Spec{flag, flag}},
	{"0510", codes.Text{EN: "Close the batch, result", ZH: "结算结果"}, transcripts.KindSettlement, settles, tells, ofTurn, "0500", []part.Spec{result, merchant, terminal, slip}},
	{"0700", codes.Text{EN: "Ask for the totals", ZH: "查询合计"}, transcripts.KindStatus, admin, asks, ofTurn, "", []part.Spec{flag, flag}},
	{"0710", codes.Text{EN: "Totals", ZH: "合计"}, transcripts.KindStatus, admin, tells, ofTurn, "0700", []part.Spec{result, count, total}},
	{"0800", codes.Text{EN: "Load keys", ZH: "下载密钥"}, transcripts.KindKeys, network, asks, ofTurn, "", nil},
	{"0810", codes.Text{EN: "Load keys, result", ZH: "下载密钥结果"}, transcripts.KindKeys, network, tells, ofTurn, "0800", []part.Spec{result, merchant, terminal}},
	{"0900", codes.Text{EN: "Progress", ZH: "进度"}, transcripts.KindStatus, admin, transcripts.Notification, ofStep, "", []part.Spec{result}},
	{"1200", codes.Text{EN: "Void", ZH: "撤销"}, transcripts.KindVoid, books, asks, ofTurn, "", []part.Spec{original}},
	{"1210", codes.Text{EN: "Void, result", ZH: "撤销结果"}, transcripts.KindVoid, books, tells, ofTurn, "1200", []part.Spec{result, merchant, terminal, auth, original, flag}},
	{"0070", codes.Text{EN: "Initialise", ZH: "初始化"}, transcripts.KindParameters, network, asks, ofTurn, "", nil},
	{"0080", codes.Text{EN: "Ask for the result of initialising", ZH: "查询初始化结果"}, transcripts.KindStatus, network, asks, ofTurn, "", nil},
	{"1080", codes.Text{EN: "Initialising, result", ZH: "初始化结果"}, transcripts.KindStatus, network, tells, ofTurn, "0080", []part.Spec{result, day, clock}},
}
