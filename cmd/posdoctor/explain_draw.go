package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/guide"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
	"github.com/posdoctor/posdoctor/diag/report"
)

// maxShown bounds the readings of one code that are shown whole; the rest are
// told in a line each.
const maxShown = 3

// explainPage builds the page of one answer.
func (a *app) explainPage(lib *codes.Library, g *guide.Shelf, ans answer, audience string) report.Doc {
	var blocks []report.Block
	if audience == "customer" {
		ans.also = slices.DeleteFunc(slices.Clone(ans.also), ofDisputes) // customers read no codes
	}
	switch {
	case ans.kind == kindTopic:
		doc, ok := g.Page(ans.topic.ID, a.lang, audience)
		if !ok {
			doc, ok = disputes.Open().Page(ans.topic.ID, a.lang, audience)
		}
		if ok {
			doc.Blocks = append(doc.Blocks, a.seeAlso(ans.also)...)
			return doc
		}
	case ans.kind == kindFinding:
		blocks = a.findingPage(ans.finding)
	case ans.kind == kindTag:
		blocks = a.tagPage(ans)
	case audience == "customer":
		blocks = a.customerPage(lib, ans)
	default:
		blocks = a.readingsPage(lib, ans, audience == "engineer")
	}
	return a.page(append(blocks, a.seeAlso(ans.also)...)...)
}

func (a *app) tagPage(ans answer) []report.Block {
	bits := report.Block{Kind: report.Bullets, Indent: 2}
	for _, b := range ans.bits {
		bits.Lines = append(bits.Lines, report.Line{{Text: a.say(b)}})
	}
	if len(ans.bits) == 0 {
		bits.Lines = append(bits.Lines, report.Line{{Text: a.say(textNoBit)}})
	}
	blocks := []report.Block{paragraph(a.say(textTag.With(ans.tag.Tag, ans.tag.Name))), bits}
	if !ans.together.IsZero() {
		blocks = append(blocks, a.heading(headTogether), indented(a.say(ans.together)))
	}
	return blocks
}

func (a *app) seeAlso(pages []guide.Entry) []report.Block {
	if len(pages) == 0 {
		return nil
	}
	list := report.Block{Kind: report.Bullets, Indent: 2}
	for _, p := range pages[:min(len(pages), maxShown)] {
		list.Lines = append(list.Lines, report.Line{{Text: a.say(p.Title) + a.say(colon)}, {Text: "posdoctor explain " + p.ID}})
	}
	return []report.Block{a.heading(headSeeAlso), list}
}

// readingsPage shows the readings of a code or a text. Where the book is proved,
// the first is the answer and the others are told in short; else as many as fit
// are shown whole, since nobody can know which it is.
func (a *app) readingsPage(lib *codes.Library, ans answer, engineer bool) []report.Block {
	var blocks []report.Block
	several := len(ans.readings) > 1
	if intro := introOf(ans); !intro.IsZero() {
		blocks = append(blocks, paragraph(a.say(intro)))
	}
	whole := maxShown
	if ans.proved() {
		whole = 0
		for whole < len(ans.readings) && ans.readings[whole].Book.ID == ans.readings[0].Book.ID {
			whole++
		}
	}
	if engineer {
		whole = len(ans.readings)
	}
	whole = min(whole, len(ans.readings))
	for _, g := range ans.readings[:whole] {
		blocks = append(blocks, report.Block{Kind: report.Heading, Lines: []report.Line{{{Text: a.title(g.Reading)}}}},
			report.Block{Kind: report.Pairs, Indent: 2, Rows: a.readingRows(lib, g, several, engineer)})
	}
	if whole == len(ans.readings) {
		return blocks
	}
	head := headOthers
	if !ans.proved() {
		head = headMore
	}
	rest := report.Block{Kind: report.Bullets, Indent: 2}
	for _, g := range ans.readings[whole:] {
		books := a.say(g.Book.Name)
		if n := countBooks(g); n > 0 {
			books = a.say(textAndMore.With(g.Book.Name, n))
		}
		rest.Lines = append(rest.Lines, report.Line{
			{Text: groupCodes(g, ans.kind) + books + a.say(colon), Tone: report.Strong},
			{Text: a.say(textInShort.With(g.Code.Name, g.Code.Money.Text(), retryTexts[g.Code.Retry]))},
		})
	}
	return append(blocks, a.heading(head), rest)
}

