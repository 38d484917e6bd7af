//go:build linux

package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"
)

// A pseudo-terminal stands for the serial port: everything but the hardware is
// real.
func TestCaptureFromAPseudoTerminal(t *testing.T) {
	terminal, port, err := pty.Open()
	if err != nil {
		t.Skip("this system gives no pseudo-terminal: ", err)
	}
	defer terminal.Close()
	defer port.Close()
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	dir := t.TempDir()
	got := runWith(ctx, t, func(w *world) {
		w.Dir = dir
		w.Err = &trigger{Writer: w.Err, at: "listening", then: func() {
			for _, b := range [][]byte{askSale, ackSale, gotSale[:10], gotSale[10:]} {
				if _, err := terminal.Write(b); err != nil {
					t.Error(err)
				}
			}
		}}
	}, "capture", port.Name(), "-o", "a.capture", "--until", "frames:3", "--line", "115200,8n1")
	if got.code != exitClean || !strings.Contains(got.out, "LinkPOS") {
		t.Fatalf("exit code %d\n%s%s", got.code, got.out, got.err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "a.capture"))
	if err != nil || !strings.Contains(string(data), `"line":"115200 8N1"`) {
		t.Errorf("%v\n%s", err, data)
	}
	noCard(t, "the file", string(data))
}

// screenful is what a program shows on a pseudo-terminal, as it comes.
type screenful struct {
	mu  sync.Mutex
	out bytes.Buffer
	new chan struct{}
}

func (s *screenful) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case s.new <- struct{}{}:
	default:
	}
	return s.out.Write(p)
}

func (s *screenful) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.String()
}

// wait waits until the screen shows a text.
func (s *screenful) wait(t *testing.T, text string) {
	t.Helper()
	late := time.After(20 * time.Second)
	for !strings.Contains(s.text(), text) {
		select {
		case <-s.new:
		case <-late:
			t.Fatalf("never showed %q:\n%s", text, s.text())
		}
	}
}

func TestWatchInFullScreen(t *testing.T) {
	exe, err := exec.LookPath("posdoctor")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "a.capture")
	if got := captureWith(t, filepath.Dir(file), plugged(&script{steps: []any{till(askSale), terminal(gotSale)}}),
		"capture", "COM3", "-o", file, "--until", "frames:2"); got.code != exitClean {
		t.Fatal(got.err)
	}
	for _, c := range []struct {
		lang, shows, help string
		env               []string
	}{
		{"en", "What happened", "hold the screen still; reading", []string{"NO_COLOR=1"}},
		{"zh", "发生了什么", "画面暂停，后台继续读取", nil},
	} {
		t.Run(c.lang, func(t *testing.T) {
			cmd := exec.Command(exe, "watch", file, "--lang", c.lang)
			cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "LANG=en_US.UTF-8", "TERM=xterm"}, c.env...)
			f, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			screen := &screenful{new: make(chan struct{}, 1)}
			read := make(chan struct{})
			go func() {
				_, _ = io.Copy(screen, f) // ends when the program does
				close(read)
			}()
			screen.wait(t, c.shows)
			screen.wait(t, "000001")
			press := func(keys string) {
				if _, err := f.WriteString(keys); err != nil {
					t.Fatal(err)
				}
			}
			press("?")
			screen.wait(t, c.help)
			press("? q")
			if err := cmd.Wait(); err != nil {
				t.Errorf("ended with %v", err)
			}
			<-read
			text := screen.text()
			noCard(t, "the screen", text)
			if len(c.env) > 0 && strings.Contains(text, "\x1b[1m") {
				t.Error("shows tones in spite of NO_COLOR")
			}
		})
	}
}
