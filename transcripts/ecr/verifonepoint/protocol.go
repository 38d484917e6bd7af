package verifonepoint

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/cut"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/say"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Protocol gives the serial protocol of Verifone Point. It is only decoded.
func Protocol() ecr.Protocol {
	return ecr.Protocol{
		ID:     protocol,
		Name:   codes.Text{EN: "Verifone Point", ZH: "Verifone Point 收银机协议"},
		Region: codes.Text{EN: "Finland and the Nordic countries", ZH: "芬兰和北欧"},
		Source: "github.com/rmos5/VerifoneECRTerminalProjects",
		Lines:  []wire.Line{{Baud: 19200, Bits: 8, Parity: 'N', Stop: 1}},
		Links:  []wire.Link{wire.Serial},

		NewFramer:       func(wire.Link) wire.Framer { return cut.New(longest, scan) },
		NewConversation: newConversation,
		Describe:        describe,
		Mask:            mask,
		Signature:       signature,
	}
}

// mask hides the card number of a result and the number of a customer's card; in
// texts, whatever shows as card data. A request of 80 bytes has no card in it.
func mask(f wire.Frame) wire.Bytes {
	if f.Kind != wire.Data || f.Check == wire.CheckBad {
		return hide.Loose(f.Raw)
	}
	raw, n := f.Raw, f.Raw.Len()
	part := func(i int, hidden func(wire.Bytes) wire.Bytes) { // of the body
		if i = min(i+1, n-2); i < n-2 {
			raw = raw.Slice(0, i).Append(hidden(raw.Slice(i, n-2))).Append(raw.From(n - 2))
		}
	}
	switch shape, id := shapeOf(f.Body), f.Body.B[0]; {
	case shape == longShape && id == 'y':
	case shape == longShape:
		raw = hide.PAN(raw, 1+7, 1+26)
		part(142, hide.Words) // receipts
	case id == 'D' && f.Body.Len() > 2:
		raw = hide.All(raw, 3, n-2)
	case shape == shortShape:
		part(0, hide.Words)
	default:
		part(0, hide.Mixed)
	}
	if raw.AllKnown() {
		return raw
	}
	return hide.All(raw, n-1, n)
}

// stretch is a field of a message.
type stretch struct {
	id     string
	at, to int
	en, zh string
}

var (
	requestFields = []stretch{
		{"TYPE", 1, 2, "Transaction", "交易类型"},
		{"AMOUNT", 2, 14, "Amount", "金额"},
		{"CASH", 14, 26, "Cash back", "取现金额"},
		{"ID", 26, 31, "Transaction id", "交易号"},
		{"AUTH", 34, 41, "Authorisation code", "授权码"},
		{"TIME", 41, 53, "Date and time", "日期时间"},
		{"SERIAL", 53, 62, "Serial number", "序列号"},
		{"CURRENCY", 67, 70, "Currency", "币种"},
		{"BOOKING", 70, 76, "Booking date", "记账日"},
		{"ECR", 77, 80, "Number of the till", "收银机号"},
	}
	resultFields = []stretch{
		{"TYPE", 1, 2, "Transaction", "交易类型"},
		{"METHOD", 2, 3, "Read by", "读卡方式"},
		{"CARD_TYPE", 3, 4, "Kind of card", "卡种"},
		{"SETTLEMENT", 5, 7, "Settled by", "结算方"},
		{"CARD", 7, 26, "Card number", "卡号"},
		{"AID", 26, 58, "Chip application", "芯片应用"},
		{"TC", 58, 74, "Chip cryptogram", "芯片密文"},
		{"TVR", 74, 84, "TVR", "TVR"},
		{"TSI", 84, 88, "TSI", "TSI"},
		{"ID", 88, 93, "Transaction id", "交易号"},
		{"FILING", 93, 105, "Filing number", "存档号"},
		{"TIME", 105, 117, "Date and time", "日期时间"},
	}
)

func describe(f wire.Frame, side wire.Side, o ecr.Options) transcripts.Decoded {
	s := say.Sheet{Body: f.Body}
	if f.Kind == wire.Data && f.Check != wire.CheckBad {
		s.Add("MSG", 0, 1, "Message", "报文")
		switch shape, id := shapeOf(f.Body), f.Body.B[0]; {
		case shape == longShape && id == 'y':
			add(&s, requestFields, o)
		case shape == longShape:
			add(&s, resultFields, o)
			s.Drop("REST", 117, f.Body.Len(), "Amount and receipts", "金额和凭单文字")
		case id == '2' && f.Body.Len() >= 6:
			s.Add("PHASE", 1, 2, "Step", "步骤")
			s.Add("STATUS", 2, 6, "Status", "状态码").Meaning = meaning(say.Text(f.Body, 2, 6))
			s.Add("INFO", 6, f.Body.Len(), "Text", "文字").Value = o.Masker.Text(words(f.Body, 6, f.Body.Len()))
		case shape == shortShape:
			s.Add("DATA", 1, f.Body.Len(), "Content", "内容").Value = o.Masker.Text(words(f.Body, 1, f.Body.Len()))
		default:
			s.Drop("DATA", 1, f.Body.Len(), "Content", "内容")
		}
	}
	return say.Decoded(f, newConversation(o).Take(side, f), s.Fields)
}

func add(s *say.Sheet, fields []stretch, o ecr.Options) {
	for _, x := range fields {
		f := s.Add(x.id, x.at, x.to, x.en, x.zh)
		if x.id == "CARD" {
			f.Value = o.Masker.Masked(f.Value).Masked
		}
	}
}

// meaning says what a class of status does to the payment; the book says the
// rest.
func meaning(code string) codes.Text {
	if code == "" {
		return codes.Text{}
	}
	switch code[0] {
	case '0':
		return codes.Text{EN: "information, the payment goes on", ZH: "提示信息，交易继续"}
	case '1':
		return codes.Text{EN: "the payment was stopped", ZH: "交易已终止"}
	case '2':
		return codes.Text{EN: "the payment waits for the cashier", ZH: "交易等待收银员确认"}
	case '9':
		return codes.Text{EN: "the authorisation was declined", ZH: "授权被拒绝"}
	}
	return codes.Text{}
}
