package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/diag/cases"
	"github.com/posdoctor/posdoctor/diag/report"
)

func (a *app) caseDueCommand() *cobra.Command {
	var f caseFlags
	format := "text"
	cmd := a.command("due", manual{
		for_: forShop, short: caseDueShort, long: caseDueLong,
		examples: []example{{"posdoctor case due", caseExampleDue}},
	})
	a.caseFlags(cmd.Flags(), &f, false)
	cmd.Flags().Var(a.choice(&format, "text", "json"), "format", a.say(flagJSONFormat))
	a.complete(cmd)
	cmd.Args = arguments(0, 0)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return a.caseDue(cmd.Context(), f, format) }
	return cmd
}

func (a *app) caseDue(ctx context.Context, f caseFlags, format string) error {
	d, err := a.desk(ctx, f, false)
	if err != nil {
		return err
	}
	defer d.files.Close()
	all, wrong := d.all()
	items := []cases.Item{}
	waiting := 0
	for _, c := range all {
		d.tell(c)
		for _, i := range d.due(c.state) {
			items = append(items, i)
			if !i.Due {
				waiting++
			}
		}
	}
	cases.Sort(items)
	if format == "json" {
		out := casesJSON{Schema: casesSchema, Dir: a.mask(d.dir), Day: d.today().Format(time.DateOnly), Due: []itemJSON{}, Undated: d.undated(all)}
		for _, i := range items {
			out.Due = append(out.Due, itemOf(i))
		}
		err = a.writeJSON(a.Out, out)
	} else {
		err = a.show(a.page(d.duePage(all, items, wrong == nil)...))
	}
	switch {
	case err != nil:
		return err
	case wrong != nil:
		return wrong
	case len(items) > waiting:
		return errAttention
	}
	return nil
}

// duePage is what is due and what comes later; whole is whether all cases could
// be read.
func (d *desk) duePage(all []*caseFile, items []cases.Item, whole bool) []report.Block {
	table := func() report.Block {
		return report.Block{Kind: report.Table, Columns: []report.Column{
			{Title: d.say(columnDay)}, {Title: d.say(columnCase)}, {Title: d.say(columnTask), Shrink: true},
		}}
	}
	now, later := table(), table()
	var notes footnotes
	near, far := soon(items)
	for _, i := range near {
		row := []report.Span{{Text: d.say(dueDay(i))}, {Text: d.mask(i.Case), Tone: report.Strong}, {Text: d.mask(d.say(notes.text(i)))}}
		if i.Due {
			row[0].Tone = report.Bad
			now.Rows = append(now.Rows, row)
		} else {
			later.Rows = append(later.Rows, row)
		}
	}
	var blocks []report.Block
	switch {
	case len(now.Rows) == 0 && whole:
		blocks = append(blocks, paragraph(d.say(textNothingDue)))
	case len(now.Rows) == 0:
		blocks = append(blocks, paragraph(d.say(textNothingDueHere)))
	default:
		blocks = append(append(blocks, d.heading(headDue), now), d.whom(items)...)
	}
	if len(later.Rows) > 0 {
		blocks = append(blocks, d.heading(headLater), later)
	}
	if far > 0 {
		blocks = append(blocks, d.dim(textFarLimits.With(far)))
	}
	if len(items) > 0 {
		blocks = append(append(blocks, d.untold(all)...), d.footnotes(notes)...)
		blocks = append(append(blocks, paragraph("")), d.howDaysCount(all, items)...)
		blocks = append(blocks, d.dim(textWriteDown.With(caseArgument)))
	}
	return blocks
}
