package main

import (
	"slices"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/ui"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/cases"
	"github.com/posdoctor/posdoctor/diag/pick"
	"github.com/posdoctor/posdoctor/diag/report"
)

// onePayment gives the payment that the options name; without any it is the only
// one that needs attention. Several are listed as trace lists them.
func (a *app) onePayment(in caseInput, want selectorFlags) (diag.Transaction, error) {
	search := pick.Search{Selector: want.selector(in.prof)}
	named := !search.Selector.IsZero()
	for _, t := range in.rep.Transactions {
		if named || t.NeedsAttention() {
			search.See(t)
		}
	}
	found := search.Outcome()
	switch {
	case len(found.Found) == 1:
		return found.Found[0], nil
	case len(found.Found) == 0 && named:
		a.nearMisses(found)
		return diag.Transaction{}, noneFits(in.rep, search.Selector, found)
	case len(found.Found) == 0:
		return diag.Transaction{}, &codes.Problem{ID: "input.payment", What: textNoneOpen, Hint: hintNoneOpen}
	}
	screen := ui.Detect(a.Out, a.Env, ui.Options{Color: a.flags.color, Plain: a.flags.plain})
	if err := a.show(candidates(found, report.PageOptions{Lang: a.lang, Width: screen.Width})); err != nil {
		return diag.Transaction{}, err
	}
	return diag.Transaction{}, &codes.Problem{ID: "usage.payments", What: textManyPayments.With(found.Total), Hint: hintManyPayments}
}

// samePayment finds a case's payment in a new dump: the one that the options name,
// else the one of the same key, else the one of the same numbers. It is nil when
// the dump does not show it.
func (d *desk) samePayment(in caseInput, want selectorFlags, payment cases.Snapshot) (*cases.Snapshot, error) {
	if !want.selector(in.prof).IsZero() {
		t, err := d.onePayment(in, want)
		if err != nil {
			return nil, err
		}
		s := d.snap(in.rep, t)
		if differs := s.Differs(payment); len(differs) > 0 {
			return nil, &codes.Problem{ID: "usage.other_payment", What: textOtherPayment, At: d.say(criterionWords[differs[0]]), Hint: hintOtherPayment}
		}
		return &s, nil
	}
	var same []cases.Snapshot
	for _, t := range in.rep.Transactions {
		if s := d.snap(in.rep, t); s.Same(payment) {
			same = append(same, s)
		}
	}
	if i := slices.IndexFunc(same, func(s cases.Snapshot) bool { return s.Key == payment.Key }); i >= 0 {
		return &same[i], nil
	}
	if len(same) == 1 {
		return &same[0], nil
	}
	if len(same) > 1 {
		return nil, &codes.Problem{ID: "usage.payments", What: textManyPayments.With(len(same)), Hint: hintSamePayments.With(same[0].Key)}
	}
	return nil, nil
}

var (
	textManyPayments = codes.Text{EN: "%d payments fit; a case is about one", ZH: "有 %d 笔交易符合；一个个案只对应一笔"}
	hintManyPayments = codes.Text{EN: "add what names it alone, as the list says", ZH: "请按上面的列表补充条件，只选其中一笔"}
	hintSamePayments = codes.Text{EN: "name the one that is meant, for example --key %s", ZH: "请指明是哪一笔，例如 --key %s"}
	textOtherPayment = codes.Text{EN: "this is not the payment of the case", ZH: "这不是该个案的交易"}
	hintOtherPayment = codes.Text{EN: "what stands above differs; nothing was written. Another payment needs a case of its own: posdoctor case open", ZH: "上面这一项不一致，没有写入。另一笔交易请另建个案：posdoctor case open"}
)
