package main

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/evidence"
)

func (a *app) bundleInspectCommand() *cobra.Command {
	format := "text"
	cmd := a.command("inspect", manual{
		for_: forBank, use: codes.Text{EN: "BUNDLE", ZH: "证据包"}, short: bundleInspectShort, long: []codes.Text{bundleInspectLong},
		examples: []example{{"posdoctor bundle inspect evidence.zip", bundleExampleInspect}},
	})
	cmd.Flags().Var(a.choice(&format, "text", "json"), "format", a.say(flagJSONFormat))
	a.complete(cmd)
	cmd.Args = arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		tree, done, err := a.openBundle(cmd.Context(), args[0])
		if err != nil {
			return err
		}
		defer done()
		c := evidence.Inspect(tree)
		if err := cmd.Context().Err(); err != nil {
			return err
		}
		if format == "json" {
			err = a.writeJSON(a.Out, contentsJSON(c))
		} else {
			err = a.showContents(filepath.Base(args[0]), c)
		}
		if err == nil && len(c.Faults) > 0 {
			err = &codes.Problem{ID: "verify.failed", What: textVerifyFailed.With(len(c.Faults)), At: args[0], Hint: hintAskAgain}
		}
		return err
	}
	return cmd
}
