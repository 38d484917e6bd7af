package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/cases"
	"github.com/posdoctor/posdoctor/diag/report"
)

func (a *app) caseRecheckCommand() *cobra.Command {
	var f caseFlags
	var read checkFlags
	var want selectorFlags
	cmd := a.command("recheck", manual{
		for_: forShop, use: codes.Text{EN: "CASE INPUT...", ZH: "个案 输入..."}, short: caseRecheckShort, long: caseRecheckLong,
		examples: []example{{"posdoctor case recheck 000878 old.log new.log", caseExampleRecheck}},
	})
	a.caseFlags(cmd.Flags(), &f, true)
	a.dumpFlags(cmd.Flags(), &read)
	a.selectorFlags(cmd.Flags(), &want)
	a.complete(cmd)
	a.completeCase(cmd, &f)
	cmd.Args = arguments(2, -1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return a.caseRecheck(cmd.Context(), f, read, want, args[0], args[1:])
	}
	return cmd
}

func (a *app) caseRecheck(ctx context.Context, f caseFlags, read checkFlags, want selectorFlags, typed string, inputs []string) error {
	read.profile = f.profile
	in, err := a.readDump(ctx, read, inputs)
	if err != nil {
		return err
	}
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
	re := cases.Rechecked{Before: c.state.Now.Standing, Sources: []string{}}
	for _, s := range in.rep.Sources {
		re.Sources = append(re.Sources, a.mask(s.Name))
	}
	if re.After, err = d.samePayment(in, want, c.state.Payment); err != nil {
		return err
	}
	re.Found = re.After != nil
	re.Suggest = cases.Compare(re.Before, re.After)
	if err := d.write(c, cases.Line{Kind: cases.KindRechecked, Rechecked: &re}); err != nil {
		return err
	}
	var blocks []report.Block
	if re.Found {
		blocks = append(blocks, paragraph(a.say(textRechecked.With(re.Before.Text(), re.After.Text()))), paragraph(a.say(textPayment.With(re.After.Sentence))))
	}
	blocks = append(blocks, paragraph(a.say(re.Suggest.Text())))
	if err := a.show(a.page(append(blocks, d.nextSteps(c.state)...)...)); err != nil {
		return err
	}
	return in.trouble
}
