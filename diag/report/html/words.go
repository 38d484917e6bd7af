package html

import (
	"fmt"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
)

// words are the fixed texts of the page, by the name the template calls them.
var words = map[string]codes.Text{
	"title":     {EN: "Where the money is", ZH: "钱在哪里"},
	"pick":      {EN: "Language: ", ZH: "语言："},
	"name":      {EN: "English", ZH: "中文"},
	"payments":  {EN: "Payments that need attention", ZH: "需要处理的交易"},
	"chosen":    {EN: "Payments shown here", ZH: "本报告列出的交易"},
	"do":        {EN: "What to do now", ZH: "现在要做"},
	"dont":      {EN: "What nobody must do", ZH: "谁都不要做"},
	"found":     {EN: "What was found", ZH: "发现的问题"},
	"skipped":   {EN: "What was not checked", ZH: "没有检查的内容"},
	"terminals": {EN: "Terminals", ZH: "终端"},
	"sources":   {EN: "What was read", ZH: "读取的内容"},
	"made":      {EN: "How this report was made", ZH: "报告的来历"},

	"time": {EN: "Time", ZH: "时间"}, "trace": {EN: "Trace no.", ZH: "凭证号"}, "amount": {EN: "Amount", ZH: "金额"},
	"card": {EN: "Card", ZH: "卡号"}, "terminal": {EN: "Terminal", ZH: "终端"}, "money": {EN: "Money", ZH: "钱在哪里"},
	"why": {EN: "Why", ZH: "原因"}, "asof": {EN: "As of", ZH: "截至"},
	"settle": {EN: "Would settle it:", ZH: "查什么能弄清："}, "key": {EN: "Key in this tool", ZH: "本工具的编号"},
	"kind": {EN: "Kind", ZH: "交易类型"}, "shop": {EN: "Shop, place", ZH: "商户名称和地址"}, "merchant": {EN: "Merchant no.", ZH: "商户号"}, "batch": {EN: "Batch", ZH: "批次号"},
	"rrn": {EN: "Reference no. (RRN)", ZH: "参考号（RRN）"}, "auth": {EN: "Authorisation code", ZH: "授权码"},
	"order": {EN: "Order no.", ZH: "订单号"}, "receipt": {EN: "Receipt no.", ZH: "票据号"}, "code": {EN: "Answer code", ZH: "应答码"},
	"requested": {EN: "Asked for", ZH: "请求金额"}, "approved": {EN: "Approved", ZH: "批准金额"}, "captured": {EN: "Taken", ZH: "已扣金额"},
	"returned": {EN: "Given back", ZH: "已退金额"}, "pending": {EN: "On its way back", ZH: "退回途中"},

	"guards": {EN: "What may be done with it", ZH: "能不能做"}, "action": {EN: "Action", ZH: "操作"}, "may": {EN: "Now", ZH: "现在"}, "reason": {EN: "Reason", ZH: "理由"},
	"charge": {EN: "Charge again", ZH: "再次收款"}, "refund": {EN: "Refund", ZH: "退货"}, "void": {EN: "Void", ZH: "撤销"},
	"reset": {EN: "Reset or clear", ZH: "重置或清空"}, "close": {EN: "Close the batch", ZH: "结算"},

	"timeline": {EN: "What happened, in order", ZH: "经过"},
	"desc":     {EN: "Arrows between the parties, one a message, from top to bottom. The table after the picture says the same in words.", ZH: "从上到下，每个箭头是一条报文。图后面的表格用文字说明同样的内容。"},
	"astable":  {EN: "The same in words, with the proof of each step", ZH: "文字说明，以及每一步的依据"},
	"inlog":    {EN: "Time in the log", ZH: "日志时间"}, "inside": {EN: "Time in the message", ZH: "报文时间"},
	"step": {EN: "No.", ZH: "序号"}, "fromto": {EN: "From – to", ZH: "从 – 到"}, "event": {EN: "What", ZH: "内容"}, "place": {EN: "Where it stands", ZH: "出处"},
	"till": {EN: "Till", ZH: "收银机"}, "device": {EN: "Terminal", ZH: "终端"}, "host": {EN: "Host", ZH: "主机"},
	"legs": {EN: "Its parts", ZH: "各个步骤"}, "part": {EN: "Part", ZH: "步骤"}, "state": {EN: "State", ZH: "状态"}, "sent": {EN: "Times sent", ZH: "发送次数"},
	"proof": {EN: "How this is known", ZH: "依据"},

	"file": {EN: "Source", ZH: "来源"}, "format": {EN: "Format", ZH: "格式"}, "size": {EN: "Size", ZH: "大小"}, "lines": {EN: "Lines", ZH: "行数"},
	"messages": {EN: "Messages", ZH: "报文"}, "covers": {EN: "Covers", ZH: "时间范围"}, "masked": {EN: "Masked", ZH: "打码"},
	"digest": {EN: "SHA-256", ZH: "SHA-256"}, "unknown": {EN: "not recognised", ZH: "未识别"},
	"nodigest": {
		EN: "The digests of the originals are left out: beside a redacted copy they would help to guess card numbers. The bundle holds the digests of the copies.",
		ZH: "这里不列原件的摘要：它和打码副本放在一起，可能被用来猜出卡号。副本的摘要在证据包里。",
	},
	"tool": {EN: "Tool", ZH: "工具"}, "knowledge": {EN: "Knowledge of", ZH: "知识日期"}, "generated": {EN: "Made at", ZH: "生成时间"},
	"note": {
		EN: "Card data is masked. Times are as the sources write them. This report says what the records prove and nothing beyond them.",
		ZH: "卡数据已打码。时间按来源原样写出。本报告只说记录能证明的内容。",
	},
	"none": {EN: "No payment needs attention.", ZH: "没有需要处理的交易。"},
}

