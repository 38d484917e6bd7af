package main

import (
	"fmt"
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/calendar"
	"github.com/posdoctor/posdoctor/diag/cases"
	"github.com/posdoctor/posdoctor/diag/guide"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
	"github.com/posdoctor/posdoctor/diag/report"
)

// nextSteps are the open tasks of a case, as the end of a page.
func (d *desk) nextSteps(s cases.State) []report.Block {
	items, _ := soon(d.due(s))
	if len(items) == 0 {
		return nil
	}
	steps := report.Block{Kind: report.Steps}
	for _, i := range items {
		tone := report.Plain
		if i.Due {
			tone = report.Bad
		}
		steps.Lines = append(steps.Lines, report.Line{{Text: d.say(dueDay(i)), Tone: tone}, {Text: d.say(textColon)}, {Text: d.mask(d.say(i.Text))}})
	}
	blocks := append([]report.Block{d.heading(headNextSteps), steps}, d.whom(items)...)
	if slices.ContainsFunc(items, func(i cases.Item) bool { return i.Task == cases.TaskEscalate }) {
		blocks = append(blocks, d.dim(textRhythm))
	}
	return blocks
}

// month is in how many days a time limit is worth a line among what is to be done.
const month = 31

// soon leaves out time limits that end later; far is how many those are.
func soon(items []cases.Item) (near []cases.Item, far int) {
	for _, i := range items {
		if i.Task == cases.TaskLimit && !i.Due && i.Left > month {
			far++
			continue
		}
		near = append(near, i)
	}
	return near, far
}

func (d *desk) dim(t codes.Text) report.Block {
	return report.Block{Kind: report.Paragraph, Lines: []report.Line{{{Text: d.mask(d.say(t)), Tone: report.Dim}}}}
}

func dueDay(i cases.Item) codes.Text {
	day := i.Day.Format("2006-01-02")
	switch {
	case i.Due && i.Left == 1:
		return textLeftOne.With(day)
	case i.Due && i.Left > 0:
		return textLeft.With(day, i.Left)
	case !i.Due:
		return codes.Same(day)
	case i.Late == 0:
		return textToday.With(day)
	case i.Late == 1:
		return textLateOne.With(day)
	}
	return textLate.With(day, i.Late)
}

// whom says whom to call, where somebody has to be asked today.
func (d *desk) whom(items []cases.Item) []report.Block {
	if !slices.ContainsFunc(items, func(i cases.Item) bool {
		return i.Due && i.Task != cases.TaskCheck && i.Task != cases.TaskClose
	}) {
		return nil
	}
	return d.institution()
}

// institution is how to reach the shop's own: the contacts of the profile, else
// where the number is found.
func (d *desk) institution() []report.Block {
	sheet, _ := guide.Open().Sheet("acquirer", nil, d.prof.Contacts)
	if len(sheet.Contacts) == 0 {
		return []report.Block{paragraph(d.say(textWhomUnknown.With(sheet.Number)))}
	}
	var out []report.Block
	for _, c := range sheet.Contacts {
		out = append(out, paragraph(d.mask(d.say(textWhom.With(c.Line())))))
	}
	return out
}

// footnotes are the rules behind the limits of some items, each once.
type footnotes []disputes.Deadline

// text is an item's text with the number of its footnote.
func (f *footnotes) text(i cases.Item) codes.Text {
	if i.Limit == nil {
		return i.Text
	}
	at := slices.IndexFunc(*f, func(x disputes.Deadline) bool { return x.ID == i.Limit.ID && x.Doubt == i.Limit.Doubt })
	if at < 0 {
		at = len(*f)
		*f = append(*f, *i.Limit)
	}
	return codes.Text{EN: "%s [%d]", ZH: "%s [%d]"}.With(i.Text, at+1)
}

func (d *desk) footnotes(f footnotes) []report.Block {
	if len(f) == 0 {
		return nil
	}
	out := []report.Block{paragraph("")}
	for i, limit := range f {
		out = append(out, d.dim(codes.Same(fmt.Sprintf("[%d] %s", i+1, d.say(limit.Sourced())))))
	}
	return append(out, d.dim(textNoticeWins))
}

// limitsBlock is everything that rules say of a case's time: each limit with its
// source, its last day or why there is none, and where no rule was found.
func (d *desk) limitsBlock(s cases.State) []report.Block {
	limits, none := d.limits(s)
	list := report.Block{Kind: report.Bullets}
	add := func(t codes.Text) {
		list.Lines = append(list.Lines, report.Line{{Text: d.mask(d.say(t))}})
	}
	tellable := false
	for _, l := range limits {
		add(limitText(l))
		tellable = tellable || l.Tellable()
	}
	for _, t := range none {
		add(t)
	}
	blocks := []report.Block{d.heading(headLimits), list, d.dim(textNoticeWins)}
	if tellable {
		blocks = append(blocks, d.dim(textTellStart.With(s.ID)))
	}
	return blocks
}

// limitText is a rule with its last day, or why it gives none.
func limitText(l disputes.Deadline) codes.Text {
	day := l.DueText
	switch {
	case l.Passed:
		day = textLastDayOver.With(day)
	case !l.Due.IsZero():
		day = textLastDay.With(day)
	}
	if l.Unsure {
		day = textIfNetwork.With(day)
	}
	return codes.Text{EN: "%[1]s [%[2]s]", ZH: "%[1]s【%[2]s】"}.With(l.Sourced(), day)
}

// untold lists for each case the days that nobody told and from which limits
// count.
func (d *desk) untold(all []*caseFile) []report.Block {
	list := report.Block{Kind: report.Bullets}
	for _, c := range all {
		if !c.state.Open() {
			continue
		}
		limits, _ := d.limits(c.state)
		for _, start := range cases.Starts {
			n := 0
			var words codes.Text
			for _, l := range limits {
				if l.Tellable() && string(l.Counts) == start {
					n++
					words = l.Start
				}
			}
			if n > 0 {
				list.Lines = append(list.Lines, report.Line{{Text: d.mask(c.id), Tone: report.Strong}, {Text: d.say(textColon)}, {Text: d.say(textUntold.With(words, start, n))}})
			}
		}
	}
	if len(list.Lines) == 0 {
		return nil
	}
	return []report.Block{d.heading(headUntold), list, d.dim(textTellStart.With(d.say(caseArgument)))}
}

// howDaysCount says which days are business days in the cases of a page, and what
// is not known about them.
func (d *desk) howDaysCount(all []*caseFile, items []cases.Item) []report.Block {
	var weekends []codes.Text
	var out []report.Block
	for _, c := range all {
		if w := d.days(c.state).Plain().Weekend(); c.state.Open() && !slices.Contains(weekends, w) {
			weekends = append(weekends, w)
			out = append(out, d.dim(textHowDaysCount.With(w)))
		}
	}
	if slices.ContainsFunc(items, func(i cases.Item) bool { return i.Doubt == calendar.HolidaysUnknown }) {
		out = append(out, d.dim(textHolidaysUntold))
	}
	return append(out, d.dim(textRhythm))
}
