package cases

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

// Advice is what a comparison with a new dump suggests.
type Advice string

// The advices. Only the first suggests closing, and it never closes by itself.
const (
	AdviceNone     Advice = ""
	AdviceClose    Advice = "close"     // the money is proved to be where it should end
	AdviceCheck    Advice = "check"     // it is proved taken: close only if that is right
	AdviceLook     Advice = "look"      // it is proved to be there, and something else is wrong
	AdviceOpen     Advice = "open"      // still open
	AdviceWeaker   Advice = "weaker"    // this dump alone proves less than the last one
	AdviceNotFound Advice = "not_found" // this dump does not show the payment
)

var adviceTexts = map[Advice]codes.Text{
	AdviceClose: {
		EN: "The dump proves where the money is, and nothing is open: the case can be closed.",
		ZH: "日志已经证明钱的去向，没有未决的问题：可以结案。",
	},
	AdviceCheck: {
		EN: "The dump proves that the money was taken; close only if the customer has what was paid for and the shop is paid, else it must still be given back.",
		ZH: "日志证明款已扣：只有顾客拿到了商品、商户也收到了款才能结案，否则这笔款还要退还。",
	},
	AdviceLook: {
		EN: "The dump proves where the money is, but something else about the payment needs attention: see posdoctor check before you close.",
		ZH: "日志已经证明钱的去向，但这笔交易还有别的问题：结案前请用 posdoctor check 查看。",
	},
	AdviceOpen: {
		EN: "It is still open where the money is; keep following it up.",
		ZH: "钱的去向仍未确定，请继续跟进。",
	},
	AdviceWeaker: {
		EN: "This dump alone proves less than the one before; check both together before you conclude anything.",
		ZH: "单看这份日志，证据比上次少；下结论之前请把新旧日志一起检查。",
	},
	AdviceNotFound: {
		EN: "This dump does not show the payment, which proves nothing; take a dump that covers its time.",
		ZH: "这份日志里没有这笔交易，这不能证明任何事；请取包含当时时段的日志。",
	},
}

// Text says the advice in words; it is empty for AdviceNone.
func (a Advice) Text() codes.Text { return adviceTexts[a] }

// Compare says what a new dump means for a case. after is nil when the dump
// does not show the payment.
func Compare(before Standing, after *Snapshot) Advice {
	switch {
	case after == nil:
		return AdviceNotFound
	case after.Confidence != diag.Proved.String() && before.Confidence == diag.Proved.String():
		return AdviceWeaker
	case after.Confidence != diag.Proved.String():
		return AdviceOpen
	case after.Money == diag.Charged.String() && (after.Stage == string(diag.StageHeld) || after.Stage == string(diag.StageStored)):
		return AdviceOpen // neither taken for good nor given back
	case after.Money != diag.Charged.String() && after.Money != diag.NotCharged.String() && after.Money != diag.Returned.String():
		return AdviceOpen
	case after.Attention:
		return AdviceLook
	case after.Money == diag.Charged.String():
		return AdviceCheck
	}
	return AdviceClose
}
