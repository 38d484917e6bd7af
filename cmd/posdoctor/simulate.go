package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/codes/nearest"
	"github.com/posdoctor/posdoctor/transcripts/sim"
)

// simulateFlags are the options of simulate.
type simulateFlags struct {
	listen  string
	capture string
	length  span // 0: until interrupted
}

func (a *app) simulateCommand() *cobra.Command {
	var f simulateFlags
	cmd := a.command("simulate", manual{
		for_: forEngineer, use: codes.Text{EN: "SCENARIO|list|show", ZH: "场景|list|show"},
		short: simulateShort, long: []codes.Text{simulateLong, simulateSafe},
		examples: []example{
			{"posdoctor simulate list", simulateExampleList},
			{"posdoctor simulate zvt", simulateExamplePort},
			{"posdoctor simulate zvt --listen 127.0.0.1:0 --for 5m", simulateExampleListen},
			{"posdoctor simulate no-completion --capture demo.jsonl", simulateExampleCapture},
		},
	})
	flags := cmd.Flags()
	flags.StringVar(&f.listen, "listen", "", a.say(flagListen))
	flags.StringVar(&f.capture, "capture", "", a.say(flagCapture))
	flags.Var(&f.length, "for", a.say(flagFor))
	cmd.AddCommand(a.simulateListCommand(), a.simulateShowCommand())
	cmd.Args = arguments(0, 1)
	cmd.ValidArgsFunction = scenarioNames
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return a.help(cmd)
		}
		s, err := scenario(args[0])
		if err != nil {
			return err
		}
		if f.capture != "" {
			return a.playCapture(s, args[0], f)
		}
		return a.simulate(cmd.Context(), s, f)
	}
	return cmd
}

func scenarioNames(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return sim.Names(), cobra.ShellCompDirectiveDefault
}

// scenario gives a shipped scenario by its name, or the user's own by its file.
func scenario(typed string) (sim.Scenario, error) {
	if s, ok := sim.Named(typed); ok {
		return s, nil
	}
	if !strings.ContainsAny(typed, `/\`) && !strings.HasSuffix(typed, ".yaml") && !strings.HasSuffix(typed, ".yml") {
		hint := hintScenarios
		if near := nearest.To(typed, sim.Names()); near != "" {
			hint = hintMean.With("posdoctor simulate " + near)
		}
		return sim.Scenario{}, &codes.Problem{ID: "usage.scenario", What: textNoScenario.With(typed), Hint: hint}
	}
	// A scenario is written by hand like a profile, and bounded like one.
	data, err := store.ReadProfile(typed)
	if err != nil {
		return sim.Scenario{}, inputProblem(err)
	}
	return sim.Parse(typed, data)
}

// simulate puts a pretend terminal on a line and tells how to reach it.
func (a *app) simulate(ctx context.Context, s sim.Scenario, f simulateFlags) error {
	if f.length > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, time.Duration(f.length))
		defer stop()
	}
	if s.Link == sim.TCP && f.listen == "" {
		f.listen = "127.0.0.1:0"
	}
	if f.listen != "" {
		s = s.OverTCP()
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	told := false
	err := sim.Serve(ctx, s, f.listen, func(name string) {
		if err := a.show(a.page(paragraph(name))); err != nil {
			cancel(err) // nobody would know where the terminal is
			return
		}
		if told {
			a.note(textBack)
			return
		}
		told = true
		a.note(textPretend.With(s.Title))
		a.note(textTry.With(name))
	})
	if p := (*codes.Problem)(nil); err == nil && errors.As(context.Cause(ctx), &p) {
		return p
	}
	return err
}

// playCapture writes what a pretend till and the terminal say to each other.
func (a *app) playCapture(s sim.Scenario, typed string, f simulateFlags) error {
	if f.listen != "" || f.length > 0 {
		return &codes.Problem{ID: "usage.together", What: textCaptureAlone, At: "--capture", Hint: hintHelp.With("posdoctor simulate")}
	}
	now, err := a.now()
	if err != nil {
		return err
	}
	talk := sim.Play(s, now)
	if f.capture == "-" {
		if err := talk.Capture(a.Out); err != nil {
			return writeProblem(err)
		}
		return nil
	}
	if store.SameFile(f.capture, []store.Input{{Path: typed}}) {
		return &codes.Problem{ID: "output.is_input", What: textOutputIsInput, At: f.capture, Hint: hintOutputIsInput}
	}
	file, err := store.Create(f.capture)
	if err != nil {
		return writeProblem(err)
	}
	if err := talk.Capture(file); err != nil {
		file.Abort()
		return writeProblem(err)
	}
	if err := file.Commit(); err != nil {
		return writeProblem(err)
	}
	a.note(textCaptured.With(len(talk.Records), f.capture))
	return nil
}

// span is a flag that takes a length of time above zero.
type span time.Duration

func (s *span) String() string {
	if *s == 0 {
		return ""
	}
	return time.Duration(*s).String()
}

func (s *span) Type() string { return "duration" }

func (s *span) Set(v string) error {
	d, err := time.ParseDuration(v)
	if err != nil || d <= 0 {
		return &codes.Problem{ID: "usage.value", What: textBadValue.With(v), Hint: hintSpan}
	}
	*s = span(d)
	return nil
}
