package disputes

import "github.com/posdoctor/posdoctor/codes"

// whoWords say who has something that is asked for.
var whoWords = map[string]codes.Text{
	"log":      {EN: "terminal or its log", ZH: "终端或终端日志"},
	"shop":     {EN: "shop", ZH: "商户"},
	"acquirer": {EN: "acquirer", ZH: "收单机构"},
	"customer": {EN: "customer, from the issuer", ZH: "顾客（向发卡行索取）"},
	"notice":   {EN: "whoever sent the notice", ZH: "发出通知的一方"},
}

// partyWords name who must act within a limit.
var partyWords = map[string]codes.Text{
	"issuer":      {EN: "the issuer", ZH: "发卡行"},
	"acquirer":    {EN: "the acquirer", ZH: "收单机构"},
	"shop":        {EN: "the shop", ZH: "商户"},
	"cardholder":  {EN: "the cardholder", ZH: "持卡人"},
	"institution": {EN: "the institution", ZH: "机构"},
}

// unitWords are in the plural, oneUnit for a single one.
var (
	unitWords = map[Unit]codes.Text{
		CalendarDays: {EN: "calendar days", ZH: "个自然日"},
		BusinessDays: {EN: "business days", ZH: "个工作日"},
		Hours:        {EN: "hours", ZH: "小时"},
		Months:       {EN: "months", ZH: "个月"},
	}
	oneUnit = map[Unit]codes.Text{
		CalendarDays: {EN: "calendar day", ZH: "个自然日"},
		BusinessDays: {EN: "business day", ZH: "个工作日"},
		Hours:        {EN: "hour", ZH: "小时"},
		Months:       {EN: "month", ZH: "个月"},
	}
)

var fromWords = map[From]codes.Text{
	FromTransaction: {EN: "the day of the payment", ZH: "交易当日"},
	FromStatement:   {EN: "the statement that shows it", ZH: "列出该笔的账单"},
	FromNotice:      {EN: "the cardholder's notice to the bank", ZH: "持卡人通知银行之日"},
	FromDispute:     {EN: "the processing day of the dispute", ZH: "争议处理日"},
	FromCredit:      {EN: "the date of the credit slip", ZH: "退货单日期"},
	FromRequest:     {EN: "the request for papers", ZH: "收到调单之日"},
	FromDebit:       {EN: "the day of the debit", ZH: "扣款之日"},
	FromComplaint:   {EN: "the day on which the complaint was received", ZH: "收到投诉之日"},
}

var confidenceWords = map[codes.Confidence]codes.Text{
	codes.High:   {EN: "well supported", ZH: "依据充分"},
	codes.Medium: {EN: "fairly sure", ZH: "比较可靠"},
	codes.Low:    {EN: "not sure", ZH: "不太确定"},
}

