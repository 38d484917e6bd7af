package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/serial/find"
)

// outcome is what a run in this process gave.
type outcome struct {
	code     int
	out, err string
}

func runWith(ctx context.Context, t *testing.T, change func(*world), args ...string) outcome {
	t.Helper()
	var out, err bytes.Buffer
	w := world{
		In: strings.NewReader(""), Out: &out, Err: &err, Args: args,
		Env: func(string) string { return "" }, System: func() string { return "" },
		Now:  func() time.Time { return time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC) },
		Dir:  t.TempDir(),
		Find: func(context.Context) (find.Listing, error) { return find.Listing{}, nil }, Tick: everySo, OpenPort: openPort,
	}
	if change != nil {
		change(&w)
	}
	code := run(ctx, w)
	return outcome{code, out.String(), err.String()}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disk full") }

// endless never gives anything, as a terminal does while nobody types.
type endless struct{ started chan struct{} }

func (e endless) Read([]byte) (int, error) {
	close(e.started)
	select {}
}

func TestAFaultTellsItsPlaceAndNothingThatWasRead(t *testing.T) {
	got := runWith(t.Context(), t, func(w *world) {
		w.Now = func() time.Time { panic("card 4111111111111111") }
		w.In = strings.NewReader("4111111111111111\n")
	}, "check", "-")
	if got.code != exitFault {
		t.Errorf("exit code %d, want %d", got.code, exitFault)
	}
	if strings.Contains(got.err+got.out, "4111111111111111") {
		t.Errorf("the message repeats what was read: %q", got.err)
	}
	if !strings.Contains(got.err, "check") || !strings.Contains(got.err, "itself has a fault") {
		t.Errorf("the message does not say where the fault is: %q", got.err)
	}
}

func TestInterrupting(t *testing.T) {
	for _, format := range []string{"text", "json", "jsonl", "html"} {
		t.Run(format, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			in := endless{make(chan struct{})}
			go func() {
				<-in.started
				cancel()
			}()
			got := runWith(ctx, t, func(w *world) { w.In = in }, "check", "-", "--format", format)
			if got.code != exitInterrupted {
				t.Errorf("exit code %d, want %d; stderr %q", got.code, exitInterrupted, got.err)
			}
			if strings.Contains(got.out, `"summary"`) || (format != "jsonl" && got.out != "") {
				t.Errorf("a part was printed as if it were whole: %q", got.out)
			}
			if !strings.Contains(got.err, "interrupted") {
				t.Errorf("stderr %q", got.err)
			}
		})
	}
}

func TestAResultThatCannotBeWrittenIsAnError(t *testing.T) {
	for _, args := range [][]string{{"help"}, {"version"}, {"schema", "report"}, {"completion", "fish"}, {"man"}, {"explain", "51"}, {"explain", "51", "--format", "json"}} {
		got := runWith(t.Context(), t, func(w *world) { w.Out = failing{} }, args...)
		if got.code != exitUsage || !strings.Contains(got.err, "cannot be written") {
			t.Errorf("%v: exit code %d, stderr %q", args, got.code, got.err)
		}
	}
}

func TestExitCodes(t *testing.T) {
	problem := func(id string) error { return &codes.Problem{ID: id} }
	for _, tt := range []struct {
		err  error
		want int
	}{
		{nil, exitClean},
		{errAttention, exitAttention},
		{problem("usage.flag"), exitUsage},
		{problem("profile.invalid"), exitUsage},
		{problem("output.failed"), exitUsage},
		{problem("input.missing"), exitInput},
		{problem("explain.nothing"), exitInput},
		{problem("decode.nothing"), exitInput},
		{problem("terminal.no_input"), exitTerminal},
		{problem("verify.failed"), exitVerify},
		{problem("interrupted"), exitInterrupted},
		{problem("nobody.knows"), exitFault},
		{io.ErrUnexpectedEOF, exitFault},
		{errors.Join(errAttention, problem("input.stopped")), exitInput}, // 2 to 5 win over 1
	} {
		if got := exitOf(tt.err); got != tt.want {
			t.Errorf("exitOf(%v) = %d, want %d", tt.err, got, tt.want)
		}
	}
}

// The help must name every exit code that can be given, and only those.
func TestHelpNamesEveryExitCode(t *testing.T) {
	given := map[int]bool{exitClean: true, exitAttention: true, exitFault: true}
	for _, code := range exitByProblem {
		given[code] = true
	}
	for _, e := range exitTable {
		if !given[e.code] {
			t.Errorf("help names %d, which nothing gives", e.code)
		}
		delete(given, e.code)
	}
	if len(given) > 0 {
		t.Errorf("help does not name %v", given)
	}
}
