package nccc

import "github.com/posdoctor/posdoctor/codes"

// keep says what of a field may be kept.
type keep int

const (
	all keep = iota
	card
	nothing
	unsure
)

// field is one stretch of the record of 400 bytes; offsets count from 0.
type field struct {
	id       string
	at, size int
	keep     keep
	name     codes.Text
}

// fields are in the order of the record. What stands between them is reserved.
var fields = []field{
	{"INDICATOR", 0, 1, all, codes.Text{EN: "ECR indicator", ZH: "收银机标志"}},
	{"VERSION", 1, 6, all, codes.Text{EN: "Version", ZH: "版本"}},
	{"TYPE_INDICATOR", 7, 1, all, codes.Text{EN: "Transaction indicator", ZH: "交易标志"}},
	{"TYPE", 8, 2, all, codes.Text{EN: "Transaction", ZH: "交易类型"}},
	{"PAYMENT", 10, 1, all, codes.Text{EN: "Kind of card", ZH: "卡种"}},
	{"HOST", 11, 2, all, codes.Text{EN: "Host", ZH: "主机编号"}},
	{"RECEIPT", 13, 6, all, codes.Text{EN: "Receipt number", ZH: "票据号"}},
	{"CARD", 19, 19, card, codes.Text{EN: "Card number", ZH: "卡号"}},
	{"EXPIRY", 38, 4, nothing, codes.Text{EN: "Expiry", ZH: "有效期"}},
	{"AMOUNT", 42, 12, all, codes.Text{EN: "Amount", ZH: "金额"}},
	{"DATE", 54, 6, all, codes.Text{EN: "Date", ZH: "日期"}},
	{"TIME", 60, 6, all, codes.Text{EN: "Time", ZH: "时间"}},
	{"APPROVAL", 66, 9, all, codes.Text{EN: "Approval code", ZH: "授权码"}},
	{"WAVE", 75, 1, all, codes.Text{EN: "Contactless card", ZH: "感应卡别"}},
	{"RESPONSE", 76, 4, all, codes.Text{EN: "Response code", ZH: "应答码"}},
	{"MID", 80, 15, all, codes.Text{EN: "Merchant", ZH: "商户号"}},
	{"TID", 95, 8, all, codes.Text{EN: "Terminal", ZH: "终端号"}},
	{"EXTRA_AMOUNT", 103, 12, all, codes.Text{EN: "Further amount", ZH: "附加金额"}},
	{"STORE", 115, 18, unsure, codes.Text{EN: "Store", ZH: "门店编号"}},
	{"PLAN", 133, 1, all, codes.Text{EN: "Instalment or points", ZH: "分期或红利标志"}},
	{"MONTHS", 174, 2, all, codes.Text{EN: "Instalments", ZH: "分期数"}},
	{"CARD_TYPE", 212, 2, all, codes.Text{EN: "Card brand", ZH: "卡品牌"}},
	{"BATCH", 214, 6, all, codes.Text{EN: "Batch", ZH: "批次号"}},
	{"ORIGINAL_RRN", 239, 12, all, codes.Text{EN: "Original RRN", ZH: "原参考号"}},
	{"CARD_HASH", 256, 50, nothing, codes.Text{EN: "Hash of the card number", ZH: "卡号摘要"}},
	{"MP_RESPONSE", 306, 6, all, codes.Text{EN: "Mobile payment's code", ZH: "移动支付应答码"}},
}

// A settlement has counts and totals where a payment has the expiry and more.
const settlement = "50"
