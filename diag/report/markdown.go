package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Markdown writes a page as Markdown (CommonMark, with the tables of GitHub). It
// holds the same words as the page on a terminal; tones become nothing but bold.
// It gives the first error of w.
func Markdown(w io.Writer, doc Doc) error {
	m := markdown{w: bufio.NewWriter(w), colon: ": "}
	if strings.HasPrefix(doc.Lang, "zh") {
		m.colon = "："
	}
	if doc.Title != "" {
		m.part("# " + plainMark(doc.Title))
	}
	for _, b := range doc.Blocks {
		m.block(b)
	}
	return m.w.Flush()
}

type markdown struct {
	w     *bufio.Writer
	colon string
	begun bool
}

// part writes a block of lines with an empty line before it.
func (m *markdown) part(lines ...string) {
	if m.begun {
		m.w.WriteByte('\n')
	}
	m.begun = true
	for _, line := range lines {
		m.w.WriteString(line)
		m.w.WriteByte('\n')
	}
}

func (m *markdown) block(b Block) {
	var lines []string
	switch b.Kind {
	case Heading:
		for _, l := range b.Lines {
			m.part("## " + plainMark(joined(l)))
		}
		return
	case Paragraph:
		for _, l := range b.Lines {
			if text := mark(l); text != "" {
				m.part(text)
			}
		}
		return
	case Bullets:
		for _, l := range b.Lines {
			lines = append(lines, "- "+mark(l))
		}
	case Steps:
		for i, l := range b.Lines {
			lines = append(lines, fmt.Sprintf("%d. %s", i+1, mark(l)))
		}
	case Pairs:
		for _, row := range b.Rows {
			lines = append(lines, "- "+m.pair(row))
		}
	case Table:
		lines = table(b)
	case Verbatim:
		lines = append(lines, "```")
		for _, l := range b.Lines {
			lines = append(lines, joined(l))
		}
		lines = append(lines, "```")
	}
	if len(lines) > 0 {
		m.part(lines...)
	}
}

// pair writes a name and its value. Several lines of a value become one.
func (m *markdown) pair(row []Span) string {
	var values []string
	for _, s := range row[1:] {
		if text := span(s); text != "" {
			values = append(values, text)
		}
	}
	name := strings.TrimRight(plainMark(row[0].Text), ": ")
	return "**" + name + "**" + m.colon + strings.Join(values, " ")
}

func table(b Block) []string {
	head, rule := "|", "|"
	for _, c := range b.Columns {
		head += " " + plainMark(c.Title) + " |"
		if c.Right {
			rule += " ---: |"
		} else {
			rule += " --- |"
		}
	}
	lines := []string{head, rule}
	for _, row := range b.Rows {
		line := "|"
		for _, s := range row {
			line += " " + span(s) + " |"
		}
		lines = append(lines, line)
	}
	return lines
}

func joined(l Line) string {
	var out strings.Builder
	for _, s := range l {
		out.WriteString(s.Text)
	}
	return out.String()
}

func mark(l Line) string {
	var out strings.Builder
	for _, s := range l {
		out.WriteString(span(s))
	}
	return strings.TrimSpace(out.String())
}

// span writes a piece of text; what matters most is bold. Blanks at its ends
// stay outside of the stars, where Markdown wants them.
func span(s Span) string {
	text := plainMark(s.Text)
	inner := strings.TrimSpace(text)
	if s.Tone != Strong && s.Tone != Bad || inner == "" {
		return text
	}
	at := strings.Index(text, inner)
	return text[:at] + "**" + inner + "**" + text[at+len(inner):]
}

// plainMark takes the power from characters that Markdown or HTML would act on,
// and line breaks out: the text comes from devices and users as well.
func plainMark(s string) string {
	return strings.TrimRight(markEscaper.Replace(s), "\n")
}

var markEscaper = strings.NewReplacer(
	"\\", `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;",
	"&", "&amp;", "#", `\#`, "|", `\|`, "~", `\~`, "\r", "", "\n", " ",
)
