package ui

import (
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"github.com/posdoctor/posdoctor/diag/report"
)

// styles holds a lipgloss style for each tone. Only the sixteen basic colours
// are used: the user's own theme decides what they look like.
type styles struct {
	by map[report.Tone]lipgloss.Style
}

func newStyles(r *lipgloss.Renderer) *styles {
	// The profile is stated, never asked for: asking writes escape sequences
	// to the terminal and waits for its answer.
	r.SetColorProfile(termenv.ANSI)
	r.SetHasDarkBackground(true)
	base := r.NewStyle().Inline(true)
	return &styles{by: map[report.Tone]lipgloss.Style{
		report.Strong:  base.Bold(true),
		report.Dim:     base.Faint(true),
		report.Good:    base.Foreground(lipgloss.Color("2")),
		report.Caution: base.Foreground(lipgloss.Color("3")),
		report.Bad:     base.Foreground(lipgloss.Color("1")).Bold(true),
	}}
}

func (s *styles) render(span report.Span) string {
	if s == nil {
		return span.Text
	}
	style, ok := s.by[span.Tone]
	if !ok || span.Text == "" {
		return span.Text
	}
	return style.Render(span.Text)
}
