package poslink

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/part"
)

// The fields. What stands in none of them is hidden.
var (
	statusSpec  = part.Spec{ID: "status", Name: codes.Text{EN: "Status", ZH: "状态"}, Keep: part.Code, Max: 1}
	commandSpec = part.Spec{ID: "command", Name: codes.Text{EN: "Command", ZH: "命令"}, Keep: part.Code, Max: 3, Meaning: nameOf}
	versionSpec = part.Spec{ID: "version", Name: codes.Text{EN: "Protocol version", ZH: "协议版本"}, Keep: part.Code, Max: 6}
	result      = part.Spec{ID: "result", Name: codes.Text{EN: "Result code", ZH: "结果码"}, Keep: part.Code, Max: 6}
	words       = part.Spec{ID: "text", Name: codes.Text{EN: "Result in words", ZH: "结果说明"}, Keep: part.Text}
	kindSpec    = part.Spec{ID: "type", Name: codes.Text{EN: "Type of transaction", ZH: "交易类型"}, Keep: part.Code, Max: 2, Meaning: nameOfType}
	wasKind     = part.Spec{ID: "original_type", Name: codes.Text{EN: "Type before", ZH: "原交易类型"}, Keep: part.Code, Max: 2, Meaning: nameOfType}
	edc         = part.Spec{ID: "tender", Name: codes.Text{EN: "Means of payment", ZH: "支付方式"}, Keep: part.Code, Max: 2}
	brand       = part.Spec{ID: "brand", Name: codes.Text{EN: "Card brand", ZH: "卡品牌"}, Keep: part.Code}
	record      = part.Spec{ID: "record", Name: codes.Text{EN: "Record number", ZH: "记录号"}, Keep: part.Code, Max: 6}
	records     = part.Spec{ID: "records", Name: codes.Text{EN: "Records in all", ZH: "记录总数"}, Keep: part.Code, Max: 6}

	hostCode = part.Spec{ID: "host_code", Name: codes.Text{EN: "Code of the host", ZH: "主机应答码"}, Keep: part.Code, Max: 8}
	hostText = part.Spec{ID: "host_text", Name: codes.Text{EN: "Words of the host", ZH: "主机说明"}, Keep: part.Text}
	auth     = part.Spec{ID: "auth", Name: codes.Text{EN: "Authorisation code", ZH: "授权码"}, Keep: part.Code, Max: 8}
	hostRef  = part.Spec{ID: "host_reference", Name: codes.Text{EN: "Reference of the host", ZH: "主机参考号"}, Keep: part.Text}
	stan     = part.Spec{ID: "stan", Name: codes.Text{EN: "Trace number (STAN)", ZH: "流水号（STAN）"}, Keep: part.Code}
	batch    = part.Spec{ID: "batch", Name: codes.Text{EN: "Batch", ZH: "批次"}, Keep: part.Code, Max: 6}

	amount   = part.Spec{ID: "amount", Name: codes.Text{EN: "Amount", ZH: "金额"}, Keep: part.Code}
	approved = part.Spec{ID: "approved", Name: codes.Text{EN: "Amount approved", ZH: "批准金额"}, Keep: part.Code}
	due      = part.Spec{ID: "due", Name: codes.Text{EN: "Amount still due", ZH: "尚欠金额"}, Keep: part.Code}
	tip      = part.Spec{ID: "tip", Name: codes.Text{EN: "Tip", ZH: "小费"}, Keep: part.Code}
	cashback = part.Spec{ID: "cashback", Name: codes.Text{EN: "Cash back", ZH: "提现金额"}, Keep: part.Code}
	fee      = part.Spec{ID: "fee", Name: codes.Text{EN: "Merchant's fee", ZH: "商户附加费"}, Keep: part.Code}
	tax      = part.Spec{ID: "tax", Name: codes.Text{EN: "Tax in it", ZH: "其中税额"}, Keep: part.Code}

	card   = part.Spec{ID: "card", Name: codes.Text{EN: "Card number", ZH: "卡号"}, Keep: part.PAN}
	last4  = part.Spec{ID: "card", Name: codes.Text{EN: "Card, last four digits", ZH: "卡号后四位"}, Keep: part.Tail}
	entry  = part.Spec{ID: "entry", Name: codes.Text{EN: "How the card was read", ZH: "读卡方式"}, Keep: part.Code, Max: 1, Meaning: nameOfEntry}
	expiry = part.Spec{ID: "expiry", Name: codes.Text{EN: "Expiry date", ZH: "有效期"}}
	cvv    = part.Spec{ID: "cvv", Name: codes.Text{EN: "Verification code", ZH: "卡验证码"}}
	holder = part.Spec{ID: "holder", Name: codes.Text{EN: "Name of the holder", ZH: "持卡人姓名"}}
	secret = part.Spec{ID: "account", Name: codes.Text{EN: "Account data", ZH: "账户信息"}}
	option = part.Spec{ID: "option", Name: codes.Text{EN: "Option", ZH: "选项"}, Keep: part.Code, Max: 2}

	number  = part.Spec{ID: "number", Name: codes.Text{EN: "Transaction number of the terminal", ZH: "终端交易号"}, Keep: part.Code, Max: 8}
	order   = part.Spec{ID: "order", Name: codes.Text{EN: "The till's reference", ZH: "收银系统参考号"}, Keep: part.Text}
	invoice = part.Spec{ID: "invoice", Name: codes.Text{EN: "Invoice number", ZH: "票据号"}, Keep: part.Text}
	// Behind the invoice the versions differ: the authorisation code and the
	// number of an earlier transaction, or one field more before them.
	third  = part.Spec{ID: "trace_3", Name: codes.Text{EN: "Authorisation code or reference", ZH: "授权码或参考号"}, Keep: part.Text}
	fourth = part.Spec{ID: "trace_4", Name: codes.Text{EN: "Earlier transaction or authorisation code", ZH: "原交易号或授权码"}, Keep: part.Text}
	fifth  = part.Spec{ID: "trace_5", Name: codes.Text{EN: "Time or earlier transaction", ZH: "时间或原交易号"}, Keep: part.Text}
	stamp  = part.Spec{ID: "time", Name: codes.Text{EN: "Time (yyyymmddhhmmss)", ZH: "时间（年月日时分秒）"}, Keep: part.Code, Max: 14}

	serial    = part.Spec{ID: "serial", Name: codes.Text{EN: "Serial number", ZH: "序列号"}, Keep: part.Text}
	model     = part.Spec{ID: "model", Name: codes.Text{EN: "Model", ZH: "型号"}, Keep: part.Text}
	system    = part.Spec{ID: "system", Name: codes.Text{EN: "System", ZH: "系统版本"}, Keep: part.Text}
	counts    = part.Spec{ID: "counts", Name: codes.Text{EN: "Number by means of payment", ZH: "各支付方式笔数"}, Keep: part.Text}
	sums      = part.Spec{ID: "sums", Name: codes.Text{EN: "Sum by means of payment", ZH: "各支付方式金额"}, Keep: part.Text}
	terminal  = part.Spec{ID: "terminal", Name: codes.Text{EN: "Terminal number", ZH: "终端号"}, Keep: part.Code, Max: 12}
	merchant  = part.Spec{ID: "merchant", Name: codes.Text{EN: "Merchant number", ZH: "商户号"}, Keep: part.Text}
	chipSpec  = part.Spec{Name: codes.Text{EN: "Chip data", ZH: "芯片数据"}, Keep: part.Text}
	figures   = part.Spec{ID: "figure", Name: codes.Text{EN: "Count or sum", ZH: "笔数或金额"}, Keep: part.Code, Max: 10}
	unwritten = part.Spec{ID: "other", Name: codes.Text{EN: "Not known", ZH: "未知内容"}}
)

func oneOf(m map[string]codes.Text) func(string) codes.Text {
	return func(v string) codes.Text { return m[v] }
}

// nameOfEntry explains how a card was read (dotnet-sdk, EntryMode).
var nameOfEntry = oneOf(map[string]codes.Text{
	"0": {EN: "typed", ZH: "手工输入"}, "1": {EN: "swiped", ZH: "刷磁条"}, "2": {EN: "contactless", ZH: "非接触"},
	"3": {EN: "scanned", ZH: "扫码"}, "4": {EN: "chip", ZH: "插芯片"}, "5": {EN: "swiped after the chip failed", ZH: "芯片失败后刷磁条"},
})

// plain are the keys of additional data that say nothing of a person: chip data
// and the till's own (dotnet-sdk, EXT_DATA).
var plain = map[string]bool{
	"AID": true, "APPLAB": true, "APPPN": true, "TC": true, "TVR": true, "TSI": true, "ATC": true, "ARC": true, "CID": true, "CVM": true,
	"TABLE": true, "GUEST": true, "TICKET": true, "HREF": true, "SN": true, "TIPREQ": true, "SIGNSTATUS": true, "EDCTYPE": true,
}
