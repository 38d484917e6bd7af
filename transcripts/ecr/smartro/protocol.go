package smartro

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/cut"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/say"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Protocol gives the protocol of Smartro readers. It is only decoded.
func Protocol() ecr.Protocol {
	return ecr.Protocol{
		ID:     protocol,
		Name:   codes.Text{EN: "Smartro TL3500", ZH: "Smartro TL3500 读卡器"},
		Region: codes.Text{EN: "Korea", ZH: "韩国"},
		Source: "Smartro TL3500 document 3.5, as read by public programs",
		Lines:  []wire.Line{{Baud: 115200, Bits: 8, Parity: 'N', Stop: 1}},
		Links:  []wire.Link{wire.Serial},

		NewFramer:       func(wire.Link) wire.Framer { return cut.New(longest, scan) },
		NewConversation: newConversation,
		Describe:        describe,
		Mask:            mask,
		Signature:       signature,
	}
}

// mask hides the middle of the card number in answers, and what a job that is
// not known may hold.
func mask(f wire.Frame) wire.Bytes {
	if f.Kind != wire.Data || f.Check == wire.CheckBad {
		return hide.Loose(f.Raw)
	}
	raw, n := f.Raw, f.Raw.Len()
	body, at := raw.Slice(header, n-2), header
	switch code, _ := f.Body.At(atJob); {
	case (code == 'b' || code == 'c' || code == 'l') && body.Len() == answerLen:
		raw = hide.PAN(raw, at+2, at+22)
	case code == 'B' && body.Len() == 30, code == 'C' && body.Len() >= 57 && body.Len() <= 87, code == '@', code == 'a':
	case code == 'f':
		raw = hide.All(raw, at, n-2)
	default:
		raw = raw.Slice(0, at).Append(hide.Loose(body)).Append(raw.From(n - 2))
	}
	if raw.AllKnown() {
		return raw
	}
	return hide.All(raw, n-1, n)
}

func describe(f wire.Frame, side wire.Side, o ecr.Options) transcripts.Decoded {
	s := say.Sheet{Body: f.Body}
	if f.Kind == wire.Data {
		code, _ := f.Body.At(atJob)
		s.Add("TID", 0, atTime, "Terminal", "终端号")
		s.Add("TIME", atTime, atJob, "Date and time", "日期时间")
		s.Add("JOB", atJob, atCode, "Job code", "功能码").Meaning = jobs[code&^0x20].name
		d := f.Body.Len() - atData
		switch {
		case code == '@':
			s.Add("DATA", atData, f.Body.Len(), "Notice", "通知")
		case (code == 'b' || code == 'c' || code == 'l') && d == answerLen:
			answerFields(&s, o)
		case code == 'B' && d == 30:
			s.Add("TYPE", atData, atData+1, "Kind", "类型")
			s.Add("AMOUNT", atData+1, atData+11, "Amount", "金额")
			s.Add("TAX", atData+11, atData+19, "Tax", "税额")
			s.Add("SERVICE", atData+19, atData+27, "Service charge", "服务费")
			s.Add("MONTHS", atData+27, atData+29, "Instalments", "分期数")
		case code == 'a' && d == 4:
			s.Add("DATA", atData, atData+4, "State of the parts", "各部分状态").Meaning = check(f.Body).Meaning
		default:
			s.Drop("DATA", atData, f.Body.Len(), "Data", "数据")
		}
	}
	return say.Decoded(f, newConversation(o).Take(side, f), s.Fields)
}

func answerFields(s *say.Sheet, o ecr.Options) {
	field := func(id string, i, j int, en, zh string) *transcripts.Field {
		return s.Add(id, atData+i, atData+j, en, zh)
	}
	field("TYPE", 0, 1, "Result", "结果")
	field("MEDIUM", 1, 2, "Read by", "读卡方式")
	field("CARD", 2, 22, "Card number", "卡号").Value = o.Masker.Masked(say.Text(s.Body, atData+2, atData+22)).Masked
	field("AMOUNT", 22, 32, "Amount", "金额")
	field("TAX", 32, 40, "Tax", "税额")
	field("SERVICE", 40, 48, "Service charge", "服务费")
	field("MONTHS", 48, 50, "Instalments", "分期数")
	field("AUTH", 50, 62, "Approval number", "授权号")
	field("DATE", 62, 70, "Date", "日期")
	field("CLOCK", 70, 76, "Time", "时间")
	field("TXID", 76, 88, "Number of the payment", "交易唯一号")
	field("MID", 88, 103, "Merchant", "商户号")
	field("NAME", 117, 137, "Issuer, or the reason of a refusal", "发卡方，或拒绝原因").Value = o.Masker.Text(words(s.Body.Slice(atData+117, atData+137)))
	field("ACQUIRER", 137, 157, "Acquirer", "收单方").Value = o.Masker.Text(words(s.Body.Slice(atData+137, atData+157)))
}
