package html

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
)

// Options says what a file is for. The zero value shows every payment that needs
// attention, English first.
type Options struct {
	report.Meta
	// Lang is the language that is seen first.
	Lang codes.Lang
	// Only holds the keys of the payments to show, in this order and whether they
	// need attention or not. Findings and terminals that have nothing to do with
	// them are left out. Keys that the report does not hold are passed over.
	Only []string
	// Bundle is set for a file that is handed on beside redacted copies: it leaves
	// out the digests of the originals, from which a card number could be guessed.
	Bundle bool
}

//go:embed page.gohtml
var pageSource string

//go:embed style.css
var style string

var page = template.Must(template.New("page").Parse(pageSource))

// policy forbids everything but this very style sheet and the empty icon that
// keeps browsers from asking a server for one.
func policy() string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; img-src data:; base-uri 'none'; form-action 'none'"
}

// document is what the template draws.
type document struct {
	Lang     string
	Title    shown
	Policy   string
	Style    template.CSS
	Sections []section
}

// Write writes a report as one HTML file in both languages. It gives the first
// error of w.
func Write(w io.Writer, r diag.Report, o Options) error {
	r, all := narrow(r, o.Only)
	d := document{Policy: policy(), Style: template.CSS(style)}
	for _, lang := range []codes.Lang{codes.English, codes.Chinese} {
		s := build(r, o, all, lang)
		s.First = (lang == codes.Chinese) == (o.Lang == codes.Chinese)
		if s.First {
			d.Lang, d.Title = s.Lang, s.Title
		}
		d.Sections = append(d.Sections, s)
	}
	out := bufio.NewWriter(w)
	if err := page.Execute(out, d); err != nil {
		return err
	}
	return out.Flush()
}
