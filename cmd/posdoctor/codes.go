package main

import (
	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/codes/nearest"
)

func (a *app) codesCommand() *cobra.Command {
	cmd := a.command("codes", manual{
		for_: forScript, use: codes.Text{EN: "list|lint|missing|stale|export", ZH: "list|lint|missing|stale|export"},
		short: codesShort, long: []codes.Text{codesLong},
		examples: []example{
			{"posdoctor codes list", codesExampleList},
			{"posdoctor codes lint mybank.tsv", codesExampleLint},
			{"posdoctor codes missing pos.log", codesExampleMissing},
		},
	})
	cmd.AddCommand(a.codesListCommand(), a.codesLintCommand(), a.codesMissingCommand(), a.codesStaleCommand(), a.codesExportCommand())
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		hint := hintHelp.With(cmd.CommandPath())
		if near := nearest.To(args[0], commandNames(cmd)); near != "" {
			hint = hintMean.With("posdoctor codes " + near)
		}
		return &codes.Problem{ID: "usage.command", What: textNoCommand.With(args[0]), Hint: hint}
	}
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return a.help(cmd) }
	return cmd
}

var (
	codesShort = codes.Text{EN: "the code books: what they hold, what is missing, checking your own", ZH: "码表：有哪些内容、缺哪些码、检查自己的码表"}
	codesLong  = codes.Text{
		EN: "A code book is a text file with tabs between its columns, named after the book: unionpay.tsv. Files in the folder posdoctor/codes of your configuration folder are added to the built-in books; a row of yours wins. The columns are those of codes export.",
		ZH: "码表是用制表符分列的文本文件，以码表的名称命名，例如 unionpay.tsv。用户配置文件夹下 posdoctor/codes 里的文件会加到内置码表上，有冲突时以您的为准。各列与 codes export 输出的相同。",
	}
	codesExampleList    = codes.Text{EN: "every book with its counts", ZH: "列出所有码表和数量"}
	codesExampleLint    = codes.Text{EN: "check a book of your own", ZH: "检查自己的码表"}
	codesExampleMissing = codes.Text{EN: "codes in a log that no book explains", ZH: "日志里没有码表能解释的码"}
	flagJSONFormat      = codes.Text{EN: "`FORMAT`: text or json", ZH: "输出`格式`：text 或 json"}
)