// title names a reading. A prompt has no code, so its words stand for it.
func (a *app) title(r codes.Reading) string {
	if r.NameOnly() {
		return a.say(parensStyle.With(r.Code.Name, r.Book.Name))
	}
	where := r.Book.Name
	if r.Code.Class != codes.ClassAny && r.Code.Class != codes.ClassAnswer {
		where = textInMessage.With(r.Book.Name, classNames[r.Code.Class])
	}
	return fmt.Sprintf("%s %s", r.Code.Value, a.say(parensStyle.With(r.Code.Name, where)))
}

func introOf(ans answer) codes.Text {
	first := ans.readings[0]
	switch {
	case first.Match == codes.MatchNear:
		return textGuess
	case first.Match == codes.MatchOdd:
		return textOddWords
	case len(ans.readings) == 1 || ans.proved():
		return codes.Text{}
	case ans.kind == kindText && first.Match != codes.MatchCode:
		return textSeveralText
	}
	return textSeveral.With(first.Code.Value)
}

// countBooks is how many other books ask for the same.
func countBooks(g group) int {
	seen := map[string]bool{g.Book.ID: true}
	for _, r := range g.same {
		seen[r.Book.ID] = true
	}
	return len(seen) - 1
}

// groupCodes names the codes of a group where words were asked for: there the
// code is what tells one reading from the other.
func groupCodes(g group, asked answerKind) string {
	if asked != kindText {
		return ""
	}
	list := []string{g.Code.Value}
	for _, r := range g.same {
		if r.Book.ID == g.Book.ID && !r.NameOnly() && !slices.Contains(list, r.Code.Value) {
			list = append(list, r.Code.Value)
		}
	}
	return strings.Join(list, " ") + " "
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
	add(labelMoney, moneyTone(c.Money), a.say(c.Money.Text()))
	add(labelRetry, retryTone(c.Retry), a.say(retryTexts[c.Retry]))
	add(labelCauses, report.Plain, a.causes(lib, c.Causes))
	advice, _ := lib.Advice(c.Advice)
	if engineer {
		add(labelDo, report.Strong, a.say(advice.Engineer))
	} else {
		add(labelDo, report.Strong, a.say(advice.Staff))
		add(labelSay, report.Plain, a.say(advice.Customer))
	}
	if several || !g.Match.Sure() {
		add(labelWhich, report.Plain, a.say(g.Why))
	}
	add(labelAlso, report.Dim, a.books(g))
	add(labelNote, report.Plain, a.say(c.Note))
	doubtful := c.Confidence == codes.Low || c.Confidence == codes.Memory
	if engineer || doubtful {
		add(labelSource, report.Dim, a.source(c.Source))
		tone := report.Dim
		if doubtful {
			tone = report.Caution
		}
		add(labelCertain, tone, a.say(c.Confidence.Text()))
	}
	return rows
}

// source words where a row comes from. Tables whose origin nobody could find say
// so in the reader's language.
func (a *app) source(s string) string {
	if rest, ok := strings.CutPrefix(s, "unverified third-party table"); ok {
		return a.say(textUnverified) + rest
	}
	return s
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
		if name := a.say(p.Text()); name != "" {
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

// books names the other books in which the code asks for the same. Where words
// were searched, it names the codes as well, also those of the same book.
func (a *app) books(g group) string {
	var names []string
	codesOf := map[string][]string{}
	for _, r := range g.same {
		name := a.say(r.Book.Name)
		if r.Code.Value == g.Code.Value && r.Book.ID == g.Book.ID {
			continue
		}
		if _, seen := codesOf[name]; !seen {
			names, codesOf[name] = append(names, name), nil
		}
		if r.Code.Value != g.Code.Value && !r.NameOnly() && !slices.Contains(codesOf[name], r.Code.Value) {
			codesOf[name] = append(codesOf[name], r.Code.Value)
		}
	}
	for i, name := range names {
		if list := codesOf[name]; len(list) > 0 {
			names[i] = name + " " + strings.Join(list, " ")
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
