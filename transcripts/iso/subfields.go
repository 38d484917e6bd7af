package iso

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// part is one sub-field of fixed place: from and to count characters.
type part struct {
	id       string
	from, to int
	name     codes.Text
	digits   bool
}

// partsCN are the sub-fields of the Chinese dialect that may be shown
// (pos8583, section 5). What stands behind them is not.
var partsCN = map[int][]part{
	60: {
		{"60.1", 0, 2, codes.Text{EN: "Type code", ZH: "交易类型码"}, true},
		{"60.2", 2, 8, codes.Text{EN: "Batch number", ZH: "批次号"}, true},
		{"60.3", 8, 11, codes.Text{EN: "Network management code", ZH: "网络管理信息码"}, true},
		{"60.4", 11, 12, codes.Text{EN: "Terminal capability", ZH: "终端读取能力"}, true},
		{"60.5", 12, 13, codes.Text{EN: "Chip condition", ZH: "IC卡条件代码"}, true},
		{"60.6", 13, 14, codes.Text{EN: "Partial approval supported", ZH: "支持部分扣款标志"}, true},
		{"60.7", 14, 17, codes.Text{EN: "Account type", ZH: "账户类型"}, true},
	},
	61: {
		{"61.1", 0, 6, codes.Text{EN: "Original batch number", ZH: "原交易批次号"}, true},
		{"61.2", 6, 12, codes.Text{EN: "Original STAN", ZH: "原交易流水号"}, true},
		{"61.3", 12, 16, codes.Text{EN: "Original date (MMDD)", ZH: "原交易日期"}, true},
		{"61.4", 16, 18, codes.Text{EN: "Original authorisation type", ZH: "原交易授权方式"}, true},
		{"61.5", 18, 29, codes.Text{EN: "Authorising institution", ZH: "原交易授权机构代码"}, true},
	},
	44: {
		{"44.1", 0, 11, codes.Text{EN: "Issuer id", ZH: "发卡机构标识"}, false},
		{"44.2", 11, 22, codes.Text{EN: "Acquirer id", ZH: "收单机构标识"}, false},
	},
}

// partsTotals are field 48 of a settlement (reversal.md, section 9).
var partsTotals = []part{
	{"48.1", 0, 12, codes.Text{EN: "Debit amount, domestic cards", ZH: "借记总金额（内卡）"}, true},
	{"48.2", 12, 15, codes.Text{EN: "Debit count, domestic cards", ZH: "借记总笔数（内卡）"}, true},
	{"48.3", 15, 27, codes.Text{EN: "Credit amount, domestic cards", ZH: "贷记总金额（内卡）"}, true},
	{"48.4", 27, 30, codes.Text{EN: "Credit count, domestic cards", ZH: "贷记总笔数（内卡）"}, true},
	{"48.5", 30, 31, codes.Text{EN: "Answer, domestic cards", ZH: "对账应答代码（内卡）"}, true},
	{"48.6", 31, 43, codes.Text{EN: "Debit amount, foreign cards", ZH: "借记总金额（外卡）"}, true},
	{"48.7", 43, 46, codes.Text{EN: "Debit count, foreign cards", ZH: "借记总笔数（外卡）"}, true},
	{"48.8", 46, 58, codes.Text{EN: "Credit amount, foreign cards", ZH: "贷记总金额（外卡）"}, true},
	{"48.9", 58, 61, codes.Text{EN: "Credit count, foreign cards", ZH: "贷记总笔数（外卡）"}, true},
	{"48.10", 61, 62, codes.Text{EN: "Answer, foreign cards", ZH: "对账应答代码（外卡）"}, true},
}

// parts90 are the original data elements of 1987, parts56 those of 1993.
var parts90 = []part{
	{"90.1", 0, 4, codes.Text{EN: "Original MTI", ZH: "原报文类型"}, true},
	{"90.2", 4, 10, codes.Text{EN: "Original STAN", ZH: "原系统跟踪号"}, true},
	{"90.3", 10, 20, codes.Text{EN: "Original date and time", ZH: "原传输日期时间"}, true},
	{"90.4", 20, 31, codes.Text{EN: "Original acquirer", ZH: "原受理机构标识码"}, true},
	{"90.5", 31, 42, codes.Text{EN: "Original forwarder", ZH: "原发送机构标识码"}, true},
}

