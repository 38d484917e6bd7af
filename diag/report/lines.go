package report

import (
	"encoding/json"
	"io"

	"github.com/posdoctor/posdoctor/diag"
)

// LineWriter writes a report as lines of JSON while it comes about: a header,
// a line for each settled transaction, and a summary at the end. A transaction
// with the key of an earlier line and a higher revision replaces that line.
type LineWriter struct {
	enc *json.Encoder
	err error
}

type wireHeader struct {
	Schema      string   `json:"schema"`
	Type        string   `json:"type"`
	Tool        wireTool `json:"tool"`
	GeneratedAt string   `json:"generated_at"`
}

type wireLine struct {
	Type string `json:"type"`
	wireTransaction
}

type wireEnd struct {
	Type      string         `json:"type"`
	Summary   wireSummary    `json:"summary"`
	Sources   []wireSource   `json:"sources"`
	Terminals []wireTerminal `json:"terminals"`
	Devices   []wireDevice   `json:"devices,omitempty"`
	Findings  []wireFinding  `json:"findings"`
	Checks    []wireCheck    `json:"checks"`
	// Counts tells how long the lists would be without their cap.
	Counts map[string]int `json:"counts"`
}

// Lines starts the lines and writes the header. An error of w is kept and
// given by the next call.
func Lines(w io.Writer, meta Meta) *LineWriter {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	l := &LineWriter{enc: enc}
	l.write(wireHeader{Schema: schemaID, Type: "header", Tool: meta.tool(), GeneratedAt: meta.at()})
	return l
}

// Transaction writes one transaction.
func (l *LineWriter) Transaction(t diag.Transaction) error {
	return l.write(wireLine{"transaction", toTransaction(t)})
}

// Finish writes the summary, which is the last line. The transactions of r are
// not written again.
func (l *LineWriter) Finish(r diag.Report) error {
	return l.write(wireEnd{
		Type: "summary", Summary: toSummary(r.Summary), Sources: each(capped(r.Sources), toSource),
		Terminals: capped(toTerminals(r.Terminals)), Devices: capped(toDevices(r.Devices)), Findings: capped(toFindings(r.Findings)), Checks: capped(toChecks(r.Checks)),
		Counts: map[string]int{
			"sources": len(r.Sources), "terminals": len(r.Terminals), "devices": len(r.Devices), "findings": len(r.Findings), "checks": len(r.Checks),
		},
	})
}

func (l *LineWriter) write(v any) error {
	if l.err == nil {
		l.err = l.enc.Encode(v)
	}
	return l.err
}
