package main

import (
	"bytes"
	"strings"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/ui"
	"github.com/posdoctor/posdoctor/codes"
)

func (a *app) manCommand() *cobra.Command {
	cmd := a.command("man", manual{
		for_: forScript, use: codes.Text{EN: "[COMMAND]", ZH: "[命令]"}, short: manShort,
		examples: []example{{"posdoctor man check > posdoctor-check.1", manExample}},
	})
	cmd.Args = arguments(0, 1)
	cmd.ValidArgsFunction = func(cmd *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return commandNames(cmd.Root()), cobra.ShellCompDirectiveNoFileComp
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		about := cmd.Root()
		if len(args) == 1 {
			about = nil
			for _, c := range cmd.Root().Commands() {
				if c.Name() == args[0] {
					about = c
				}
			}
			if about == nil {
				return unknownCommand(cmd.Root(), args[0])
			}
		}
		page, err := a.manPage(about)
		if err != nil {
			return err
		}
		if _, err := a.Out.Write(page); err != nil {
			return writeProblem(err)
		}
		return nil
	}
	return cmd
}

// manPage is the help of a command as a manual page. The text keeps the layout
// of the help screen, so that there is one source for both.
func (a *app) manPage(cmd *cobra.Command) ([]byte, error) {
	var body bytes.Buffer
	if err := (ui.Screen{Width: 72}).Draw(&body, a.page(a.manualOf(cmd)...)); err != nil {
		return nil, err
	}
	name := strings.ReplaceAll(cmd.CommandPath(), " ", "-")
	var page bytes.Buffer
	page.WriteString(".TH " + strings.ToUpper(name) + " 1 \"" + codes.Knowledge() + "\" \"posdoctor " + versionName() + "\"\n")
	page.WriteString(".SH NAME\n" + roff(name) + " \\- " + roff(a.say(a.docs[cmd].short)) + "\n")
	page.WriteString(".SH DESCRIPTION\n.nf\n.nh\n")
	for line := range strings.Lines(body.String()) {
		page.WriteString(roff(line))
	}
	page.WriteString(".fi\n")
	return page.Bytes(), nil
}

// roff keeps text from being read as commands of the page formatter.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}

var (
	manShort   = codes.Text{EN: "a manual page for the man program", ZH: "生成 man 手册页"}
	manExample = codes.Text{EN: "save the page about check", ZH: "保存 check 的手册页"}
)
