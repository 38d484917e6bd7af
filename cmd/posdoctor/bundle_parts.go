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

// bundleParts are the reports and letters of a bundle. The report names its
// sources without folders and holds no plain digest of an original.
func (a *app) bundleParts(rep diag.Report, prof diag.Profile, meta report.Meta) ([]evidence.Part, error) {
	var keys []string
	for _, t := range rep.Transactions {
		keys = append(keys, t.Key)
	}
	parts := []evidence.Part{
		{Path: "report/report.txt", Media: "text/plain", Title: titleTextReport, Write: func(w io.Writer) error { return textReport(w, rep) }},
		{Path: "report/report.html", Media: "text/html", Title: titleHTMLReport, Write: func(w io.Writer) error {
			return html.Write(w, rep, html.Options{Meta: meta, Lang: codes.English, Only: keys, Bundle: true})
		}},
	}
	set, err := a.letterSet()
	if err != nil {
		return nil, err
	}
	for i := range min(len(rep.Transactions), mostLettered) {
		in := letterInput(rep, &rep.Transactions[i], prof, meta.Now, nil)
		for _, to := range letters.Recipients() {
			if to.Country != "" && to.Country != prof.Shop.Country {
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
	return parts, nil
}

// mostTraced is how many payments of one bundle the text report writes out.
const mostTraced = 100

// textReport draws the whole report in both languages, then each payment as
// trace does: who reads it is not known. It looks the same whatever machine made
// it.
func textReport(w io.Writer, rep diag.Report) error {
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
			if err := screen.Draw(w, report.Trace(rep, rep.Transactions[k].Key, report.PageOptions{Lang: lang})); err != nil {
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

var titleHTMLReport = codes.Text{EN: "report as a page", ZH: "网页报告"}

var titleTextReport = codes.Text{EN: "report as text", ZH: "文本报告"}
