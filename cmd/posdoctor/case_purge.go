package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/cases"
	"github.com/posdoctor/posdoctor/diag/report"
)

func (a *app) casePurgeCommand() *cobra.Command {
	var f caseFlags
	var yes bool
	cmd := a.command("purge", manual{
		for_: forShop, short: casePurgeShort, long: casePurgeLong,
		examples: []example{{"posdoctor case purge", caseExamplePurge}},
	})
	a.caseFlags(cmd.Flags(), &f, true)
	cmd.Flags().BoolVar(&yes, "yes", false, a.say(flagPurgeYes))
	cmd.Args = arguments(0, 0)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return a.casePurge(cmd.Context(), f, yes) }
	return cmd
}

func (a *app) casePurge(ctx context.Context, f caseFlags, yes bool) error {
	d, err := a.desk(ctx, f, false)
	if err != nil {
		return err
	}
	old, err := d.purgeable()
	d.files.Close() // nobody waits while somebody thinks
	if err != nil {
		return err
	}
	if len(old) == 0 {
		return a.show(a.page(paragraph(a.say(textNothingToPurge.With(d.prof.RetentionDays)))))
	}
	list := report.Block{Kind: report.Bullets}
	for _, c := range old {
		list.Lines = append(list.Lines, report.Line{
			{Text: a.mask(c.id), Tone: report.Strong}, {Text: a.say(textColon)}, {Text: a.say(textClosedOn.With(d.day(*c.state.ClosedAt), len(c.state.Documents)))},
		})
	}
	if err := a.show(a.page(a.heading(headPurge.With(d.prof.RetentionDays)), list)); err != nil {
		return err
	}
	if !yes && !a.agree(textPurgeAsk.With(len(old))) {
		return &codes.Problem{ID: "usage.case_purge", What: textPurgeRefused, Hint: hintPurgeYes}
	}
	return a.purge(ctx, f, old)
}

// purgeable gives the cases whose retention time is over. Without a stated time
// there is none.
func (d *desk) purgeable() ([]*caseFile, error) {
	if d.prof.RetentionDays == 0 {
		return nil, &codes.Problem{ID: "usage.case_retention", What: textNoRetention, Hint: hintNoRetention}
	}
	all, err := d.all()
	var out []*caseFile
	for _, s := range cases.Purgeable(states(all), d.today(), d.prof.RetentionDays, d.prof.Zone) {
		i := slices.IndexFunc(all, func(c *caseFile) bool { return c.state.ID == s.ID })
		if all[i].state.ClosedAt != nil {
			out = append(out, all[i])
		}
	}
	return out, err
}

// purge deletes the cases that were named, of those that still may be. Each is
// marked and logged before it goes, so that an interrupted purge is finished by
// the next.
func (a *app) purge(ctx context.Context, f caseFlags, named []*caseFile) error {
	d, err := a.desk(ctx, f, true)
	if err != nil {
		return err
	}
	defer d.files.Close()
	old, err := d.purgeable()
	if err != nil {
		return err
	}
	var gone []string
	for _, c := range old {
		if !slices.ContainsFunc(named, func(n *caseFile) bool { return n.id == c.id }) {
			continue
		}
		if err := d.purgeOne(c); err != nil {
			return err
		}
		gone = append(gone, c.id)
	}
	return a.show(a.page(paragraph(a.say(textPurged.With(len(gone), strings.Join(gone, ", "))))))
}

func (d *desk) purgeOne(c *caseFile) error {
	var left *cases.Purged
	for _, l := range c.log.Lines {
		if l.Purged != nil {
			left = l.Purged
		}
	}
	if left == nil {
		left = &cases.Purged{
			Case: c.id, ClosedAt: d.day(*c.state.ClosedAt), Outcome: c.state.Closed.Outcome,
			Days: d.prof.RetentionDays, Lines: c.state.Lines, Last: c.log.Last(),
		}
		if err := d.write(c, cases.Line{Kind: cases.KindPurged, Purged: left}); err != nil {
			return err
		}
	}
	if err := d.logPurge(*left); err != nil {
		return err
	}
	if err := d.files.Remove(c.id); err != nil {
		return caseProblem(err, true)
	}
	return nil
}

// logPurge writes down what goes, once.
func (d *desk) logPurge(p cases.Purged) error {
	file, head, err := d.files.Purges()
	if err != nil {
		return caseProblem(err, false)
	}
	log := cases.Read(file, head)
	for _, l := range log.Lines {
		if l.Purged != nil && *l.Purged == p {
			return nil
		}
	}
	more, head, err := log.Next(cases.Line{At: d.now, By: d.by, Kind: cases.KindPurged, Purged: &p})
	if err != nil {
		return err
	}
	if err := d.files.AppendPurge(log.Whole, more, head); err != nil {
		return caseProblem(err, true)
	}
	return nil
}
