package main

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/codes/nearest"
)

// caseFlags are the options of every command about cases.
type caseFlags struct {
	dir, profile string
	by           string // of those that write
}

func (a *app) caseCommand() *cobra.Command {
	cmd := a.command("case", manual{
		for_: forShop, use: caseUse, short: caseShort, long: caseLong,
		examples: []example{
			{"posdoctor case open pos.log --stan 000878", caseExampleOpen},
			{`posdoctor case note 000878 "they will look into it" --with "acquirer, Ms Lin" --channel phone --promised 2026-11-27`, caseExampleNote},
			{"posdoctor case due", caseExampleDue},
		},
	})
	cmd.AddCommand(
		a.caseOpenCommand(), a.caseNoteCommand(), a.caseListCommand(), a.caseShowCommand(), a.caseDueCommand(),
		a.caseEscalateCommand(), a.caseRecheckCommand(), a.caseCloseCommand(), a.casePurgeCommand(),
	)
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		hint := hintHelp.With(cmd.CommandPath())
		if near := nearest.To(args[0], commandNames(cmd)); near != "" {
			hint = hintMean.With("posdoctor case " + near)
		}
		return &codes.Problem{ID: "usage.command", What: textNoCommand.With(args[0]), Hint: hint}
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return a.help(cmd) }
	return cmd
}

func (a *app) caseFlags(flags *pflag.FlagSet, f *caseFlags, writes bool) {
	flags.StringVar(&f.dir, "dir", "", a.say(flagCaseDir))
	flags.StringVar(&f.profile, "profile", "", a.say(flagProfile))
	if writes {
		flags.StringVar(&f.by, "by", "", a.say(flagCaseBy))
	}
}

// completeCase lets the shell complete the name of a case; what follows it are
// files.
func (a *app) completeCase(cmd *cobra.Command, f *caseFlags) {
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveDefault
		}
		d, err := a.desk(cmd.Context(), *f, false)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		defer d.files.Close()
		ids, err := d.files.List()
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return ids, cobra.ShellCompDirectiveNoFileComp
	}
}

// caseArgument is the one argument of commands about one case.
var caseArgument = codes.Text{EN: "CASE", ZH: "个案"}
