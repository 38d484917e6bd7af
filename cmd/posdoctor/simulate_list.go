package main

import (
	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/codes/nearest"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts/sim"
)

func (a *app) simulateListCommand() *cobra.Command {
	cmd := a.command("list", manual{
		for_: forEngineer, short: simulateListShort,
		examples: []example{{"posdoctor simulate list", simulateExampleList}},
	})
	cmd.Args = arguments(0, 0)
	cmd.RunE = func(*cobra.Command, []string) error {
		table := report.Block{Kind: report.Table, Columns: []report.Column{
			{Title: a.say(columnScenario)}, {Title: a.say(columnProtocol)}, {Title: a.say(columnShows), Shrink: true},
		}}
		for _, name := range sim.Names() {
			// A test holds that every shipped scenario can be read.
			s, _ := sim.Named(name)
			table.Rows = append(table.Rows, []report.Span{{Text: name, Tone: report.Strong}, {Text: s.Protocol}, {Text: a.say(s.Title)}})
		}
		return a.show(a.page(table))
	}
	return cmd
}

func (a *app) simulateShowCommand() *cobra.Command {
	cmd := a.command("show", manual{
		for_: forEngineer, use: codes.Text{EN: "NAME", ZH: "名称"}, short: simulateShowShort, long: []codes.Text{simulateShowLong},
		examples: []example{{"posdoctor simulate show zvt > mine.yaml", simulateExampleShow}},
	})
	cmd.Args = arguments(1, 1)
	cmd.ValidArgsFunction = scenarioNames
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		data, ok := sim.Source(args[0])
		if !ok {
			hint := hintScenarios
			if near := nearest.To(args[0], sim.Names()); near != "" {
				hint = hintMean.With("posdoctor simulate show " + near)
			}
			return &codes.Problem{ID: "usage.scenario", What: textNoScenario.With(args[0]), Hint: hint}
		}
		if _, err := a.Out.Write(data); err != nil {
			return writeProblem(err)
		}
		return nil
	}
	return cmd
}
