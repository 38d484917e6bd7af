package paywizard

import (
	"maps"
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/cut"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/say"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Protocol gives the protocol of PAYwizard. It is only decoded: what it has to
// ask with prints, or is not documented.
func Protocol() ecr.Protocol {
	return ecr.Protocol{
		ID:     protocol,
		Name:   codes.Text{EN: "PAYwizard", ZH: "PAYwizard（慧银 WizarPOS）"},
		Region: codes.Text{EN: "Asia, Middle East and Europe", ZH: "亚洲、中东和欧洲"},
		Source: "PAYwizard serial connection best practice, smartpossdk.gitbook.io",
		Lines:  []wire.Line{{Baud: 115200, Bits: 8, Parity: 'N', Stop: 1}, {Baud: 9600, Bits: 8, Parity: 'N', Stop: 1}},
		Links:  []wire.Link{wire.Serial, wire.TCP},

		NewFramer:       func(wire.Link) wire.Framer { return cut.New(longest, scan) },
		NewConversation: newConversation,
		Describe:        describe,
		Mask:            mask,
		Signature:       signature,
	}
}

// member is what may be kept of a member of the JSON object, and its name.
type member struct {
	rule hide.Rule
	name codes.Text
}

var members = map[string]member{
	"TransType":         {hide.Keep, codes.Text{EN: "Transaction", ZH: "交易类型"}},
	"TransScheme":       {hide.Keep, codes.Text{EN: "Scheme", ZH: "支付方式"}},
	"TransIndexCode":    {hide.Keep, codes.Text{EN: "Order number of the till", ZH: "收银机订单号"}},
	"TransAmount":       {hide.Keep, codes.Text{EN: "Amount", ZH: "金额"}},
	"OtherAmount":       {hide.Keep, codes.Text{EN: "Other amount", ZH: "其他金额"}},
	"TipAmount":         {hide.Keep, codes.Text{EN: "Tip", ZH: "小费"}},
	"TaxAmount":         {hide.Keep, codes.Text{EN: "Tax", ZH: "税额"}},
	"CurrencyCode":      {hide.Keep, codes.Text{EN: "Currency", ZH: "币种"}},
	"ReqTransDate":      {hide.Keep, codes.Text{EN: "Date asked", ZH: "请求日期"}},
	"ReqTransTime":      {hide.Keep, codes.Text{EN: "Time asked", ZH: "请求时间"}},
	"TransDate":         {hide.Keep, codes.Text{EN: "Date", ZH: "日期"}},
	"TransTime":         {hide.Keep, codes.Text{EN: "Time", ZH: "时间"}},
	"TransResult":       {hide.Keep, codes.Text{EN: "Success", ZH: "是否成功"}},
	"RespCode":          {hide.Keep, codes.Text{EN: "Response code", ZH: "应答码"}},
	"RespDesc":          {hide.Unsure, codes.Text{EN: "Response text", ZH: "应答说明"}},
	"ApprovalCode":      {hide.Keep, codes.Text{EN: "Approval code", ZH: "授权码"}},
	"AuthCode":          {hide.Keep, codes.Text{EN: "Authorisation code", ZH: "授权码"}},
	"CardNum":           {hide.Card, codes.Text{EN: "Card number", ZH: "卡号"}},
	"CardBrand":         {hide.Keep, codes.Text{EN: "Card brand", ZH: "卡品牌"}},
	"EntryMode":         {hide.Keep, codes.Text{EN: "Read by", ZH: "读卡方式"}},
	"TraceNum":          {hide.Keep, codes.Text{EN: "STAN", ZH: "流水号"}},
	"InvoiceNum":        {hide.Keep, codes.Text{EN: "Receipt number", ZH: "票据号"}},
	"RRN":               {hide.Keep, codes.Text{EN: "RRN", ZH: "参考号"}},
	"TID":               {hide.Keep, codes.Text{EN: "Terminal", ZH: "终端号"}},
	"MID":               {hide.Keep, codes.Text{EN: "Merchant", ZH: "商户号"}},
	"TransID":           {hide.Keep, codes.Text{EN: "Transaction id", ZH: "交易标识"}},
	"OriTransIndexCode": {hide.Keep, codes.Text{EN: "Original order number", ZH: "原订单号"}},
	"OriTraceNum":       {hide.Keep, codes.Text{EN: "Original STAN", ZH: "原流水号"}},
	"OriInvoiceNum":     {hide.Keep, codes.Text{EN: "Original receipt number", ZH: "原票据号"}},
	"OriRrn":            {hide.Keep, codes.Text{EN: "Original RRN", ZH: "原参考号"}},
	"OriAuthCode":       {hide.Keep, codes.Text{EN: "Original authorisation code", ZH: "原授权码"}},
	"OriTransId":        {hide.Keep, codes.Text{EN: "Original transaction id", ZH: "原交易标识"}},
	"OriTransDate":      {hide.Keep, codes.Text{EN: "Original date", ZH: "原日期"}},
	"EmvAid":            {hide.Keep, codes.Text{EN: "Chip application", ZH: "芯片应用"}},
	"EmvTVR":            {hide.Keep, codes.Text{EN: "TVR", ZH: "TVR"}},
	"EmvCryptogram":     {hide.Keep, codes.Text{EN: "Chip cryptogram", ZH: "芯片密文"}},
	"ExpiryDate":        {hide.Drop, codes.Text{EN: "Expiry", ZH: "有效期"}},
	"CardUniqueId":      {hide.Drop, codes.Text{EN: "Card serial", ZH: "卡唯一号"}},
}

func rule(name string) hide.Rule { return members[name].rule }

func mask(f wire.Frame) wire.Bytes {
	if f.Kind != wire.Data || f.Check == wire.CheckBad {
		return hide.Loose(f.Raw)
	}
	n := f.Raw.Len()
	body := hide.JSON(f.Raw.Slice(header, n-2), rule)
	sum := f.Raw.From(n - 2)
	if !body.AllKnown() {
		sum = hide.All(sum, 1, 2)
	}
	return f.Raw.Slice(0, header).Append(body).Append(sum)
}

func describe(f wire.Frame, side wire.Side, o ecr.Options) transcripts.Decoded {
	s := say.Sheet{Body: f.Body}
	if f.Kind == wire.Data && f.Check != wire.CheckBad {
		what, _ := f.Body.At(1)
		s.Add("CTRL", 1, 2, "Kind of frame", "帧类型").Value = whats[what].EN
		s.Fields[0].Meaning = whats[what]
		in, _ := say.JSON(f.Body.From(header - 1))
		for _, name := range slices.Sorted(maps.Keys(in)) {
			field := transcripts.Field{ID: name, Name: members[name].name, Value: in[name], Offset: header - 1}
			if field.Name.IsZero() {
				field.Name = codes.Text{EN: "Other member", ZH: "其他字段"}
			}
			switch rule(name) {
			case hide.Keep:
			case hide.Card:
				field.Value = o.Masker.Masked(field.Value).Masked
			case hide.Drop:
				field.Value, field.Dropped = "", true
			default:
				field.Value = hide.Words(wire.Known([]byte(o.Masker.Text(field.Value)))).Text()
			}
			s.Fields = append(s.Fields, field)
		}
	}
	return say.Decoded(f, newConversation(o).Take(side, f), s.Fields)
}

// whats name the kinds of frames.
var whats = map[byte]codes.Text{
	fromTill:     {EN: "from the till", ZH: "收银机发出"},
	fromTerminal: {EN: "from the terminal", ZH: "终端发出"},
	ackFromTill:  {EN: "confirmed by the till", ZH: "收银机确认"},
	cancel:       {EN: "cancel", ZH: "取消请求"},
	cancelled:    {EN: "answer to a cancel", ZH: "取消应答"},
	handshake:    {EN: "handshake", ZH: "握手"},
	shaken:       {EN: "answer to a handshake", ZH: "握手应答"},
}
