package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/posdoctor/posdoctor/diag/report"
)

// Width counts the cells that s takes on a terminal. Characters whose width
// depends on the font count as one cell.
func Width(s string) int { return uniseg.StringWidth(s) }

// visible drops what a terminal would obey instead of show: control bytes,
// escape sequences' leading bytes, and characters that turn the writing
// direction. It is the last gate; texts are cleaned where they are read too.
func visible(s string) string {
	clean := true
	for _, r := range s {
		if r != '\n' && (r < ' ' || r >= 0x7f) {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r), bidi(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}

func bidi(r rune) bool {
	return r == '\u061c' || r == '\u200e' || r == '\u200f' ||
		r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// asciiPunctuation is what an old console shows instead.
var asciiPunctuation = strings.NewReplacer(
	"“", `"`, "”", `"`, "‘", "'", "’", "'", "…", "...", "—", "-", "–", "-", "−", "-",
	"→", "->", "←", "<-", "•", "-", "·", "-", "×", "x", "≥", ">=", "≤", "<=", "≠", "!=", "✓", "v", "✗", "x", "\u00a0", " ",
)

// safe makes the text of a line fit to be drawn on the screen.
func (s Screen) safe(line report.Line) report.Line {
	out := make(report.Line, 0, len(line))
	for _, span := range line {
		text := visible(span.Text)
		if s.ASCII {
			text = asciiPunctuation.Replace(text)
		}
		if text != "" {
			out = append(out, report.Span{Text: text, Tone: span.Tone})
		}
	}
	return out
}

func lineWidth(line report.Line) int {
	n := 0
	for _, span := range line {
		n += Width(span.Text)
	}
	return n
}

func lineText(line report.Line) string {
	var b strings.Builder
	for _, span := range line {
		b.WriteString(span.Text)
	}
	return b.String()
}
