package main

import (
	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/evidence"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/diag/report/pdf"
)

// bundlePDF writes the small PDF for a portal beside the bundle, under the same
// name; the bundle stays what it proves.
func (a *app) bundlePDF(path string, rep diag.Report, meta report.Meta, number string, written evidence.Written) error {
	file, err := store.Create(path)
	if err != nil {
		return writeProblem(err)
	}
	o := pdf.Options{Meta: meta, Lang: a.lang, Case: number}
	for _, t := range rep.Transactions {
		o.Only = append(o.Only, t.Key)
	}
	o.Fingerprint = written.Fingerprint
	if err := pdf.Write(file, a.shareable(rep), o); err != nil {
		file.Abort()
		return writeProblem(err)
	}
	if err := file.Commit(); err != nil {
		return writeProblem(err)
	}
	a.note(textPDFWritten.With(path))
	return nil
}

var (
	flagPDF        = codes.Text{EN: "also write one small PDF beside the bundle, for the portal of a bank", ZH: "另外在证据包旁边生成一份小 PDF，用于银行的在线提交"}
	textPDFWritten = codes.Text{EN: "for a portal: %s", ZH: "用于在线提交：%s"}
)
