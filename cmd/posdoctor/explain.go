package main

import (
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/guide"
	"github.com/posdoctor/posdoctor/diag/report"
)

// explainFlags are the options of explain.
type explainFlags struct {
	audience string
	book     string
	profile  string
	format   string
	card     string
	class    string
	codes    []string
	// interactive asks instead of answering.
	interactive bool
}

// classWords are the words of --class.
var classWords = map[string][]codes.Class{
	"answer":          {codes.ClassAnswer},
	"reversal":        {codes.ClassReversalReason, codes.ClassReversalAnswer},
	"reversal-reason": {codes.ClassReversalReason},
	"reversal-answer": {codes.ClassReversalAnswer},
	"settlement":      {codes.ClassReconciliation},
	"sign-on":         {codes.ClassNetwork},
	"file":            {codes.ClassFile},
	"admin":           {codes.ClassAdmin},
}

func (a *app) explainCommand() *cobra.Command {
	f := explainFlags{format: "text"}
	cmd := a.command("explain", manual{
		for_: forShop, use: codes.Text{EN: "WHAT...", ZH: "要查的内容..."}, short: explainShort, long: explainLong,
		examples: []example{
			{"posdoctor explain 01", explainExampleCode},
			{"posdoctor explain unionpay:55 --audience customer", explainExampleBook},
			{"posdoctor explain 请联系发卡行", explainExampleText},
			{"posdoctor explain reversal.pending", explainExampleFinding},
		},
	})
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if f.interactive {
			return arguments(0, 0)(cmd, args)
		}
		return arguments(1, -1)(cmd, args)
	}
	cmd.Flags().BoolVar(&f.interactive, "interactive", false, a.say(flagInteractive))
	cmd.Flags().Var(a.choice(&f.audience, "staff", "customer", "engineer"), "audience", a.say(flagAudience))
	cmd.Flags().StringVar(&f.book, "book", "", a.say(flagBook))
	cmd.Flags().StringVar(&f.profile, "profile", "", a.say(flagProfile))
	cmd.Flags().StringVar(&f.card, "card", "", a.say(flagCard))
	cmd.Flags().Var(a.choice(&f.class, slices.Sorted(maps.Keys(classWords))...), "class", a.say(flagClass))
	cmd.Flags().StringArrayVar(&f.codes, "codes", nil, a.say(flagCodes))
	cmd.Flags().Var(a.choice(&f.format, "text", "json", "markdown"), "format", a.say(flagExplainFormat))
	cmd.ValidArgsFunction = cobra.NoFileCompletions
	a.complete(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case f.interactive:
			return a.triage(cmd.Context())
		case len(args) == 1 && slices.Contains(triageWords, strings.ToLower(args[0])):
			return a.explainDraw(guide.Open().Triage().Doc(a.lang), f.format, false)
		}
		return a.explain(f, args)
	}
	return cmd
}

