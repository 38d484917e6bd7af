package main

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/cases"
	"github.com/posdoctor/posdoctor/diag/report"
)

// caseListFlags are the options of case list.
type caseListFlags struct {
	which, format string
	month         monthFlag
	verify        bool
}

func (a *app) caseListCommand() *cobra.Command {
	var f caseFlags
	l := caseListFlags{which: "open", format: "text"}
	cmd := a.command("list", manual{
		for_: forShop, short: caseListShort, long: caseListLong,
		examples: []example{
			{"posdoctor case list", caseExampleList},
			{"posdoctor case list --month 2026-11 --format markdown", caseExampleMonth},
			{"posdoctor case list --verify", caseExampleVerify},
		},
	})
	flags := cmd.Flags()
	a.caseFlags(flags, &f, false)
	flags.Var(a.choice(&l.which, "open", "closed", "all"), "which", a.say(flagWhichCases))
	flags.Var(&l.month, "month", a.say(flagCaseMonth))
	flags.Var(a.choice(&l.format, "text", "json", "markdown"), "format", a.say(flagCaseFormat))
	flags.BoolVar(&l.verify, "verify", false, a.say(flagCaseVerify))
	a.complete(cmd)
	cmd.Args = arguments(0, 0)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return a.caseList(cmd.Context(), f, l) }
	return cmd
}

func (a *app) caseList(ctx context.Context, f caseFlags, l caseListFlags) error {
	d, err := a.desk(ctx, f, false)
	if err != nil {
		return err
	}
	defer d.files.Close()
	all, wrong := d.all()
	var faults []error
	for _, c := range all {
		found := d.faults(c)
		if l.verify {
			found = append(found, d.documentFaults(c)...)
		} else {
			d.tell(c)
		}
		faults = append(faults, found...)
	}
	if l.verify {
		wrong = errors.Join(append([]error{wrong}, faults...)...)
	}
	out := casesJSON{Schema: casesSchema, Dir: a.mask(d.dir), Day: d.today().Format(time.DateOnly), Faults: a.faultsOf(errors.Join(faults...))}
	var page []report.Block
	if first := time.Time(l.month); !first.IsZero() {
		m := cases.InMonth(states(all), first, d.prof.Zone)
		out.Month, page = monthOf(m), d.monthPage(m)
	} else {
		out.Cases = []caseJSON{}
		var list []*caseFile
		for _, c := range all {
			if l.which == "all" || c.state.Open() == (l.which == "open") {
				list = append(list, c)
				out.Cases = append(out.Cases, d.caseOf(c))
			}
		}
		page = d.listPage(list, len(all), wrong == nil)
	}
	if l.verify && wrong == nil {
		page = append(page, paragraph(""), paragraph(a.say(textVerified.With(len(all)))))
	}
	return errors.Join(a.result(l.format, out, page), wrong)
}

// result writes a result in the form that was asked for.
func (a *app) result(format string, v any, page []report.Block) error {
	switch format {
	case "json":
		return a.writeJSON(a.Out, v)
	case "markdown":
		if err := report.Markdown(a.Out, a.page(page...)); err != nil {
			return writeProblem(err)
		}
		return nil
	}
	return a.show(a.page(page...))
}

func (d *desk) listPage(list []*caseFile, all int, whole bool) []report.Block {
	if len(list) == 0 {
		t := textNoCases.With(d.dir)
		switch {
		case all > 0:
			t = textNoneSuch.With(all)
		case !whole:
			t = textNoneReadable.With(d.dir)
		}
		return []report.Block{paragraph(d.mask(d.say(t)))}
	}
	table := report.Block{Kind: report.Table, Columns: []report.Column{
		{Title: d.say(columnCase)},
		{Title: d.say(columnOpened)},
		{Title: d.say(columnCaseAmount), Right: true},
		{Title: d.say(columnCaseMoney), Shrink: true},
		{Title: d.say(columnNext), Shrink: true},
	}}
	for _, c := range list {
		next := report.Span{Text: "-"}
		if c.state.Closed != nil {
			next.Text = d.say(textEnded.With(c.state.Closed.Outcome.Text()))
		} else if items := d.due(c.state); len(items) > 0 {
			next.Text = d.mask(d.say(dueDay(items[0])) + d.say(textColon) + d.say(items[0].Text))
			if items[0].Due {
				next.Tone = report.Bad
			}
		}
		table.Rows = append(table.Rows, []report.Span{
			{Text: d.mask(c.id), Tone: report.Strong},
			{Text: d.day(c.state.OpenedAt)},
			{Text: d.amount(c.state.Now)},
			{Text: d.say(c.state.Now.Text())},
			next,
		})
	}
	return []report.Block{table}
}

