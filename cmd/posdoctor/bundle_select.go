package main

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/pick"
)

// chosen leaves in a report what a bundle is about: the payments that are named,
// or every one that needs attention.
func chosen(rep diag.Report, s pick.Selector) (diag.Report, error) {
	named := !s.IsZero()
	var kept selection
	if named {
		for _, i := range pick.Pick(rep.Transactions, s) {
			kept.add(rep.Transactions[i], 0)
		}
	} else {
		for _, t := range rep.Transactions {
			if t.NeedsAttention() {
				kept.add(t, 0)
			}
		}
	}
	if len(kept.txs) == 0 {
		p := &codes.Problem{ID: "input.nothing_chosen", What: textNoneChosen, Hint: hintNoneChosen}
		if !named {
			p.What, p.Hint = textNoneOpen, hintNoneOpen
		}
		return rep, p
	}
	rep.Checks = leftOut(rep, len(kept.txs), "input.chosen", textOthers)
	rep.Transactions = kept.txs
	rep.Exchanges = nil
	rep.Findings = kept.findings(rep.Findings)
	rep.Summary = summarise(rep)
	return rep, nil
}

var (
	textNoneChosen = codes.Text{EN: "no transaction in these logs fits", ZH: "这些日志里没有符合条件的交易"}
	hintNoneChosen = codes.Text{EN: "posdoctor check shows what is in them; leave one of the conditions out", ZH: "先用 posdoctor check 看看里面有什么；也可以少写一个条件"}
	textNoneOpen   = codes.Text{EN: "no transaction in these logs needs attention", ZH: "这些日志里没有需要处理的交易"}
	hintNoneOpen   = codes.Text{EN: "name the one that is disputed, for example --stan 000123", ZH: "请指定有争议的那一笔，例如 --stan 000123"}
)
