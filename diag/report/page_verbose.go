package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

var (
	headPayment  = codes.Text{EN: "%[1]s  %[2]s  %[3]s", ZH: "%[1]s  %[2]s  %[3]s"}
	headHow      = codes.Text{EN: "How this is known", ZH: "依据"}
	headSources  = codes.Text{EN: "What was read", ZH: "读取的内容"}
	headTerminal = codes.Text{EN: "Terminal %[1]s", ZH: "终端 %[1]s"}
	nameMoney    = codes.Text{EN: "Money", ZH: "钱在哪里"}
	nameSure     = codes.Text{EN: "How sure", ZH: "把握"}
	nameCard     = codes.Text{EN: "Card", ZH: "卡号"}
	nameNumbers  = codes.Text{EN: "Reference", ZH: "参考号"}
	nameCode     = codes.Text{EN: "Answer code", ZH: "应答码"}
	nameSettle   = codes.Text{EN: "Would settle it", ZH: "查什么能弄清"}
	nameCharge   = codes.Text{EN: "Charge again", ZH: "再次收款"}
	nameRefund   = codes.Text{EN: "Refund", ZH: "退货"}
	nameVoid     = codes.Text{EN: "Void", ZH: "撤销"}
	nameReset    = codes.Text{EN: "Reset or clear", ZH: "重置或清空"}
	nameClose    = codes.Text{EN: "Close the batch", ZH: "结算"}
	nameFormat   = codes.Text{EN: "%[1]s, %[2]d lines, %[3]d messages", ZH: "%[1]s，%[2]d 行，%[3]d 条报文"}
	noFormat     = codes.Text{EN: "not recognised", ZH: "未识别"}
	timesFound   = codes.Text{EN: "%[1]s (%[2]d times)", ZH: "%[1]s（%[2]d 次）"}
	colStep      = codes.Text{EN: "Step", ZH: "步骤"}
	colState     = codes.Text{EN: "State", ZH: "状态"}
	colCode      = codes.Text{EN: "Code", ZH: "应答码"}
	colSent      = codes.Text{EN: "Sent", ZH: "次数"}
)

var confidenceWords = map[diag.Confidence]codes.Text{
	diag.Open:   {EN: "open", ZH: "未定"},
	diag.Likely: {EN: "likely, not proved", ZH: "很可能，尚无证明"},
	diag.Proved: {EN: "proved", ZH: "已证明"},
}

// verbose shows everything that has to do with what needs attention.
func (p *page) verbose() {
	if len(p.rows) > 0 {
		p.add(p.table(p.rows))
	}
	if rest := p.rest(); rest != "" {
		p.paragraph(Plain, rest)
	}
	for _, l := range p.rows {
		p.payment(l.t)
	}
	found := slices.Concat(p.urgent()...)
	for _, f := range found {
		p.finding(f)
	}
	for _, t := range p.r.Terminals {
		p.add(heading(p.say(headTerminal.With(orDash(t.ID)))))
		p.add(Block{Kind: Pairs, Indent: 2, Rows: [][]Span{
			p.guard(nameReset, t.ResetTerminal), p.guard(nameClose, t.CloseBatch),
		}})
	}
	p.add(heading(p.say(headSkipped)))
	b := Block{Kind: Bullets}
	for _, t := range p.skipped(false) {
		b.Lines = append(b.Lines, Line{{Text: p.say(t)}})
	}
	p.add(b)
	p.sources()
}

func (p *page) payment(t *diag.Transaction) {
	root, v := t.Root(), t.Verdict
	p.add(heading(p.say(headPayment.With(title(root), orDash(root.At.String()), p.amount(t)))))
	if !v.Sentence.IsZero() {
		p.add(Block{Kind: Paragraph, Indent: 2, Lines: []Line{{{Text: p.say(v.Sentence), Tone: tone(v)}}}})
	}
	rows := [][]Span{
		{{Text: p.say(nameMoney)}, {Text: p.say(where(v)), Tone: tone(v)}},
		{{Text: p.say(nameSure)}, {Text: p.say(confidenceWords[v.Confidence])}},
	}
	pair := func(name codes.Text, value string) {
		if value != "" {
			rows = append(rows, []Span{{Text: p.say(name)}, {Text: value}})
		}
	}
	pair(nameCard, root.Card.Masked)
	pair(colTerminal, root.Terminal)
	pair(nameNumbers, root.RRN)
	if root.Code != "" {
		pair(nameCode, strings.TrimSpace(root.Code+" "+p.say(root.Reading.Code.Name)))
	}
	rows = append(rows, p.guard(nameCharge, v.Guards.ChargeAgain), p.guard(nameRefund, v.Guards.Refund), p.guard(nameVoid, v.Guards.Void))
	pair(nameSettle, p.say(v.WouldSettle))
	p.add(Block{Kind: Pairs, Indent: 2, Rows: rows})
	p.legs(t)
	p.evidence(v.Because)
}

