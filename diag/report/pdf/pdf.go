package pdf

import (
	"io"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
)

// Options says what a file is for. The zero value shows the payments that need
// attention, in English.
type Options struct {
	report.Meta
	Lang codes.Lang
	// Case is the receiver's number of the case, as the user gave it. It may be
	// empty.
	Case string
	// Only holds the keys of the payments to show, in this order and whether they
	// need attention or not. Keys that the report does not hold are passed over.
	Only []string
	// Fingerprint is that of the key that signs the evidence folder,
	// "SHA256:...". Empty when the folder is not signed.
	Fingerprint string
}

// most is how many payments are written out: with three pages each and the last
// page they stay below the 18 pages that the strictest network takes for a
// chargeback.
const most = 5

// Write writes a report as one PDF: of each payment a page that says what
// happened, one with its timeline and one with the proof, then a page about the
// sources. The same report and options give the same bytes. It gives the first
// error of w.
func Write(w io.Writer, r diag.Report, o Options) error {
	p := newPaper(o)
	p.core(r)
	return p.write(w)
}

// made is the date that the file states. A file must not state the moment at
// which it happened to be drawn, so that no date gives the first of all.
func (o Options) made() time.Time {
	if o.Now.IsZero() {
		return time.Unix(0, 0).UTC()
	}
	return o.Now.UTC()
}
