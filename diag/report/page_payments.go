package report

import (
	"cmp"
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// listedPayment is a payment with a line of its own.
type listedPayment struct {
	t    *diag.Transaction
	rank int
	why  codes.Text
}

// listPayments gives the payments that need a person: open ones first, then
// those that are not proved, then those with a finding that warns.
func (p *page) listPayments() []listedPayment {
	var out []listedPayment
	for i := range p.r.Transactions {
		t := &p.r.Transactions[i]
		if len(t.Legs) == 0 {
			continue
		}
		f := p.worst(t)
		if !t.Verdict.NeedsAttention() && (f == nil || f.Severity == diag.Info) {
			continue
		}
		l := listedPayment{t: t, rank: urgency(t, f), why: why[t.Verdict.Reason]}
		if !open(t) && f != nil {
			if w, ok := whyFound[f.ID]; ok {
				l.why = w
			} else if l.why.IsZero() || t.Verdict.Reason == diag.ReasonApproved {
				l.why = f.Title
			}
		}
		out = append(out, l)
	}
	slices.SortStableFunc(out, func(a, b listedPayment) int { return cmp.Compare(a.rank, b.rank) })
	return out
}

// worst is the most severe finding that names a transaction.
func (p *page) worst(t *diag.Transaction) *diag.Finding {
	var worst *diag.Finding
	for _, ref := range t.Findings {
		if f := p.by[ref]; f != nil && (worst == nil || f.Severity > worst.Severity) {
			worst = f
		}
	}
	return worst
}

// open reports whether the money of a transaction is at risk.
func open(t *diag.Transaction) bool {
	return t.Verdict.Money.Open() || t.Verdict.Stage == diag.StageStored
}

func urgency(t *diag.Transaction, f *diag.Finding) int {
	switch {
	case t.Verdict.Money == diag.Conflict:
		return 0
	case t.Verdict.Money == diag.MoneyUnknown:
		return 1
	case t.Verdict.Money == diag.Returning:
		return 2
	case t.Verdict.Stage == diag.StageStored:
		return 3
	case f != nil && f.Severity == diag.Critical:
		return 4
	case t.Verdict.NeedsAttention():
		return 5
	}
	return 6
}

var (
	colTime     = codes.Text{EN: "Time", ZH: "时间"}
	colTrace    = codes.Text{EN: "Trace no.", ZH: "凭证号"}
	colAmount   = codes.Text{EN: "Amount", ZH: "金额"}
	colCard     = codes.Text{EN: "Card", ZH: "卡尾号"}
	colTerminal = codes.Text{EN: "Terminal", ZH: "终端"}
	colMoney    = codes.Text{EN: "Money", ZH: "钱在哪里"}
	colWhy      = codes.Text{EN: "Why", ZH: "原因"}
)

// table lists payments. With several terminals a trace number alone does not
// find a payment, and the terminal takes the place of the card.
func (p *page) table(list []listedPayment) Block {
	several, oneDay := spread(list)
	third := colCard
	if several {
		third = colTerminal
	}
	b := Block{Kind: Table, Columns: []Column{
		{Title: p.say(colTime)},
		{Title: p.say(colTrace)},
		{Title: p.say(colAmount), Right: true},
		{Title: p.say(third)},
		{Title: p.say(colMoney)},
		{Title: p.say(colWhy), Shrink: true},
	}}
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
			{Text: p.say(l.why)},
		})
	}
	p.squeeze(&b)
	return b
}

// squeeze shortens the last column to what the others leave.
func (p *page) squeeze(b *Block) {
	const between = 2
	last := len(b.Columns) - 1
	room := p.o.Width
	for i, c := range b.Columns[:last] {
		w := Columns(c.Title)
		for _, r := range b.Rows {
			w = max(w, Columns(r[i].Text))
		}
		room -= w + between
	}
	for _, r := range b.Rows {
		r[last].Text = cut(r[last].Text, max(room, Columns(b.Columns[last].Title)))
	}
}

// spread tells whether the listed payments come from several terminals and
// whether they are all of one day.
func spread(list []listedPayment) (several, oneDay bool) {
	oneDay = true
	first := list[0].t.Root()
	for _, l := range list[1:] {
		root := l.t.Root()
		several = several || root.Terminal != first.Terminal
		oneDay = oneDay && day(root.At) == day(first.At)
	}
	return several, oneDay
}

func day(s transcripts.Stamp) string {
	if !s.HasDay() {
		return ""
	}
	return s.Time.Format("0102")
}

func clock(s transcripts.Stamp, oneDay bool) string {
	switch {
	case !s.Known():
		return "-"
	case oneDay || s.NoDate:
		return s.Time.Format("15:04:05")
	}
	return s.Time.Format("01-02 15:04")
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// number is what stands in the column of trace numbers: a time of day already
// has its own.
func number(l *diag.Leg) string {
	if n := l.Name(); n != l.At.Time.Format("15:04:05") {
		return n
	}
	return ""
}

// What the number of a payment is called.
var (
	noTrace     = codes.Text{EN: "Trace no. %s", ZH: "凭证号 %s"}
	noReceipt   = codes.Text{EN: "Receipt no. %s", ZH: "票据号 %s"}
	noReference = codes.Text{EN: "Reference no. %s", ZH: "参考号 %s"}
	noOrder     = codes.Text{EN: "Order no. %s", ZH: "订单号 %s"}
	noNumber    = codes.Text{EN: "Payment without a number", ZH: "没有编号的交易"}
)

// title names a payment by the number that [number] gives.
func title(l *diag.Leg) codes.Text {
	n := number(l)
	switch n {
	case "":
		return noNumber
	case l.STAN:
		return noTrace.With(n)
	case l.Receipt:
		return noReceipt.With(n)
	case l.RRN:
		return noReference.With(n)
	}
	return noOrder.With(n)
}

func lastFour(masked string) string {
	if len(masked) < 4 {
		return "-"
	}
	return "*" + masked[len(masked)-4:]
}

// amount is what is open, or else what was asked for.
func (p *page) amount(t *diag.Transaction) string {
	a := t.Verdict.Amounts
	root := t.Root()
	switch {
	case a.Known:
		minor := a.Requested
		if minor == 0 {
			minor = max(a.Approved, a.Captured)
		}
		return Money(minor, a.Currency, p.o.Lang)
	case root.Amount.Known:
		return Money(root.Amount.Minor, root.Amount.Currency, p.o.Lang)
	}
	return "?"
}

func tone(v diag.Verdict) Tone {
	switch {
	case v.Money == diag.Conflict || v.Money == diag.MoneyUnknown:
		return Bad
	case v.Money == diag.Returning || v.Stage == diag.StageStored || v.Confidence != diag.Proved:
		return Caution
	case v.Money == diag.Charged || v.Money == diag.Returned:
		return Good
	}
	return Plain
}
