package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/read"
)

// missingCode is a code that was seen and that no book explains.
type missingCode struct {
	Code  string      `json:"code"`
	Class codes.Class `json:"class"`
	Count int         `json:"count"`
	First string      `json:"first"` // where it was seen first
}

func (a *app) codesMissingCommand() *cobra.Command {
	var own []string
	var profile string
	format := "text"
	cmd := a.command("missing", manual{
		for_: forScript, use: codes.Text{EN: "INPUT...", ZH: "输入..."}, short: codesMissingShort, long: []codes.Text{codesMissingLong},
		examples: []example{{"posdoctor codes missing pos.log", codesExampleMissing}},
	})
	cmd.Args = arguments(1, -1)
	cmd.Flags().Var(a.choice(&format, "text", "json"), "format", a.say(flagJSONFormat))
	cmd.Flags().StringVar(&profile, "profile", "", a.say(flagProfile))
	cmd.Flags().StringArrayVar(&own, "codes", nil, a.say(flagCodes))
	a.complete(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		prof, err := a.profile(profile)
		if err != nil {
			return err
		}
		lib, err := a.library(own)
		if err != nil {
			return err
		}
		inputs, err := store.List(args, a.In)
		if err != nil {
			return inputProblem(err)
		}
		tally := missing{lib: lib, profile: prof, at: map[missingKey]int{}}
		if err := tally.read(cmd.Context(), inputs); err != nil {
			return err
		}
		if format == "json" {
			return a.writeJSON(a.Out, struct {
				Schema string        `json:"schema"`
				Coded  int           `json:"coded"`
				Codes  []missingCode `json:"missing"`
			}{"posdoctor.codes/1", tally.coded, tally.sorted()})
		}
		return a.show(a.page(a.missingPage(tally)...))
	}
	return cmd
}

type missingKey struct {
	code  string
	class codes.Class
}

// missing counts codes without an explanation while logs are read.
type missing struct {
	lib     *codes.Library
	profile diag.Profile
	found   []missingCode
	at      map[missingKey]int // place in found
	coded   int                // messages that hold a code
}

func (m *missing) read(ctx context.Context, inputs []store.Input) error {
	in := make([]read.Input, len(inputs))
	for i, input := range inputs {
		in[i] = read.Input{Name: input.Name, R: input.R}
	}
	sources, err := read.Events(ctx, in, read.Options{Dialect: m.profile.Dialect}, func(ev transcripts.Event) error {
		if ev.Message != nil {
			m.add(*ev.Message, fmt.Sprintf("%s:%d", inputs[ev.Where.Source].Name, ev.Where.Line))
		}
		return nil
	})
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return readProblem(err)
	}
	return sourceProblems(diag.Report{Sources: sources})
}

// add takes a message. The book that the log proves is asked first, but a code
// counts as missing only where no book at all has it: wrong books are told by
// check, here it is about gaps.
func (m *missing) add(msg transcripts.Message, where string) {
	value := msg.ResponseCode
	if value == "" {
		value = msg.Reason
	}
	if value == "" {
		return
	}
	m.coded++
	k := missingKey{value, msg.CodeClass()}
	if i, seen := m.at[k]; seen {
		if i >= 0 {
			m.found[i].Count++
		}
		return
	}
	if m.explained(msg, k) {
		m.at[k] = -1
		return
	}
	m.at[k] = len(m.found)
	m.found = append(m.found, missingCode{Code: value, Class: k.class, Count: 1, First: where})
}

func (m *missing) explained(msg transcripts.Message, k missingKey) bool {
	clues := codes.Clues{Books: m.profile.Books, Dialect: msg.Dialect, Version: msg.Version}
	for _, r := range m.lib.Read(clues, k.class, k.code) {
		if r.Code.Money != codes.MoneyUnknown || !slices.Contains(r.Code.Causes, "private") {
			return true
		}
	}
	return false
}

// sorted gives the codes, the most frequent first.
func (m *missing) sorted() []missingCode {
	out := append([]missingCode{}, m.found...)
	slices.SortStableFunc(out, func(a, b missingCode) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Class, b.Class))
	})
	return out
}

func (a *app) missingPage(m missing) []report.Block {
	if len(m.found) == 0 {
		return []report.Block{paragraph(a.say(textNoneMissing.With(m.coded)))}
	}
	table := report.Block{Kind: report.Table, Columns: []report.Column{
		{Title: a.say(columnCode)}, {Title: a.say(columnMessage)}, {Title: a.say(columnCount), Right: true}, {Title: a.say(columnFirst), Shrink: true},
	}}
	for _, c := range m.sorted() {
		table.Rows = append(table.Rows, []report.Span{
			{Text: a.mask(c.Code), Tone: report.Strong}, {Text: a.say(classNames[c.Class])}, number(c.Count), {Text: a.mask(c.First)},
		})
	}
	return []report.Block{table, paragraph(""), paragraph(a.say(textSomeMissing.With(len(m.found), m.coded)))}
}

var (
	codesMissingShort = codes.Text{EN: "codes in your logs that no book explains, counted", ZH: "统计日志里没有码表能解释的码"}
	codesMissingLong  = codes.Text{
		EN: "INPUT is what check takes: files, folders, patterns, or - for standard input. Codes are counted by the kind of message they stand in: the reason of a reversal is another thing than the answer to a payment.",
		ZH: "输入与 check 相同：文件、文件夹、通配符，或用 - 表示标准输入。按所在报文的类别分别计数：冲正的原因与交易的应答是两回事。",
	}
	columnCode      = codes.Text{EN: "Code", ZH: "码"}
	columnMessage   = codes.Text{EN: "Where it stands", ZH: "所在报文"}
	columnCount     = codes.Text{EN: "Times", ZH: "次数"}
	columnFirst     = codes.Text{EN: "First seen", ZH: "首次出现"}
	textNoneMissing = codes.Text{EN: "All codes of the %d messages that hold one are explained.", ZH: "共 %d 条报文带有码，全部能够解释。"}
	textSomeMissing = codes.Text{
		EN: "%[1]d codes have no explanation, of %[2]d messages that hold a code. Add what your acquirer says about them to a book of your own; see posdoctor codes --help.",
		ZH: "%[2]d 条带码的报文中，有 %[1]d 个码无法解释。请向收单机构问清后写入自己的码表，见 posdoctor codes --help。",
	}
)
