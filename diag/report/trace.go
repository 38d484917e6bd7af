package report

import (
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

var (
	headGuards   = codes.Text{EN: "What may be done now", ZH: "现在能做什么"}
	headSettle   = codes.Text{EN: "What would settle it", ZH: "查什么能弄清"}
	headFound    = codes.Text{EN: "What was found about it", ZH: "与它有关的问题"}
	nameSTAN     = codes.Text{EN: "Trace no.", ZH: "凭证号"}
	nameAuth     = codes.Text{EN: "Authorisation code", ZH: "授权码"}
	nameShop     = codes.Text{EN: "Shop, place", ZH: "商户名称和地址"}
	nameMerchant = codes.Text{EN: "Merchant", ZH: "商户号"}
	nameBatch    = codes.Text{EN: "Batch", ZH: "批次号"}
	nameOrder    = codes.Text{EN: "Order", ZH: "订单号"}
	nameReceipt  = codes.Text{EN: "Receipt no.", ZH: "票据号"}
	nameKey      = codes.Text{EN: "Key", ZH: "编号"}
	nameAsOf     = codes.Text{EN: "As of", ZH: "截至"}
	nameAmounts  = codes.Text{EN: "Amounts", ZH: "各项金额"}
	sayRequested = codes.Text{EN: "asked for %[1]s", ZH: "请求 %[1]s"}
	sayApproved  = codes.Text{EN: "approved %[1]s", ZH: "批准 %[1]s"}
	sayCaptured  = codes.Text{EN: "taken %[1]s", ZH: "扣走 %[1]s"}
	sayReturned  = codes.Text{EN: "given back %[1]s", ZH: "退回 %[1]s"}
	sayPending   = codes.Text{EN: "on its way back %[1]s", ZH: "退回途中 %[1]s"}
	sayThen      = codes.Text{EN: ".\n", ZH: "。\n"} // a reason has no full stop of its own
	sayUntil     = codes.Text{EN: "Wait until there is: %[1]s.", ZH: "要等到：%[1]s。"}
)

// untilWords say what a guard waits for.
var untilWords = map[string]codes.Text{
	"reversal_answer": {EN: "the answer to the reversal", ZH: "冲正的应答"},
	"statement":       {EN: "a bank statement of that day", ZH: "当天的银行账单"},
	"host_query":      {EN: "the acquirer's answer to an inquiry", ZH: "收单机构的查询结果"},
	"upload":          {EN: "the host's answer to the upload", ZH: "主机对上送的应答"},
	"batch_end":       {EN: "the end of the batch", ZH: "本批次结算完"},
}

// UntilWord says what a guard waits for, as a sentence; nothing where it waits for
// nothing.
func UntilWord(g diag.Guard) codes.Text {
	if g.Until == "" {
		return codes.Text{}
	}
	word, ok := untilWords[g.Until]
	if !ok {
		word = codes.Same(g.Until)
	}
	return sayUntil.With(word)
}

// Trace is what trace shows of one transaction: where its money is, what may be
// done, what would settle it, everything seen of it with each clock, its steps,
// the proof to the byte, what its codes mean and what was found about it.
// Verbose adds each record with its fields and, where the reader kept them, its
// masked bytes. The page of an unknown key is empty.
func Trace(r diag.Report, key string, o PageOptions) Doc {
	if o.Width <= 0 {
		o.Width = defaultWidth
	}
	p := newPage(r, o)
	t := find(r, key)
	if t == nil {
		return p.doc
	}
	root, v := t.Root(), t.Verdict
	p.add(heading(p.say(headPayment.With(title(root), orDash(root.At.String()), p.amount(t)))))
	if !v.Sentence.IsZero() {
		p.paragraph(tone(v), p.say(v.Sentence))
	}
	if o.Quiet {
		return p.doc
	}
	rows := Timeline(r, key)
	p.facts(t)
	p.guards(t)
	if w := p.say(v.WouldSettle); w != "" {
		p.add(heading(p.say(headSettle)))
		p.paragraph(Plain, w)
	}
	p.timeline(t, rows)
	p.stepsOf(t)
	p.proof(t)
	p.answers(t)
	p.named(t)
	if o.Verbose {
		p.records(rows)
	}
	p.add(heading(p.say(headSkipped)))
	b := Block{Kind: Bullets}
	for _, s := range p.skipped(false) {
		b.Lines = append(b.Lines, Line{{Text: p.say(s)}})
	}
	p.add(b)
	p.sources()
	return p.doc
}

// facts are what identifies the payment, and its money.
func (p *page) facts(t *diag.Transaction) {
	root, v := t.Root(), t.Verdict
	rows := [][]Span{
		{{Text: p.say(nameMoney)}, {Text: p.say(where(v)), Tone: tone(v)}},
		{{Text: p.say(nameSure)}, {Text: p.say(confidenceWords[v.Confidence])}},
	}
	pair := func(name codes.Text, value string) {
		if value != "" {
			rows = append(rows, []Span{{Text: p.say(name)}, {Text: value}})
		}
	}
	pair(nameAmounts, p.say(AmountsText(v.Amounts)))
	pair(nameAsOf, v.AsOf.String())
	card := root.Card.Masked
	if t.CardName != "" {
		card += " (" + t.CardName + ")"
	}
	pair(nameCard, card)
	pair(nameSTAN, root.STAN)
	pair(nameNumbers, root.RRN)
	pair(nameAuth, root.AuthCode)
	pair(colTerminal, root.Terminal)
	pair(nameShop, p.o.Shop.Line())
	pair(nameMerchant, root.Merchant)
	pair(nameBatch, root.Batch)
	pair(nameReceipt, root.Receipt)
	pair(nameOrder, root.Order)
	pair(nameKey, t.Key)
	p.add(Block{Kind: Pairs, Rows: rows})
}

// AmountsText tells the figures that are not nought; it is zero where none is known.
func AmountsText(a diag.Amounts) codes.Text {
	if !a.Known {
		return codes.Text{}
	}
	var en, zh []string
	for _, x := range []struct {
		text  codes.Text
		minor int64
	}{
		{sayRequested, a.Requested},
		{sayApproved, a.Approved},
		{sayCaptured, a.Captured},
		{sayReturned, a.Returned},
		{sayPending, a.Pending},
	} {
		if x.minor != 0 {
			t := x.text.With(MoneyText(x.minor, a.Currency))
			en, zh = append(en, t.EN), append(zh, t.ZH)
		}
	}
	return codes.Text{EN: strings.Join(en, ", "), ZH: strings.Join(zh, "，")}
}

// guards says what may be done with the payment, and with its terminal.
func (p *page) guards(t *diag.Transaction) {
	p.add(heading(p.say(headGuards)))
	b := Block{Kind: Pairs}
	type named struct {
		name  codes.Text
		guard diag.Guard
	}
	g := t.Verdict.Guards
	all := []named{{nameCharge, g.ChargeAgain}, {nameRefund, g.Refund}, {nameVoid, g.Void}}
	for _, x := range p.r.Terminals {
		if x.ID == t.Root().Terminal {
			all = append(all, named{nameReset, x.ResetTerminal}, named{nameClose, x.CloseBatch})
		}
	}
	for _, x := range all {
		row := p.guard(x.name, x.guard)
		if until := p.say(UntilWord(x.guard)); until != "" {
			row = append(row, Span{Text: p.say(sayThen) + until})
		}
		b.Rows = append(b.Rows, row)
	}
	p.add(b)
}

// named shows the findings that name the payment.
func (p *page) named(t *diag.Transaction) {
	var found []*diag.Finding
	for i := range p.r.Findings {
		f := &p.r.Findings[i]
		if slices.Contains(t.Findings, f.Ref) {
			found = append(found, f)
		}
	}
	if len(found) == 0 {
		return
	}
	p.add(heading(p.say(headFound)))
	for _, f := range found {
		p.add(Block{Kind: Paragraph, Lines: []Line{{{Text: p.say(f.Title), Tone: Strong}, {Text: "  " + f.ID, Tone: Dim}}}})
		p.advice(t, f)
	}
}

// advice shows the causes of a finding, what to do and what not to do. A remedy
// that ends in another payment is only for one that may be charged again.
func (p *page) advice(t *diag.Transaction, f *diag.Finding) {
	lines := func(kind BlockKind, list []Line) {
		if len(list) > 0 {
			p.add(Block{Kind: kind, Indent: 2, Lines: list})
		}
	}
	var causes, do, avoid []Line
	for _, c := range f.Causes {
		causes = append(causes, Line{{Text: p.say(c)}})
	}
	for _, r := range f.Remedies {
		if !r.Pays || t.Verdict.Guards.ChargeAgain.State == diag.Safe {
			do = append(do, p.step(r, nil))
		}
	}
	for _, a := range f.Avoid {
		avoid = append(avoid, Line{{Text: p.say(a), Tone: Bad}})
	}
	lines(Paragraph, causes)
	lines(Steps, do)
	lines(Bullets, avoid)
}

var (
	placeText  = codes.Text{EN: "%[1]s, byte %[2]d, %[3]d bytes", ZH: "%[1]s，第 %[2]d 字节起 %[3]d 字节"}
	placeAgain = codes.Text{EN: "the same again: %[1]s", ZH: "同一条再次出现：%[1]s"}
)

// place says where something stands, to the byte; "" for nowhere.
func (p *page) place(w transcripts.Where) string {
	at := w.In(p.r.Sources)
	if at == "" {
		return ""
	}
	return p.say(placeText.With(at, w.Offset, w.Length))
}
