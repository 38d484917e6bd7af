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

// unbounded is the width and height of what is not drawn on a screen.
const unbounded = 10_000

// finish writes what is left of the result and puts a file in place.
func (o *output) finish(a *app, f checkFlags, rep diag.Report, meta report.Meta) error {
	page := report.PageOptions{Lang: a.lang, Verbose: f.verbose, Quiet: f.quiet, Width: unbounded, Rows: unbounded}
	return o.write(func(w io.Writer) error {
		switch f.format {
		case "json":
			return report.JSON(w, rep, meta)
		case "jsonl":
			return o.lines.Finish(rep)
		case "markdown":
			return report.Markdown(w, report.Page(rep, page))
		case "html":
			return html.Write(w, rep, html.Options{Meta: meta, Lang: a.lang})
		case "junit":
			return report.JUnit(w, rep, meta, a.lang)
		}
		screen := ui.Detect(w, a.Env, ui.Options{Color: a.flags.color, Plain: a.flags.plain})
		page.Width, page.Rows = screen.Width, 0
		return screen.Draw(w, report.Page(rep, page))
	})
}

// write writes the result and puts a file in place.
func (o *output) write(draw func(io.Writer) error) error {
	err := draw(o.w)
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
	// take, if set, gets every transaction, and nothing is kept here.
	take    func(diag.Transaction)
	bytes   bool // keep the masked bytes of messages
	lines   *report.LineWriter
	written map[string]bool // keys of lines that needed attention
	kept    selection
	err     error
}

// settled is the engine's callback; nil lets the engine keep all transactions.
func (s *sink) settled() func(diag.Transaction) {
	switch {
	case s.take != nil:
		return s.take
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
