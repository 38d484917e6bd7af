package ui

import (
	"bytes"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"github.com/posdoctor/posdoctor/diag/report"
)

func pageOf(rows int) report.Doc {
	var d report.Doc
	for range rows {
		d.Blocks = append(d.Blocks, report.Block{Kind: report.Paragraph, Lines: []report.Line{{{Text: "row", Tone: report.Bad}}}})
	}
	return d
}

func TestLiveViewFitsTheScreen(t *testing.T) {
	var asked [2]int
	keys := ""
	m := model{live: Live{
		Page:  func(w, h int) report.Doc { asked = [2]int{w, h}; return pageOf(100) },
		Key:   func(k string) bool { keys += k; return k == "q" },
		Every: time.Hour,
	}, width: 80, height: 24}
	next, _ := m.Update(tea.WindowSizeMsg{Width: 50, Height: 10})
	if got := next.View(); strings.Count(got, "\n") != 9 || asked != [2]int{50, 10} || strings.Contains(got, "\x1b") {
		t.Errorf("asked for %v, drew %q", asked, got)
	}
	next, cmd := next.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'x'}})
	if cmd != nil {
		t.Error("x ended it")
	}
	if _, cmd = next.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'q'}}); cmd == nil || cmd() != tea.Quit() {
		t.Error("q did not end it")
	}
	if _, cmd = next.Update(tea.KeyMsg{Type: tea.KeyCtrlC}); cmd == nil || cmd() != tea.Quit() || keys != "xq" {
		t.Errorf("Ctrl-C did not end it; keys %q", keys)
	}
	if _, cmd = next.Update(tick{}); cmd == nil {
		t.Error("the clock stopped")
	}
}

func TestFullScreenNeedsATerminal(t *testing.T) {
	none := func(string) string { return "" }
	if (Screen{}).CanRun(strings.NewReader(""), &bytes.Buffer{}, none) {
		t.Error("a pipe is taken for a terminal")
	}
}
