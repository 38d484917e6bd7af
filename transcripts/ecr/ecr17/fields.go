package ecr17

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/part"
)

// The fields. What stands in none of them is hidden.
var (
	terminal    = part.Spec{ID: "terminal", Name: codes.Text{EN: "Terminal number", ZH: "终端号"}, Keep: part.Code, Max: 8}
	commandSpec = part.Spec{ID: "command", Name: codes.Text{EN: "Command", ZH: "命令"}, Keep: part.Code, Max: 1}
	reserved    = part.Spec{ID: "reserved", Name: codes.Text{EN: "Filler", ZH: "填充"}, Keep: part.Code, Max: longest}
	register    = part.Spec{ID: "register", Name: codes.Text{EN: "Number of the till", ZH: "收银台号"}, Keep: part.Code, Max: 8}
	option      = part.Spec{ID: "option", Name: codes.Text{EN: "Option", ZH: "选项"}, Keep: part.Code, Max: 8}
	cardChoice  = part.Spec{ID: "card_choice", Name: codes.Text{EN: "Cards accepted", ZH: "受理卡种"}, Keep: part.Code, Max: 1, Meaning: meaningOfChoice}
	amount      = part.Spec{ID: "amount", Name: codes.Text{EN: "Amount", ZH: "金额"}, Keep: part.Code, Max: 8}
	contract    = part.Spec{ID: "text", Name: codes.Text{EN: "Text for the slip", ZH: "凭条附加文字"}}
	original    = part.Spec{ID: "original", Name: codes.Text{EN: "Trace number of the payment", ZH: "原交易流水号"}, Keep: part.Code, Max: 6}
	holdCode    = part.Spec{ID: "hold", Name: codes.Text{EN: "Number of the pre-authorisation", ZH: "预授权编号"}, Keep: part.Code, Max: 9}
	result      = part.Spec{ID: "result", Name: codes.Text{EN: "Result", ZH: "结果"}, Keep: part.Code, Max: 2}
	card        = part.Spec{ID: "card", Name: codes.Text{EN: "Card number", ZH: "卡号"}, Keep: part.PAN}
	entry       = part.Spec{ID: "entry", Name: codes.Text{EN: "How the card was read", ZH: "读卡方式"}, Keep: part.Code, Max: 3, Meaning: meaningOfEntry}
	auth        = part.Spec{ID: "auth", Name: codes.Text{EN: "Authorisation code", ZH: "授权码"}, Keep: part.Code, Max: 6}
	hostTime    = part.Spec{ID: "host_time", Name: codes.Text{EN: "Host time (day of the year, hhmm)", ZH: "主机时间（年内第几天、时分）"}, Keep: part.Code, Max: 7}
	reason      = part.Spec{ID: "reason", Name: codes.Text{EN: "Reason in words", ZH: "原因说明"}, Keep: part.Text}
	cardKind    = part.Spec{ID: "card_kind", Name: codes.Text{EN: "Kind of card", ZH: "卡类型"}, Keep: part.Code, Max: 1, Meaning: meaningOfCard}
	acquirer    = part.Spec{ID: "acquirer", Name: codes.Text{EN: "Acquirer", ZH: "收单机构"}, Keep: part.Code, Max: 11}
	stan        = part.Spec{ID: "stan", Name: codes.Text{EN: "Trace number (STAN)", ZH: "流水号（STAN）"}, Keep: part.Code, Max: 6}
	online      = part.Spec{ID: "online", Name: codes.Text{EN: "Online operation number", ZH: "联机操作序号"}, Keep: part.Code, Max: 6}
	action      = part.Spec{ID: "action", Name: codes.Text{EN: "Action code of the host", ZH: "主机操作码"}, Keep: part.Code, Max: 3}
	exchanged   = part.Spec{ID: "exchanged", Name: codes.Text{EN: "Paid in another currency", ZH: "以外币支付"}, Keep: part.Code, Max: 1}
	rate        = part.Spec{ID: "rate", Name: codes.Text{EN: "Exchange rate (four decimals)", ZH: "汇率（四位小数）"}, Keep: part.Code, Max: 8}
	currency    = part.Spec{ID: "currency", Name: codes.Text{EN: "Currency of the card", ZH: "持卡人币种"}, Keep: part.Code, Max: 3}
	cardAmount  = part.Spec{ID: "card_amount", Name: codes.Text{EN: "Amount in that currency", ZH: "外币金额"}, Keep: part.Code}
	decimals    = part.Spec{ID: "decimals", Name: codes.Text{EN: "Decimals of that currency", ZH: "外币小数位"}, Keep: part.Code, Max: 1}
	clock       = part.Spec{ID: "clock", Name: codes.Text{EN: "The terminal's clock (DDMMYYhhmm)", ZH: "终端时钟（日月年时分）"}, Keep: part.Code, Max: 10}
	state       = part.Spec{ID: "state", Name: codes.Text{EN: "State", ZH: "状态"}, Keep: part.Code, Max: 1, Meaning: meaningOfState}
	release     = part.Spec{ID: "release", Name: codes.Text{EN: "Software", ZH: "软件版本"}, Keep: part.Text}
	ownTotal    = part.Spec{ID: "total", Name: codes.Text{EN: "Total of the terminal", ZH: "终端合计"}, Keep: part.Code, Max: 16}
	hostTotal   = part.Spec{ID: "host_total", Name: codes.Text{EN: "Total of the host", ZH: "主机合计"}, Keep: part.Code, Max: 16}
	lines       = part.Spec{ID: "slip", Name: codes.Text{EN: "Lines of the slip", ZH: "凭条内容"}}
	private     = part.Spec{ID: "data", Name: codes.Text{EN: "Additional data", ZH: "附加数据"}}
	step        = part.Spec{ID: "progress", Name: codes.Text{EN: "Progress in words", ZH: "进度说明"}, Keep: part.Text}
)

