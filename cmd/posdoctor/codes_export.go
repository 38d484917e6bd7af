package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
)

func (a *app) codesExportCommand() *cobra.Command {
	var own, only []string
	format := "tsv"
	cmd := a.command("export", manual{
		for_: forScript, short: codesExportShort, long: []codes.Text{codesExportLong},
		examples: []example{{"posdoctor codes export --book unionpay --format markdown", codesExampleExport}},
	})
	cmd.Args = arguments(0, 0)
	cmd.Flags().Var(a.choice(&format, "tsv", "json", "markdown"), "format", a.say(flagExportFormat))
	cmd.Flags().StringArrayVar(&only, "book", nil, a.say(flagExportBook))
	cmd.Flags().StringArrayVar(&own, "codes", nil, a.say(flagCodes))
	a.complete(cmd)
	cmd.RunE = func(*cobra.Command, []string) error {
		lib, err := a.library(own)
		if err != nil {
			return err
		}
		var books []codes.Book
		for _, id := range only {
			if err := knownBook(lib, id); err != nil {
				return err
			}
			b, _ := lib.Book(id)
			books = append(books, b)
		}
		if len(only) == 0 {
			books = lib.Books()
		}
		switch format {
		case "json":
			return a.writeJSON(a.Out, exportJSON(lib, books))
		case "markdown":
			if err := report.Markdown(a.Out, a.exportPage(lib, books)); err != nil {
				return writeProblem(err)
			}
			return nil
		}
		return a.exportTSV(lib, books)
	}
	return cmd
}

// exportTSV writes one book as its own file; several get a first column that
// names the book.
func (a *app) exportTSV(lib *codes.Library, books []codes.Book) error {
	var out strings.Builder
	single := len(books) == 1
	if !single {
		out.WriteString("book\t")
	}
	out.WriteString(strings.Join(codes.Columns(), "\t") + "\n")
	for _, b := range books {
		for _, c := range lib.Codes(b.ID) {
			if !single {
				out.WriteString(b.ID + "\t")
			}
			out.WriteString(strings.Join(c.Fields(), "\t") + "\n")
		}
	}
	if _, err := fmt.Fprint(a.Out, out.String()); err != nil {
		return writeProblem(err)
	}
	return nil
}

type (
	exportedJSON struct {
		Schema string             `json:"schema"`
		Books  []exportedBookJSON `json:"books"`
	}
	exportedBookJSON struct {
		ID      string             `json:"id"`
		Name    codes.Text         `json:"name"`
		Network string             `json:"network"`
		Field   string             `json:"field"`
		Chosen  codes.Text         `json:"chosen"`
		Date    string             `json:"date"`
		Codes   []exportedCodeJSON `json:"codes"`
	}
	exportedCodeJSON struct {
		Code    string      `json:"code"`
		Meaning *rowJSON    `json:"meaning"`
		Advice  *adviceJSON `json:"advice"`
	}
)

func exportJSON(lib *codes.Library, books []codes.Book) exportedJSON {
	out := exportedJSON{Schema: "posdoctor.codes/1", Books: []exportedBookJSON{}}
	for _, b := range books {
		x := exportedBookJSON{ID: b.ID, Name: b.Name, Network: b.Network, Field: b.Field, Chosen: b.Chosen, Date: b.Date, Codes: []exportedCodeJSON{}}
		for _, c := range lib.Codes(b.ID) {
			x.Codes = append(x.Codes, exportedCodeJSON{c.Value, rowToJSON(lib, codes.Reading{Code: c, Book: b}), adviceToJSON(lib, c.Advice, "")})
		}
		out.Books = append(out.Books, x)
	}
	return out
}

// exportPage is a table a book, for people to read.
func (a *app) exportPage(lib *codes.Library, books []codes.Book) report.Doc {
	doc := a.page()
	doc.Title = a.say(textExportTitle)
	for _, b := range books {
		table := report.Block{Kind: report.Table, Columns: []report.Column{
			{Title: a.say(columnCode)},
			{Title: a.say(columnName)},
			{Title: a.say(labelMeaning)},
			{Title: a.say(labelScreen)},
			{Title: a.say(labelMoney)},
			{Title: a.say(labelRetry)},
			{Title: a.say(labelDo)},
			{Title: a.say(labelCertain)},
		}}
		for _, c := range lib.Codes(b.ID) {
			advice, _ := lib.Advice(c.Advice)
			name := a.say(c.Name)
			if c.Class != codes.ClassAny && c.Class != codes.ClassAnswer {
				name = a.say(parensStyle.With(c.Name, classNames[c.Class]))
			}
			table.Rows = append(table.Rows, []report.Span{
				{Text: c.Value, Tone: report.Strong},
				{Text: name},
				{Text: a.say(c.Meaning)},
				{Text: a.say(c.Display)},
				{Text: a.say(c.Money.Text())},
				{Text: a.say(retryTexts[c.Retry])},
				{Text: a.say(advice.Staff)},
				{Text: a.say(c.Confidence.Text())},
			})
		}
		doc.Blocks = append(doc.Blocks, a.heading(parensStyle.With(b.Name, b.ID)), paragraph(a.say(textExportBook.With(b.Chosen, b.Date))), table)
	}
	return doc
}

var (
	codesExportShort = codes.Text{EN: "the code books as a table, JSON or Markdown", ZH: "把码表输出为表格、JSON 或 Markdown"}
	codesExportLong  = codes.Text{
		EN: "One book as tsv is a file that codes lint and --codes take: a good beginning for a book of your own.",
		ZH: "单张码表的 tsv 可以直接交给 codes lint 和 --codes，适合作为自己码表的起点。",
	}
	codesExampleExport = codes.Text{EN: "a page to print", ZH: "可打印的页面"}
	flagExportFormat   = codes.Text{EN: "`FORMAT`: tsv, json or markdown", ZH: "输出`格式`：tsv、json 或 markdown"}
	flagExportBook     = codes.Text{EN: "only this `BOOK`; may be given again", ZH: "只输出这张`码表`；可以写多次"}
	textExportTitle    = codes.Text{EN: "Code books", ZH: "码表"}
	textExportBook     = codes.Text{EN: "It holds where %[1]s. Checked %[2]s.", ZH: "适用情形：%[1]s。核对日期：%[2]s。"}
)