// Sentences with values in them.
var (
	sayTitle    = codes.Text{EN: "Payment report: where the money is", ZH: "交易报告：钱在哪里"}
	sayOne      = codes.Text{EN: "%[1]s: %[2]s.", ZH: "%[1]s：%[2]s。"}
	sayScope    = codes.Text{EN: "This report shows %[1]d of the %[2]d payments in what was read.", ZH: "读取的内容里共有 %[2]d 笔交易，本报告列出其中 %[1]d 笔。"}
	sayMore     = codes.Text{EN: "%[1]d more payments need attention and are not written out here; posdoctor check --format json lists all.", ZH: "还有 %[1]d 笔需要处理的交易没有写出；posdoctor check --format json 会全部列出。"}
	sayFewer    = codes.Text{EN: "%[1]d more entries are not shown here.", ZH: "另有 %[1]d 项没有列出。"}
	sayLeft     = codes.Text{EN: "⋮ %[1]d more", ZH: "⋮ 另有 %[1]d 项"}
	sayPayment  = codes.Text{EN: "Payment %[1]s, %[2]s", ZH: "交易 %[1]s，%[2]s"}
	sayUnnamed  = codes.Text{EN: "Payment without a number, %[1]s", ZH: "没有编号的交易，%[1]s"}
	sayStep     = codes.Text{EN: "no. %[1]d above", ZH: "见上表第 %[1]d 项"}
	sayLine     = codes.Text{EN: "line %[1]d, byte %[2]d, length %[3]d", ZH: "第 %[1]d 行，第 %[2]d 字节起，长 %[3]d 字节"}
	sayPlace    = codes.Text{EN: "%[1]s, line %[2]d, byte %[3]d, length %[4]d", ZH: "%[1]s，第 %[2]d 行，第 %[3]d 字节起，长 %[4]d 字节"}
	sayOffset   = codes.Text{EN: "byte %[1]d, length %[2]d", ZH: "第 %[1]d 字节起，长 %[2]d 字节"}
	sayByte     = codes.Text{EN: "%[1]s, byte %[2]d, length %[3]d", ZH: "%[1]s，第 %[2]d 字节起，长 %[3]d 字节"}
	sayWho      = codes.Text{EN: "%[1]s: %[2]s", ZH: "%[1]s：%[2]s"}
	sayFor      = codes.Text{EN: "(for %[1]s)", ZH: "（针对 %[1]s）"}
	saySure     = codes.Text{EN: "(how sure: %[1]s)", ZH: "（把握：%[1]s）"}
	sayClass    = codes.Text{EN: "(%[1]s, %[2]s)", ZH: "（%[1]s，%[2]s）"}
	sayBeside   = codes.Text{EN: "%[1]s (%[2]s)", ZH: "%[1]s（%[2]s）"}
	sayTimes    = codes.Text{EN: "%[1]s (%[2]d times)", ZH: "%[1]s（%[2]d 次）"}
	sayNoStep   = codes.Text{EN: "no answer is in what was read", ZH: "读到的内容里没有应答"}
	sayNoneStep = codes.Text{EN: "no answer that counts is in what was read", ZH: "读到的内容里没有能算数的应答"}
	sayNone     = codes.Text{EN: "no answer that counts", ZH: "没有能算数的应答"}
	sayNo       = codes.Text{EN: "no answer seen", ZH: "没有看到应答"}
	sayAnswer   = codes.Text{EN: "answer %[1]s", ZH: "应答 %[1]s"}
	sayNoCode   = codes.Text{EN: "answer without a code", ZH: "没有应答码的应答"}
	sayInvalid  = codes.Text{EN: "%[1]s, which does not count", ZH: "%[1]s，不能算数"}
	sayAgain    = codes.Text{EN: "%[1]s, repeated", ZH: "%[1]s，重发"}
	sayLog      = codes.Text{EN: "the log says: %[1]s", ZH: "日志写道：%[1]s"}
	sayDrawn    = codes.Text{EN: "Timeline of payment %[1]s", ZH: "交易 %[1]s 的经过"}
	sayCopies   = codes.Text{EN: "The order across sources follows their clocks, which may differ.", ZH: "不同来源之间的先后按各自的时钟排列，时钟可能有差别。"}
	sayBytes    = codes.Text{EN: "%[1]d bytes", ZH: "%[1]d 字节"}
	sayUnread   = codes.Text{EN: "%[1]d (%[2]d not understood)", ZH: "%[1]d（%[2]d 行没有看懂）"}
	sayBroken   = codes.Text{EN: "%[1]d (%[2]d not whole)", ZH: "%[1]d（%[2]d 条不完整）"}
)

// severities name how urgent a finding is, mildest first.
var severities = [...]codes.Text{{EN: "note", ZH: "提示"}, {EN: "warning", ZH: "警告"}, {EN: "critical", ZH: "严重"}}

// zones say what is known about the zone of a time.
var zones = map[transcripts.Zone]codes.Text{
	transcripts.ZoneFloating: {EN: "zone not stated", ZH: "时区未写明"},
	transcripts.ZoneAssumed:  {EN: "zone from the profile", ZH: "时区取自配置文件"},
	transcripts.ZoneStated:   {EN: "zone stated", ZH: "时区已写明"},
}

// masks name the kinds of card data that were masked.
var masks = map[string]codes.Text{
	"pan": {EN: "card numbers", ZH: "卡号"}, "track": {EN: "track data", ZH: "磁道数据"},
	"pin": {EN: "PIN data", ZH: "密码数据"}, "key": {EN: "keys", ZH: "密钥"},
	"personal": {EN: "personal data", ZH: "个人信息"},
}

// Say gives a fixed text; the template fails at a name that is not there.
func (s section) Say(name string) (shown, error) {
	t, ok := words[name]
	if !ok {
		return "", fmt.Errorf("no text %q", name)
	}
	return shown(t.In(s.lang)), nil
}
