package poslink

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/part"
)

// command is one kind of request; its answer has the next number.
type command struct {
	name   codes.Text
	kind   transcripts.Kind // of what has no type of its own
	class  transcripts.Class
	typed  bool // its first group is the type of transaction
	ask    []group
	answer []group
}

// group is the fields of a group; one field for a group that has no others.
type group []part.Spec

func one(s part.Spec) group { return group{s} }

// The groups.
var (
	amounts = group{amount, tip, cashback, fee, tax, option}
	account = group{card, expiry, cvv, option, secret, option}
	trace   = group{order, invoice, third, fourth, fifth}

	hostInfo    = group{hostCode, hostText, auth, hostRef, stan, batch}
	amountsTold = group{approved, due, tip, cashback, fee, tax, secret, secret}
	accountTold = group{last4, entry, expiry, option, secret, secret, brand, holder, cvv, cvv, option}
	traceTold   = group{number, order, stamp}

	paying  = []group{one(kindSpec), amounts, account, trace}
	paid    = []group{hostInfo, one(kindSpec), amountsTold, accountTold, traceTold}
	stored  = []group{one(records), one(record), hostInfo, one(edc), one(kindSpec), one(wasKind), amountsTold, accountTold, traceTold}
	wanted  = []group{one(edc), one(brand), one(kindSpec), one(record), one(number), one(auth), one(order)}
	figured = group{figures, figures, figures, figures, figures, figures, figures, figures, figures, figures, figures, figures}
	closed  = []group{hostInfo, one(counts), one(sums), one(stamp), one(terminal), one(merchant)}
)

const (
	books   = transcripts.ClassFinancial
	holds   = transcripts.ClassAuthorisation
	admin   = transcripts.ClassAdmin
	settles = transcripts.ClassReconciliation
)

