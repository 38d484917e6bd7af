package main

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/diagnose"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/read"
)

// checkFlags are the options of check.
type checkFlags struct {
	profile, book, dialect string
	codes                  []string
	cable                  cableFlags
	window                 window
	failOn                 string
	only                   string
	format                 string
	output                 string
	verbose, quiet         bool
	follow                 bool
}

func (a *app) checkCommand() *cobra.Command {
	f := checkFlags{failOn: "warning", only: "all", format: "text"}
	f.window.until.until = true
	cmd := a.command("check", manual{
		for_: forShop, use: codes.Text{EN: "[INPUT...]", ZH: "[输入...]"}, short: checkShort, long: checkLong,
		examples: []example{
			{"posdoctor check pos.log", checkExampleFile},
			{`posdoctor check logs/ --since "2026-11-20 18:00"`, checkExampleFolder},
			{"posdoctor check --follow pos.log", checkExampleFollow},
			{"posdoctor check pos.log --format html -o report.html", checkExamplePage},
			{"unzip -p logs.zip | posdoctor check - --format json", checkExamplePipe},
		},
	})
	flags := cmd.Flags()
	flags.StringVar(&f.profile, "profile", "", a.say(flagProfile))
	flags.StringVar(&f.book, "book", "", a.say(flagBook))
	flags.StringArrayVar(&f.codes, "codes", nil, a.say(flagCodes))
	flags.StringVar(&f.dialect, "dialect", "", a.say(flagDialect))
	flags.Var(&f.window.since, "since", a.say(flagSince))
	flags.Var(&f.window.until, "until", a.say(flagUntil))
	flags.Var(&f.window.last, "last", a.say(flagLast))
	flags.Var(a.choice(&f.failOn, "never", "info", "warning", "critical"), "fail-on", a.say(flagFailOn))
	flags.Var(a.choice(&f.only, "all", "attention"), "only", a.say(flagOnly))
	flags.Var(a.choice(&f.format, "text", "json", "jsonl", "markdown", "html", "junit"), "format", a.say(flagFormat))
	flags.StringVarP(&f.output, "output", "o", "", a.say(flagOutput))
	flags.BoolVar(&f.follow, "follow", false, a.say(flagFollow))
	flags.BoolVarP(&f.verbose, "verbose", "v", false, a.say(flagVerbose))
	flags.BoolVarP(&f.quiet, "quiet", "q", false, a.say(flagQuiet))
	a.cableFlags(flags, &f.cable)
	a.complete(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.check(cmd.Context(), f, args) }
	return cmd
}

func (a *app) check(ctx context.Context, f checkFlags, args []string) error {
	lib, err := a.library(f.codes)
	if err != nil {
		return err
	}
	prof, err := a.checkProfile(lib, &f)
	if err != nil {
		return err
	}
	if path := a.profilePath(f.profile); path != "" && f.verbose {
		a.note(textProfileUsed.With(path))
	}
	if f.follow {
		return a.follow(ctx, f, lib, prof, args)
	}
	port, err := a.portToCheck(ctx, args, prof)
	if err != nil {
		return err
	}
	if port.Name != "" {
		inputs, steps, err := a.askTerminal(ctx, f, prof, port)
		if err != nil {
			return err
		}
		return a.checkInputs(ctx, f, lib, prof, inputs, steps)
	}
	inputs, err := store.List(args, store.Interruptible(ctx, a.In))
	if err != nil {
		return inputProblem(err)
	}
	return a.checkInputs(ctx, f, lib, prof, inputs, nil)
}

// checkInputs diagnoses what is there to read and writes the result. steps are
// health questions that were answered elsewhere.
func (a *app) checkInputs(ctx context.Context, f checkFlags, lib *codes.Library, prof diag.Profile, inputs []store.Input, steps []diag.Check) error {
	now, err := a.now()
	if err != nil {
		return err
	}
	out, err := a.open(f, inputs)
	if err != nil {
		return err
	}
	defer out.abort()
	meta := a.meta(now, prof)
	rep, err := a.diagnose(ctx, lib, prof, inputs, out.begin(f, meta))
	if err != nil {
		return err
	}
	rep.Checks = append(rep.Checks, steps...)
	trouble := sourceProblems(rep)
	// Findings say what to do about messages of which none could be read.
	if f.format != "text" || understood(rep) || len(rep.Findings) > 0 {
		if err := out.finish(a, f, rep, meta); err != nil {
			return err
		}
	}
	if trouble == nil && needsAttention(rep, f.failOn) {
		return errAttention
	}
	return trouble
}

