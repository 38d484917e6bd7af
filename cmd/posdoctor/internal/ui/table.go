package ui

import (
	"strings"

	"github.com/posdoctor/posdoctor/diag/report"
)

const (
	gap        = 2  // cells between columns
	minShrunk  = 10 // a column narrower than this is harder to read than a list
	minLabels  = 8
	labelShare = 3 // labels of pairs take at most a third of the line
)

// table draws rows under columns, or as a list of labelled values where the
// screen is too narrow or is being read aloud.
func (p *pen) table(b report.Block) {
	rows := make([][]report.Line, len(b.Rows))
	for i, row := range b.Rows {
		rows[i] = make([]report.Line, len(b.Columns))
		for j := range b.Columns {
			if j < len(row) {
				rows[i][j] = p.screen.safe(report.Line{row[j]})
			}
		}
	}
	titles := make([]report.Line, len(b.Columns))
	titled := false
	for j, c := range b.Columns {
		titles[j] = p.screen.safe(report.Line{{Text: c.Title, Tone: report.Dim}})
		titled = titled || c.Title != ""
	}
	widths, ok := p.widths(b, titles, rows)
	if p.screen.Plain || !ok {
		p.stacked(b, titles, rows)
		return
	}
	if titled {
		p.cells(b, widths, titles)
	}
	for _, row := range rows {
		p.cells(b, widths, row)
	}
}

// widths gives each column its width. It is not ok when the table does not fit
// even with every column that may shrink at its least.
func (p *pen) widths(b report.Block, titles []report.Line, rows [][]report.Line) ([]int, bool) {
	room := p.screen.Width - b.Indent - gap*(len(b.Columns)-1)
	widths := make([]int, len(b.Columns))
	total := 0
	for j := range b.Columns {
		widths[j] = lineWidth(titles[j])
		for _, row := range rows {
			for part := range strings.SplitSeq(lineText(row[j]), "\n") {
				widths[j] = max(widths[j], Width(part))
			}
		}
		widths[j] = min(widths[j], p.screen.Width)
		total += widths[j]
	}
	for _, shrinkOnly := range []bool{true, false} {
		for total > room {
			widest := -1
			for j, c := range b.Columns {
				if c.Right || (shrinkOnly && !c.Shrink) || widths[j] <= minShrunk {
					continue
				}
				if widest < 0 || widths[j] > widths[widest] {
					widest = j
				}
			}
			if widest < 0 {
				break
			}
			widths[widest]--
			total--
		}
	}
	return widths, total <= room
}

// cells draws one row of a table; it is as high as its highest cell.
func (p *pen) cells(b report.Block, widths []int, row []report.Line) {
	wrapped := make([][]report.Line, len(row))
	height := 1
	for j, cell := range row {
		wrapped[j] = wrap(cell, widths[j])
		height = max(height, len(wrapped[j]))
	}
	for i := range height {
		var out report.Line
		for j := range row {
			var cell report.Line
			if i < len(wrapped[j]) {
				cell = wrapped[j][i]
			}
			pad := report.Span{Text: strings.Repeat(" ", max(widths[j]-lineWidth(cell), 0))}
			if b.Columns[j].Right {
				out = append(append(out, pad), cell...)
			} else {
				out = append(append(out, cell...), pad)
			}
			if j < len(row)-1 {
				out = append(out, report.Span{Text: strings.Repeat(" ", gap)})
			}
		}
		p.row(out, b.Indent)
	}
}

// stacked draws each row as labelled lines, with an empty line between rows
// that have more than one.
func (p *pen) stacked(b report.Block, titles []report.Line, rows [][]report.Line) {
	for i, row := range rows {
		if i > 0 && len(row) > 1 {
			p.row(nil, 0)
		}
		for j, cell := range row {
			if len(cell) == 0 {
				continue
			}
			line := cell
			if title := lineText(titles[j]); title != "" {
				line = append(report.Line{{Text: title + p.colon}}, cell...)
			}
			p.text(line, b.Indent, "")
		}
	}
}

// pairs draws names and values; values stand under each other.
func (p *pen) pairs(b report.Block) {
	names := make([]report.Line, len(b.Rows))
	values := make([]report.Line, len(b.Rows))
	width := 0
	for i, row := range b.Rows {
		if len(row) > 0 {
			names[i] = p.screen.safe(report.Line{row[0]})
			values[i] = p.screen.safe(row[1:])
		}
		width = max(width, lineWidth(names[i]))
	}
	width = min(width, max((p.screen.Width-b.Indent)/labelShare, minLabels))
	for i := range b.Rows {
		if p.screen.Plain {
			p.text(append(report.Line{{Text: lineText(names[i]) + p.colon}}, values[i]...), b.Indent, "")
			continue
		}
		p.pair(names[i], values[i], width, b.Indent)
	}
}

// pair draws one name and its value. A name wider than its column gets a line
// of its own.
func (p *pen) pair(name, value report.Line, width, indent int) {
	room := p.screen.Width - indent - width - gap
	rows := wrap(value, max(room, minLabels))
	if lineWidth(name) > width {
		for _, row := range wrap(name, p.screen.Width-indent) {
			p.row(row, indent)
		}
		name = nil
	}
	for _, row := range rows {
		pad := report.Span{Text: strings.Repeat(" ", max(width+gap-lineWidth(name), 0))}
		p.row(append(append(append(report.Line{}, name...), pad), row...), indent)
		name = nil
	}
}