func (p *page) legs(t *diag.Transaction) {
	b := Block{Kind: Table, Indent: 2, Columns: []Column{
		{Title: p.say(colStep)},
		{Title: p.say(colTime)},
		{Title: p.say(colTrace)},
		{Title: p.say(colAmount), Right: true},
		{Title: p.say(colState), Shrink: true},
		{Title: p.say(colCode)},
		{Title: p.say(colSent), Right: true},
	}}
	for i := range t.Legs {
		l := &t.Legs[i]
		kind := KindWord(l.Kind)
		amount := "?"
		if l.Amount.Known {
			amount = Money(l.Amount.Minor, l.Amount.Currency, p.o.Lang)
		}
		b.Rows = append(b.Rows, []Span{
			{Text: p.say(kind)},
			{Text: clock(l.At, true)},
			{Text: orDash(l.STAN)},
			{Text: amount},
			{Text: p.say(StateWord(l))},
			{Text: orDash(l.Code)},
			{Text: fmt.Sprint(l.Attempts)},
		})
	}
	p.add(b)
}

func (p *page) evidence(list []diag.Evidence) {
	if len(list) == 0 {
		return
	}
	p.add(Block{Kind: Paragraph, Indent: 2, Lines: []Line{{{Text: p.say(headHow), Tone: Strong}}}})
	b := Block{Kind: Bullets, Indent: 2}
	for _, e := range list {
		line := Line{{Text: p.say(e.Text)}}
		if at := e.Where.In(p.r.Sources); at != "" {
			line = append(line, Span{Text: "  " + at, Tone: Dim})
		}
		b.Lines = append(b.Lines, line)
	}
	p.add(b)
}

func (p *page) guard(name codes.Text, g diag.Guard) []Span {
	out := []Span{{Text: p.say(name)}, {Text: p.say(permissionWords[g.State]), Tone: permissionTones[g.State]}}
	if r := p.say(g.Reason); r != "" {
		out = append(out, Span{Text: "  " + r})
	}
	return out
}

func (p *page) finding(f *diag.Finding) {
	title := f.Title
	if f.Count > 1 {
		title = timesFound.With(f.Title, f.Count)
	}
	p.add(Block{Kind: Heading, Lines: []Line{{{Text: p.say(title), Tone: Strong}, {Text: "  " + f.ID, Tone: Dim}}}})
	lines := func(kind BlockKind, list []Line) {
		if len(list) > 0 {
			p.add(Block{Kind: kind, Indent: 2, Lines: list})
		}
	}
	var causes, steps, avoid []Line
	for _, c := range f.Causes {
		causes = append(causes, Line{{Text: p.say(c)}})
	}
	for _, r := range f.Remedies {
		steps = append(steps, p.step(r, nil))
	}
	for _, a := range f.Avoid {
		avoid = append(avoid, Line{{Text: p.say(a), Tone: Bad}})
	}
	lines(Paragraph, causes)
	lines(Steps, steps)
	lines(Bullets, avoid)
	p.evidence(f.Evidence)
}

func (p *page) sources() {
	if len(p.r.Sources) == 0 {
		return
	}
	p.add(heading(p.say(headSources)))
	b := Block{Kind: Pairs, Indent: 2}
	for _, s := range p.r.Sources {
		format := codes.Same(s.Format)
		if s.Format == "" {
			format = noFormat
		}
		text := p.say(nameFormat.With(format, s.Lines, s.Messages))
		if span := between(s); span != "" {
			text += "  " + span
		}
		b.Rows = append(b.Rows, []Span{{Text: s.Name}, {Text: text}})
	}
	p.add(b)
}

// between is the time that a source covers, as far as it proves any.
func between(s transcripts.Source) string {
	if !s.From.Known() || !s.To.Known() {
		return ""
	}
	return s.From.String() + " - " + s.To.String()
}
