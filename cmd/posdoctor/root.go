package main

import (
	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/codes/nearest"
	"github.com/posdoctor/posdoctor/diag/report"
)

// reader is a kind of person that help groups commands for.
type reader int

const (
	forShop reader = iota
	forEngineer
	forScript
	forBank
	readers // how many there are
)

var readerNames = [readers]codes.Text{
	forShop:     {EN: "In the shop", ZH: "门店"},
	forEngineer: {EN: "For field engineers", ZH: "现场工程师"},
	forScript:   {EN: "For scripts", ZH: "脚本"},
	forBank:     {EN: "For the bank", ZH: "银行"},
}

// manual is what help says about one command.
type manual struct {
	for_     reader
	use      codes.Text // the arguments, "[INPUT...]"
	short    codes.Text
	long     []codes.Text // paragraphs
	examples []example
	more     func(*app) []report.Block // what else there is to know; may be nil
}

type example struct {
	command string
	says    codes.Text
}

// The words for who starts the program by a double click are of the whole process.
func init() { cobra.MousetrapHelpText = textMousetrap.EN + "\n" + textMousetrap.ZH + "\n" }

// root builds the tree of commands in the user's language.
func (a *app) root() *cobra.Command {
	root := a.command("posdoctor", manual{short: textShort, long: []codes.Text{textLong}})
	root.CompletionOptions.DisableDefaultCmd = true
	var version bool
	root.Flags().BoolVar(&version, "version", false, a.say(flagVersion))
	root.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		return unknownCommand(cmd, args[0])
	}
	root.RunE = func(cmd *cobra.Command, _ []string) error {
		if version {
			return a.version()
		}
		return a.help(cmd)
	}
	flags := root.PersistentFlags()
	flags.Var(a.choice(&a.flags.lang, "en", "zh"), "lang", a.say(flagLang))
	flags.Var(a.choice(&a.flags.color, "auto", "always", "never"), "color", a.say(flagColor))
	flags.BoolVar(&a.flags.plain, "plain", false, a.say(flagPlain))
	root.AddCommand(
		a.checkCommand(),
		a.traceCommand(),
		a.probeCommand(),
		a.explainCommand(),
		a.decodeCommand(),
		a.codesCommand(),
		a.schemaCommand(),
		a.simulateCommand(),
		a.versionCommand(),
		a.completionCommand(),
		a.manCommand(),
		a.portsCommand(),
		a.captureCommand(),
		a.tapCommand(),
		a.watchCommand(),
		a.netCommand(),
		a.caseCommand(),
		a.bundleCommand(),
		a.redactCommand(),
	)
	root.SetHelpCommand(a.helpCommand())
	return root
}

// command makes a command whose help, errors and arguments are posdoctor's own.
func (a *app) command(name string, m manual) *cobra.Command {
	cmd := &cobra.Command{Use: name, Short: a.say(m.short), SilenceErrors: true, SilenceUsage: true, DisableFlagsInUseLine: true}
	a.docs[cmd] = &m
	cmd.Flags().BoolP("help", "h", false, a.say(flagHelp))
	cmd.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		if err := a.help(cmd); err != nil {
			a.showError(err)
		}
	})
	cmd.SetFlagErrorFunc(flagProblem)
	return cmd
}

func unknownCommand(root *cobra.Command, typed string) error {
	hint := hintCommands
	if near := nearest.To(typed, commandNames(root)); near != "" {
		hint = hintMean.With("posdoctor " + near)
	}
	return &codes.Problem{ID: "usage.command", What: textNoCommand.With(typed), Hint: hint}
}

func commandNames(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	return names
}

var (
	textShort = codes.Text{EN: "posdoctor says where the money of a card payment is", ZH: "posdoctor：查清一笔刷卡的钱在哪里"}
	textLong  = codes.Text{
		EN: "It reads the log of a payment terminal and tells, for each sale that needs attention, whether the customer was charged, how that is known, and what nobody must do now. It never moves money and never changes a terminal.",
		ZH: "读取 POS 终端的日志，对每一笔需要处理的交易说明：客户有没有被扣款、凭什么这样说、现在千万不能做什么。它不会动钱，也不会改动终端。",
	}
	textMousetrap = codes.Text{
		EN: "posdoctor works in a terminal window. Open one, then type: posdoctor check YOUR-LOG-FILE",
		ZH: "posdoctor 要在命令行窗口里运行。请先打开命令行窗口，再输入：posdoctor check 日志文件",
	}
	textNoCommand = codes.Text{EN: "there is no command %q", ZH: "没有名为 %q 的命令"}
	hintCommands  = codes.Text{EN: "posdoctor help lists the commands; to look into a log: posdoctor check FILE", ZH: "用 posdoctor help 查看所有命令；检查日志请用：posdoctor check 文件"}
	hintMean      = codes.Text{EN: "did you mean %s?", ZH: "是不是想写 %s？"}
	flagVersion   = codes.Text{EN: "show the version", ZH: "显示版本"}
	flagHelp      = codes.Text{EN: "show this help", ZH: "显示这份帮助"}
	flagLang      = codes.Text{EN: "`LANGUAGE` of everything shown: en or zh", ZH: "显示用的`语言`：en 或 zh"}
	flagColor     = codes.Text{EN: "colour: auto, always or never (`WHEN`)", ZH: "何时用颜色：auto、always 或 never（`时机`）"}
	flagPlain     = codes.Text{EN: "for screen readers: no columns, no colour, one \"label: value\" a line", ZH: "适合读屏软件：不分栏、不用颜色，每行一个“名称：值”"}
)
