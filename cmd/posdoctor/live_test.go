package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/ui"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/capture"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/read"
)

// probeView notes what a live tells and says when it has heard an event.
type probeView struct {
	heard  chan transcripts.Event
	pulsed chan int
	told   []string
}

func (v *probeView) event(ev transcripts.Event) { v.heard <- ev }
func (v *probeView) payment(t *diag.Transaction) {
	v.told = append(v.told, t.Verdict.Money.String()+" "+strings.Repeat("again", t.Revision))
}
func (v *probeView) pulse(_ time.Time, payments []diag.Transaction) { v.pulsed <- len(payments) }

// stage plays a capture into a live, step by step.
type stage struct {
	t      *testing.T
	writer *capture.Writer
	pipe   *io.PipeWriter
	view   *probeView
	ticks  chan time.Time
	done   chan diag.Report
	at     time.Time
}

func newStage(t *testing.T, size int64) *stage {
	t.Helper()
	r, w := io.Pipe()
	s := &stage{
		t: t, pipe: w, ticks: make(chan time.Time), done: make(chan diag.Report, 1), at: time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC),
		view: &probeView{heard: make(chan transcripts.Event), pulsed: make(chan int)},
	}
	l := &live{
		lib: codes.Open(), ticks: s.ticks, view: s.view,
		stream: stream{input: read.Input{Name: "COM3", R: r, Live: true}, size: size, caughtUp: func() bool { return true }, err: func() error { return nil }},
	}
	go func() {
		rep, err := l.run(context.Background())
		if err != nil {
			t.Error(err)
		}
		s.done <- rep
	}()
	p, ok := known.ByID("linkpos")
	if !ok {
		t.Fatal("LinkPOS is not known")
	}
	var err error
	if s.writer, err = capture.NewWriter(unsynced{w}, s.at, capture.Config{Header: capture.Header{Link: wire.Serial}, Protocol: &p}); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *stage) send(side wire.Side, b []byte) {
	s.t.Helper()
	if err := s.writer.Take(s.at, side, false, b); err != nil {
		s.t.Fatal(err)
	}
	<-s.view.heard
}

// pass lets time go by and the live look once.
func (s *stage) pass(d time.Duration) int {
	s.at = s.at.Add(d)
	s.ticks <- s.at
	return <-s.view.pulsed
}

func (s *stage) wantTold(want ...string) {
	s.t.Helper()
	if got := strings.Join(s.view.told, "; "); got != strings.Join(want, "; ") {
		s.t.Errorf("told %q, want %q", got, want)
	}
}

func TestLiveTellsAVerdictWhenItStands(t *testing.T) {
	s := newStage(t, 0)
	s.pass(0)
	s.pass(livePulse)
	s.send(wire.FromRegister, askSale)
	if n := s.pass(livePulse); n != 1 {
		t.Errorf("%d payments under way", n)
	}
	s.pass(20 * time.Second)
	s.wantTold() // the customer looks for the card
	s.send(wire.FromTerminal, gotSale)
	s.pass(livePulse)
	s.wantTold() // something may complete it
	s.pass(settledFor)
	s.wantTold("charged ")
	s.pass(time.Hour)
	s.wantTold("charged ")
	s.pipe.Close()
	if rep := <-s.done; rep.Summary.ByMoney[diag.Charged] != 1 {
		t.Errorf("report %+v", rep.Summary)
	}
}

func TestLiveTellsOfSilenceAndTakesItBack(t *testing.T) {
	s := newStage(t, 0)
	s.pass(0)
	s.send(wire.FromRegister, askSale)
	s.pass(livePulse)
	s.pass(unclearFor - time.Second)
	s.wantTold()
	s.pass(time.Second)
	s.wantTold("unknown ")
	s.send(wire.FromTerminal, gotSale)
	s.pass(livePulse)
	s.pass(settledFor)
	if len(s.view.told) != 2 || !strings.HasPrefix(s.view.told[1], "charged") {
		t.Errorf("told %q", s.view.told)
	}
	s.pipe.Close()
	<-s.done
}

// What was there before is told only where somebody must act.
func TestLiveIsSilentAboutTheSettledPast(t *testing.T) {
	s := newStage(t, 1<<20)
	for range 2 {
		s.send(wire.FromRegister, askSale)
		s.send(wire.FromTerminal, gotSale)
	}
	s.send(wire.FromRegister, linkpos("1020000", "40", "000000002000"))
	s.pass(livePulse)
	s.pass(livePulse)
	s.wantTold("unknown ")
	s.pipe.Close()
	<-s.done
}

