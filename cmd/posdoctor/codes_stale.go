package main

import (
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
)

// staleRow is a row whose newest date is older than asked.
type staleRow struct {
	Book string `json:"book"`
	Code string `json:"code,omitempty"` // empty: the book as a whole
	Date string `json:"date"`
	What string `json:"source"`
}

func (a *app) codesStaleCommand() *cobra.Command {
	var own []string
	var before moment
	format := "text"
	cmd := a.command("stale", manual{
		for_: forScript, use: codes.Text{EN: "--before DATE", ZH: "--before 日期"}, short: codesStaleShort, long: []codes.Text{codesStaleLong},
		examples: []example{{"posdoctor codes stale --before 2020-01-01", codesExampleStale}},
	})
	cmd.Args = arguments(0, 0)
	cmd.Flags().Var(&before, "before", a.say(flagBefore))
	cmd.Flags().Var(a.choice(&format, "text", "json"), "format", a.say(flagJSONFormat))
	cmd.Flags().StringArrayVar(&own, "codes", nil, a.say(flagCodes))
	a.complete(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if before.at.IsZero() {
			return &codes.Problem{ID: "usage.value", What: textNoBefore, At: "--before", Hint: hintMoment}
		}
		lib, err := a.library(own)
		if err != nil {
			return err
		}
		rows := stale(lib, before.at.Format("2006-01-02"))
		if format == "json" {
			return a.writeJSON(a.Out, struct {
				Schema string     `json:"schema"`
				Stale  []staleRow `json:"stale"`
			}{"posdoctor.codes/1", rows})
		}
		return a.show(a.page(a.stalePage(rows, before.at.Format("2006-01-02"))...))
	}
	return cmd
}

// stale lists books whose date is before a day, and rows that say themselves
// that they are older: by the day since which they hold, or by the newest date
// in the name of their source. A row without a date is as old as its book.
func stale(lib *codes.Library, day string) []staleRow {
	out := []staleRow{}
	for _, b := range lib.Books() {
		if b.Date != "" && b.Date < day {
			out = append(out, staleRow{Book: b.ID, Date: b.Date})
		}
		for _, c := range lib.Codes(b.ID) {
			if date := dateOf(c); date != "" && date < day[:min(len(day), len(date))] {
				out = append(out, staleRow{b.ID, c.Value, date, c.Source})
			}
		}
	}
	return out
}

var datesIn = regexp.MustCompile(`\b(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?\b`)

// dateOf is the newest date that a row names, "" for none. Digits of an address
// are no date.
func dateOf(c codes.Code) string {
	newest := c.Since
	for word := range strings.FieldsSeq(c.Source) {
		if strings.Contains(word, "/") {
			continue
		}
		for _, date := range datesIn.FindAllString(word, -1) {
			newest = max(newest, date)
		}
	}
	return newest
}

func (a *app) stalePage(rows []staleRow, day string) []report.Block {
	if len(rows) == 0 {
		return []report.Block{paragraph(a.say(textNoneStale.With(day)))}
	}
	table := report.Block{Kind: report.Table, Columns: []report.Column{
		{Title: a.say(columnBook)}, {Title: a.say(columnCode)}, {Title: a.say(columnDate)}, {Title: a.say(labelSource), Shrink: true},
	}}
	for _, r := range rows {
		code := r.Code
		if code == "" {
			code = a.say(textWholeBook)
		}
		table.Rows = append(table.Rows, []report.Span{{Text: r.Book, Tone: report.Strong}, {Text: code}, {Text: r.Date}, {Text: a.source(r.What)}})
	}
	return []report.Block{table, paragraph(""), paragraph(a.say(textStale.With(len(rows), day)))}
}

var (
	codesStaleShort = codes.Text{EN: "books and rows that are older than a day", ZH: "列出早于某一天的码表和行"}
	codesStaleLong  = codes.Text{
		EN: "A book is as old as the newest source that it was checked against. A row is older where it names a date itself: the day since which it holds, or a date in the name of its source.",
		ZH: "码表的日期是最近一次核对来源的日期。如果某一行自己写有日期（生效日期，或来源名称里的日期），就按该日期判断。",
	}
	codesExampleStale = codes.Text{EN: "what nobody has looked at since 2020", ZH: "2020 年以后没有核对过的内容"}
	flagBefore        = codes.Text{EN: "the `DAY` before which something is old", ZH: "早于这一`天`的算旧"}
	textNoBefore      = codes.Text{EN: "the day is missing", ZH: "没有写日期"}
	textWholeBook     = codes.Text{EN: "(the book)", ZH: "（整张码表）"}
	textNoneStale     = codes.Text{EN: "Nothing is older than %s.", ZH: "没有早于 %s 的内容。"}
	textStale         = codes.Text{EN: "%[1]d entries are older than %[2]s.", ZH: "有 %[1]d 项早于 %[2]s。"}
)
