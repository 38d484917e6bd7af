package main

import (
	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
)

func (a *app) completionCommand() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	cmd := a.command("completion", manual{
		for_: forScript, use: codes.Text{EN: "SHELL", ZH: "SHELL名称"}, short: completionShort, long: []codes.Text{completionLong},
		examples: []example{{"source <(posdoctor completion bash)", completionExample}},
	})
	cmd.Args = arguments(1, 1)
	cmd.ValidArgs = shells
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var err error
		switch root := cmd.Root(); args[0] {
		case "bash":
			err = root.GenBashCompletionV2(a.Out, true)
		case "zsh":
			err = root.GenZshCompletion(a.Out)
		case "fish":
			err = root.GenFishCompletion(a.Out, true)
		case "powershell":
			err = root.GenPowerShellCompletionWithDesc(a.Out)
		default:
			return oneOf(args[0], shells)
		}
		if err != nil {
			return writeProblem(err)
		}
		return nil
	}
	return cmd
}

var (
	completionShort   = codes.Text{EN: "a script that lets your shell complete commands and options", ZH: "生成命令行自动补全脚本"}
	completionLong    = codes.Text{EN: "SHELL is bash, zsh, fish or powershell. Load the output from the start-up file of your shell.", ZH: "SHELL 名称可以是 bash、zsh、fish 或 powershell。请在 shell 的启动文件里加载输出的脚本。"}
	completionExample = codes.Text{EN: "for this window only", ZH: "只对当前窗口有效"}
)
