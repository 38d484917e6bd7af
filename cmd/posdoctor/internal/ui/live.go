package ui

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"golang.org/x/term"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/ui/quiet"
	"github.com/posdoctor/posdoctor/diag/report"
)

func init() { quiet.Over() }

// Live is a view in full screen that is drawn again and again. Its functions are
// called from one goroutine.
type Live struct {
	// Page gives what is to be seen now; rows beyond the height are cut off.
	Page func(width, height int) report.Doc
	// Key takes a key as it is named on it: "q", " ", "?", "esc". True ends the
	// view; Ctrl-C always does.
	Key func(key string) bool
	// Every is how often the view is drawn without a key.
	Every time.Duration
}

// CanRun reports whether in and out are a terminal that shows a full screen.
func (s Screen) CanRun(in io.Reader, out io.Writer, env func(string) string) bool {
	f, ok := in.(*os.File)
	_, shown := size(out)
	return ok && shown && term.IsTerminal(int(f.Fd())) && !s.Plain && env("TERM") != "dumb"
}

// Run shows the view until a key or the context ends it. The screen is then as
// it was before.
func (s Screen) Run(ctx context.Context, in io.Reader, out io.Writer, v Live) error {
	m := model{screen: s, live: v, width: s.Width, height: defaultHeight}
	p := tea.NewProgram(m, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(out), tea.WithAltScreen(), tea.WithoutSignalHandler())
	_, err := p.Run()
	if ctx.Err() != nil || errors.Is(err, tea.ErrInterrupted) {
		return nil // asked to end, and did
	}
	return err
}

const defaultHeight = 24

// model is a Live as bubbletea wants it.
type model struct {
	screen        Screen
	live          Live
	width, height int
}

type tick struct{}

func (m model) wait() tea.Cmd {
	return tea.Tick(m.live.Every, func(time.Time) tea.Msg { return tick{} })
}

// Init starts the clock.
func (m model) Init() tea.Cmd { return m.wait() }

// Update takes what happened.
func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.KeyMsg:
		if key := msg.String(); key == "ctrl+c" || m.live.Key(key) {
			return m, tea.Quit
		}
	case tick:
		return m, m.wait()
	}
	return m, nil
}

// View draws the page.
func (m model) View() string {
	s := m.screen
	s.Width = min(max(m.width, minWidth), maxWidth)
	var b strings.Builder
	// Nothing written to memory fails.
	_ = s.Draw(&b, m.live.Page(s.Width, m.height))
	rows := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	return strings.Join(rows[:min(len(rows), max(m.height, 1))], "\n")
}