// day is the date of a moment in the shop.
func (d *desk) day(t time.Time) string {
	if t.IsZero() {
		return d.say(textNotKnown)
	}
	return cases.Day(t, d.prof.Zone).Format(time.DateOnly)
}

func (d *desk) amount(s cases.Snapshot) string {
	if s.Amount == nil {
		return d.say(textNotKnown)
	}
	return report.Money(*s.Amount, s.Currency, d.lang)
}

func (d *desk) monthPage(m cases.Month) []report.Block {
	pairs := report.Block{Kind: report.Pairs}
	add := func(name codes.Text, value string) {
		pairs.Rows = append(pairs.Rows, []report.Span{{Text: d.say(name), Tone: report.Strong}, {Text: value}})
	}
	add(pairOpened, number(len(m.Opened)).Text)
	add(pairClosed, number(len(m.Closed)).Text)
	add(pairStillOpen, number(len(m.Open)).Text)
	if len(m.Closed) > 0 {
		add(pairDays, d.say(textDays.With(m.Days)))
	}
	for _, s := range m.Amounts {
		value := report.Money(s.Minor, s.Currency, d.lang)
		if s.Unstated > 0 {
			value = d.say(textUnstated.With(value, s.Unstated))
		}
		add(pairOpenMoney, value)
	}
	blocks := []report.Block{d.heading(headMonth.With(m.First.Format("2006-01"))), pairs}
	ends := report.Block{Kind: report.Bullets}
	for _, o := range cases.Outcomes {
		if n := m.Ends[o]; n > 0 {
			ends.Lines = append(ends.Lines, report.Line{{Text: d.say(o.Text())}, {Text: d.say(textColon)}, {Text: number(n).Text}})
		}
	}
	if len(ends.Lines) > 0 {
		blocks = append(blocks, d.heading(headEnds), ends)
	}
	lessons := report.Block{Kind: report.Bullets}
	for _, s := range m.Closed {
		lessons.Lines = append(lessons.Lines, report.Line{{Text: d.mask(s.ID), Tone: report.Strong}, {Text: d.say(textColon)}, {Text: d.mask(s.Closed.Lesson)}})
	}
	if len(lessons.Lines) > 0 {
		blocks = append(blocks, d.heading(headLessons), lessons)
	}
	open := report.Block{Kind: report.Bullets}
	for _, s := range m.Open {
		open.Lines = append(open.Lines, report.Line{
			{Text: d.mask(s.ID), Tone: report.Strong},
			{Text: d.say(textColon)},
			{Text: d.say(textOpenLine.With(d.day(s.OpenedAt), d.amount(s.Now), s.Now.Text()))},
		})
	}
	if len(open.Lines) > 0 {
		blocks = append(blocks, d.heading(headStillOpen), open)
	}
	return blocks
}

// monthFlag is a flag that takes a month; it holds its first day, or the zero
// time.
type monthFlag time.Time

func (m *monthFlag) String() string { return "" }
func (m *monthFlag) Type() string   { return "month" }

func (m *monthFlag) Set(v string) error {
	t, err := time.Parse("2006-01", v)
	if err != nil {
		return &codes.Problem{ID: "usage.value", What: textBadValue.With(v), Hint: hintMonth}
	}
	*m = monthFlag(t)
	return nil
}