var parts56 = []part{
	{"56.1", 0, 4, codes.Text{EN: "Original MTI", ZH: "原报文类型"}, true},
	{"56.2", 4, 10, codes.Text{EN: "Original STAN", ZH: "原系统跟踪号"}, true},
	{"56.3", 10, 22, codes.Text{EN: "Original date and time", ZH: "原本地日期时间"}, true},
}

var partsReplacement = []part{
	{"95.1", 0, 12, codes.Text{EN: "Actual amount", ZH: "实际交易金额"}, true},
	{"95.2", 12, 24, codes.Text{EN: "Actual settlement amount", ZH: "实际清算金额"}, true},
	{"95.3", 24, 33, codes.Text{EN: "Actual transaction fee", ZH: "实际交易费"}, false},
	{"95.4", 33, 42, codes.Text{EN: "Actual settlement fee", ZH: "实际清算费"}, false},
}

// partsOf lists the sub-fields of a field; nil when it has none of fixed place.
func partsOf(l *layout, id int, class transcripts.Class) []part {
	switch {
	case l.id == "cnpos" && id == 48:
		if class == transcripts.ClassReconciliation {
			return partsTotals
		}
		return nil
	case l.id == "cnpos" && partsCN[id] != nil:
		return partsCN[id]
	case l.version == "1987" && id == 90:
		return parts90
	case l.version == "1987" && id == 95:
		return partsReplacement
	case l.version == "1993" && id == 56:
		return parts56
	}
	return nil
}

// split cuts a value into its parts. perByte is how many characters one byte
// holds, for the places.
func split(v []byte, ps []part, at, perByte int, masker *redact.Masker) []transcripts.Field {
	var out []transcripts.Field
	for _, p := range ps {
		if len(v) < p.to {
			break
		}
		b := v[p.from:p.to]
		f := transcripts.Field{
			ID: p.id, Name: p.name,
			Offset: at + p.from/perByte, Length: (p.to+perByte-1)/perByte - p.from/perByte,
		}
		text, ok := plainText(b)
		switch {
		case p.digits && !isDigits(b), !ok:
			f.Dropped = true
		case p.digits:
			f.Value = string(b)
			f.Meaning = meaning(p.id, f.Value)
		default:
			f.Value = masker.Text(text)
		}
		out = append(out, f)
	}
	return out
}

// amountParts cuts field 54 into its entries of twenty characters.
func amountParts(v []byte, at int) []transcripts.Field {
	var out []transcripts.Field
	for i := 0; len(v) >= i+20; i += 20 {
		b := v[i : i+20]
		n, ok := number(b[8:20])
		f := transcripts.Field{
			ID: "54." + itoa(i/20+1), Offset: at + i, Length: 20,
			Name: codes.Text{EN: "Amount", ZH: "金额"},
		}
		sign := b[7]
		if !ok || !isDigits(b[:4]) || (sign != 'C' && sign != 'D' && sign != '0') {
			f.Dropped = true
		} else {
			f.Value = string(b[2:4]) + " " + currency(b[4:7]) + " " + string(sign) + " " + itoa(int(n))
			f.Meaning = meaning("54", string(b[2:4]))
		}
		out = append(out, f)
	}
	return out
}

// textParts cuts field 63 of the Chinese dialect.
func textParts(v []byte, at int, masker *redact.Masker) []transcripts.Field {
	names := []codes.Text{
		{EN: "Card organisation or operator", ZH: "国际信用卡公司代码或操作员号"},
		{EN: "Issuer text", ZH: "发卡方保留信息"},
		{EN: "Switch text", ZH: "中国银联保留信息"},
		{EN: "Acquirer text", ZH: "受理机构保留信息"},
	}
	var out []transcripts.Field
	for i, from := 0, 0; from < len(v) && i < len(names); i++ {
		to := from + 20
		if i == 0 {
			to = 3
		}
		to = min(to, len(v))
		f := transcripts.Field{ID: "63." + itoa(i+1), Name: names[i], Offset: at + from, Length: to - from}
		if s, ok := plainText(v[from:to]); ok {
			f.Value = masker.Text(s)
		} else {
			f.Dropped = true
		}
		out = append(out, f)
		from = to
	}
	return out
}