var (
	sayRule     = codes.Text{EN: "%[1]s%[2]s %[3]s: at most %[4]s, counted from %[5]s.", ZH: "%[1]s%[2]s%[3]s：最长 %[4]s，自%[5]s起算。"}
	sayRuleOpen = codes.Text{EN: "%[1]s%[2]s %[3]s: at most %[4]s; the source does not say from when.", ZH: "%[1]s%[2]s%[3]s：最长 %[4]s；来源没有说明从何时起算。"}
	sayExtra    = codes.Text{EN: "%[1]s %[2]s", ZH: "%[1]s%[2]s"}
	sayOf       = codes.Text{EN: "%[1]s: ", ZH: "%[1]s："}
	sayBoth     = codes.Text{EN: "%[1]s, %[2]s: ", ZH: "%[1]s，%[2]s："}
	sayNumber   = codes.Text{EN: "%[1]d %[2]s", ZH: "%[1]d %[2]s"}
	sayRange    = codes.Text{EN: "%[1]d to %[2]d %[3]s", ZH: "%[1]d 至 %[2]d %[3]s"}
	sayJoined   = codes.Text{EN: "%[1]s%[2]s", ZH: "%[1]s%[2]s"}
	sayDueDoubt = codes.Text{EN: "%[1]s (%[2]s)", ZH: "%[1]s（%[2]s）"}

	sayNoStart = codes.Text{EN: "no date: the source does not say from when it counts", ZH: "没有日期：来源没有说明从何时起算"}
	sayNotHere = codes.Text{EN: "no date: it counts from %[1]s, which the log does not show", ZH: "没有日期：自%[1]s起算，日志里看不到"}
	sayDiffer  = codes.Text{EN: "no date: sources give more than one figure", ZH: "没有日期：来源给出的数字不止一个"}
	sayNoDay   = codes.Text{EN: "no date: the log does not give the full date of the payment", ZH: "没有日期：日志没有这笔交易的完整日期"}
	sayNoCount = codes.Text{EN: "no date: %[1]s", ZH: "没有日期：%[1]s"}
	sayUTC     = codes.Text{EN: "the log counts in UTC and the time zone of the shop is not known, so it may be a day later", ZH: "日志按 UTC 计时，不知道商户的时区，可能晚一天"}

	sayNotice     = codes.Text{EN: "The date on a notice from your acquirer always wins over these limits; acquirers often leave several days less.", ZH: "收单机构通知上的日期始终优先于这些期限；留给商户的时间往往更短。"}
	sayNoPlace    = codes.Text{EN: "No country was told, so rules of countries are left out; posdoctor has them for %[1]s.", ZH: "没有写国家，所以未列各国规定；posdoctor 有这些地方的资料：%[1]s。"}
	sayOtherPlace = codes.Text{EN: "No rule found: posdoctor has no facts about %[1]s. That does not mean that there is none.", ZH: "没有查到规定：posdoctor 没有 %[1]s 的资料，但这不等于没有规定。"}
	sayNoNetwork  = codes.Text{EN: "The log does not tell the network of the card, so rules of networks are left out; posdoctor explain deadlines has them all.", ZH: "日志里看不出是哪个卡组织，所以未列卡组织的规定；全部见 posdoctor explain deadlines。"}
	sayNoTraits   = codes.Text{EN: "Too little is kept of this payment to say which time limits count; a recheck with its dump adds that.", ZH: "这笔交易保存的内容太少，无法判断适用哪些期限；用日志复查一次即可补上。"}
	sayNoneFits   = codes.Text{EN: "No rule found: %[1]s: none of the rules that posdoctor has fits a payment that stands like this one. That does not mean that there is none.", ZH: "没有查到规定：%[1]s：posdoctor 所有的规定都不适用于这种状态的交易，但这不等于没有规定。"}
	sayNoneFound  = codes.Text{EN: "No rule found: %[1]s", ZH: "没有查到规定：%[1]s"}
	saySource     = codes.Text{EN: "%[1]s (source: %[2]s; %[3]s; as of %[4]s)", ZH: "%[1]s（来源：%[2]s；%[3]s；截至 %[4]s）"}

	whyToldNetwork = codes.Text{EN: "You named it.", ZH: "这是您指定的。"}
	whyCard        = codes.Text{EN: "The first digits of the card belong to it.", ZH: "卡号开头属于它。"}
	whyCardOthers  = codes.Text{EN: "The first digits of the card fit it, but others as well.", ZH: "卡号开头符合，但也符合其他卡组织。"}
	whyWallet      = codes.Text{EN: "The messages are of this wallet.", ZH: "报文属于这个钱包。"}
	whyNothing     = codes.Text{EN: "Nothing in the log tells the network, so every one may be it.", ZH: "日志里看不出卡组织，哪一个都有可能。"}

	sayUnknown   = codes.Text{EN: "unknown", ZH: "未知"}
	sayMessages  = codes.Text{EN: "%[1]d messages of this payment", ZH: "本笔报文 %[1]d 条"}
	sayMessage   = codes.Text{EN: "one message of this payment", ZH: "本笔报文 1 条"}
	sayBatchOver = codes.Text{EN: "the batch was closed; whether it balanced is not known", ZH: "批次已结束，是否对平不清楚"}
	sayChip      = codes.Text{EN: "9F26 %[1]s, 9F36 %[2]s", ZH: "9F26 %[1]s，9F36 %[2]s"}
)
