package main

import (
	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
)

// explainFlags are the options of explain.
type explainFlags struct {
	audience string
	book     string
	profile  string
	format   string
}

func (a *app) explainCommand() *cobra.Command {
	f := explainFlags{format: "text"}
	lib := codes.Open()
	cmd := a.command("explain", manual{
		for_: forShop, use: codes.Text{EN: "WHAT...", ZH: "要查的内容..."}, short: explainShort, long: explainLong,
		examples: []example{
			{"posdoctor explain 01", explainExampleCode},
			{"posdoctor explain unionpay:55 --audience customer", explainExampleBook},
			{"posdoctor explain 请联系发卡行", explainExampleText},
			{"posdoctor explain reversal.pending", explainExampleFinding},
		},
	})
	cmd.Args = arguments(1, -1)
	cmd.Flags().Var(a.choice(&f.audience, "staff", "customer", "engineer"), "audience", a.say(flagAudience))
	cmd.Flags().StringVar(&f.book, "book", "", a.say(flagBook))
	cmd.Flags().StringVar(&f.profile, "profile", "", a.say(flagProfile))
	cmd.Flags().Var(a.choice(&f.format, "text", "json"), "format", a.say(flagExplainFormat))
	cmd.ValidArgsFunction = cobra.NoFileCompletions
	a.complete(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return a.explain(lib, f, args) }
	return cmd
}

func (a *app) explain(lib *codes.Library, f explainFlags, args []string) error {
	prof, err := a.profile(f.profile)
	if err != nil {
		return err
	}
	if f.book != "" {
		if err := knownBook(lib, f.book); err != nil {
			return err
		}
	}
	finder := finder{lib: lib, book: f.book, preferred: prof.Books}
	answers, err := finder.all(args)
	if err != nil {
		return err
	}
	known := true
	for i, ans := range answers {
		known = known && ans.known()
		if f.format == "json" {
			err = a.writeJSON(a.Out, explainJSON(lib, ans, f.audience))
		} else {
			err = a.explainText(lib, ans, f.audience, i > 0)
		}
		if err != nil {
			return err
		}
	}
	if !known {
		return notKnown(answers)
	}
	return nil
}

// knownBook reports a code book that does not exist.
func knownBook(lib *codes.Library, id string) error {
	var known []string
	for _, b := range lib.Books() {
		if b.ID == id {
			return nil
		}
		known = append(known, b.ID)
	}
	err := oneOf(id, known).(*codes.Problem)
	err.ID, err.What = "usage.book", textNoBook.With(id)
	return err
}

var (
	explainShort = codes.Text{EN: "what a code, a screen text or a finding means, and what to do", ZH: "解释响应码、终端提示或问题编号，并说明该怎么办"}
	explainLong  = []codes.Text{
		{
			EN: "WHAT is a response code (05), a code in a book (unionpay:01), a field with its value (39=05), the words a terminal shows, or the id of a finding (reversal.pending). The same two characters mean different things in different networks: without a book, every meaning that asks for something else is listed, the likeliest first.",
			ZH: "要查的内容可以是：响应码（05）、某个码表里的码（unionpay:01）、域和值（39=05）、终端显示的文字、问题编号（reversal.pending）。同样两个字符在不同卡组织里意思不同：不指定码表时，会列出处理方法不同的每一种意思，最可能的在前。",
		},
	}
	explainExampleCode    = codes.Text{EN: "every meaning of 01", ZH: "01 的各种意思"}
	explainExampleBook    = codes.Text{EN: "words for the customer", ZH: "可以对客户说的话"}
	explainExampleText    = codes.Text{EN: "by what the terminal shows", ZH: "按终端显示的文字查"}
	explainExampleFinding = codes.Text{EN: "a finding of check", ZH: "check 报告的一个问题"}
	flagAudience          = codes.Text{EN: "for `WHOM`: staff (usual), customer or engineer", ZH: "写给`谁`看：staff 店员（默认）、customer 客户、engineer 工程师"}
	flagBook              = codes.Text{EN: "the code `BOOK`, for example unionpay or visa", ZH: "响应码`码表`，例如 unionpay 或 visa"}
	flagProfile           = codes.Text{EN: "the profile `FILE`; else posdoctor.yaml is looked for", ZH: "配置`文件`；不写则自动查找 posdoctor.yaml"}
	flagExplainFormat     = codes.Text{EN: "`FORMAT`: text or json", ZH: "输出`格式`：text 或 json"}
	textNoBook            = codes.Text{EN: "there is no code book %q", ZH: "没有名为 %q 的响应码表"}
)
