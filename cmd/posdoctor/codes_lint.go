package main

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
)

func (a *app) codesLintCommand() *cobra.Command {
	cmd := a.command("lint", manual{
		for_: forScript, use: codes.Text{EN: "FILE...", ZH: "文件..."}, short: codesLintShort, long: []codes.Text{codesLintLong},
		examples: []example{{"posdoctor codes lint mybank.tsv", codesExampleLint}},
	})
	cmd.Args = arguments(1, -1)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		clean := true
		for _, path := range args {
			ok, err := a.lint(path)
			if err != nil {
				return err
			}
			clean = clean && ok
		}
		if !clean {
			return errAttention
		}
		return nil
	}
	return cmd
}

// lint checks one file and shows what is wrong with it as the result.
func (a *app) lint(path string) (clean bool, err error) {
	f, err := os.Open(path)
	if err != nil {
		return false, inputProblem(err)
	}
	defer f.Close()
	rows, err := codes.Lint(filepath.ToSlash(path), f)
	problems := codes.Problems(err)
	if err != nil && len(problems) == 0 {
		return false, inputProblem(err)
	}
	if len(problems) == 0 {
		return true, a.show(a.page(paragraph(a.mask(a.say(textLintGood.With(path, rows))))))
	}
	doc := a.page()
	for _, p := range problems {
		doc.Blocks = append(doc.Blocks, a.errorBlocks(p)...)
	}
	doc.Blocks = append(doc.Blocks, paragraph(""), paragraph(a.mask(a.say(textLintBad.With(path, len(problems))))))
	return false, a.show(doc)
}

var (
	codesLintShort = codes.Text{EN: "check a code book of your own: wrong values, missing languages, dangerous advice", ZH: "检查自己的码表：取值错误、缺少语言、危险的建议"}
	codesLintLong  = codes.Text{
		EN: "The file is held to the rules of the built-in books. Each fault is shown with file, line and column; at most twenty at once. With faults the exit code is 1.",
		ZH: "按内置码表的规则检查。每个错误都会注明文件、行和列，一次最多显示二十个。有错误时退出码为 1。",
	}
	textLintGood = codes.Text{EN: "%[1]s: %[2]d rows, nothing wrong", ZH: "%[1]s：%[2]d 行，没有问题"}
	textLintBad  = codes.Text{EN: "%[1]s: %[2]d faults", ZH: "%[1]s：%[2]d 处错误"}
)