func oneOf(m map[string]codes.Text) func(string) codes.Text {
	return func(v string) codes.Text { return m[v] }
}

var (
	meaningOfChoice = oneOf(map[string]codes.Text{
		"0": {EN: "any card", ZH: "任何卡"}, "1": {EN: "debit cards only", ZH: "仅借记卡"},
		"2": {EN: "credit cards only", ZH: "仅贷记卡"}, "3": {EN: "other cards", ZH: "其他卡"},
	})
	meaningOfCard = oneOf(map[string]codes.Text{
		"1": {EN: "Bancomat", ZH: "Bancomat 卡"}, "2": {EN: "international card", ZH: "国际卡"}, "3": {EN: "other card", ZH: "其他卡"},
	})
	meaningOfEntry = oneOf(map[string]codes.Text{
		"ICC": {EN: "chip", ZH: "芯片"}, "MAG": {EN: "magnetic stripe", ZH: "磁条"}, "MAN": {EN: "typed", ZH: "手工输入"},
		"CLM": {EN: "contactless, as a stripe", ZH: "非接触（磁条模式）"}, "CLI": {EN: "contactless chip", ZH: "非接触芯片"},
	})
	// Nexi, Terminal status; other makers may number otherwise.
	meaningOfState = oneOf(map[string]codes.Text{
		"0": {EN: "not set up", ZH: "未配置"},
		"1": {EN: "set up, but its parameters were never loaded", ZH: "已配置，但从未下载参数"},
		"2": {EN: "ready for payments", ZH: "可以交易"},
		"3": {EN: "not aligned; its parameters have to be loaded first", ZH: "数据未对齐，须先下载参数"},
		"4": {EN: "a key is damaged; its parameters have to be loaded first", ZH: "密钥损坏，须先下载参数"},
		"5": {EN: "the host asks it to load its parameters", ZH: "主机要求下载参数"},
		"6": {EN: "a software update is waiting", ZH: "等待软件更新"},
	})
)
