package report

import (
	"fmt"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

var (
	sayFits   = codes.Text{EN: "%[1]d payments fit. Say which one is meant:", ZH: "有 %[1]d 笔交易符合。请指明是哪一笔："}
	colChoose = codes.Text{EN: "This one alone", ZH: "只选这笔"}
)

// mostCandidates is how many payments a list of candidates names.
const mostCandidates = 50

// longestChoice is how long an option may be to stand in the table. A longer one
// stands below it, where nothing breaks it into pieces.
const longestChoice = 16

// Candidates lists payments of which one is meant: total fit in all, and apart
// tells for each of the listed how to name it alone.
func Candidates(txs []diag.Transaction, apart []string, total int, o PageOptions) Doc {
	p := newPage(diag.Report{Transactions: txs}, o)
	p.paragraph(Strong, p.say(sayFits.With(total)))
	var list []listedPayment
	long := false
	for i := range txs[:min(len(txs), mostCandidates)] {
		list = append(list, listedPayment{t: &txs[i]})
		long = long || Columns(apart[i]) > longestChoice
	}
	if len(list) == 0 {
		return p.doc
	}
	several, oneDay := spread(list)
	third, last := colCard, colChoose
	if several {
		third = colTerminal
	}
	if long {
		last = colNumber
	}
	b := Block{Kind: Table, Columns: []Column{
		{Title: p.say(colTime)},
		{Title: p.say(colTrace)},
		{Title: p.say(colAmount), Right: true},
		{Title: p.say(third)},
		{Title: p.say(colMoney), Shrink: true},
		{Title: p.say(last)},
	}}
	below := Block{Kind: Verbatim}
	for i, l := range list {
		root := l.t.Root()
		id := lastFour(root.Card.Masked)
		if several {
			id = orDash(root.Terminal)
		}
		choose := apart[i]
		if long {
			below.Lines = append(below.Lines, Line{{Text: fmt.Sprintf("%d  %s", i+1, choose)}})
			choose = fmt.Sprint(i + 1)
		}
		b.Rows = append(b.Rows, []Span{
			{Text: clock(root.At, oneDay)},
			{Text: orDash(number(root))},
			{Text: p.amount(l.t)},
			{Text: id},
			{Text: p.say(where(l.t.Verdict)), Tone: tone(l.t.Verdict)},
			{Text: choose, Tone: Strong},
		})
	}
	p.add(b)
	if long {
		p.add(heading(p.say(colChoose)))
		p.add(below)
	}
	if more := total - len(list); more > 0 {
		p.paragraph(Dim, p.say(sayMorePayments.With(more)))
	}
	return p.doc
}

var sayMorePayments = codes.Text{EN: "and %[1]d more; say more of the one that is meant", ZH: "另有 %[1]d 笔；请再多给一些线索"}