// checkProfile reads the profile and lets the options win over it.
func (a *app) checkProfile(lib *codes.Library, f *checkFlags) (diag.Profile, error) {
	prof, err := a.profile(f.profile)
	if err != nil {
		return prof, err
	}
	if f.book != "" {
		if err := knownBook(lib, f.book); err != nil {
			return prof, err
		}
		prof.Books = []string{f.book}
	}
	if f.dialect != "" {
		if err := knownDialect(f.dialect); err != nil {
			return prof, err
		}
		prof.Dialect = f.dialect
	}
	f.window.zone = prof.Zone
	return prof, nil
}

// diagnose reads the inputs once, from their beginning to their end. Nothing of
// them is kept but what the report needs.
func (a *app) diagnose(ctx context.Context, lib *codes.Library, prof diag.Profile, inputs []store.Input, sink *sink) (diag.Report, error) {
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return diag.Report{}, err
	}
	engine := diagnose.New(diagnose.Config{Books: lib, Profile: prof, Settled: sink.settled()})
	in := make([]read.Input, len(inputs))
	for i, input := range inputs {
		in[i] = read.Input{Name: input.Name, R: input.R}
	}
	sources, err := read.Events(ctx, in, read.Options{Key: key, Dialect: prof.Dialect, Currency: prof.Currency, Bytes: sink.bytes}, func(ev transcripts.Event) error {
		engine.Add(ev)
		return sink.err
	})
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return diag.Report{}, readProblem(err)
	}
	rep := engine.Finish(sources)
	if sink.err != nil {
		return rep, writeProblem(sink.err)
	}
	return sink.report(rep), nil
}

func readProblem(err error) error {
	var p *codes.Problem
	if errors.As(err, &p) {
		return err
	}
	return writeProblem(err)
}

// sourceProblems tells what could not be read or understood.
func sourceProblems(rep diag.Report) error {
	var all []error
	for _, s := range rep.Sources {
		if s.Stopped != nil {
			at := s.Stopped.At
			if at == "" {
				at = s.Name
			}
			all = append(all, &codes.Problem{ID: "input.stopped", What: s.Stopped.What, At: at, Hint: s.Stopped.Hint})
		}
	}
	if len(all) == 0 && !understood(rep) {
		all = append(all, nothingProblem(rep.Sources))
	}
	return errors.Join(all...)
}

func nothingProblem(sources []transcripts.Source) error {
	p := &codes.Problem{ID: "input.nothing", What: textNotUnderstood, Hint: hintNotUnderstood}
	if len(sources) == 1 {
		p.At = sources[0].Name
	}
	for _, s := range sources {
		if unreadCapture(s) {
			p.ID, p.What, p.Hint = "input.protocol", textNoFrames, hintCaptureAgain.With(strings.Join(protocolIDs(), ", "))
			return p
		}
	}
	for _, s := range sources {
		if s.Bytes > 0 {
			return p
		}
	}
	p.ID, p.What, p.Hint = "input.empty", textEmpty, hintEmptyFile
	return p
}

// understood reports whether anything in the inputs meant something. Bytes that
// look like messages and are none do not.
func understood(rep diag.Report) bool {
	if rep.Summary.Transactions+rep.Summary.Exchanges > 0 {
		return true
	}
	for _, s := range rep.Sources {
		if s.Messages > 0 || s.Format != "" && !unreadCapture(s) {
			return true
		}
	}
	return false
}

// unreadCapture reports whether a source is a capture in a protocol that nobody
// recognised: its lines were read, and what they mean was not.
func unreadCapture(s transcripts.Source) bool {
	return s.Format == "capture" && s.Messages+s.Faults == 0 && s.Unparsed > 0
}

// needsAttention decides between the exit codes 0 and 1. An open money question
// counts whatever the severity asked for.
func needsAttention(rep diag.Report, failOn string) bool {
	if failOn == "never" {
		return false
	}
	for money, n := range rep.Summary.ByMoney {
		if n > 0 && money.Open() {
			return true
		}
	}
	for _, risk := range rep.Summary.AtRisk {
		if risk.Count > 0 {
			return true
		}
	}
	for _, t := range rep.Transactions {
		if t.Verdict.NeedsAttention() {
			return true
		}
	}
	for severity, n := range rep.Summary.Findings {
		if n > 0 && severity >= severities[failOn] {
			return true
		}
	}
	return false
}

var severities = map[string]diag.Severity{"info": diag.Info, "warning": diag.Warning, "critical": diag.Critical}