// commands are the requests that the sources name. Those that read a card for
// the till's own dealing with a host are of no kind, and so may move money.
// Totals are a status: they close no batch. Groups of cash and cheques behind
// the amounts have another order and are not read.
var commands = map[string]command{
	"T00": {codes.Text{EN: "Credit card", ZH: "贷记卡交易"}, "", books, true, paying, paid},
	"T02": {codes.Text{EN: "Debit card", ZH: "借记卡交易"}, "", books, true, paying, paid},
	"T04": {codes.Text{EN: "Benefit card (EBT)", ZH: "福利卡（EBT）交易"}, "", books, true, paying, paid},
	"T06": {codes.Text{EN: "Gift card", ZH: "礼品卡交易"}, "", books, true, paying, paid},
	"T08": {codes.Text{EN: "Loyalty card", ZH: "会员卡交易"}, "", books, true, paying, paid},
	"T10": {codes.Text{EN: "Cash", ZH: "现金交易"}, "", books, true, paying[:2], nil},
	"T12": {codes.Text{EN: "Cheque", ZH: "支票交易"}, "", books, true, paying[:2], nil},

	"B00": {codes.Text{EN: "Close the batch", ZH: "批次结算"}, transcripts.KindSettlement, settles, false, []group{one(stamp)}, closed},
	"B02": {codes.Text{EN: "Close the batch by force", ZH: "强制批次结算"}, transcripts.KindSettlement, settles, false, []group{one(stamp)}, closed},
	"B04": {codes.Text{EN: "Clear the batch", ZH: "清除批次"}, transcripts.KindAdmin, admin, false, nil, nil},
	"B06": {codes.Text{EN: "Delete a batch", ZH: "删除批次"}, transcripts.KindAdmin, admin, false, nil, nil},
	"B08": {codes.Text{EN: "Send stored payments", ZH: "上送离线交易"}, transcripts.KindUpload, transcripts.ClassFile, false, nil, nil},
	"B10": {codes.Text{EN: "Delete stored payments", ZH: "删除离线交易"}, transcripts.KindAdmin, admin, false, nil, nil},

	"R00": {codes.Text{EN: "Totals", ZH: "本地合计"}, transcripts.KindStatus, admin, false, []group{one(edc), one(brand)}, []group{one(edc), figured, figured, one(stamp)}},
	"R02": {codes.Text{EN: "A record of the batch", ZH: "本地明细"}, transcripts.KindStatus, admin, false, wanted, stored},
	"R04": {codes.Text{EN: "Failed records", ZH: "失败记录"}, transcripts.KindStatus, admin, false, nil, nil},
	"R06": {codes.Text{EN: "Report of the host", ZH: "主机报表"}, transcripts.KindStatus, admin, false, nil, nil},
	"R08": {codes.Text{EN: "History", ZH: "历史记录"}, transcripts.KindStatus, admin, false, nil, nil},
	"R10": {codes.Text{EN: "Stored payments, summary", ZH: "离线交易汇总"}, transcripts.KindStatus, admin, false, []group{one(option)}, []group{one(records), one(amount)}},

	"A00": {codes.Text{EN: "Initialise", ZH: "初始化连接"}, transcripts.KindStatus, admin, false, nil, []group{one(serial), one(model), one(system)}},
	"A02": {codes.Text{EN: "Read a setting", ZH: "读取参数"}, transcripts.KindStatus, admin, false, nil, nil},
	"A04": {codes.Text{EN: "Change a setting", ZH: "修改参数"}, transcripts.KindParameters, admin, false, nil, nil},
	"A06": {codes.Text{EN: "Show a dialogue", ZH: "显示对话框"}, transcripts.KindAdmin, admin, false, nil, nil},
	"A08": {codes.Text{EN: "Fetch a signature", ZH: "取签名"}, transcripts.KindAdmin, admin, false, nil, nil},
	"A10": {codes.Text{EN: "Show a message", ZH: "显示信息"}, transcripts.KindAdmin, admin, false, nil, nil},
	"A12": {codes.Text{EN: "Clear the message", ZH: "清除显示"}, transcripts.KindAdmin, admin, false, nil, nil},
	"A14": {codes.Text{EN: "Cancel", ZH: "取消"}, transcripts.KindAdmin, admin, false, nil, nil},
	"A16": {codes.Text{EN: "Reset the screen", ZH: "复位"}, transcripts.KindAdmin, admin, false, nil, nil},
	"A18": {codes.Text{EN: "Load a resource", ZH: "更新资源文件"}, transcripts.KindParameters, admin, false, nil, nil},
	"A20": {codes.Text{EN: "Ask for a signature", ZH: "请求签名"}, transcripts.KindAdmin, admin, false, nil, nil},
	"A22": {codes.Text{EN: "Delete an image", ZH: "删除图片"}, transcripts.KindAdmin, admin, false, nil, nil},
	"A24": {codes.Text{EN: "Show a message in the middle", ZH: "居中显示信息"}, transcripts.KindAdmin, admin, false, nil, nil},
	"A26": {codes.Text{EN: "Restart", ZH: "重启"}, transcripts.KindAdmin, admin, false, nil, nil},
	"A28": {codes.Text{EN: "Ask for a PIN", ZH: "请求输密码"}, transcripts.KindAdmin, admin, false, nil, nil},
	"A30": {codes.Text{EN: "Read a card", ZH: "读卡"}, transcripts.KindAdmin, admin, false, nil, nil},
	"A32": {codes.Text{EN: "Reset the reader", ZH: "复位磁条读卡器"}, transcripts.KindAdmin, admin, false, nil, nil},
	"A34": {codes.Text{EN: "Report of a step", ZH: "步骤报告"}, transcripts.KindStatus, admin, false, nil, nil},
	"A36": {codes.Text{EN: "Ask for text", ZH: "请求输入文字"}, transcripts.KindAdmin, admin, false, nil, nil},
	"A38": {codes.Text{EN: "Check a file", ZH: "检查文件"}, transcripts.KindStatus, admin, false, nil, nil},
	"A40": {codes.Text{EN: "Authorise a card for the till", ZH: "为收银系统授权卡片"}, "", books, false, nil, nil},
	"A42": {codes.Text{EN: "Complete a chip payment of the till", ZH: "完成收银系统的芯片交易"}, "", books, false, nil, nil},
	"A44": {codes.Text{EN: "Ask to take the card out", ZH: "提示取卡"}, transcripts.KindAdmin, admin, false, nil, nil},
	"A46": {codes.Text{EN: "Read chip data", ZH: "读取芯片数据"}, transcripts.KindAdmin, admin, false, nil, nil},
	"A48": {codes.Text{EN: "Write chip data", ZH: "写入芯片数据"}, transcripts.KindAdmin, admin, false, nil, nil},
	"A50": {codes.Text{EN: "Read a card with its chip", ZH: "读卡（含芯片）"}, "", books, false, nil, nil},
	"A52": {codes.Text{EN: "Complete a contactless payment of the till", ZH: "完成收银系统的非接触交易"}, "", books, false, nil, nil},
	"A54": {codes.Text{EN: "Change how payments are stored", ZH: "修改离线交易参数"}, transcripts.KindParameters, admin, false, nil, nil},
	"A56": {codes.Text{EN: "Show a text box", ZH: "显示文本框"}, transcripts.KindAdmin, admin, false, nil, nil},
}

