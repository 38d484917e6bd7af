package report

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

var (
	sayFits   = codes.Text{EN: "%[1]d payments fit. Say which one is meant:", ZH: "有 %[1]d 笔交易符合。请指明是哪一笔："}
	colChoose = codes.Text{EN: "This one alone", ZH: "只选这笔"}
)

// mostCandidates is how many payments a list of candidates names.
const mostCandidates = 50

// Candidates lists payments of which one is meant: total fit in all, and apart
// tells for each of the listed how to name it alone.
func Candidates(txs []diag.Transaction, apart []string, total int, o PageOptions) Doc {
	p := newPage(diag.Report{Transactions: txs}, o)
	p.paragraph(Strong, p.say(sayFits.With(total)))
	var list []listedPayment
	for i := range txs[:min(len(txs), mostCandidates)] {
		list = append(list, listedPayment{t: &txs[i], why: codes.Same(apart[i])})
	}
	if len(list) == 0 {
		return p.doc
	}
	several, oneDay := spread(list)
	b := Block{Kind: Table, Columns: []Column{
		{Title: p.say(colTime)},
		{Title: p.say(colTrace)},
		{Title: p.say(colAmount), Right: true},
		{Title: p.say(colCard)},
		{Title: p.say(colMoney)},
		{Title: p.say(colChoose), Shrink: true},
	}}
	if several {
		b.Columns[3].Title = p.say(colTerminal)
	}
	for _, l := range list {
		root := l.t.Root()
		id := lastFour(root.Card.Masked)
		if several {
			id = orDash(root.Terminal)
		}
		b.Rows = append(b.Rows, []Span{
			{Text: clock(root.At, oneDay)},
			{Text: orDash(number(root))},
			{Text: p.amount(l.t)},
			{Text: id},
			{Text: p.say(where(l.t.Verdict)), Tone: tone(l.t.Verdict)},
			{Text: p.say(l.why), Tone: Strong},
		})
	}
	p.add(b)
	if more := total - len(list); more > 0 {
		p.paragraph(Dim, p.say(sayMorePayments.With(more)))
	}
	return p.doc
}

var sayMorePayments = codes.Text{EN: "and %[1]d more; say more of the one that is meant", ZH: "另有 %[1]d 笔；请再多给一些线索"}
