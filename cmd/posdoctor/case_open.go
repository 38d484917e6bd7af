package main

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/cases"
	"github.com/posdoctor/posdoctor/diag/report"
)

// paymentFlags say which payment of a dump is meant.
type paymentFlags struct{ key, stan, rrn string }

func (p paymentFlags) given() bool { return p != paymentFlags{} }

func (p paymentFlags) fits(t *diag.Transaction) bool {
	leg := slices.ContainsFunc(t.Legs, func(l diag.Leg) bool {
		return (p.stan == "" || caseSameNumber(l.STAN, p.stan)) && (p.rrn == "" || l.RRN == p.rrn)
	})
	return leg && (p.key == "" || t.Key == p.key)
}

// caseSameNumber compares trace numbers, which people write without the zeros in
// front.
func caseSameNumber(a, b string) bool {
	return a != "" && strings.TrimLeft(a, "0") == strings.TrimLeft(b, "0")
}

// dumpFlags are the options of commands that read a dump.
func (a *app) dumpFlags(flags *pflag.FlagSet, f *checkFlags) {
	flags.StringVar(&f.book, "book", "", a.say(flagBook))
	flags.StringArrayVar(&f.codes, "codes", nil, a.say(flagCodes))
	flags.StringVar(&f.dialect, "dialect", "", a.say(flagDialect))
}

func (a *app) caseOpenCommand() *cobra.Command {
	var f caseFlags
	var read checkFlags
	var want paymentFlags
	var country string
	cmd := a.command("open", manual{
		for_: forShop, use: codes.Text{EN: "INPUT...", ZH: "输入..."}, short: caseOpenShort, long: caseOpenLong,
		examples: []example{{"posdoctor case open pos.log --stan 000878", caseExampleOpen}},
	})
	flags := cmd.Flags()
	a.caseFlags(flags, &f, true)
	a.dumpFlags(flags, &read)
	flags.StringVar(&want.key, "key", "", a.say(flagPaymentKey))
	flags.StringVar(&want.stan, "stan", "", a.say(flagPaymentSTAN))
	flags.StringVar(&want.rrn, "rrn", "", a.say(flagPaymentRRN))
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

func (a *app) caseOpen(ctx context.Context, f caseFlags, read checkFlags, want paymentFlags, country string, args []string) error {
	read.profile = f.profile
	rep, trouble, err := a.readDump(ctx, read, args)
	if err != nil {
		return err
	}
	t, err := a.choosePayment(rep, want)
	if err != nil {
		return err
	}
	d, err := a.desk(ctx, f, true)
	if err != nil {
		return err
	}
	defer d.files.Close()
	snap := d.snap(rep, t)
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
		Opened: &cases.Opened{Case: id, Country: country, Transaction: snap},
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
	if err := a.show(a.page(append(blocks, d.nextSteps(c.state)...)...)); err != nil {
		return err
	}
	return trouble
}

// snap takes a payment out of a report. The names of files are the user's own
// and may hold anything.
func (d *desk) snap(rep diag.Report, t diag.Transaction) cases.Snapshot {
	s := cases.Snap(rep, t)
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

// readDump diagnoses dumps. trouble is what could not be read where the rest
// was; err is set when nothing was understood.
func (a *app) readDump(ctx context.Context, f checkFlags, args []string) (rep diag.Report, trouble, err error) {
	lib, err := a.library(f.codes)
	if err != nil {
		return rep, nil, err
	}
	prof, err := a.checkProfile(lib, &f)
	if err != nil {
		return rep, nil, err
	}
	inputs, err := store.List(args, store.Interruptible(ctx, a.In))
	if err != nil {
		return rep, nil, inputProblem(err)
	}
	rep, err = a.diagnose(ctx, lib, prof, inputs, &sink{keepAll: true})
	if err != nil {
		return rep, nil, err
	}
	trouble = sourceProblems(rep)
	if !understood(rep) {
		return rep, nil, trouble
	}
	return rep, trouble, nil
}

// choosePayment gives the one payment that is meant. Without a number that is
// the only one that needs attention.
func (a *app) choosePayment(rep diag.Report, want paymentFlags) (diag.Transaction, error) {
	var fit []diag.Transaction
	for _, t := range rep.Transactions {
		if want.given() && want.fits(&t) || !want.given() && t.NeedsAttention() {
			fit = append(fit, t)
		}
	}
	if len(fit) == 1 {
		return fit[0], nil
	}
	if len(fit) == 0 {
		p := &codes.Problem{ID: "input.payment", What: textCaseNoPayment, Hint: hintNoPayment}
		if !want.given() {
			p.What, p.Hint = textNothingOpen, hintNothingOpen
		}
		return diag.Transaction{}, p
	}
	const most = 8
	var names []string
	for _, t := range fit[:min(len(fit), most)] {
		names = append(names, "--key "+t.Key)
		if root := t.Root(); root.STAN != "" && !want.given() {
			names[len(names)-1] = "--stan " + root.STAN
		}
	}
	if len(fit) > most {
		names = append(names, "...")
	}
	return diag.Transaction{}, &codes.Problem{ID: "usage.payments", What: textManyPayments.With(len(fit)), Hint: hintManyPayments.With(strings.Join(names, ", "))}
}
