package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/guide/letters"
	"github.com/posdoctor/posdoctor/diag/pick"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
)

// traceFlags are the options of trace.
type traceFlags struct {
	check    checkFlags // how the input is read and where the result goes
	selector selectorFlags
	letter   string
}

// selectorFlags say which payment is meant.
type selectorFlags struct {
	pick.Selector
	last count
}

func (a *app) traceCommand() *cobra.Command {
	f := traceFlags{check: checkFlags{failOn: "warning", only: "all", format: "text"}}
	cmd := a.command("trace", manual{
		for_: forBank, use: codes.Text{EN: "[INPUT...]", ZH: "[输入...]"}, short: traceShort, long: traceLong,
		examples: []example{
			{"posdoctor trace pos.log --stan 000123", traceExampleSTAN},
			{`posdoctor trace logs/ --amount 128.00 --time "2026-11-20 10:14"`, traceExampleAmount},
			{"posdoctor trace pos.log --last 1 -v", traceExampleLast},
			{"unzip -p logs.zip | posdoctor trace - --rrn 632411000512 --format json", traceExamplePipe},
		},
	})
	flags := cmd.Flags()
	a.selectorFlags(flags, &f.selector)
	flags.StringVar(&f.check.profile, "profile", "", a.say(flagProfile))
	flags.StringVar(&f.check.book, "book", "", a.say(flagBook))
	flags.StringArrayVar(&f.check.codes, "codes", nil, a.say(flagCodes))
	flags.StringVar(&f.check.dialect, "dialect", "", a.say(flagDialect))
	flags.Var(a.choice(&f.check.format, "text", "json", "markdown", "html"), "format", a.say(flagTraceFormat))
	flags.Var(a.choice(&f.letter, letterIDs()...), "letter", a.say(flagLetter))
	flags.StringVarP(&f.check.output, "output", "o", "", a.say(flagOutput))
	flags.BoolVarP(&f.check.verbose, "verbose", "v", false, a.say(flagTraceVerbose))
	flags.BoolVarP(&f.check.quiet, "quiet", "q", false, a.say(flagQuiet))
	a.complete(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.trace(cmd.Context(), f, args) }
	return cmd
}

// selectorFlags adds the options that say which payment is meant.
func (a *app) selectorFlags(flags *pflag.FlagSet, s *selectorFlags) {
	flags.Var(textFlag{&s.Key}, "key", a.say(flagKey))
	flags.Var(digitsFlag{&s.STAN}, "stan", a.say(flagSTAN))
	flags.Var(textFlag{&s.RRN}, "rrn", a.say(flagRRN))
	flags.Var(amountFlag{&s.Amount}, "amount", a.say(flagAmount))
	flags.Var(timeFlag{&s.Time}, "time", a.say(flagTime))
	flags.Var(last4Flag{&s.Last4}, "last4", a.say(flagLast4))
	flags.Var(&s.last, "last", a.say(flagTraceLast))
}

// selector gives what the options ask for.
func (s selectorFlags) selector(prof diag.Profile) pick.Selector {
	out := s.Selector
	out.Last, out.Zone = int(s.last), prof.Zone
	return out
}

func (a *app) trace(ctx context.Context, f traceFlags, args []string) error {
	lib, err := a.library(f.check.codes)
	if err != nil {
		return err
	}
	prof, err := a.checkProfile(lib, &f.check)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		return &codes.Problem{ID: "terminal.no_input", What: textNoInput, Hint: hintTraceInput}
	}
	for _, arg := range args {
		if isPort(arg) {
			return &codes.Problem{ID: "usage.port", What: textTracePort, At: arg, Hint: hintTracePort.With(arg)}
		}
	}
	// What is wrong with a letter is said before a long log is read.
	var set *letters.Set
	if f.letter != "" {
		if set, err = a.letterSet(); err == nil {
			err = letterFits(f.letter, prof)
		}
		if err != nil {
			return err
		}
	}
	inputs, err := store.List(args, store.Interruptible(ctx, a.In))
	if err != nil {
		return inputProblem(err)
	}
	now, err := a.now()
	if err != nil {
		return err
	}
	out, err := a.open(f.check, inputs)
	if err != nil {
		return err
	}
	defer out.abort()
	search := &pick.Search{Selector: f.selector.selector(prof)}
	s := &sink{take: search.See, bytes: f.check.verbose || f.check.format == "json"}
	rep, err := a.diagnose(ctx, lib, prof, inputs, s)
	if err != nil {
		return err
	}
	trouble := sourceProblems(rep)
	found := search.Outcome()
	switch {
	case !understood(rep):
		return trouble
	case len(found.Found) == 0:
		a.nearMisses(found)
		return noneFits(rep, search.Selector, found)
	}
	rep = about(rep, found)
	meta := a.meta(now, prof)
	if f.letter != "" {
		return a.writeLetter(out, set, f.letter, rep, prof, now)
	}
	if err := a.writeTrace(out, f.check, rep, prof, found, meta); err != nil {
		return err
	}
	if trouble == nil && needsAttention(rep, "warning") {
		return errAttention
	}
	return trouble
}

// about narrows a report to the payments that were found and to what names them.
// What is said about terminals and sources stays.
func about(rep diag.Report, found pick.Outcome) diag.Report {
	rep.Checks = leftOut(rep, found.Total, "input.chosen", textOthers)
	rep.Transactions, rep.Exchanges, rep.Devices = found.Found, nil, nil
	places := map[transcripts.Where]bool{}
	named := map[string][]string{} // ref of a finding -> keys
	for _, t := range found.Found {
		for _, row := range report.Timeline(rep, t.Key) {
			places[row.Where] = true
		}
		for _, ref := range t.Findings {
			named[ref] = append(named[ref], t.Key)
		}
	}
	var kept []diag.Finding
	for _, f := range rep.Findings {
		if named[f.Ref] == nil {
			continue
		}
		f.Transactions, f.Count = named[f.Ref], len(named[f.Ref])
		f.Evidence = slices.DeleteFunc(slices.Clone(f.Evidence), func(e diag.Evidence) bool { return !places[e.Where] })
		kept = append(kept, f)
	}
	rep.Findings = kept
	rep.Summary = summarise(rep)
	return rep
}

// noneFits says that no payment fits, and what each thing that was asked for
// fits by itself.
func noneFits(rep diag.Report, s pick.Selector, found pick.Outcome) error {
	if rep.Summary.Transactions == 0 {
		return &codes.Problem{ID: "input.no_payment", What: textNotFound, Hint: hintNotFound}
	}
	p := &codes.Problem{ID: "input.none_fits", What: textNoneFits.With(rep.Summary.Transactions), Hint: hintNoneFits}
	var parts []string
	for _, c := range s.Given() {
		parts = append(parts, "--"+string(c))
	}
	p.At = strings.Join(parts, " ")
	switch from, to := covered(rep.Sources); {
	case len(found.Near) > 0:
		p.Hint = hintNear
	case !s.Time.IsZero() && from != "":
		p.Hint = hintCovers.With(from, to)
	}
	return p
}

// covered is the time from which the first and to which the last source goes, ""
// where one of them does not say its days.
func covered(sources []transcripts.Source) (from, to string) {
	var first, last transcripts.Stamp
	for _, s := range sources {
		if !s.From.HasDay() || s.From.NoYear || !s.To.HasDay() || s.To.NoYear {
			return "", ""
		}
		if !first.Known() || s.From.Time.Before(first.Time) {
			first = s.From
		}
		if !last.Known() || s.To.Time.After(last.Time) {
			last = s.To
		}
	}
	return first.String(), last.String()
}
