package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/netprobe"
	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/ui"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/serial/find"
)

// world is everything a command takes from the outside.
type world struct {
	In         io.Reader
	Out, Err   io.Writer
	Args       []string // without the program's own name
	Env        func(string) string
	Now        func() time.Time
	System     func() string // the system's language, "" when it does not say
	Dir        string        // where the profile search starts
	UserConfig string        // the user's configuration folder, may be ""
	UserCases  string        // the folder of cases in the user's data folder, may be ""
	// Find lists what is plugged in.
	Find func(context.Context) (find.Listing, error)
	// Tick starts a clock that ticks that often; stop ends it.
	Tick func(time.Duration) (ticks <-chan time.Time, stop func())
	// OpenPort opens a port to listen to.
	OpenPort func(ctx context.Context, name string, line wire.Line) (port, error)
	// Net is how hosts are reached; the zero value is the network of this machine.
	Net netprobe.Options
}

// app is one run of posdoctor.
type app struct {
	world
	lang  codes.Lang
	docs  map[*cobra.Command]*manual
	flags struct {
		lang  string
		color string
		plain bool
	}
}

// run does what the arguments ask and gives the exit code.
func run(ctx context.Context, w world) (code int) {
	a := &app{world: w, docs: map[*cobra.Command]*manual{}}
	a.flags.color = "auto"
	defer func() {
		if recover() != nil {
			code = a.fail(faultProblem(callers()))
		}
	}()
	lang, err := a.chooseLanguage()
	a.lang = lang
	if err != nil {
		return a.fail(err)
	}
	root := a.root()
	root.SetArgs(w.Args)
	root.SetIn(w.In)
	root.SetOut(w.Out)
	root.SetErr(w.Err)
	err = root.ExecuteContext(ctx)
	if ctx.Err() != nil && exitOf(err) != exitClean && !errors.Is(err, errAttention) {
		err = &codes.Problem{ID: "interrupted", What: textInterrupted, Hint: hintInterrupted}
	}
	return a.fail(err)
}

// fail shows an error, if it is one to show, and gives its exit code.
func (a *app) fail(err error) int {
	if err == nil {
		return exitClean
	}
	if !errors.Is(err, errAttention) {
		a.showError(err)
	}
	return exitOf(err)
}

// say gives a text in the user's language.
func (a *app) say(t codes.Text) string { return t.In(a.lang) }

// page starts a page in the user's language.
func (a *app) page(blocks ...report.Block) report.Doc {
	lang := "en"
	if a.lang == codes.Chinese {
		lang = "zh-CN"
	}
	return report.Doc{Lang: lang, Blocks: blocks}
}

// show draws a page on stdout.
func (a *app) show(doc report.Doc) error { return a.draw(a.Out, doc) }

func (a *app) draw(w io.Writer, doc report.Doc) error {
	screen := ui.Detect(w, a.Env, ui.Options{Color: a.flags.color, Plain: a.flags.plain})
	if err := screen.Draw(w, doc); err != nil {
		return writeProblem(err)
	}
	return nil
}

// note tells the user something beside the result.
func (a *app) note(t codes.Text) {
	// A message that cannot be shown is no reason to lose the result.
	_ = a.draw(a.Err, a.page(report.Block{Kind: report.Paragraph, Lines: []report.Line{{{Text: a.mask(a.say(t)), Tone: report.Dim}}}}))
}

// now is the clock of reports; SOURCE_DATE_EPOCH fixes it, for builds and
// tests that must give the same bytes again.
func (a *app) now() (time.Time, error) {
	v := a.Env("SOURCE_DATE_EPOCH")
	if v == "" {
		return a.Now(), nil
	}
	s, err := strconv.ParseInt(v, 10, 64)
	if err != nil || s < 0 || s > 1<<37 {
		return time.Time{}, &codes.Problem{ID: "usage.value", What: textBadEpoch, At: "SOURCE_DATE_EPOCH", Hint: hintBadEpoch}
	}
	return time.Unix(s, 0).UTC(), nil
}

// callers names the functions that led to a panic, without their arguments:
// those may hold what was read.
func callers() string {
	pc := make([]uintptr, 32)
	frames := runtime.CallersFrames(pc[:runtime.Callers(4, pc)])
	var at []string
	for {
		f, more := frames.Next()
		if strings.Contains(f.Function, "posdoctor") && len(at) < 5 {
			at = append(at, fmt.Sprintf("%s:%d", f.Function[strings.LastIndex(f.Function, "/")+1:], f.Line))
		}
		if !more {
			return strings.Join(at, " < ")
		}
	}
}
