package guide

import (
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
)

// Page gives a page in one language for one reader: "staff" (or ""),
// "customer", "engineer". Customers get a few safe sentences that name no
// reason a bank may not have told; engineers get everything. It is not ok when
// no page has the id or no reader is called so.
func (s *Shelf) Page(id string, lang codes.Lang, audience string) (report.Doc, bool) {
	e, ok := s.entry(id)
	if !ok {
		return report.Doc{}, false
	}
	switch audience {
	case "", "staff", "customer", "engineer":
	default:
		return report.Doc{}, false
	}
	if e.Kind == KindSheet {
		_, recipient, _ := strings.Cut(id, ".")
		c, _ := s.Sheet(recipient, nil, nil)
		return c.Doc(lang), true
	}
	w := newWriter(lang, e.Title)
	if e.Kind == KindCard {
		var c card
		read(e.file(), &c)
		w.card(c, audience)
		s.related(w, c.Related, audience)
		return w.doc, true
	}
	var a article
	read(e.file(), &a)
	w.article(a, audience)
	s.related(w, a.Related, audience)
	return w.doc, true
}

func (s *Shelf) related(w *writer, ids []string, audience string) {
	if audience == "customer" {
		return
	}
	var list []codes.Text
	for _, id := range ids {
		if e, ok := s.entry(id); ok {
			list = append(list, sayRelated.With(e.Title, id))
		}
	}
	w.list(headRelated, report.Bullets, list)
}

// writer puts blocks together in one language.
type writer struct {
	lang codes.Lang
	doc  report.Doc
}

func newWriter(lang codes.Lang, title codes.Text) *writer {
	w := &writer{lang: lang, doc: report.Doc{Lang: "en", Title: title.In(lang)}}
	if lang == codes.Chinese {
		w.doc.Lang = "zh-CN"
	}
	w.heading(title)
	return w
}

func (w *writer) add(b report.Block) { w.doc.Blocks = append(w.doc.Blocks, b) }

func (w *writer) line(t codes.Text, tone report.Tone) report.Line {
	return report.Line{{Text: t.In(w.lang), Tone: tone}}
}

func (w *writer) heading(t codes.Text) {
	w.add(report.Block{Kind: report.Heading, Lines: []report.Line{w.line(t, report.Strong)}})
}

func (w *writer) paragraph(t codes.Text) {
	w.add(report.Block{Kind: report.Paragraph, Lines: []report.Line{w.line(t, report.Plain)}})
}

// list writes a heading and items; nothing when there are none.
func (w *writer) list(head codes.Text, kind report.BlockKind, items []codes.Text) {
	if len(items) == 0 {
		return
	}
	w.heading(head)
	b := report.Block{Kind: kind}
	for _, t := range items {
		b.Lines = append(b.Lines, w.line(t, report.Plain))
	}
	w.add(b)
}

func (w *writer) table(columns []codes.Text, rows [][]codes.Text) {
	b := report.Block{Kind: report.Table}
	for i, c := range columns {
		b.Columns = append(b.Columns, report.Column{Title: c.In(w.lang), Shrink: i > 0})
	}
	for _, r := range rows {
		var row []report.Span
		for _, c := range r {
			row = append(row, report.Span{Text: c.In(w.lang)})
		}
		b.Rows = append(b.Rows, row)
	}
	w.add(b)
}

func (w *writer) card(c card, audience string) {
	if audience == "customer" {
		w.bullets(c.Customer)
		return
	}
	w.paragraph(c.Intro)
	w.rules(headRules, report.Steps, c.Rules, audience)
	w.rules(headNever, report.Bullets, c.Never, audience)
	w.list(headSay, report.Bullets, c.Say)
	if audience == "engineer" {
		w.list(headEngineer, report.Bullets, c.Engineer)
	}
}

// rules writes rules; engineers also see their ids and findings.
func (w *writer) rules(head codes.Text, kind report.BlockKind, list []rule, audience string) {
	w.heading(head)
	b := report.Block{Kind: kind}
	for _, r := range list {
		l := w.line(codes.Text{EN: r.EN, ZH: r.ZH}, report.Plain)
		if audience == "engineer" {
			ids := strings.Join(append([]string{r.ID}, r.Findings...), ", ")
			l = append(l, report.Span{Text: " [" + ids + "]", Tone: report.Dim})
		}
		b.Lines = append(b.Lines, l)
	}
	w.add(b)
}

func (w *writer) bullets(items []codes.Text) {
	b := report.Block{Kind: report.Bullets}
	for _, t := range items {
		b.Lines = append(b.Lines, w.line(t, report.Plain))
	}
	w.add(b)
}

func (w *writer) article(a article, audience string) {
	if audience == "customer" {
		w.bullets(a.Customer)
		return
	}
	w.paragraph(a.What)
	if len(a.Table.Columns) > 0 {
		w.table(a.Table.Columns, a.Table.Rows)
	}
	w.list(headMoney, report.Bullets, a.Money)
	w.list(headCauses, report.Steps, a.Causes)
	w.list(headNot, report.Bullets, a.NotCauses)
	if len(a.Says) > 0 {
		w.heading(headSays)
		var rows [][]codes.Text
		for _, x := range a.Says {
			rows = append(rows, []codes.Text{x.Says, x.Means})
		}
		w.table([]codes.Text{colSays, colMeans}, rows)
	}
	var steps, calls, times []codes.Text
	for _, x := range a.Steps {
		steps = append(steps, sayStep.With(whoWords[x.Who], byWords[x.By], codes.Text{EN: x.EN, ZH: x.ZH}))
	}
	for _, x := range a.Call {
		calls = append(calls, sayRelated.With(codes.Text{EN: x.EN, ZH: x.ZH}, x.Sheet))
	}
	for _, x := range a.Times {
		times = append(times, sayTime.With(codes.Text{EN: x.EN, ZH: x.ZH}, x.Source, confidenceWords[x.Confidence], x.AsOf))
	}
	w.list(headDo, report.Steps, steps)
	w.list(headAvoid, report.Bullets, a.Avoid)
	w.list(headCall, report.Bullets, calls)
	w.list(headTimes, report.Bullets, times)
	if audience == "engineer" {
		w.list(headEngineer, report.Bullets, a.Engineer)
	}
}
