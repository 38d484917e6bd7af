package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/cases"
	"github.com/posdoctor/posdoctor/diag/guide"
	"github.com/posdoctor/posdoctor/diag/report"
)

func (a *app) caseEscalateCommand() *cobra.Command {
	var f caseFlags
	var to, reference, text string
	cmd := a.command("escalate", manual{
		for_: forShop, use: caseArgument, short: caseEscalateShort, long: caseEscalateLong,
		examples: []example{{"posdoctor case escalate 000878", caseExampleEscalate}},
	})
	var rungs []string
	for _, r := range guide.Open().Ladder() {
		rungs = append(rungs, r.ID)
	}
	flags := cmd.Flags()
	a.caseFlags(flags, &f, true)
	flags.Var(a.choice(&to, rungs...), "to", a.say(flagEscalateTo))
	flags.StringVar(&reference, "reference", "", a.say(flagCaseReference))
	flags.StringVar(&text, "text", "", a.say(flagEscalateText))
	a.complete(cmd)
	a.completeCase(cmd, &f)
	cmd.Args = arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return a.caseEscalate(cmd.Context(), f, args[0], to, cases.Escalated{Reference: a.mask(reference), Text: a.mask(text)})
	}
	return cmd
}

func (a *app) caseEscalate(ctx context.Context, f caseFlags, typed, to string, step cases.Escalated) error {
	d, err := a.desk(ctx, f, true)
	if err != nil {
		return err
	}
	defer d.files.Close()
	c, err := d.find(typed)
	if err != nil {
		return err
	}
	if err := d.refuseClosed(c); err != nil {
		return err
	}
	rung, ok := chooseRung(c.state.Rung, to)
	if !ok {
		return &codes.Problem{ID: "usage.case_top", What: textLadderEnds, Hint: hintLadderEnds}
	}
	step.Rung, step.Title = rung.ID, rung.Title
	if err := d.write(c, cases.Line{Kind: cases.KindEscalated, Escalated: &step}); err != nil {
		return err
	}
	blocks := append([]report.Block{paragraph(a.say(textEscalated.With(c.id, rung.Title)))}, d.rungPage(rung, c.state)...)
	return a.show(a.page(append(blocks, d.nextSteps(c.state)...)...))
}

// rungPage says who is on a rung, how to reach it, and how a letter to it begins.
func (d *desk) rungPage(rung guide.Rung, s cases.State) []report.Block {
	blocks := []report.Block{paragraph(d.say(rung.Who)), paragraph(d.say(rung.When))}
	to := rung.ID
	if rung.Own {
		to, blocks = "acquirer", append(blocks, d.institution()...)
	}
	bodies, country := report.Block{Kind: report.Bullets}, d.country(s)
	for _, b := range rung.Bodies {
		if country == "" || country == b.Country {
			bodies.Lines = append(bodies.Lines, report.Line{{Text: d.say(textBody.With(b.Country, b.Name, b.AsOf, b.Source))}})
		}
	}
	switch {
	case len(bodies.Lines) > 0:
		blocks = append(blocks, bodies)
	case len(rung.Bodies) > 0:
		blocks = append(blocks, paragraph(d.say(textNoBody.With(country))))
	}
	if slices.Contains(letterIDs(), to) {
		blocks = append(blocks, d.dim(textLetterFor.With(s.Payment.Key, to)))
	}
	return blocks
}

// chooseRung gives the rung that was named, or the next one up.
func chooseRung(now, to string) (guide.Rung, bool) {
	ladder := guide.Open().Ladder()
	if to == "" {
		return cases.Next(ladder, now)
	}
	for _, r := range ladder {
		if r.ID == to {
			return r, true
		}
	}
	return guide.Rung{}, false
}
