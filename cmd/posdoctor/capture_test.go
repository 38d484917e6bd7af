package main

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/serial"
)

// A sale of 10.00 in LinkPOS and its answer with a card number, as the till and
// the terminal put them on the line.
var (
	askSale = linkpos("1020000", "40", "000000001000")
	gotSale = linkpos("1120000", "02", "APPROVED", "01", "201149", "65", "000001", "30", "4111111111111111", "D3", "309421772602", "40", "000000001000")
	ackSale = []byte{0x06}
)

// linkpos builds a frame: 02, length in BCD, transport and presentation header,
// fields with two characters of name and BCD length, 03, XOR of what stands
// behind 02.
func linkpos(header string, fields ...string) []byte {
	body := "6000000000" + header + "\x1c"
	for i := 0; i < len(fields); i += 2 {
		body += fields[i] + bcd(len(fields[i+1])) + fields[i+1] + "\x1c"
	}
	b := append([]byte(bcd(len(body))+body), 0x03)
	return append(append([]byte{0x02}, b...), wire.XOR(0, b))
}

func bcd(n int) string {
	b, _ := hex.DecodeString(strings.Repeat("0", 4-len(itoa(n))) + itoa(n))
	return string(b)
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

// script is a port that plays steps: bytes of a side, or an error that ends it.
type script struct {
	steps  []any
	closed bool
}

func (s *script) Link() wire.Link { return wire.Serial }
func (s *script) Close() error    { s.closed = true; return nil }

func (s *script) Listen(ctx context.Context, _ time.Duration, take func(serial.Chunk) error) error {
	at := time.Now()
	for _, step := range s.steps {
		switch x := step.(type) {
		case error:
			return x
		case serial.Chunk:
			at = at.Add(time.Millisecond)
			x.At = at
			if err := take(x); err != nil {
				return err
			}
		}
	}
	<-ctx.Done()
	return ctx.Err()
}

func till(b []byte) serial.Chunk     { return serial.Chunk{From: wire.FromRegister, Bytes: b} }
func terminal(b []byte) serial.Chunk { return serial.Chunk{From: wire.FromTerminal, Bytes: b} }

// plugged gives the ports one after the other; a nil one is not there yet.
func plugged(ports ...*script) func(context.Context, string, wire.Line) (port, error) {
	return func(_ context.Context, name string, _ wire.Line) (port, error) {
		if len(ports) == 0 {
			return nil, &serial.Error{Kind: serial.NotFound, Port: name}
		}
		p := ports[0]
		ports = ports[1:]
		if p == nil {
			return nil, &serial.Error{Kind: serial.NotFound, Port: name}
		}
		return p, nil
	}
}

func captureWith(t *testing.T, dir string, open func(context.Context, string, wire.Line) (port, error), args ...string) outcome {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	return runWith(ctx, t, func(w *world) { w.Dir, w.OpenPort = dir, open }, args...)
}

func TestCaptureThenCheckAndDecode(t *testing.T) {
	dir := t.TempDir()
	got := captureWith(t, dir, plugged(&script{steps: []any{till(askSale), terminal(ackSale), terminal(gotSale[:20]), terminal(gotSale[20:])}}),
		"capture", "/dev/ttyUSB7", "--protocol", "linkpos", "--until", "frames:3")
	if got.code != exitClean {
		t.Fatalf("exit code %d\n%s%s", got.code, got.out, got.err)
	}
	file := filepath.Join(dir, "ttyUSB7-20261122-100000.capture")
	for _, want := range []string{"ttyUSB7-20261122-100000.capture", "posdoctor check ttyUSB7-", "financial request (sale)", "ACK: received", "the terminal: 2"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("does not say %q:\n%s", want, got.out)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	noCard(t, "the file", string(data))
	noCard(t, "the screen", got.out+got.err)
	if info, err := os.Stat(file); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the file: %v %v", info.Mode(), err)
	}

	got = runWith(t.Context(), t, nil, "check", file, "--format", "json", "--only", "all")
	for _, want := range []string{`"format": "capture"`, `"masked": "411111******1111"`, `"charged": 1`, `"approved": 1000`} {
		if !strings.Contains(got.out, want) {
			t.Errorf("check does not say %s; exit code %d\n%s%s", want, got.code, got.out, got.err)
		}
	}
	got = runWith(t.Context(), t, nil, "decode", file)
	for _, want := range []string{"411111******1111", "the till", "the terminal", "LinkPOS", "Check sum  right"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("decode does not say %s; exit code %d\n%s%s", want, got.code, got.out, got.err)
		}
	}
	if got.code != exitClean {
		t.Errorf("decode gives %d: %s", got.code, got.err)
	}
}

func noCard(t *testing.T, where, text string) {
	t.Helper()
	for _, form := range append(spelled("4111111111111111"), "41 11 11 11 11 11 11 11") {
		if strings.Contains(strings.ToUpper(text), form) {
			t.Errorf("%s holds the card number", where)
		}
	}
}

