package main

import "github.com/posdoctor/posdoctor/codes"

// retryTexts say whether the same payment may be tried again.
var retryTexts = map[codes.Retry]codes.Text{
	codes.RetryNotNeeded:   {EN: "Not needed.", ZH: "不需要。"},
	codes.RetrySameCard:    {EN: "Yes, with the same card.", ZH: "可以，用同一张卡。"},
	codes.RetryOtherCard:   {EN: "Only with another card.", ZH: "只能换一张卡。"},
	codes.RetryOtherMethod: {EN: "Only in another way of paying.", ZH: "只能换一种支付方式。"},
	codes.RetryAfterFix:    {EN: "After the cause is put right.", ZH: "先解决原因，再试。"},
	codes.RetryAfterSignOn: {EN: "After signing the terminal on again.", ZH: "终端重新签到后再试。"},
	codes.RetryLater:       {EN: "Later.", ZH: "稍后再试。"},
	codes.RetryCheckFirst:  {EN: "Not before you know where the money is.", ZH: "弄清钱在哪里之前不要再刷。"},
	codes.RetryNever:       {EN: "No. Do not try this card again.", ZH: "不可以，这张卡不要再刷。"},
}

// classNames say in which message a reading holds.
var classNames = map[codes.Class]codes.Text{
	codes.ClassAnswer:         {EN: "in the answer to a payment", ZH: "在交易应答里"},
	codes.ClassReversalReason: {EN: "as the reason in a reversal request", ZH: "在冲正请求里作为原因"},
	codes.ClassReversalAnswer: {EN: "in the answer to a reversal", ZH: "在冲正应答里"},
	codes.ClassFile:           {EN: "in the answer to a file message", ZH: "在文件类应答里"},
	codes.ClassReconciliation: {EN: "in the answer to a settlement", ZH: "在结算应答里"},
	codes.ClassNetwork:        {EN: "in the answer to a sign-on or echo", ZH: "在签到、回响应答里"},
	codes.ClassAdmin:          {EN: "in an administrative message", ZH: "在管理类报文里"},
}

// whoTexts name who carries out a remedy.
var whoTexts = map[string]codes.Text{
	"cashier":  {EN: "cashier", ZH: "收银员"},
	"manager":  {EN: "manager", ZH: "店长"},
	"customer": {EN: "customer", ZH: "客户"},
	"support":  {EN: "terminal support", ZH: "终端客服"},
	"acquirer": {EN: "acquirer", ZH: "收单机构"},
	"issuer":   {EN: "card's bank", ZH: "发卡行"},
}

var (
	labelMeaning    = codes.Text{EN: "Meaning", ZH: "意思"}
	labelScreen     = codes.Text{EN: "Screen shows", ZH: "终端显示"}
	labelRefused    = codes.Text{EN: "Refused by", ZH: "谁拒绝的"}
	labelMoney      = codes.Text{EN: "Money", ZH: "钱"}
	labelRetry      = codes.Text{EN: "Try again?", ZH: "能再刷吗"}
	labelCauses     = codes.Text{EN: "Often because", ZH: "常见原因"}
	labelDo         = codes.Text{EN: "What to do", ZH: "怎么办"}
	labelSay        = codes.Text{EN: "Tell the customer", ZH: "对客户说"}
	labelWhich      = codes.Text{EN: "Which one?", ZH: "怎样判断"}
	labelAlso       = codes.Text{EN: "Also in", ZH: "相同的还有"}
	labelNote       = codes.Text{EN: "Note", ZH: "备注"}
	labelSource     = codes.Text{EN: "Source", ZH: "来源"}
	labelCertain    = codes.Text{EN: "How sure", ZH: "可靠程度"}
	textSeveral     = codes.Text{EN: "%[1]s means different things in different networks or messages. The likeliest comes first.", ZH: "%[1]s 在不同卡组织或报文里意思不同，最可能的在前。"}
	textSeveralText = codes.Text{EN: "These words stand for several codes that ask for different things. Look for the code itself on the slip or in the log. The likeliest comes first.", ZH: "这句话对应几个不同的码，处理方法也不同。请在签购单或日志里找到响应码本身。最可能的在前。"}
	textNeutral     = codes.Text{
		EN: "Please ask the bank that issued your card. It can see this payment and tell you more.",
		ZH: "请联系您的发卡银行，银行可以查到这笔交易并告诉您详情。",
	}
	textGuess = codes.Text{
		EN: "No known text is exactly this; it looks like the following. Compare it with the screen before you rely on it.",
		ZH: "没有完全一样的文字，只有下面这些相近。请先与屏幕对照，不要直接照做。",
	}
	textOddWords = codes.Text{
		EN: "Code and words do not belong together. The code counts; read both once more on the slip or the screen.",
		ZH: "码与文字对不上，应以码为准。请在单子或屏幕上再核对一遍。",
	}
	textInShort    = codes.Text{EN: "%s. %s Try again? %s", ZH: "%s。%s能再刷吗：%s"}
	textAndMore    = codes.Text{EN: "%s and %d more", ZH: "%s等 %d 张码表"}
	textUnverified = codes.Text{EN: "unverified third-party table", ZH: "未经核实的第三方码表"}
	textInMessage  = codes.Text{EN: "%s, %s", ZH: "%s，%s"}
	textNoBit      = codes.Text{EN: "no bit is set", ZH: "没有任何位被置位"}
	headOthers     = codes.Text{EN: "In other networks the same characters ask for something else", ZH: "在其他卡组织里，同样的字符处理方法不同"}
	headMore       = codes.Text{EN: "Less likely", ZH: "可能性较小的"}
	headTogether   = codes.Text{EN: "Taken together", ZH: "合起来看"}
	headSeeAlso    = codes.Text{EN: "See also", ZH: "另请参阅"}
	headCauses     = codes.Text{EN: "Often because", ZH: "常见原因"}
	headDo         = codes.Text{EN: "What to do", ZH: "怎么办"}
	headDoNot      = codes.Text{EN: "What not to do", ZH: "不要做"}
	textTag        = codes.Text{EN: "Tag %s, %s, says:", ZH: "标签 %s（%s）表示："}
	textFor        = codes.Text{EN: "If it is %s:", ZH: "如果是%s："}
	joinAnd        = codes.Text{EN: ", ", ZH: "、"}
	parensStyle    = codes.Text{EN: "%s (%s)", ZH: "%s（%s）"}
)