// kindOfType gives the kind of a type (dotnet-sdk, PAX_TXN_TYPE). Types that
// load, move or unload value are of no kind, and so may move money.
func kindOfType(t string) transcripts.Kind { return types[t].kind }

func nameOfType(t string) codes.Text { return types[t].name }

type kindName struct {
	kind transcripts.Kind
	name codes.Text
}

var types = map[string]kindName{
	"00": {"", codes.Text{EN: "chosen at the terminal", ZH: "在终端上选择"}},
	"01": {transcripts.KindSale, codes.Text{EN: "sale", ZH: "消费"}},
	"02": {transcripts.KindRefund, codes.Text{EN: "refund", ZH: "退货"}},
	"03": {transcripts.KindPreAuth, codes.Text{EN: "pre-authorisation", ZH: "预授权"}},
	"04": {transcripts.KindCompletion, codes.Text{EN: "completion", ZH: "预授权完成"}},
	"05": {transcripts.KindSale, codes.Text{EN: "sale approved by telephone", ZH: "电话授权消费"}},
	"06": {transcripts.KindAdjustment, codes.Text{EN: "adjustment", ZH: "调整"}},
	"16": {transcripts.KindVoid, codes.Text{EN: "void", ZH: "撤销"}},
	"17": {transcripts.KindVoid, codes.Text{EN: "void of a sale", ZH: "消费撤销"}},
	"18": {transcripts.KindVoid, codes.Text{EN: "void of a refund", ZH: "退货撤销"}},
	"19": {transcripts.KindVoid, codes.Text{EN: "void of a pre-authorisation", ZH: "预授权撤销"}},
	"20": {transcripts.KindVoid, codes.Text{EN: "void of a completion", ZH: "预授权完成撤销"}},
	"21": {transcripts.KindVoid, codes.Text{EN: "void of a sale approved by telephone", ZH: "电话授权消费撤销"}},
	"22": {transcripts.KindVoid, codes.Text{EN: "void of a withdrawal", ZH: "取现撤销"}},
	"23": {transcripts.KindBalance, codes.Text{EN: "balance", ZH: "余额查询"}},
	"24": {transcripts.KindAdmin, codes.Text{EN: "check of a card", ZH: "验卡"}},
	"32": {transcripts.KindAdmin, codes.Text{EN: "token for a card", ZH: "生成令牌"}},
	"99": {transcripts.KindVoid, codes.Text{EN: "reversal", ZH: "冲正"}},
}