func TestCaptureSurvivesThePull(t *testing.T) {
	dir := t.TempDir()
	gone := &serial.Error{Kind: serial.Unplugged, Port: "COM3"}
	first := &script{steps: []any{till(askSale), gone}}
	got := captureWith(t, dir, plugged(first, nil, &script{steps: []any{terminal(gotSale)}}),
		"capture", "COM3", "-o", "a.capture", "--protocol", "linkpos", "--until", "frames:2")
	if got.code != exitClean || !first.closed {
		t.Fatalf("exit code %d, closed %v\n%s%s", got.code, first.closed, got.out, got.err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "a.capture"))
	if err != nil {
		t.Fatal(err)
	}
	var marks []string
	for line := range strings.Lines(string(data)) {
		if _, rest, ok := strings.Cut(line, `"mark":"`); ok {
			mark, _, _ := strings.Cut(rest, `"`)
			marks = append(marks, mark)
		}
	}
	if s := strings.Join(marks, " "); s != "started unplugged replugged stopped" {
		t.Errorf("marks %s", s)
	}
	if !strings.Contains(got.err, "COM3 went away") || !strings.Contains(got.err, "COM3 is back") {
		t.Errorf("stderr %s", got.err)
	}
	// What was asked before the pull stays open: the answer behind it may be to
	// something else.
	got = runWith(t.Context(), t, nil, "check", filepath.Join(dir, "a.capture"), "--format", "json")
	if got.code != exitAttention || !strings.Contains(got.out, `"id": "capture.gap"`) {
		t.Errorf("exit code %d\n%s", got.code, got.out)
	}
}

func TestCaptureRefusesWhatCannotBe(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "there"), []byte("proof"), 0o600); err != nil {
		t.Fatal(err)
	}
	busy := func(context.Context, string, wire.Line) (port, error) {
		return nil, &serial.Error{Kind: serial.Busy, Port: "COM3"}
	}
	quiet := func() func(context.Context, string, wire.Line) (port, error) { return plugged(&script{}) }
	for name, c := range map[string]struct {
		open func(context.Context, string, wire.Line) (port, error)
		args []string
		code int
		says string
	}{
		"a busy port":          {busy, []string{"COM3"}, exitTerminal, "another program holds"},
		"no port":              {plugged(), []string{"COM3"}, exitTerminal, "no such port"},
		"a file that is there": {quiet(), []string{"COM3", "-o", "there"}, exitUsage, "a file of this name already"},
		"an unknown protocol":  {quiet(), []string{"COM3", "--protocol", "smoke"}, exitUsage, `no protocol "smoke"`},
		"a wrong line":         {quiet(), []string{"COM3", "--line", "fast"}, exitUsage, `"fast" is not possible`},
		"a wrong condition":    {quiet(), []string{"COM3", "--until", "frames:none"}, exitUsage, "is not possible"},
		"a wrong size":         {quiet(), []string{"COM3", "--rotate", "lots"}, exitUsage, "is not possible"},
		"silence":              {quiet(), []string{"COM3", "--until", "time:200ms"}, exitTerminal, "nothing was heard"},
		"trouble while open":   {plugged(&script{steps: []any{errors.New("odd")}}), []string{"COM3"}, exitFault, "fault"},
		"no port named":        {quiet(), nil, exitUsage, "something is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := dir
			if !slices.Contains(c.args, "there") {
				dir = t.TempDir()
			}
			got := captureWith(t, dir, c.open, append([]string{"capture"}, c.args...)...)
			if got.code != c.code || !strings.Contains(got.err, c.says) {
				t.Errorf("exit code %d, want %d; %s", got.code, c.code, got.err)
			}
		})
	}
	if b, _ := os.ReadFile(filepath.Join(dir, "there")); string(b) != "proof" {
		t.Error("the file was written over")
	}
}

func TestCaptureEndsCleanlyWhenInterrupted(t *testing.T) {
	dir := t.TempDir()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	s := &script{steps: []any{terminal(gotSale)}}
	got := runWith(ctx, t, func(w *world) {
		w.Dir = dir
		w.OpenPort = plugged(s)
		w.Out = &trigger{Writer: w.Out, at: "应答", then: stop}
	}, "capture", "COM3", "-o", "a.capture", "--protocol", "linkpos", "--lang", "zh")
	if got.code != exitClean || !strings.Contains(got.out, "录制结果") || !strings.Contains(got.out, "posdoctor check a.capture") {
		t.Errorf("exit code %d\n%s%s", got.code, got.out, got.err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "a.capture"))
	if err != nil || !strings.HasSuffix(string(data), `"mark":"stopped","text":""}`+"\n") {
		t.Errorf("no clean end: %v\n%s", err, data)
	}
}

func TestCaptureToAPipe(t *testing.T) {
	got := captureWith(t, t.TempDir(), plugged(&script{steps: []any{till(askSale), terminal(gotSale)}}), "capture", "COM3", "-o", "-", "--until", "text:approved")
	if got.code != exitClean {
		t.Fatalf("exit code %d: %s", got.code, got.err)
	}
	validate(t, compile(t, "capture"), outcome{out: got.out})
	noCard(t, "the pipe", got.out)
	if !strings.Contains(got.out, `"protocol":"linkpos"`) {
		t.Errorf("not recognised:\n%s", got.out)
	}
}

// trigger calls then once when what passes holds at.
type trigger struct {
	io.Writer
	at   string
	then func()
}

func (w *trigger) Write(p []byte) (int, error) {
	if strings.Contains(string(p), w.at) {
		w.then()
	}
	return w.Writer.Write(p)
}
