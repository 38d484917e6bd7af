package report

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

// sums is how many currencies the sentence names.
const sums = 3

var (
	sayNothing  = codes.Text{EN: "No payment was recognised, so nothing can be said about money.", ZH: "没有识别出任何交易，因此无法判断钱在哪里。"}
	sayExchange = codes.Text{
		EN: "No payment was found, only 1 message that cannot move money.",
		ZH: "没有发现交易，只有 1 条不涉及钱款的报文。",
	}
	sayExchanges = codes.Text{
		EN: "No payment was found, only %[1]d messages that cannot move money.",
		ZH: "没有发现交易，只有 %[1]d 条不涉及钱款的报文。",
	}
	sayOpenOne = codes.Text{
		EN: "%[1]s open: 1 of %[2]d payments needs a decision; nobody may charge it again yet.",
		ZH: "%[1]s还没有着落：%[2]d 笔交易中有 1 笔需要处理，弄清之前谁也不要再次收款。",
	}
	sayOpenOnly = codes.Text{
		EN: "%[1]s open: the only payment needs a decision; nobody may charge it again yet.",
		ZH: "%[1]s还没有着落：唯一的一笔交易需要处理，弄清之前谁也不要再次收款。",
	}
	sayOpenMany = codes.Text{
		EN: "%[1]s open: %[3]d of %[2]d payments need a decision; nobody may charge them again yet.",
		ZH: "%[1]s还没有着落：%[2]d 笔交易中有 %[3]d 笔需要处理，弄清之前谁也不要再次收款。",
	}
	sayLook = codes.Text{
		EN: "%[1]s, none of them open as far as these records show; %[2]d should be looked at.",
		ZH: "%[1]s，就现有记录看没有未了结的钱；其中 %[2]d 笔需要看一看。",
	}
	sayClear = codes.Text{
		EN: "%[1]s, all accounted for as far as these records show.",
		ZH: "%[1]s，就现有记录看全部清楚。",
	}
	sayPayment  = codes.Text{EN: "1 payment", ZH: "1 笔交易"}
	sayPayments = codes.Text{EN: "%[1]d payments", ZH: "%[1]d 笔交易"}
	sayIs       = codes.Text{EN: "%[1]s is", ZH: "%[1]s"}
	sayAre      = codes.Text{EN: "%[1]s are", ZH: "%[1]s"}
	sayAnd      = codes.Text{EN: "%[1]s and %[2]s", ZH: "%[1]s 和 %[2]s"}
	sayComma    = codes.Text{EN: "%[1]s, %[2]s", ZH: "%[1]s、%[2]s"}
	sayOthers   = codes.Text{EN: "money in %[1]d more currencies", ZH: "另外 %[1]d 种货币的钱"}
	sayUnstated = codes.Text{EN: "%[1]d payments of unknown amount", ZH: "%[1]d 笔金额不明的交易"}
	sayUnknown  = codes.Text{EN: "1 payment of unknown amount", ZH: "1 笔金额不明的交易"}
)

// Sentence says in one sentence how the money of a whole run stands. It claims
// nothing of what the run did not see.
func Sentence(s diag.Summary) codes.Text {
	open := 0
	for _, a := range s.AtRisk {
		open += a.Count
	}
	switch {
	case s.Transactions == 0 && s.Exchanges == 0:
		return sayNothing
	case s.Transactions == 0 && s.Exchanges == 1:
		return sayExchange
	case s.Transactions == 0:
		return sayExchanges.With(s.Exchanges)
	case open == 1 && s.Transactions == 1:
		return sayOpenOnly.With(amounts(s.AtRisk))
	case open == 1:
		return sayOpenOne.With(amounts(s.AtRisk), s.Transactions)
	case open > 1:
		return sayOpenMany.With(amounts(s.AtRisk), s.Transactions, open)
	case s.Attention > 0:
		return sayLook.With(payments(s.Transactions), s.Attention)
	}
	return sayClear.With(payments(s.Transactions))
}

func payments(n int) codes.Text {
	if n == 1 {
		return sayPayment
	}
	return sayPayments.With(n)
}

// amounts lists the open sums, with the verb that fits their number.
func amounts(risks []diag.AtRisk) codes.Text {
	var parts []codes.Text
	unstated, more := 0, 0
	for _, a := range sortedRisks(risks) {
		unstated += a.Unstated
		switch {
		case a.Count <= a.Unstated && a.Minor == 0:
		case len(parts) < sums:
			parts = append(parts, MoneyText(a.Minor, a.Currency))
		default:
			more++
		}
	}
	one := len(parts) == 1
	if more > 0 {
		parts = append(parts, sayOthers.With(more))
	}
	switch {
	case unstated == 1:
		one = len(parts) == 0
		parts = append(parts, sayUnknown)
	case unstated > 1:
		one = false
		parts = append(parts, sayUnstated.With(unstated))
	}
	if len(parts) == 0 {
		return codes.Text{}
	}
	list := parts[0]
	for i, p := range parts[1:] {
		if i+2 == len(parts) {
			list = sayAnd.With(list, p)
		} else {
			list = sayComma.With(list, p)
		}
	}
	if end := list.ZH[len(list.ZH)-1]; end >= '0' && end <= '9' {
		list.ZH += " " // between a number and the words after it
	}
	if one {
		return sayIs.With(list)
	}
	return sayAre.With(list)
}
