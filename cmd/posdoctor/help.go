package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/codes/nearest"
	"github.com/posdoctor/posdoctor/diag/report"
)

func (a *app) helpCommand() *cobra.Command {
	cmd := a.command("help", manual{
		for_: forShop, use: codes.Text{EN: "[COMMAND|TOPIC]", ZH: "[命令|主题]"}, short: helpShort,
		examples: []example{{"posdoctor help check", helpExampleCommand}, {"posdoctor help exit-codes", helpExampleTopic}},
	})
	cmd.Args = arguments(0, 1)
	cmd.ValidArgsFunction = func(cmd *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return append(commandNames(cmd.Root()), topicNames()...), cobra.ShellCompDirectiveNoFileComp
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		root := cmd.Root()
		if len(args) == 0 {
			return a.help(root)
		}
		for _, c := range root.Commands() {
			if c.Name() == args[0] {
				return a.help(c)
			}
		}
		for _, t := range topics {
			if t.name == args[0] {
				return a.show(a.page(t.draw(a)...))
			}
		}
		if ok, err := a.template(args[0]); ok {
			return err
		}
		hint := hintTopics.With(strings.Join(topicNames(), ", "))
		if near := nearest.To(args[0], append(commandNames(root), topicNames()...)); near != "" {
			hint = hintMean.With("posdoctor help " + near)
		}
		return &codes.Problem{ID: "usage.topic", What: textNoTopic.With(args[0]), Hint: hint}
	}
	return cmd
}

// help draws the help of one command.
func (a *app) help(cmd *cobra.Command) error {
	return a.show(a.page(a.manualOf(cmd)...))
}

func (a *app) manualOf(cmd *cobra.Command) []report.Block {
	m := a.docs[cmd]
	if m == nil {
		m = &manual{short: codes.Same(cmd.Short)}
	}
	blocks := []report.Block{paragraph(a.say(m.short))}
	for _, p := range m.long {
		blocks = append(blocks, paragraph(""), paragraph(a.say(p)))
	}
	blocks = append(blocks, a.heading(headUsage), indented(a.usageLine(cmd, m)))
	switch {
	case !cmd.HasParent():
		blocks = append(blocks, a.commandList(cmd)...)
	case cmd.HasSubCommands():
		blocks = append(blocks, a.heading(headCommands), a.subcommands(cmd))
	}
	if len(m.examples) > 0 {
		blocks = append(blocks, a.heading(headExamples))
		for _, e := range m.examples {
			blocks = append(blocks, indented(e.command), report.Block{
				Kind: report.Paragraph, Indent: 6, Lines: []report.Line{{{Text: a.say(e.says), Tone: report.Dim}}},
			})
		}
	}
	blocks = append(blocks, a.heading(headOptions), a.options(cmd.LocalNonPersistentFlags()))
	if cmd.HasParent() {
		blocks = append(blocks, a.heading(headGlobal), a.options(cmd.Root().PersistentFlags()))
		if m.more != nil {
			blocks = append(blocks, m.more(a)...)
		}
		return blocks
	}
	own := &blocks[len(blocks)-1]
	own.Rows = append(own.Rows, a.options(cmd.PersistentFlags()).Rows...)
	return blocks
}

func (a *app) usageLine(cmd *cobra.Command, m *manual) string {
	if !cmd.HasParent() {
		return "posdoctor " + a.say(usageRoot)
	}
	return strings.TrimRight(cmd.CommandPath()+" "+a.say(m.use), " ") + " " + a.say(usageOptions)
}

// commandList groups the commands by who needs them. Groups without a command
// do not show.
func (a *app) commandList(root *cobra.Command) []report.Block {
	var blocks []report.Block
	for r := range readers {
		pairs := report.Block{Kind: report.Pairs, Indent: 2}
		for _, c := range root.Commands() {
			if m := a.docs[c]; m != nil && m.for_ == r && !c.Hidden {
				pairs.Rows = append(pairs.Rows, []report.Span{{Text: c.Name(), Tone: report.Strong}, {Text: a.say(m.short)}})
			}
		}
		if len(pairs.Rows) > 0 {
			blocks = append(blocks, a.heading(readerNames[r]), pairs)
		}
	}
	pairs := report.Block{Kind: report.Pairs, Indent: 2}
	for _, t := range topics {
		pairs.Rows = append(pairs.Rows, []report.Span{{Text: "help " + t.name, Tone: report.Strong}, {Text: a.say(t.title)}})
	}
	return append(blocks, a.heading(headTopics), pairs)
}

// subcommands lists what a command is divided into.
func (a *app) subcommands(cmd *cobra.Command) report.Block {
	pairs := report.Block{Kind: report.Pairs, Indent: 2}
	for _, c := range cmd.Commands() {
		if m := a.docs[c]; m != nil && !c.Hidden {
			pairs.Rows = append(pairs.Rows, []report.Span{{Text: c.Name(), Tone: report.Strong}, {Text: a.say(m.short)}})
		}
	}
	return pairs
}

// options lists flags in the order of their names.
func (a *app) options(flags *pflag.FlagSet) report.Block {
	pairs := report.Block{Kind: report.Pairs, Indent: 2}
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		if f.Value.Type() != "bool" {
			name += " " + value
		}
		pairs.Rows = append(pairs.Rows, []report.Span{{Text: name, Tone: report.Strong}, {Text: usage}})
	})
	return pairs
}

func (a *app) heading(t codes.Text) report.Block {
	return report.Block{Kind: report.Heading, Lines: []report.Line{{{Text: a.say(t)}}}}
}

func paragraph(s string) report.Block {
	return report.Block{Kind: report.Paragraph, Lines: []report.Line{{{Text: s}}}}
}

func indented(s string) report.Block {
	b := paragraph(s)
	b.Indent = 2
	return b
}

var (
	headCommands       = codes.Text{EN: "Commands", ZH: "命令"}
	headUsage          = codes.Text{EN: "Usage", ZH: "用法"}
	headExamples       = codes.Text{EN: "Examples", ZH: "例子"}
	headOptions        = codes.Text{EN: "Options", ZH: "选项"}
	headGlobal         = codes.Text{EN: "Options of every command", ZH: "所有命令都有的选项"}
	headTopics         = codes.Text{EN: "More help", ZH: "更多帮助"}
	usageRoot          = codes.Text{EN: "COMMAND [OPTIONS]", ZH: "命令 [选项]"}
	usageOptions       = codes.Text{EN: "[OPTIONS]", ZH: "[选项]"}
	helpShort          = codes.Text{EN: "help about a command or a topic", ZH: "查看某个命令或主题的帮助"}
	helpExampleCommand = codes.Text{EN: "everything about check", ZH: "check 的全部说明"}
	helpExampleTopic   = codes.Text{EN: "what the exit codes mean", ZH: "退出码的含义"}
	textNoTopic        = codes.Text{EN: "there is no command and no topic %q", ZH: "没有名为 %q 的命令或主题"}
	hintTopics         = codes.Text{EN: "topics: %s", ZH: "主题有：%s"}
)
