package main

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/cases"
	"github.com/posdoctor/posdoctor/diag/report"
)

// dumpFlags are the options of commands that read a dump.
func (a *app) dumpFlags(flags *pflag.FlagSet, f *checkFlags) {
	flags.StringVar(&f.book, "book", "", a.say(flagBook))
	flags.StringArrayVar(&f.codes, "codes", nil, a.say(flagCodes))
	flags.StringVar(&f.dialect, "dialect", "", a.say(flagDialect))
}

func (a *app) caseOpenCommand() *cobra.Command {
	var f caseFlags
	var read checkFlags
	var want selectorFlags
	var country string
	cmd := a.command("open", manual{
		for_: forShop, use: codes.Text{EN: "INPUT...", ZH: "输入..."}, short: caseOpenShort, long: caseOpenLong,
		examples: []example{{"posdoctor case open pos.log --stan 000878", caseExampleOpen}},
	})
	flags := cmd.Flags()
	a.caseFlags(flags, &f, true)
	a.dumpFlags(flags, &read)
	a.selectorFlags(flags, &want)
	flags.StringVar(&country, "country", "", a.say(flagCaseCountry))
	a.complete(cmd)
	cmd.Args = arguments(1, -1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if country != "" && !countryShape.MatchString(country) {
			return &codes.Problem{ID: "usage.value", What: textBadValue.With(country), At: "--country", Hint: hintCountry}
		}
		return a.caseOpen(cmd.Context(), f, read, want, country, args)
	}
	return cmd
}

var countryShape = regexp.MustCompile(`^[A-Z]{2}$`)

func (a *app) caseOpen(ctx context.Context, f caseFlags, read checkFlags, want selectorFlags, country string, args []string) error {
	read.profile = f.profile
	in, err := a.readDump(ctx, read, args)
	if err != nil {
		return err
	}
	t, err := a.onePayment(in, want)
	if err != nil {
		return err
	}
	d, err := a.desk(ctx, f, true)
	if err != nil {
		return err
	}
	defer d.files.Close()
	snap := d.snap(in.rep, t)
	all, err := d.all()
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.state.Open() && c.state.Payment.Same(snap) {
			return &codes.Problem{ID: "usage.case_exists", What: textCaseExists.With(c.id), Hint: hintCaseExists.With(c.id)}
		}
	}
	id, err := d.newID(snap)
	if err != nil {
		return err
	}
	first, head, err := cases.Log{}.Next(cases.Line{
		At: d.now, By: d.by, Kind: cases.KindOpened,
		Opened: &cases.Opened{Case: id, Country: cmp.Or(country, d.prof.Shop.Country), Transaction: snap},
	})
	if err != nil {
		return err
	}
	if err := d.files.Create(id, first, head); err != nil {
		return caseProblem(err, true)
	}
	c, err := d.read(id)
	if err != nil {
		return err
	}
	blocks := []report.Block{
		paragraph(a.say(textCaseOpened.With(id))),
		{Kind: report.Verbatim, Indent: 2, Lines: []report.Line{{{Text: a.mask(d.files.Path(id))}}}},
		paragraph(a.say(textPayment.With(snap.Sentence))),
	}
	blocks = append(append(blocks, d.nextSteps(c.state)...), d.dim(textWriteDown.With(id)), d.dim(textWholeCase.With(id)))
	if err := a.show(a.page(blocks...)); err != nil {
		return err
	}
	return in.trouble
}

// snap takes a payment out of a report. The names of files are the user's own
// and may hold anything.
func (d *desk) snap(rep diag.Report, t diag.Transaction) cases.Snapshot {
	s := cases.Snap(rep, t, d.prof.Zone)
	for i := range s.Because {
		s.Because[i].Source = d.mask(s.Because[i].Source)
	}
	return s
}

// newID names a case by the day and the payment's trace number.
func (d *desk) newID(s cases.Snapshot) (string, error) {
	ids, err := d.files.List()
	if err != nil {
		return "", caseProblem(err, false)
	}
	base := d.now.Format("20060102")
	if numberShape.MatchString(s.STAN) {
		base += "-" + s.STAN
	}
	id := base
	for i := 2; slices.Contains(ids, id); i++ {
		id = base + "-" + strconv.Itoa(i)
	}
	return id, nil
}

var numberShape = regexp.MustCompile(`^[0-9]{1,9}$`)

// caseInput is what was read and diagnosed for a case.
type caseInput struct {
	rep  diag.Report
	prof diag.Profile
	// trouble is what could not be read, where the rest was.
	trouble error
}

// readDump diagnoses dumps. It is an error when nothing was understood.
func (a *app) readDump(ctx context.Context, f checkFlags, args []string) (caseInput, error) {
	lib, err := a.library(f.codes)
	if err != nil {
		return caseInput{}, err
	}
	in := caseInput{}
	if in.prof, err = a.checkProfile(lib, &f); err != nil {
		return caseInput{}, err
	}
	inputs, err := store.List(args, store.Interruptible(ctx, a.In))
	if err != nil {
		return caseInput{}, inputProblem(err)
	}
	if in.rep, err = a.diagnose(ctx, lib, in.prof, inputs, &sink{keepAll: true}); err != nil {
		return caseInput{}, err
	}
	in.trouble = sourceProblems(in.rep)
	if !understood(in.rep) {
		return caseInput{}, in.trouble
	}
	return in, nil
}
