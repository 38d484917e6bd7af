package guide

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

var whoWords = map[string]codes.Text{
	"cashier":  {EN: "Cashier", ZH: "收银员"},
	"manager":  {EN: "Manager", ZH: "店长"},
	"customer": {EN: "Customer", ZH: "顾客"},
	"support":  {EN: "Support", ZH: "技术支持"},
}

var byWords = map[string]codes.Text{
	"now":             {EN: "now", ZH: "现在"},
	"today":           {EN: "today", ZH: "今天"},
	"goods":           {EN: "before the goods leave", ZH: "交货之前"},
	"closing":         {EN: "before closing the batch", ZH: "结算之前"},
	"tomorrow":        {EN: "tomorrow", ZH: "明天"},
	"soon":            {EN: "this week", ZH: "本周内"},
	"statement":       {EN: "when the statement is there", ZH: "拿到银行账单后"},
	"if_it_continues": {EN: "if it goes on", ZH: "如果一直这样"},
}

var confidenceWords = map[string]codes.Text{
	"high":   {EN: "well supported", ZH: "依据充分"},
	"medium": {EN: "fairly sure", ZH: "比较可靠"},
	"low":    {EN: "not sure", ZH: "不太确定"},
}

var kindWords = map[transcripts.Kind]codes.Text{
	transcripts.KindReversal: {EN: "reversal", ZH: "冲正"},
	transcripts.KindVoid:     {EN: "void", ZH: "撤销"},
	transcripts.KindRefund:   {EN: "refund", ZH: "退货"},
}

var stateWords = map[diag.State]codes.Text{
	diag.StateUnknown:      {EN: "state unknown", ZH: "状态未知"},
	diag.StateNeverSent:    {EN: "not sent", ZH: "未发出"},
	diag.StatePending:      {EN: "still waiting in the terminal", ZH: "还在终端里等待"},
	diag.StateSent:         {EN: "sent, no answer", ZH: "已发出，无应答"},
	diag.StateAcknowledged: {EN: "accepted", ZH: "成功"},
	diag.StateRefused:      {EN: "refused", ZH: "被拒"},
	diag.StateGaveUp:       {EN: "given up", ZH: "已放弃"},
	diag.StateUndone:       {EN: "undone itself", ZH: "本身又被撤回"},
	diag.StateDisputed:     {EN: "records contradict each other", ZH: "记录互相矛盾"},
}

var stageWords = map[Stage]codes.Text{
	StageTerminal: {EN: "terminal", ZH: "终端"},
	StageNetwork:  {EN: "network", ZH: "网络"},
	StageCard:     {EN: "card", ZH: "卡"},
	StageIssuer:   {EN: "issuer", ZH: "发卡行"},
}

var (
	headRules    = codes.Text{EN: "Rules", ZH: "规则"}
	headNever    = codes.Text{EN: "Never", ZH: "绝不"}
	headSay      = codes.Text{EN: "Say to the customer", ZH: "可以对顾客说"}
	headMoney    = codes.Text{EN: "Where the money can be", ZH: "钱可能在哪里"}
	headCauses   = codes.Text{EN: "Likely causes, the likeliest first", ZH: "可能的原因（最可能的在前）"}
	headNot      = codes.Text{EN: "Not the cause", ZH: "不是原因"}
	headSays     = codes.Text{EN: "What the screen says and what it means", ZH: "屏幕说的与实际意思"}
	colSays      = codes.Text{EN: "Screen says", ZH: "屏幕显示"}
	colMeans     = codes.Text{EN: "Means", ZH: "意思是"}
	headDo       = codes.Text{EN: "What to do", ZH: "怎么办"}
	headAvoid    = codes.Text{EN: "What not to do", ZH: "不要做"}
	headCall     = codes.Text{EN: "Whom to call", ZH: "找谁"}
	headTimes    = codes.Text{EN: "How long it takes", ZH: "要多久"}
	headEngineer = codes.Text{EN: "For engineers", ZH: "给工程师"}
	headRelated  = codes.Text{EN: "See also", ZH: "另见"}
	headHave     = codes.Text{EN: "Have at hand", ZH: "先备好"}
	headAlso     = codes.Text{EN: "And also", ZH: "还有"}
	headAsk      = codes.Text{EN: "Ask", ZH: "要问的"}
	headAsked    = codes.Text{EN: "You may be asked", ZH: "对方可能会问"}
	headTell     = codes.Text{EN: "Never tell anyone", ZH: "绝不告诉任何人"}
	headContacts = codes.Text{EN: "Your contacts", ZH: "您的联系人"}
	headNext     = codes.Text{EN: "If it is not settled: whom to turn to next", ZH: "没有解决时，下一步找谁"}
	headEnds     = codes.Text{EN: "Results", ZH: "结论"}

	sayStep    = codes.Text{EN: "%[1]s, %[2]s: %[3]s", ZH: "%[1]s，%[2]s：%[3]s"}
	sayRelated = codes.Text{EN: "%[1]s (%[2]s)", ZH: "%[1]s（%[2]s）"}
	sayTime    = codes.Text{EN: "%[1]s (source: %[2]s, %[3]s, as of %[4]s)", ZH: "%[1]s（来源：%[2]s，%[3]s，截至 %[4]s）"}
	sayRung    = codes.Text{EN: "%[1]s: %[2]s %[3]s", ZH: "%[1]s：%[2]s何时：%[3]s"}
	sayBody    = codes.Text{EN: "%[1]s: %[2]s", ZH: "%[1]s：%[2]s"}
	sayUnknown = codes.Text{EN: "unknown", ZH: "未知"}
	sayLook    = codes.Text{EN: "unknown (look: %[1]s)", ZH: "未知（查：%[1]s）"}
	sayLookToo = codes.Text{EN: "%[1]s (look: %[2]s)", ZH: "%[1]s（查：%[2]s）"}
	sayGoTo    = codes.Text{EN: "to question %[1]d", ZH: "到问题 %[1]d"}
	sayResult  = codes.Text{EN: "result %[1]s", ZH: "结论 %[1]s"}
	sayAsk     = codes.Text{EN: "%[1]d. %[2]s (%[3]s)", ZH: "%[1]d. %[2]s（%[3]s）"}
	sayCallBy  = codes.Text{EN: "%[1]s Call sheet: %[2]s.", ZH: "%[1]s联系单：%[2]s。"}
	colAnswer  = codes.Text{EN: "Answer", ZH: "回答"}
	colNext    = codes.Text{EN: "Then", ZH: "下一步"}
	triageHead = codes.Text{EN: "Find the cause: terminal, network, card, issuer", ZH: "逐步排查：终端、网络、卡、发卡行"}
)