func (a *app) explain(f explainFlags, args []string) error {
	// An answer needs a few megabytes once; collecting them in between takes
	// longer than finding it.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	prof, err := a.profile(f.profile)
	if err != nil {
		return err
	}
	lib, err := a.library(f.codes)
	if err != nil {
		return err
	}
	if f.book != "" {
		if err := knownBook(lib, f.book); err != nil {
			return err
		}
	}
	card, err := cardDigits(f.card)
	if err != nil {
		return err
	}
	pages := guide.Open()
	finder := finder{
		lib: lib, book: f.book, class: classWords[f.class], guides: pages,
		clues: codes.Clues{Books: prof.Books, Dialect: prof.Dialect, Card: card},
	}
	answers, err := finder.all(args)
	if err != nil {
		return err
	}
	known := true
	drawn := false
	for _, ans := range answers {
		known = known && ans.known()
		switch {
		case f.format == "json":
			err = a.writeJSON(a.Out, explainJSON(lib, ans, f.audience))
		case ans.known():
			err = a.explainDraw(a.explainPage(lib, pages, ans, f.audience), f.format, drawn)
			drawn = true
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

// explainDraw writes one answer, apart from the one before it.
func (a *app) explainDraw(doc report.Doc, format string, apart bool) error {
	if format == "markdown" {
		if apart {
			if _, err := fmt.Fprintln(a.Out); err != nil {
				return writeProblem(err)
			}
		}
		if err := report.Markdown(a.Out, doc); err != nil {
			return writeProblem(err)
		}
		return nil
	}
	if apart {
		doc.Blocks = append([]report.Block{paragraph("")}, doc.Blocks...)
	}
	return a.show(doc)
}

// cardDigits takes the first six digits of what was typed for --card. The rest
// is dropped at once: a whole card number is never needed.
func cardDigits(typed string) (string, error) {
	digits := strings.NewReplacer(" ", "", "-", "", "*", "").Replace(typed)
	digits = digits[:min(len(digits), 6)]
	if strings.Trim(digits, "0123456789") != "" || typed != "" && digits == "" {
		return "", &codes.Problem{ID: "usage.card", What: textCardDigits, At: "--card", Hint: hintCardDigits}
	}
	return digits, nil
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
			EN: "WHAT is a response code (05), a code in a book (unionpay:01), a field with its value (39=05), a coded value of the chip (95=8000008000, TSI=E800, 9F34=1F0302), the words a terminal shows or prints ([51]INSUFFICIENT FUNDS), the id of a finding (reversal.pending), or words for what happened. The same two characters mean different things in different networks: without a book, every meaning that asks for something else is listed, the likeliest first, with how to know which.",
			ZH: "要查的内容可以是：响应码（05）、某个码表里的码（unionpay:01）、域和值（39=05）、芯片的编码值（95=8000008000、TSI=E800、9F34=1F0302）、终端显示或打印的文字（[51]余额不足）、问题编号（reversal.pending），也可以是所发生的情况。同样两个字符在不同卡组织里意思不同：不指定码表时，会列出处理方法不同的每一种意思，最可能的在前，并说明怎样判断。",
		},
		{
			EN: "A profile, --card and --class tell which meaning is the right one. Your own code books are read from the folder posdoctor/codes in your configuration folder, and from --codes.",
			ZH: "配置文件、--card 和 --class 可以说明哪一种意思才对。自己的码表放在用户配置文件夹下的 posdoctor/codes 里，或用 --codes 指定。",
		},
	}
	explainExampleCode    = codes.Text{EN: "every meaning of 01", ZH: "01 的各种意思"}
	explainExampleBook    = codes.Text{EN: "words for the customer", ZH: "可以对客户说的话"}
	explainExampleText    = codes.Text{EN: "by what the terminal shows", ZH: "按终端显示的文字查"}
	explainExampleFinding = codes.Text{EN: "a finding of check", ZH: "check 报告的一个问题"}
	flagAudience          = codes.Text{EN: "for `WHOM`: staff (usual), customer or engineer", ZH: "写给`谁`看：staff 店员（默认）、customer 客户、engineer 工程师"}
	flagBook              = codes.Text{EN: "the code `BOOK`, for example unionpay or visa", ZH: "响应码`码表`，例如 unionpay 或 visa"}
	flagProfile           = codes.Text{EN: "the profile `FILE`; else posdoctor.yaml is looked for", ZH: "配置`文件`；不写则自动查找 posdoctor.yaml"}
	flagExplainFormat     = codes.Text{EN: "`FORMAT`: text, json or markdown", ZH: "输出`格式`：text、json 或 markdown"}
	flagCard              = codes.Text{EN: "the first six `DIGITS` of the card; they tell its brand", ZH: "卡号前六位`数字`，用来判断卡组织"}
	flagClass             = codes.Text{EN: "the `KIND` of message the code stands in: answer, reversal, settlement, sign-on ...", ZH: "码所在报文的`类别`：answer 应答、reversal 冲正、settlement 结算、sign-on 签到等"}
	flagCodes             = codes.Text{EN: "your own code book, a `FILE` like unionpay.tsv; may be given again", ZH: "自己的码表`文件`，例如 unionpay.tsv；可以写多次"}
	textCardDigits        = codes.Text{EN: "this is not the beginning of a card number", ZH: "这不是卡号的开头"}
	hintCardDigits        = codes.Text{EN: "write the first six digits only, for example --card 622848", ZH: "只写前六位数字，例如 --card 622848"}
	textNoBook            = codes.Text{EN: "there is no code book %q", ZH: "没有名为 %q 的响应码表"}
)
