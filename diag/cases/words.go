package cases

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
)

// Text says a standing in a few words. One in words of a later version reads as
// not known.
func (s Standing) Text() codes.Text {
	v := diag.Verdict{Stage: diag.Stage(s.Stage)}
	for m := diag.MoneyUnknown; m <= diag.Conflict; m++ {
		if m.String() == s.Money {
			v.Money = m
		}
	}
	for c := diag.Open; c <= diag.Proved; c++ {
		if c.String() == s.Confidence {
			v.Confidence = c
		}
	}
	return report.Where(v)
}

var outcomeTexts = map[Outcome]codes.Text{
	OutcomeReturned:   {EN: "the customer has the money back", ZH: "款已退回顾客"},
	OutcomePaid:       {EN: "the shop was paid", ZH: "款已付给商户"},
	OutcomeNotTaken:   {EN: "no money was ever taken", ZH: "从未扣款"},
	OutcomeAsBooked:   {EN: "the payment was right as it stood", ZH: "原交易无误"},
	OutcomeWrittenOff: {EN: "the loss was written off", ZH: "损失已核销"},
	OutcomeOther:      {EN: "another end", ZH: "其他结果"},
}

// Text says the outcome in words; one of a later version reads as another end.
func (o Outcome) Text() codes.Text {
	if t, ok := outcomeTexts[o]; ok {
		return t
	}
	return outcomeTexts[OutcomeOther]
}
