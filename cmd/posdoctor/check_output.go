package main

import (
	"io"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/ui"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/diag/report/html"
)

// output is where the result of check goes: stdout, or a file that appears when
// it is whole.
type output struct {
	w     io.Writer
	file  *store.File
	lines *report.LineWriter // of jsonl
}

func (a *app) open(f checkFlags, inputs []store.Input) (*output, error) {
	if f.output == "" || f.output == "-" {
		return &output{w: a.Out}, nil
	}
	if store.SameFile(f.output, inputs) {
		return nil, &codes.Problem{ID: "output.is_input", What: textOutputIsInput, At: f.output, Hint: hintOutputIsInput}
	}
	file, err := store.Create(f.output)
	if err != nil {
		return nil, writeProblem(err)
	}
	return &output{w: file, file: file}, nil
}

// abort drops a file that was not finished. After finish it does nothing.
func (o *output) abort() {
	if o.file != nil {
		o.file.Abort()
		o.file = nil
	}
}

// begin gives what takes transactions while the input is read.
func (o *output) begin(f checkFlags, meta report.Meta) *sink {
	s := &sink{window: f.window, attention: f.only == "attention", keepAll: f.format == "json" && f.only == "all"}
	if f.format == "jsonl" {
		o.lines = report.Lines(o.w, meta)
		s.lines = o.lines
	}
	return s
}

// finish writes what is left of the result and puts a file in place.
func (o *output) finish(a *app, f checkFlags, rep diag.Report, meta report.Meta) error {
	var err error
	switch f.format {
	case "json":
		err = report.JSON(o.w, rep, meta)
	case "jsonl":
		err = o.lines.Finish(rep)
	case "html":
		err = html.Write(o.w, rep, html.Options{Meta: meta, Lang: a.lang})
	default:
		screen := ui.Detect(o.w, a.Env, ui.Options{Color: a.flags.color, Plain: a.flags.plain})
		err = screen.Draw(o.w, report.Page(rep, report.PageOptions{
			Lang: a.lang, Verbose: f.verbose, Quiet: f.quiet, Width: screen.Width,
		}))
	}
	if err == nil && o.file != nil {
		err = o.file.Commit()
		o.file = nil
	}
	if err != nil {
		return writeProblem(err)
	}
	return nil
}

// sink takes each transaction as it settles. What it keeps is bounded by what
// the user asked for.
type sink struct {
	window    window
	attention bool // list only what needs attention
	keepAll   bool
	lines     *report.LineWriter
	written   map[string]bool // keys of lines that needed attention
	kept      selection
	err       error
}

// settled is the engine's callback; nil lets the engine keep all transactions.
func (s *sink) settled() func(diag.Transaction) {
	switch {
	case s.window.set():
		return func(t diag.Transaction) {
			if s.window.holds(&t) {
				s.kept.add(t, int(s.window.last))
			}
		}
	case s.lines != nil:
		return s.line
	case s.keepAll:
		return nil
	}
	// The engine itself keeps what needs attention.
	return func(diag.Transaction) {}
}

// line writes a transaction at once. With --only attention, one that needed
// attention is written again when a later revision no longer does.
func (s *sink) line(t diag.Transaction) {
	if s.attention {
		if !t.NeedsAttention() && !s.written[t.Key] {
			return
		}
		if s.written == nil {
			s.written = map[string]bool{}
		}
		s.written[t.Key] = true
	}
	if err := s.lines.Transaction(t); err != nil && s.err == nil {
		s.err = err
	}
}

// report completes the engine's report with what the sink chose.
func (s *sink) report(rep diag.Report) diag.Report {
	if s.window.set() {
		rep = s.kept.report(rep, s.window)
		if s.lines != nil {
			for _, t := range rep.Transactions {
				s.line(t)
			}
		}
	}
	if s.attention {
		var open []diag.Transaction
		for _, t := range rep.Transactions {
			if t.NeedsAttention() {
				open = append(open, t)
			}
		}
		rep.Transactions = open
	}
	return rep
}
