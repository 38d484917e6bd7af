package main

import (
	"errors"
	"io/fs"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
)

// showError draws an error on stderr: what, where, what to do next. What the
// user typed may hold a card number, so everything is masked here.
func (a *app) showError(err error) {
	var blocks []report.Block
	for _, p := range problems(err) {
		blocks = append(blocks, a.errorBlocks(p)...)
	}
	// There is no other place to say that stderr cannot be written.
	_ = a.draw(a.Err, a.page(blocks...))
}

func (a *app) errorBlocks(p *codes.Problem) []report.Block {
	line := func(label codes.Text, tone report.Tone, text string) report.Block {
		b := report.Block{Kind: report.Paragraph, Lines: []report.Line{{{Text: a.say(label), Tone: tone}, {Text: a.mask(text)}}}}
		if tone == report.Dim {
			b.Indent = 2
		}
		return b
	}
	out := []report.Block{line(labelError, report.Bad, a.say(p.What))}
	if p.At != "" {
		out = append(out, line(labelWhere, report.Dim, p.At))
	}
	if !p.Hint.IsZero() {
		out = append(out, line(labelHint, report.Dim, a.say(p.Hint)))
	}
	return out
}

// problems gives the parts of a joined error. Something that is no Problem is
// a fault in posdoctor; its text may hold anything and is not shown.
func problems(err error) []*codes.Problem {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var out []*codes.Problem
		for _, e := range joined.Unwrap() {
			out = append(out, problems(e)...)
		}
		return out
	}
	var p *codes.Problem
	switch {
	case errors.As(err, &p):
		return []*codes.Problem{p}
	case errors.Is(err, errAttention):
		return nil
	}
	return []*codes.Problem{faultProblem("")}
}

func faultProblem(at string) *codes.Problem {
	return &codes.Problem{ID: "fault", What: textFault, At: at, Hint: hintFault}
}

// inputProblem words an error of opening or reading an input.
func inputProblem(err error) error {
	p := &codes.Problem{ID: "input.unreadable", What: textUnreadable, Hint: hintUnreadable, Err: err}
	var path *fs.PathError
	if errors.As(err, &path) {
		p.At = path.Path
	}
	switch {
	case errors.Is(err, store.ErrNoMatch):
		p.ID, p.What, p.Hint = "input.no_match", textNoMatch, hintMissing
	case errors.Is(err, fs.ErrNotExist):
		p.ID, p.What, p.Hint = "input.missing", textMissing, hintMissing
	case errors.Is(err, fs.ErrPermission):
		p.ID, p.What, p.Hint = "input.permission", textPermission, hintPermission
	case errors.Is(err, store.ErrEmptyDir):
		p.ID, p.What, p.Hint = "input.empty_folder", textEmptyFolder, hintEmptyFolder
	case errors.Is(err, store.ErrDevice):
		p.ID, p.What, p.Hint = "terminal.device", textDevice, hintDevice
	case errors.Is(err, store.ErrTwiceIn):
		p.ID, p.What, p.Hint = "usage.stdin_twice", textStdinTwice, codes.Text{}
	case errors.Is(err, store.ErrTooLarge):
		p.What, p.Hint = textTooLarge, codes.Text{}
	}
	return p
}

// writeProblem words an error of writing the result.
func writeProblem(err error) error {
	p := &codes.Problem{ID: "output.failed", What: textWrite, Hint: hintWrite, Err: err}
	var path *fs.PathError
	if errors.As(err, &path) {
		p.At = path.Path
	}
	return p
}
