package disputes

import (
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
)

// deadlinesPage is the topic of all limits.
const deadlinesPage = "deadlines"

var (
	titleNetwork   = codes.Text{EN: "Disputes: %[1]s", ZH: "差错与争议：%[1]s"}
	titleDeadlines = codes.Text{EN: "Time limits of disputes, by place and network", ZH: "差错时限（按地区和卡组织）"}
	headNotes      = codes.Text{EN: "What to know", ZH: "要点"}
	headAsks       = codes.Text{EN: "What is asked for, by situation", ZH: "各种情况要什么材料"}
	headReasons    = codes.Text{EN: "Reason codes", ZH: "原因码"}
	headLimits     = codes.Text{EN: "Time limits", ZH: "时限"}
	headNone       = codes.Text{EN: "Where no rule was found", ZH: "没有查到规定的"}
	colCode        = codes.Text{EN: "Code", ZH: "代码"}
	colStep        = codes.Text{EN: "Step", ZH: "步骤"}
	colName        = codes.Text{EN: "Reason", ZH: "原因"}
	colAnswer      = codes.Text{EN: "What answers it", ZH: "用什么答复"}
	sayAsks        = codes.Text{EN: "%[1]s: %[2]s", ZH: "%[1]s：%[2]s"}
	sayEvery       = codes.Text{EN: "In every situation", ZH: "各种情况都要"}
	saySlash       = codes.Text{EN: "%[1]s / %[2]s", ZH: "%[1]s / %[2]s"}
	sayNoCodes     = codes.Text{EN: "No reason codes were found.", ZH: "没有查到原因码。"}
	sayNoLimits    = codes.Text{EN: "No time limits were found.", ZH: "没有查到时限。"}
)

// Topics lists what [Facts.Page] can show: "disputes", "dispute.visa" and so on for
// each network, and "deadlines"; beside them the single codes of [Facts.Named].
func (f *Facts) Topics() []string {
	out := []string{overviewPage}
	for _, n := range f.networks {
		out = append(out, "dispute."+n.ID)
	}
	return append(out, deadlinesPage)
}

// Title names a topic; it is empty for another one.
func (f *Facts) Title(topic string) codes.Text {
	switch topic {
	case deadlinesPage:
		return titleDeadlines
	case overviewPage:
		return titleOverview
	}
	if r, ok := f.coded(topic); ok {
		return f.titleOf(r)
	}
	if id, ok := strings.CutPrefix(topic, "dispute."); ok {
		if n, ok := f.network(id); ok {
			return titleNetwork.With(n.Name)
		}
	}
	return codes.Text{}
}

// Page gives a topic as a page in one language for one reader: "customer" gets no
// codes and nothing about papers, anybody else gets all. It is not ok for another
// topic.
func (f *Facts) Page(topic string, lang codes.Lang, audience string) (report.Doc, bool) {
	title := f.Title(topic)
	if title.IsZero() {
		return report.Doc{}, false
	}
	p := &page{lang: lang, doc: report.Doc{Lang: "en", Title: title.In(lang)}}
	if lang == codes.Chinese {
		p.doc.Lang = "zh-CN"
	}
	p.heading(title)
	switch topic {
	case deadlinesPage:
		f.limits(p, func(rule) bool { return true }, func(noRule) bool { return true })
		return p.doc, true
	case overviewPage:
		f.overview(p)
		return p.doc, true
	}
	id := strings.TrimPrefix(topic, "dispute.")
	if r, ok := f.coded(topic); ok {
		if audience == "customer" {
			return f.Page("dispute."+r.network, lang, audience)
		}
		f.codePage(p, r)
		return p.doc, true
	}
	n, _ := f.network(id)
	p.paragraph(n.About)
	var notes []codes.Text
	all := n.Notes
	if !n.QR {
		all = append(slices.Clone(all), f.notes...)
	}
	for _, x := range all {
		notes = append(notes, f.noted(x))
	}
	if audience == "customer" {
		f.limits(p, func(r rule) bool { return r.Network == n.ID }, func(x noRule) bool { return x.Network == n.ID })
		return p.doc, true
	}
	p.list(headNotes, notes)
	names := map[string]codes.Text{}
	for _, i := range f.Items(nil) {
		names[i.ID] = i.What
	}
	p.list(headAsks, f.asks(n, names))
	f.reasonTable(p, n.ID)
	f.limits(p, func(r rule) bool { return r.Network == n.ID }, func(x noRule) bool { return x.Network == n.ID })
	return p.doc, true
}