func TestCheckFollowsAGrowingCapture(t *testing.T) {
	p, _ := known.ByID("linkpos")
	for _, format := range []string{"text", "jsonl"} {
		t.Run(format, func(t *testing.T) {
			file, err := os.Create(filepath.Join(t.TempDir(), "till.capture"))
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			w, err := capture.NewWriter(file, time.Now(), capture.Config{Header: capture.Header{Link: wire.Serial}, Protocol: &p})
			if err != nil {
				t.Fatal(err)
			}
			ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
			defer stop()
			var out bytes.Buffer
			// The first line of output means that posdoctor is there; then the sale
			// happens; its verdict ends the run.
			got := runWith(ctx, t, func(world *world) {
				world.Err = &trigger{Writer: io.Discard, at: "following", then: func() {
					go func() {
						_ = w.Take(time.Now(), wire.FromRegister, false, askSale)
						_ = w.Take(time.Now(), wire.FromTerminal, false, gotSale)
					}()
				}}
				world.Out = &trigger{Writer: &out, at: map[string]string{"text": "taken: approved", "jsonl": `"transaction"`}[format], then: stop}
				if format == "jsonl" {
					_ = w.Take(time.Now(), wire.FromRegister, false, askSale)
				}
			}, "check", "--follow", file.Name(), "--format", format)
			text := out.String()
			noCard(t, "the output", text)
			switch format {
			case "text":
				if got.code != exitClean || !strings.Contains(text, "*1111  taken: approved") || !strings.Contains(text, "1 payment, all accounted for") {
					t.Errorf("exit code %d\n%s", got.code, text)
				}
			default:
				// The sale without an answer was there before: it needs attention.
				if got.code != exitAttention || strings.Count(text, "\n") != 3 || !strings.Contains(text, `"money":"unknown"`) {
					t.Errorf("exit code %d\n%s", got.code, text)
				}
			}
		})
	}
}

func TestFollowSaysWhatItCannot(t *testing.T) {
	for name, args := range map[string][]string{
		"two files": {"a.log", "b.log"},
		"a pipe":    {"-"},
		"JSON":      {"a.log", "--format", "json"},
		"a window":  {"a.log", "--last", "3"},
		"an output": {"a.log", "-o", "b"},
		"no input":  nil,
	} {
		t.Run(name, func(t *testing.T) {
			if got := runWith(t.Context(), t, nil, append([]string{"check", "--follow"}, args...)...); got.code != exitUsage && (args != nil || got.code != exitTerminal) {
				t.Errorf("exit code %d: %s", got.code, got.err)
			}
		})
	}
	if got := runWith(t.Context(), t, nil, "watch", "nowhere.log"); got.code != exitInput {
		t.Errorf("exit code %d: %s", got.code, got.err)
	}
}

// watch off a terminal shows lines: what happens and how payments stand.
func TestWatchOffATerminal(t *testing.T) {
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	var out bytes.Buffer
	got := runWith(ctx, t, func(w *world) {
		w.OpenPort = plugged(&script{steps: []any{till(askSale), terminal(ackSale), terminal(gotSale)}})
		w.Out = &trigger{Writer: &out, at: "顾客已被扣款", then: stop}
	}, "watch", "tcp://terminal:20007", "--protocol", "linkpos", "--lang", "zh")
	text := out.String()
	for _, want := range []string{"> 金融交易请求（消费）, 10.00", "< 金融交易应答（消费）, 10.00, 000001, 00 已批准", "*1111  已扣款：已批准", "1 笔交易"} {
		if !strings.Contains(text, want) {
			t.Errorf("does not show %q; exit code %d\n%s", want, got.code, text)
		}
	}
	noCard(t, "the output", text)
}

// The board fits its screen and says how the link is.
func TestBoardFitsTheScreen(t *testing.T) {
	a, _ := newApp(codes.English)
	now := time.Date(2026, 11, 20, 10, 0, 9, 0, time.UTC)
	h := &health{now: linkHealth{Port: true, Up: true, Line: "9600 8N1", Protocol: "linkpos", Last: now.Add(-3 * time.Second)}}
	b := newBoard(a.teller(codes.Open(), diag.Profile{}), "/dev/serial/by-id/usb-a-very-long-name-of-an-adapter-if00-port0", h, func() time.Time { return now })
	show := func(width, height int) string {
		var out bytes.Buffer
		if err := (ui.Screen{Width: width}).Draw(&out, b.page(width, height)); err != nil {
			t.Fatal(err)
		}
		text := strings.TrimSuffix(out.String(), "\n")
		if n := strings.Count(text, "\n") + 1; n != height {
			t.Errorf("%d rows of %d:\n%s", n, height, text)
		}
		for line := range strings.SplitSeq(text, "\n") {
			if ui.Width(line) > width {
				t.Errorf("wider than %d: %q", width, line)
			}
		}
		return text
	}
	if got := show(80, 24); !strings.Contains(got, "connected, last bytes 3 s ago") || !strings.Contains(got, "none yet") || !strings.HasSuffix(got, "? help") {
		t.Errorf("empty board:\n%s", got)
	}
	for range 40 {
		b.event(transcripts.Event{Kind: transcripts.EventSignal, Signal: &transcripts.Signal{Text: "printer out of paper"}})
	}
	h.change(func(l *linkHealth) { l.Up, l.Bad, l.Gaps = false, 2, 1 })
	got := show(80, 24)
	for _, want := range []string{"the line is gone", "2 with a wrong check sum", "1 gaps", "printer out of paper"} {
		if !strings.Contains(got, want) {
			t.Errorf("does not say %q:\n%s", want, got)
		}
	}
	b.key(" ")
	held := show(80, 24)
	b.event(transcripts.Event{Kind: transcripts.EventGap})
	if again := show(80, 24); again != held || !strings.Contains(held, "held still") {
		t.Errorf("moved while held:\n%s\n%s", held, again)
	}
	b.key(" ")
	if got := show(60, 30); !strings.Contains(got, "something may be missing") {
		t.Errorf("after holding:\n%s", got)
	}
	b.key("?")
	if got := b.page(80, 24); len(got.Blocks) == 0 || !strings.Contains(got.Blocks[0].Lines[0][0].Text, "Keys") {
		t.Errorf("help is %+v", got)
	}
	if b.key("esc"); !b.key("q") {
		t.Error("q does not end it")
	}
}
