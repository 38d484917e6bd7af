package ui

import (
	"strings"

	"github.com/rivo/uniseg"

	"github.com/posdoctor/posdoctor/diag/report"
)

// wrap breaks a line into rows of at most width cells. It breaks where Unicode
// annex 14 allows: at spaces, between Chinese characters, never before a
// closing mark. A word wider than a row is cut. Tones survive the break.
func wrap(line report.Line, width int) []report.Line {
	width = max(width, 1)
	text := lineText(line)
	var rows []report.Line
	start, end, used := 0, 0, 0
	flush := func(next int) {
		rows = append(rows, cut(line, start, start+len(strings.TrimRight(text[start:end], " \n"))))
		start, end, used = next, next, 0
	}
	for _, seg := range segments(text) {
		w := Width(strings.TrimRight(seg.text, " \n"))
		if used > 0 && used+w > width {
			flush(end)
		}
		for w > width {
			n := fit(seg.text, width)
			end += n
			flush(end)
			seg.text = seg.text[n:]
			w = Width(strings.TrimRight(seg.text, " \n"))
		}
		end += len(seg.text)
		used += Width(strings.TrimRight(seg.text, "\n"))
		if seg.must {
			flush(end)
		}
	}
	if start < len(text) || len(rows) == 0 {
		flush(end)
	}
	return rows
}

type segment struct {
	text string
	must bool // a line must end after it
}

// segments cuts text where a line may end. What is written in one go in ASCII,
// as an option, a date or the path of a file, is not cut inside, though annex 14
// would after a hyphen or a slash: it is there to be copied.
func segments(text string) []segment {
	var out []segment
	state := -1
	held := ""
	for len(text) > 0 {
		var seg string
		var must bool
		seg, text, must, state = uniseg.FirstLineSegmentInString(text, state)
		if text != "" && solid(seg[len(seg)-1]) && solid(text[0]) {
			held += seg
			continue
		}
		// The end of the text counts as a break that must be taken.
		out = append(out, segment{text: held + seg, must: must && (text != "" || strings.HasSuffix(seg, "\n"))})
		held = ""
	}
	return out
}

func solid(c byte) bool { return c > ' ' && c < 0x7f }

// fit gives the number of bytes of s that fill at most width cells, at least
// one character.
func fit(s string, width int) int {
	n, used, state := 0, 0, -1
	for rest := s; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if n > 0 && used+w > width {
			break
		}
		n += len(cluster)
		used += w
	}
	return n
}

// cut gives the bytes from..to of a line with their tones.
func cut(line report.Line, from, to int) report.Line {
	var out report.Line
	at := 0
	for _, span := range line {
		a, b := max(from-at, 0), min(to-at, len(span.Text))
		if a < b {
			out = append(out, report.Span{Text: span.Text[a:b], Tone: span.Tone})
		}
		at += len(span.Text)
	}
	return out
}
