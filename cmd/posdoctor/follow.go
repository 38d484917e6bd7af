package main

import (
	"context"
	"errors"
	"time"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/ui"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// openStream opens what is to be followed: a port or a file.
func (a *app) openStream(ctx context.Context, name string, protocol *ecr.Protocol, line wire.Line) (stream, error) {
	if isPort(name) {
		return a.portStream(ctx, name, protocol, line)
	}
	return a.fileStream(ctx, name)
}

// follow is check --follow: it says of each payment how it stands as soon as that
// settles, until Ctrl-C, and then how all of them stand.
func (a *app) follow(ctx context.Context, f checkFlags, lib *codes.Library, prof diag.Profile, args []string) error {
	if len(args) != 1 || args[0] == "-" {
		return &codes.Problem{ID: "usage.follow", What: textFollowOne, Hint: hintFollowOne}
	}
	if f.format == "json" || f.output != "" || f.window.set() {
		return &codes.Problem{ID: "usage.follow", What: textFollowFlags, Hint: hintFollowFlags}
	}
	now, err := a.now()
	if err != nil {
		return err
	}
	protocol, line, err := a.spoken(f.cable.protocol, f.cable.line, f.profile)
	if err != nil {
		return err
	}
	s, err := a.openStream(ctx, args[0], protocol, line)
	if err != nil {
		return err
	}
	l := &live{stream: s, lib: lib, prof: prof}
	if f.format == "jsonl" {
		lines := report.Lines(a.Out, a.meta(now, prof))
		l.view = jsonView{lines}
		rep, err := l.run(ctx)
		if err == nil {
			err = lines.Finish(rep)
		}
		return a.followed(rep, f, err)
	}
	a.note(textFollowing.With(args[0]))
	l.view = &lineView{teller: a.teller(lib, prof)}
	rep, err := l.run(ctx)
	if err == nil {
		err = a.closing(rep)
	}
	return a.followed(rep, f, err)
}

// closing shows how everything stands at the end.
func (a *app) closing(rep diag.Report) error {
	screen := ui.Detect(a.Out, a.Env, ui.Options{Color: a.flags.color, Plain: a.flags.plain})
	return a.show(report.Page(rep, report.PageOptions{Lang: a.lang, Width: screen.Width}))
}

func (a *app) followed(rep diag.Report, f checkFlags, err error) error {
	switch {
	case err != nil:
		var p *codes.Problem
		if errors.As(err, &p) {
			return err
		}
		return writeProblem(err)
	case needsAttention(rep, f.failOn):
		return errAttention
	}
	return nil
}

// jsonView writes a payment as a line of JSON each time that it settles.
type jsonView struct{ lines *report.LineWriter }

func (jsonView) event(transcripts.Event) {}

func (jsonView) pulse(time.Time, []diag.Transaction) {}

// payment writes a line; an error is kept and given by Finish.
func (v jsonView) payment(t *diag.Transaction) { _ = v.lines.Transaction(*t) }

var (
	flagFollow      = codes.Text{EN: "stay with one file or port and say of each payment how it stands as soon as that settles; Ctrl-C ends it", ZH: "持续跟踪一个文件或端口，每笔交易一有结论就显示；按 Ctrl-C 结束"}
	textFollowing   = codes.Text{EN: "following %s; Ctrl-C ends it", ZH: "正在跟踪 %s；按 Ctrl-C 结束"}
	textFollowOne   = codes.Text{EN: "--follow stays with exactly one file or port", ZH: "--follow 只能跟踪一个文件或端口"}
	hintFollowOne   = codes.Text{EN: "for example: posdoctor check --follow pos.log", ZH: "例如：posdoctor check --follow pos.log"}
	textFollowFlags = codes.Text{EN: "--follow goes with --format text or jsonl, and without --output, --since, --until and --last", ZH: "--follow 只能配合 --format text 或 jsonl，不能和 --output、--since、--until、--last 一起用"}
	hintFollowFlags = codes.Text{EN: "for a file: posdoctor check --follow pos.log --format jsonl > result.jsonl", ZH: "要存成文件：posdoctor check --follow pos.log --format jsonl > result.jsonl"}
)
