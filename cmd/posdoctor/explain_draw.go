package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
)

// maxShown bounds the readings of one code on the screen; the rest are counted.
const maxShown = 4

// explainText draws one answer. What is not known is told as an error later.
func (a *app) explainText(lib *codes.Library, ans answer, audience string, apart bool) error {
	if !ans.known() {
		return nil
	}
	var blocks []report.Block
	if apart {
		blocks = append(blocks, paragraph(""))
	}
	switch {
	case ans.kind == kindFinding:
		blocks = append(blocks, a.findingPage(ans.finding)...)
	case ans.kind == kindTag:
		bits := report.Block{Kind: report.Bullets, Indent: 2}
		for _, b := range ans.bits {
			bits.Lines = append(bits.Lines, report.Line{{Text: a.say(b)}})
		}
		blocks = append(blocks, paragraph(a.say(textTag.With(ans.tag.Tag, ans.tag.Name))), bits)
	case audience == "customer":
		blocks = append(blocks, a.customerPage(lib, ans)...)
	default:
		blocks = append(blocks, a.readingsPage(lib, ans, audience == "engineer")...)
	}
	return a.show(a.page(blocks...))
}

func (a *app) readingsPage(lib *codes.Library, ans answer, engineer bool) []report.Block {
	var blocks []report.Block
	several := len(ans.readings) > 1
	if several {
		intro := textSeveral.With(ans.code)
		if ans.kind == kindText {
			intro = textSeveralText
		}
		blocks = append(blocks, paragraph(a.say(intro)))
	}
	for i, g := range ans.readings {
		if i == maxShown && !engineer {
			return append(blocks, paragraph(""), paragraph(a.say(textMore.With(len(ans.readings)-i))))
		}
		title := fmt.Sprintf("%s %s", g.Code.Value, a.say(parensStyle.With(g.Code.Name, g.Book.Name)))
		blocks = append(blocks, report.Block{Kind: report.Heading, Lines: []report.Line{{{Text: title}}}},
			report.Block{Kind: report.Pairs, Indent: 2, Rows: a.readingRows(lib, g, several, engineer)})
	}
	return blocks
}

func (a *app) readingRows(lib *codes.Library, g group, several, engineer bool) [][]report.Span {
	c := g.Code
	var rows [][]report.Span
	add := func(label codes.Text, tone report.Tone, text string) {
		if text != "" {
			rows = append(rows, []report.Span{{Text: a.say(label), Tone: report.Dim}, {Text: text, Tone: tone}})
		}
	}
	add(labelMeaning, report.Plain, a.say(c.Meaning))
	add(labelScreen, report.Plain, a.say(c.Display))
	add(labelRefused, report.Plain, a.parties(c.DeclinedBy))
	add(labelMoney, moneyTone(c.Money), a.say(moneyTexts[c.Money]))
	add(labelRetry, retryTone(c.Retry), a.say(retryTexts[c.Retry]))
	add(labelCauses, report.Plain, a.causes(lib, c.Causes))
	advice, _ := lib.Advice(c.Advice)
	if engineer {
		add(labelDo, report.Strong, a.say(advice.Engineer))
	} else {
		add(labelDo, report.Strong, a.say(advice.Staff))
		add(labelSay, report.Plain, a.say(advice.Customer))
	}
	if several {
		add(labelWhich, report.Plain, a.say(g.Why))
	}
	add(labelAlso, report.Dim, a.books(g))
	add(labelNote, report.Plain, a.say(c.Note))
	if engineer {
		add(labelSource, report.Dim, c.Source)
		add(labelCertain, report.Dim, a.say(confidenceTexts[c.Confidence]))
	}
	return rows
}

func moneyTone(m codes.Money) report.Tone {
	switch m {
	case codes.MayHaveMoved, codes.PartlyMoved, codes.MoneyUnknown:
		return report.Caution
	}
	return report.Plain
}

func retryTone(r codes.Retry) report.Tone {
	switch r {
	case codes.RetryNever, codes.RetryCheckFirst:
		return report.Bad
	}
	return report.Plain
}

func (a *app) parties(by []codes.Party) string {
	var names []string
	for _, p := range by {
		if name := a.say(partyTexts[p]); name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, a.say(joinAnd))
}

func (a *app) causes(lib *codes.Library, ids []string) string {
	var texts []string
	for _, id := range ids {
		if c, ok := lib.Cause(id); ok {
			texts = append(texts, a.say(c.Text))
		}
	}
	return strings.Join(texts, "\n")
}

// books names the other books in which the code asks for the same.
func (a *app) books(g group) string {
	var names []string
	for _, r := range g.same {
		name := a.say(r.Book.Name)
		if r.Code.Value != g.Code.Value {
			name += " " + r.Code.Value
		}
		if !slices.Contains(names, name) && r.Book.ID != g.Book.ID {
			names = append(names, name)
		}
	}
	return strings.Join(names, a.say(joinAnd))
}

// customerPage shows only sentences written for customers. Neither the name of
// a code nor its meaning belongs here: it may say that a card is reported lost
// or under suspicion, which staff must not tell.
func (a *app) customerPage(lib *codes.Library, ans answer) []report.Block {
	texts, books := a.customerTexts(lib, ans)
	if len(texts) == 1 {
		return []report.Block{paragraph(a.say(texts[0]))}
	}
	var blocks []report.Block
	for i, t := range texts {
		blocks = append(blocks, paragraph(a.say(textFor.With(books[i]))), indented(a.say(t)))
	}
	return blocks
}

// customerTexts gives the different sentences for customers and, for each, the
// first book that asks for it.
func (a *app) customerTexts(lib *codes.Library, ans answer) (texts, books []codes.Text) {
	for _, g := range ans.readings {
		advice, _ := lib.Advice(g.Code.Advice)
		t := advice.Customer
		if t.IsZero() {
			t = textNeutral
		}
		if !slices.Contains(texts, t) {
			texts, books = append(texts, t), append(books, g.Book.Name)
		}
	}
	return texts, books
}

func (a *app) findingPage(f diag.Finding) []report.Block {
	blocks := []report.Block{{Kind: report.Heading, Lines: []report.Line{{{Text: a.say(f.Title)}}}}}
	list := func(head codes.Text, kind report.BlockKind, lines []report.Line) {
		if len(lines) > 0 {
			blocks = append(blocks, a.heading(head), report.Block{Kind: kind, Indent: 2, Lines: lines})
		}
	}
	var causes, remedies, avoid []report.Line
	for _, c := range f.Causes {
		causes = append(causes, report.Line{{Text: a.say(c)}})
	}
	for _, r := range f.Remedies {
		who := a.say(whoTexts[r.Who])
		if by := a.say(r.By); by != "" {
			who = a.say(parensStyle.With(who, by))
		}
		remedies = append(remedies, report.Line{{Text: who + a.say(colon)}, {Text: a.say(r.Do)}})
	}
	for _, t := range f.Avoid {
		avoid = append(avoid, report.Line{{Text: a.say(t), Tone: report.Bad}})
	}
	list(headCauses, report.Bullets, causes)
	list(headDo, report.Steps, remedies)
	list(headDoNot, report.Bullets, avoid)
	return blocks
}

var colon = codes.Text{EN: ": ", ZH: "："}
