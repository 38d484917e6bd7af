package main

import (
	"strconv"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
)

// bookCount is what codes list says about one book.
type bookCount struct {
	ID         string                   `json:"id"`
	Name       codes.Text               `json:"name"`
	Network    string                   `json:"network"`
	Field      string                   `json:"field"`
	Rows       int                      `json:"rows"`
	English    int                      `json:"english"` // rows with the texts in English
	Chinese    int                      `json:"chinese"`
	Date       string                   `json:"date"`
	Confidence map[codes.Confidence]int `json:"confidence"`
}

func (a *app) codesListCommand() *cobra.Command {
	var own []string
	format := "text"
	cmd := a.command("list", manual{
		for_: forScript, short: codesListShort,
		examples: []example{{"posdoctor codes list", codesExampleList}},
	})
	cmd.Args = arguments(0, 0)
	cmd.Flags().Var(a.choice(&format, "text", "json"), "format", a.say(flagJSONFormat))
	cmd.Flags().StringArrayVar(&own, "codes", nil, a.say(flagCodes))
	a.complete(cmd)
	cmd.RunE = func(*cobra.Command, []string) error {
		lib, err := a.library(own)
		if err != nil {
			return err
		}
		counts := countRows(lib)
		if format == "json" {
			return a.writeJSON(a.Out, struct {
				Schema string      `json:"schema"`
				Books  []bookCount `json:"books"`
			}{"posdoctor.codes/1", counts})
		}
		return a.show(a.page(a.listPage(counts)...))
	}
	return cmd
}

func countRows(lib *codes.Library) []bookCount {
	var out []bookCount
	for _, b := range lib.Books() {
		n := bookCount{
			ID: b.ID, Name: b.Name, Network: b.Network, Field: b.Field, Rows: b.Codes, Date: b.Date,
			Confidence: map[codes.Confidence]int{codes.High: 0, codes.Medium: 0, codes.Low: 0, codes.Memory: 0},
		}
		for _, c := range lib.Codes(b.ID) {
			n.Confidence[c.Confidence]++
			if c.Name.EN != "" && c.Meaning.EN != "" {
				n.English++
			}
			if c.Name.ZH != "" && c.Meaning.ZH != "" {
				n.Chinese++
			}
		}
		out = append(out, n)
	}
	return out
}

func (a *app) listPage(counts []bookCount) []report.Block {
	table := report.Block{Kind: report.Table, Columns: []report.Column{
		{Title: a.say(columnBook)},
		{Title: a.say(columnName), Shrink: true},
		{Title: a.say(columnRows), Right: true},
		{Title: a.say(columnDate)},
		{Title: a.say(columnHigh), Right: true},
		{Title: a.say(columnMedium), Right: true},
		{Title: a.say(columnLow), Right: true},
		{Title: a.say(columnMemory), Right: true},
	}}
	var rows, english, chinese int
	for _, b := range counts {
		table.Rows = append(table.Rows, []report.Span{
			{Text: b.ID, Tone: report.Strong},
			{Text: a.say(b.Name)},
			number(b.Rows),
			{Text: b.Date},
			number(b.Confidence[codes.High]), number(b.Confidence[codes.Medium]), number(b.Confidence[codes.Low]), number(b.Confidence[codes.Memory]),
		})
		rows, english, chinese = rows+b.Rows, english+b.English, chinese+b.Chinese
	}
	total := textTotal.With(len(counts), rows, percent(english, rows), percent(chinese, rows))
	return []report.Block{table, paragraph(""), paragraph(a.say(total))}
}

func number(n int) report.Span { return report.Span{Text: strconv.Itoa(n)} }

// percent rounds down, so that 100 means all.
func percent(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return part * 100 / whole
}

var (
	codesListShort = codes.Text{EN: "every code book: rows, date, how sure", ZH: "列出所有码表：行数、日期、可靠程度"}
	columnBook     = codes.Text{EN: "Book", ZH: "码表"}
	columnRows     = codes.Text{EN: "Rows", ZH: "行数"}
	columnDate     = codes.Text{EN: "Date", ZH: "日期"}
	columnHigh     = codes.Text{EN: "High", ZH: "高"}
	columnMedium   = codes.Text{EN: "Medium", ZH: "中"}
	columnLow      = codes.Text{EN: "Low", ZH: "低"}
	columnMemory   = codes.Text{EN: "Memory", ZH: "凭经验"}
	textTotal      = codes.Text{
		EN: "%[1]d books, %[2]d rows; %[3]d%% in English, %[4]d%% in Chinese. High to Memory count how sure the rows are.",
		ZH: "共 %[1]d 张码表、%[2]d 行；英文完整 %[3]d%%，中文完整 %[4]d%%。“高”到“凭经验”是各可靠程度的行数。",
	}
)
