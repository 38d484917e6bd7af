package main

import (
	"io"
	"slices"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/ui"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/evidence"
	"github.com/posdoctor/posdoctor/diag/guide/letters"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/diag/report/html"
)

// mostLettered is how many payments of one bundle get letters of their own.
const mostLettered = 20

// bundleReports are the reports of a bundle. They name their sources without
// folders and hold no plain digest of an original.
func bundleReports(rep diag.Report, meta report.Meta) []evidence.Part {
	var keys []string
	for _, t := range rep.Transactions {
		keys = append(keys, t.Key)
	}
	return []evidence.Part{
		{Path: pathTextReport, Media: "text/plain", Title: titleTextReport, Write: func(w io.Writer) error { return textReport(w, rep, meta.Shop) }},
		{Path: pathHTMLReport, Media: "text/html", Title: titleHTMLReport, Write: func(w io.Writer) error {
			return html.Write(w, rep, html.Options{Meta: meta, Lang: codes.English, Only: keys, Bundle: true})
		}},
	}
}

// bundleLetters are the letters of a bundle. They name what goes with them, and
// the digests of the masked copies.
func bundleLetters(set *letters.Set, told evidence.Case, prof diag.Profile, copies []evidence.Copied) []evidence.Part {
	enclosed := []codes.Text{textEnclosed.With(titleTextReport, pathTextReport), textEnclosed.With(titleHTMLReport, pathHTMLReport)}
	var masked []letters.File
	for _, c := range copies {
		if c.SHA256 != "" {
			enclosed = append(enclosed, textEnclosed.With(titleCopy.With(c.Name), c.Path))
			masked = append(masked, letters.File{Name: c.Path, SHA256: c.SHA256})
		}
	}
	var parts []evidence.Part
	for i := range min(len(told.Report.Transactions), mostLettered) {
		in := letterInput(told.Report, &told.Report.Transactions[i], prof, told.Meta.Now)
		in.Case, in.Shop.Writer, in.Enclosed, in.Files = told.Number, told.By, enclosed, masked
		for _, to := range letters.Recipients() {
			if letterFits(to.ID, prof) != nil {
				continue
			}
			for _, lang := range []codes.Lang{codes.English, codes.Chinese} {
				parts = append(parts, evidence.Part{
					Path:  numbered("letter/payment", i) + "-" + to.ID + "." + string(lang) + ".txt",
					Media: "text/plain", Title: to.Title,
					Write: func(w io.Writer) error { return set.Write(w, to.ID, lang, in) },
				})
			}
		}
	}
	return parts
}

// mostTraced is how many payments of one bundle the text report writes out.
const mostTraced = 100

// textReport draws the whole report in both languages, then each payment as
// trace does: who reads it is not known. It looks the same whatever machine made
// it.
func textReport(w io.Writer, rep diag.Report, shop diag.Shop) error {
	screen := ui.Screen{}
	for i, lang := range []codes.Lang{codes.English, codes.Chinese} {
		if i > 0 {
			if _, err := io.WriteString(w, "\n\n"); err != nil {
				return err
			}
		}
		if err := screen.Draw(w, report.Page(rep, report.PageOptions{Lang: lang, Verbose: true})); err != nil {
			return err
		}
		for k := range rep.Transactions[:min(len(rep.Transactions), mostTraced)] {
			if _, err := io.WriteString(w, "\n\n"); err != nil {
				return err
			}
			if err := screen.Draw(w, report.Trace(rep, rep.Transactions[k].Key, report.PageOptions{Lang: lang, Shop: shop})); err != nil {
				return err
			}
		}
	}
	return nil
}

// shareable takes out of a report what must not stand beside redacted copies:
// folders and plain digests of the originals.
func (a *app) shareable(rep diag.Report) diag.Report {
	sources := slices.Clone(rep.Sources)
	for i := range sources {
		sources[i].Name, sources[i].SHA256 = a.baseName(sources[i].Name), ""
		if stopped := sources[i].Stopped; stopped != nil {
			told := *stopped
			told.At = a.baseName(told.At)
			sources[i].Stopped = &told
		}
	}
	rep.Sources = sources
	return rep
}

const (
	pathTextReport = "report/report.txt"
	pathHTMLReport = "report/report.html"
)

var (
	titleHTMLReport = codes.Text{EN: "report as a page", ZH: "网页报告"}
	titleTextReport = codes.Text{EN: "report as text", ZH: "文本报告"}
	titleCopy       = codes.Text{EN: "copy of %[1]s", ZH: "%[1]s 的副本"}
	textEnclosed    = codes.Text{EN: "%[1]s, data/%[2]s", ZH: "%[1]s，data/%[2]s"}
)