// asks says what is asked for in every situation, and in each one beyond that.
func (f *Facts) asks(n network, names map[string]codes.Text) []codes.Text {
	var always []string
	for _, id := range f.situations[0].Asked {
		if !slices.ContainsFunc(f.situations, func(s situationEntry) bool { return !slices.Contains(s.Asked, id) }) {
			always = append(always, id)
		}
	}
	named := func(ids []string) codes.Text {
		var list []codes.Text
		for _, id := range ids {
			list = append(list, names[id])
		}
		return joined(list)
	}
	out := []codes.Text{sayAsks.With(sayEvery, named(append(slices.Clone(always), n.Asked...)))}
	for _, s := range f.situations {
		rest := slices.DeleteFunc(slices.Clone(s.Asked), func(id string) bool {
			return slices.Contains(always, id) || slices.Contains(n.Asked, id)
		})
		out = append(out, sayAsks.With(s.Title, named(rest)))
	}
	return out
}

func (f *Facts) reasonTable(p *page, network string) {
	p.heading(headReasons)
	b := report.Block{Kind: report.Table}
	for i, c := range []codes.Text{colCode, colStep, colName, colAnswer} {
		b.Columns = append(b.Columns, report.Column{Title: c.In(p.lang), Shrink: i > 1})
	}
	var sources []codes.Text
	for _, r := range f.reasons {
		if r.network != network {
			continue
		}
		c := f.reasonCode(r)
		code := codes.Same(c.Code)
		if c.Alias != "" {
			code = saySlash.With(c.Code, c.Alias)
		}
		var row []report.Span
		for _, t := range []codes.Text{code, c.Step.Name, c.Name, f.answers(c)} {
			row = append(row, report.Span{Text: t.In(p.lang)})
		}
		b.Rows = append(b.Rows, row)
		s := saySource.With(codes.Same(c.Code), c.Source, confidenceWords[c.Confidence], c.AsOf)
		if !c.Note.IsZero() {
			s = sayAsks.With(s, c.Note)
		}
		sources = append(sources, s)
	}
	if len(b.Rows) == 0 {
		p.paragraph(sayNoCodes)
		return
	}
	p.add(b)
	p.bullets(sources)
}

func (f *Facts) limits(p *page, of func(rule) bool, none func(noRule) bool) {
	var limits, missing []codes.Text
	for _, r := range f.rules {
		if of(r) {
			limits = append(limits, f.deadline(r).Sourced())
		}
	}
	for _, n := range f.none {
		if none(n) {
			missing = append(missing, f.noneFound(n))
		}
	}
	p.heading(headLimits)
	p.paragraph(sayNotice)
	if len(limits) > 0 {
		p.bullets(limits)
	} else {
		p.paragraph(sayNoLimits)
	}
	p.list(headNone, missing)
}

func joined(list []codes.Text) codes.Text {
	en, zh := make([]string, len(list)), make([]string, len(list))
	for i, t := range list {
		en[i], zh[i] = t.EN, t.ZH
	}
	return codes.Text{EN: strings.Join(en, "; "), ZH: strings.Join(zh, "；")}
}

// page puts blocks together in one language.
type page struct {
	lang codes.Lang
	doc  report.Doc
}

func (p *page) add(b report.Block) { p.doc.Blocks = append(p.doc.Blocks, b) }

func (p *page) heading(t codes.Text) {
	p.add(report.Block{Kind: report.Heading, Lines: []report.Line{{{Text: t.In(p.lang), Tone: report.Strong}}}})
}

func (p *page) paragraph(t codes.Text) {
	p.add(report.Block{Kind: report.Paragraph, Lines: []report.Line{{{Text: t.In(p.lang)}}}})
}

func (p *page) bullets(list []codes.Text) {
	b := report.Block{Kind: report.Bullets}
	for _, t := range list {
		b.Lines = append(b.Lines, report.Line{{Text: t.In(p.lang)}})
	}
	p.add(b)
}

func (p *page) list(head codes.Text, list []codes.Text) {
	if len(list) > 0 {
		p.heading(head)
		p.bullets(list)
	}
}
