//go:build unix

package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/creack/pty"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/ui"
)

// onTerminal runs posdoctor on a pseudo-terminal and gives what it showed. The
// test binary itself is the program, as testscript makes it.
func onTerminal(t *testing.T, cols uint16, env []string, args ...string) string {
	t.Helper()
	exe, err := exec.LookPath("posdoctor")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, args...)
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "LANG=en_US.UTF-8", "TERM=xterm"}, env...)
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: cols})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out bytes.Buffer
	// Linux ends the reading of a terminal whose other side is gone with EIO.
	if _, err := io.Copy(&out, f); err != nil && !errors.Is(err, syscall.EIO) {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) {
			t.Fatal(err)
		}
	}
	return strings.ReplaceAll(out.String(), "\r\n", "\n")
}

func TestOnATerminal(t *testing.T) {
	dir, err := dumpsDir()
	if err != nil {
		t.Fatal(err)
	}
	dump := dir + "/failed-debited-hex.txt"
	t.Run("colour, and the width of the terminal", func(t *testing.T) {
		got := onTerminal(t, 60, nil, "check", dump)
		if !strings.Contains(got, "\x1b[") {
			t.Errorf("no colour: %q", got)
		}
		for line := range strings.SplitSeq(plainText(got), "\n") {
			if ui.Width(line) > 60 {
				t.Errorf("wider than the terminal: %q", line)
			}
		}
	})
	for name, tt := range map[string]struct {
		env  []string
		args []string
	}{
		"NO_COLOR":        {env: []string{"NO_COLOR=1"}},
		"a dumb terminal": {env: []string{"TERM=dumb"}},
		"--color never":   {args: []string{"--color", "never"}},
		"--plain":         {args: []string{"--plain"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := onTerminal(t, 80, tt.env, append([]string{"check", dump}, tt.args...)...); strings.Contains(got, "\x1b") || got == "" {
				t.Errorf("got %q", got)
			}
		})
	}
	for _, lang := range []string{"en", "zh"} {
		t.Run("the first screen fits, "+lang, func(t *testing.T) {
			got := strings.TrimSuffix(plainText(onTerminal(t, 80, nil, "check", dump, "--lang", lang)), "\n")
			lines := strings.Split(got, "\n")
			if len(lines) > 24 {
				t.Errorf("%d lines", len(lines))
			}
			for _, line := range lines {
				if ui.Width(line) > 80 {
					t.Errorf("%d cells: %q", ui.Width(line), line)
				}
			}
		})
	}
}

// plainText drops colour sequences.
func plainText(s string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "\x1b[")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		_, s, _ = strings.Cut(after, "m")
	}
}
