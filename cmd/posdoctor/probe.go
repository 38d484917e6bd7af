package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/serial"
	"github.com/posdoctor/posdoctor/transcripts/serial/probe"
)

// probeFlags are the options of probe.
type probeFlags struct {
	cable      cableFlags
	profile    string
	listen     time.Duration
	listenOnly bool
	yes        bool
	format     string
}

func (a *app) probeCommand() *cobra.Command {
	f := probeFlags{format: "text", listen: 3 * time.Second}
	cmd := a.command("probe", manual{
		for_: forEngineer, use: codes.Text{EN: "PORT", ZH: "端口"}, short: probeShort, long: probeLong,
		examples: []example{
			{"posdoctor probe /dev/ttyUSB0", probeExample},
			{"posdoctor probe COM3 --listen-only", probeExampleListen},
			{"posdoctor probe tcp://192.168.0.20:20007 --protocol zvt --yes", probeExampleTCP},
		},
	})
	flags := cmd.Flags()
	a.cableFlags(flags, &f.cable)
	flags.StringVar(&f.profile, "profile", "", a.say(flagProfile))
	flags.DurationVar(&f.listen, "listen", f.listen, a.say(flagProbeListen))
	flags.BoolVar(&f.listenOnly, "listen-only", false, a.say(flagListenOnly))
	flags.BoolVar(&f.yes, "yes", false, a.say(flagProbeYes))
	flags.Var(a.choice(&f.format, "text", "json"), "format", a.say(flagProbeFormat))
	a.complete(cmd)
	cmd.Args = arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.probe(cmd.Context(), f, args[0]) }
	return cmd
}

func (a *app) probe(ctx context.Context, f probeFlags, name string) error {
	prof, err := a.profile(f.profile)
	if err != nil {
		return err
	}
	c, err := f.cable.with(prof)
	if err != nil {
		return err
	}
	port, err := serial.Open(ctx, name, c.start())
	if err != nil {
		return portProblem(err)
	}
	defer port.Close()
	text := f.format == "text"
	o := a.probeOptions(ctx, name, c)
	o.Listen, o.ListenOnly = f.listen, f.listenOnly
	o.Consent = func(q ecr.Query) bool {
		if q.Spec().Effects&^c.allow != 0 {
			return false
		}
		return f.yes || a.agree(askQuestion.With(q.Spec().Title))
	}
	if text {
		o.Tell = a.tellStep
	}
	found, err := probe.Run(ctx, port, o)
	if err != nil {
		return portProblem(err)
	}
	if text {
		err = a.show(a.page(a.probeBlocks(name, found)...))
	} else {
		err = a.probeJSON(name, port.Link(), found)
	}
	if err != nil {
		return err
	}
	if found.Outcome != probe.Answered && found.Outcome != probe.Recognised {
		return &codes.Problem{ID: "terminal.probe", What: outcomeTexts[found.Outcome], At: name}
	}
	return nil
}

// tellStep shows a step as it is done, so that nobody waits before a dark screen.
func (a *app) tellStep(s probe.Step) {
	line := report.Line{{Text: a.say(s.Did) + a.say(stepColon)}, {Text: a.say(s.Saw), Tone: report.Strong}}
	if !s.Why.IsZero() {
		line = append(line, report.Span{Text: a.between() + a.say(s.Why), Tone: report.Dim})
	}
	// What cannot be shown now is shown again by the result, or not at all.
	_ = a.show(a.page(report.Block{Kind: report.Bullets, Lines: []report.Line{line}}))
}

// probeBlocks is what stands under the steps.
func (a *app) probeBlocks(name string, r probe.Result) []report.Block {
	tone := report.Caution
	if r.Outcome == probe.Answered || r.Outcome == probe.Recognised {
		tone = report.Good
	}
	out := []report.Block{sentence(a.say(outcomeTexts[r.Outcome]), tone)}
	if r.Protocol.ID != "" && r.Outcome.Alive() {
		pairs := report.Block{Kind: report.Pairs, Indent: 2, Rows: [][]report.Span{
			{{Text: a.say(labelProtocol)}, {Text: a.say(r.Protocol.Name) + " (" + r.Protocol.ID + ")"}},
		}}
		if s := r.Line.String(); s != "" {
			pairs.Rows = append(pairs.Rows, []report.Span{{Text: a.say(labelLine)}, {Text: s}})
		}
		out = append(out, pairs, a.heading(headSnippet), indented("cable:"), indented("  port: "+name))
		if s := r.Line.String(); s != "" {
			out = append(out, indented("  line: "+s))
		}
		out = append(out, indented("  protocol: "+r.Protocol.ID))
	}
	if len(r.Next) > 0 {
		steps := report.Block{Kind: report.Steps}
		for _, n := range r.Next {
			steps.Lines = append(steps.Lines, report.Line{{Text: withPort(a.say(n), a.lang, name)}})
		}
		out = append(out, a.heading(headNext), steps)
	}
	return out
}

// between is what stands between two sentences.
func (a *app) between() string {
	if a.lang == codes.Chinese {
		return ""
	}
	return " "
}
