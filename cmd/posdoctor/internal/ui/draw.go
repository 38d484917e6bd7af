package ui

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/posdoctor/posdoctor/diag/report"
)

// Draw writes the page. It gives the first error of w.
func (s Screen) Draw(w io.Writer, doc report.Doc) error {
	if s.Width <= 0 {
		s.Width = defaultWidth
	}
	p := &pen{screen: s, w: bufio.NewWriter(w), colon: ": "}
	if strings.HasPrefix(doc.Lang, "zh") {
		p.colon = "："
	}
	for i, b := range doc.Blocks {
		p.block(b, i == 0)
	}
	return p.w.Flush()
}

// pen draws one page.
type pen struct {
	screen Screen
	w      *bufio.Writer
	colon  string // between a label and its value, as the language writes it
}

func (p *pen) block(b report.Block, first bool) {
	switch b.Kind {
	case report.Heading:
		if !first {
			p.row(nil, 0)
		}
		for _, line := range b.Lines {
			p.text(strengthen(line), b.Indent, "")
		}
	case report.Paragraph:
		for _, line := range b.Lines {
			p.text(line, b.Indent, "")
		}
	case report.Bullets:
		for _, line := range b.Lines {
			p.text(line, b.Indent, "- ")
		}
	case report.Steps:
		digits := len(fmt.Sprint(len(b.Lines)))
		for i, line := range b.Lines {
			p.text(line, b.Indent, fmt.Sprintf("%*d. ", digits, i+1))
		}
	case report.Verbatim:
		for _, line := range b.Lines {
			p.row(p.screen.safe(line), b.Indent)
		}
	case report.Table:
		p.table(b)
	case report.Pairs:
		p.pairs(b)
	}
}

// strengthen makes what has no tone of its own strong, as headings are.
func strengthen(line report.Line) report.Line {
	out := make(report.Line, len(line))
	for i, span := range line {
		if span.Tone == report.Plain {
			span.Tone = report.Strong
		}
		out[i] = span
	}
	return out
}

// text draws one line with a mark before it; rows after the first hang under
// its text.
func (p *pen) text(line report.Line, indent int, mark string) {
	line = p.screen.safe(line)
	for i, row := range p.wrap(line, indent+len(mark)) {
		lead := mark
		if i > 0 {
			lead = strings.Repeat(" ", len(mark))
		}
		p.row(append(report.Line{{Text: lead}}, row...), indent)
	}
}

func (p *pen) wrap(line report.Line, taken int) []report.Line {
	if p.screen.Plain {
		// A screen reader pauses at the end of a line, so a sentence stays on one.
		return []report.Line{flat(line)}
	}
	return wrap(line, p.screen.Width-taken)
}

func flat(line report.Line) report.Line {
	out := make(report.Line, len(line))
	for i, span := range line {
		span.Text = strings.ReplaceAll(span.Text, "\n", " ")
		out[i] = span
	}
	return out
}

// row writes one finished row without blanks at its end.
func (p *pen) row(line report.Line, indent int) {
	end := len(strings.TrimRight(lineText(line), " "))
	line = cut(line, 0, end)
	if len(line) > 0 {
		fmt.Fprintf(p.w, "%*s", indent, "")
	}
	for _, span := range line {
		p.w.WriteString(p.screen.styles.render(span))
	}
	p.w.WriteByte('\n')
}
