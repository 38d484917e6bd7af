package ui

import (
	"io"
	"runtime"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"golang.org/x/term"
)

// Screen is what text is drawn for. The zero value draws at the default width
// without colour.
type Screen struct {
	// Width is the number of cells in a line; 0 means 80.
	Width int
	// Plain is for screen readers: no colour, no columns, no wrapping; every
	// cell of a table is a "label: value" line.
	Plain bool
	// ASCII replaces typographic punctuation where the console may not show it.
	ASCII bool
	// styles is nil when nothing is coloured.
	styles *styles
}

// Options is what the user asked for.
type Options struct {
	Color string // "auto", "always" or "never"
	Plain bool
}

// The widths a screen may have. Lines longer than maxWidth are hard to read.
const (
	defaultWidth = 80
	minWidth     = 20
	maxWidth     = 120
)

// Detect gives the screen for out. A pipe or a file never gets colour unless
// the user says "always". env reads the environment: NO_COLOR, TERM, COLUMNS
// and the locale variables count.
func Detect(out io.Writer, env func(string) string, opts Options) Screen {
	width, terminal := size(out)
	s := Screen{Width: columns(width, env("COLUMNS")), Plain: opts.Plain, ASCII: !utf8Locale(env)}
	if !opts.Plain && colored(terminal, env, opts.Color) {
		s.styles = newStyles(lipgloss.NewRenderer(out))
	}
	return s
}

// Colored reports whether anything drawn on the screen carries escape bytes.
func (s Screen) Colored() bool { return s.styles != nil }

func size(out io.Writer) (width int, terminal bool) {
	f, ok := out.(interface{ Fd() uintptr })
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0, true
	}
	return width, true
}

func columns(terminal int, stated string) int {
	n := terminal
	if n <= 0 {
		n, _ = strconv.Atoi(stated)
	}
	if n <= 0 {
		return defaultWidth
	}
	return min(max(n, minWidth), maxWidth)
}

func colored(terminal bool, env func(string) string, asked string) bool {
	switch asked {
	case "always":
		return true
	case "never":
		return false
	}
	return terminal && env("NO_COLOR") == "" && env("TERM") != "dumb"
}

// utf8Locale reports whether the console shows UTF-8. Windows consoles are
// written to in UTF-16, so there the locale variables mean nothing.
func utf8Locale(env func(string) string) bool {
	if runtime.GOOS == "windows" {
		return true
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := env(name); v != "" {
			v = strings.ToLower(v)
			return strings.Contains(v, "utf-8") || strings.Contains(v, "utf8")
		}
	}
	return false
}
