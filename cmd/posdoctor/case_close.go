package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/cases"
)

func (a *app) caseCloseCommand() *cobra.Command {
	var f caseFlags
	var outcome, lesson string
	cmd := a.command("close", manual{
		for_: forShop, use: caseArgument, short: caseCloseShort, long: caseCloseLong,
		examples: []example{{`posdoctor case close 000878 --outcome returned --lesson "print the fault slip at once"`, caseExampleClose}},
	})
	flags := cmd.Flags()
	a.caseFlags(flags, &f, true)
	flags.Var(a.choice(&outcome, outcomeNames()...), "outcome", a.say(flagOutcome))
	flags.StringVar(&lesson, "lesson", "", a.say(flagLesson))
	a.complete(cmd)
	a.completeCase(cmd, &f)
	cmd.Args = arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if outcome == "" {
			return &codes.Problem{ID: "usage.case_outcome", What: textNoOutcome, At: "--outcome", Hint: hintChoices.With(strings.Join(outcomeNames(), ", "))}
		}
		if strings.TrimSpace(lesson) == "" {
			return &codes.Problem{ID: "usage.case_lesson", What: textNoLesson, At: "--lesson", Hint: hintNoLesson}
		}
		return a.caseClose(cmd.Context(), f, args[0], cases.Closed{Outcome: cases.Outcome(outcome), Lesson: a.mask(lesson)})
	}
	return cmd
}

func outcomeNames() []string {
	var out []string
	for _, o := range cases.Outcomes {
		out = append(out, string(o))
	}
	return out
}

func (a *app) caseClose(ctx context.Context, f caseFlags, typed string, end cases.Closed) error {
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
	unproved := c.state.Suggest != cases.AdviceClose && c.state.Now.Attention
	if err := d.write(c, cases.Line{Kind: cases.KindClosed, Closed: &end}); err != nil {
		return err
	}
	said := textClosed.With(c.id, end.Outcome.Text())
	if unproved {
		a.note(textClosedUnproved.With(c.state.Now.Text()))
	}
	return a.show(a.page(paragraph(a.say(said))))
}
