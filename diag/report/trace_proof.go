package report

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

var (
	proofRule  = codes.Text{EN: "%[1]s (%[2]s), decided by the rule %[3]s:", ZH: "%[1]s（%[2]s），依据规则 %[3]s："}
	proofPlain = codes.Text{EN: "%[1]s (%[2]s):", ZH: "%[1]s（%[2]s）："}
	proofLeg   = codes.Text{EN: "%[1]d. %[2]s: %[3]s", ZH: "%[1]d. %[2]s：%[3]s"}
	proofTied  = codes.Text{EN: "%[1]s (tied by %[2]s)", ZH: "%[1]s（关联依据：%[2]s）"}
	proofEmpty = codes.Text{EN: "nothing was seen of it itself", ZH: "没有看到它本身的记录"}
)

// linkWords say what ties an undo to what it undoes.
var linkWords = map[diag.Link]codes.Text{
	diag.LinkOriginal: {EN: "the numbers of the original", ZH: "原交易的编号"},
	diag.LinkReceipt:  {EN: "the receipt number", ZH: "票据号"},
	diag.LinkRRN:      {EN: "the reference number", ZH: "参考号"},
	diag.LinkOrder:    {EN: "the order", ZH: "订单号"},
	diag.LinkAuthCode: {EN: "card and authorisation code", ZH: "卡号和授权码"},
	diag.LinkAmount:   {EN: "card, amount and time only", ZH: "只凭卡号、金额和时间"},
}

// proof draws the verdict as a tree: each leg with its evidence, an undo under
// what it undoes.
func (p *page) proof(t *diag.Transaction) {
	v := t.Verdict
	p.add(heading(p.say(headHow)))
	sum := proofPlain.With(where(v), confidenceWords[v.Confidence])
	if v.Reason != diag.ReasonNone {
		sum = proofRule.With(where(v), confidenceWords[v.Confidence], string(v.Reason))
	}
	p.paragraph(tone(v), p.say(sum))
	drawn := make([]bool, len(t.Legs))
	p.branch(t, 0, 0, drawn)
	for i := range t.Legs {
		p.branch(t, i, 0, drawn) // a leg whose target nobody saw
	}
}

// branch draws a leg and all that is aimed at it, each leg once.
func (p *page) branch(t *diag.Transaction, i, depth int, drawn []bool) {
	if drawn[i] {
		return
	}
	drawn[i] = true
	l := &t.Legs[i]
	text := proofLeg.With(i+1, kindWord(l.Kind), StateWord(l))
	if link, ok := linkWords[l.Link]; ok && l.Target >= 0 {
		text = proofTied.With(text, link)
	}
	p.add(Block{Kind: Paragraph, Indent: 2 * depth, Lines: []Line{{{Text: p.say(text), Tone: Strong}}}})
	b := Block{Kind: Bullets, Indent: 2*depth + 2}
	for _, e := range proofOf(t, i) {
		line := Line{{Text: p.say(e.Text)}}
		if at := p.place(e.Where); at != "" {
			line = append(line, Span{Text: p.say(placeIn.With(at)), Tone: Dim})
		}
		b.Lines = append(b.Lines, line)
	}
	if len(b.Lines) == 0 {
		b.Lines = []Line{{{Text: p.say(proofEmpty)}}}
	}
	p.add(b)
	for k := range t.Legs {
		if t.Legs[k].Target == i {
			p.branch(t, k, depth+1, drawn)
		}
	}
}

var (
	headAnswer   = codes.Text{EN: "What answer code %[1]s means (%[2]s)", ZH: "应答码 %[1]s 的意思（%[2]s）"}
	nameCodeName = codes.Text{EN: "Name", ZH: "名称"}
	nameMeaning  = codes.Text{EN: "Meaning", ZH: "含义"}
	nameBy       = codes.Text{EN: "Declined by", ZH: "拒绝方"}
	nameForMoney = codes.Text{EN: "For the money", ZH: "对钱来说"}
	nameBook     = codes.Text{EN: "Table", ZH: "码表"}
	nameCertain  = codes.Text{EN: "How sure is this", ZH: "可靠程度"}
	nameOther    = codes.Text{EN: "It may also mean", ZH: "也可能是"}
	codeUnknown  = codes.Text{EN: "in no table used here", ZH: "不在所用码表里"}
	bookAndWhy   = codes.Text{EN: "%[1]s (%[2]s)", ZH: "%[1]s（%[2]s）"}
	codeOfBook   = codes.Text{EN: "%[1]s: %[2]s", ZH: "%[1]s：%[2]s"}
)

// answers explains the code of each leg: meaning, who declined, the table and
// how sure it is, and what else it may mean.
func (p *page) answers(t *diag.Transaction) {
	for i := range t.Legs {
		l := &t.Legs[i]
		if l.Code == "" {
			continue
		}
		p.add(heading(p.say(headAnswer.With(l.Code, kindWord(l.Kind)))))
		c := l.Reading.Code
		if c.Value == "" {
			p.paragraph(Caution, p.say(codeUnknown))
			continue
		}
		b := Block{Kind: Pairs}
		pair := func(name, value codes.Text) {
			if s := p.say(value); s != "" {
				b.Rows = append(b.Rows, []Span{{Text: p.say(name)}, {Text: s}})
			}
		}
		pair(nameCodeName, c.Name)
		pair(nameMeaning, c.Meaning)
		if !l.Kind.Undoes() {
			// Of an undo the book speaks as of a payment; the proof says what it did.
			pair(nameForMoney, c.Money.Text())
		}
		pair(nameBy, p.parties(c.DeclinedBy))
		pair(nameBook, bookName(l.Reading))
		pair(nameCertain, c.Confidence.Text())
		for _, o := range l.Others {
			pair(nameOther, codeOfBook.With(bookTitle(o), joinTexts(o.Code.Name, o.Code.Money.Text())))
		}
		p.add(b)
	}
}

func (p *page) parties(list []codes.Party) codes.Text {
	var out codes.Text
	for _, x := range list {
		out = joinTexts(out, x.Text())
	}
	return out
}

func joinTexts(a, b codes.Text) codes.Text {
	switch {
	case a.IsZero():
		return b
	case b.IsZero():
		return a
	}
	return codes.Text{EN: a.EN + "; " + b.EN, ZH: a.ZH + "；" + b.ZH}
}

func bookName(r codes.Reading) codes.Text {
	if r.Why.IsZero() {
		return bookTitle(r)
	}
	return bookAndWhy.With(bookTitle(r), r.Why)
}

// bookTitle is the name of a book, or its id where only that is known.
func bookTitle(r codes.Reading) codes.Text {
	if r.Book.Name.IsZero() {
		return codes.Same(r.Code.Book)
	}
	return r.Book.Name
}
