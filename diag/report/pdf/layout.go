package pdf

import (
	"strings"

	"github.com/rivo/uniseg"

	"github.com/posdoctor/posdoctor/codes"
)

// Texts that come here went through shown or free.

// wrap breaks a text into lines that fit a width, where Unicode's line breaking
// (UAX 14) allows it, and anywhere in a piece that is longer than a line.
func (p *paper) wrap(s string, room float64, strong bool, points float64) []string {
	var out []string
	now, state := "", -1
	flush := func() {
		out, now = append(out, strings.TrimRight(now, " ")), ""
	}
	for s != "" {
		var piece string
		piece, s, _, state = uniseg.FirstLineSegmentInString(s, state)
		if now != "" && p.width(strings.TrimRight(now+piece, " "), strong, points) > room {
			flush()
		}
		for p.width(strings.TrimRight(piece, " "), strong, points) > room {
			head := p.longest(piece, room, strong, points)
			now += head
			flush()
			piece = piece[len(head):]
		}
		now += piece
	}
	if now != "" || len(out) == 0 {
		flush()
	}
	return out
}

// longest is as much of the start of a text as fits, a character at least.
func (p *paper) longest(s string, room float64, strong bool, points float64) string {
	end := 0
	for i, r := range s {
		next := i + len(string(r))
		if i > 0 && p.width(s[:next], strong, points) > room {
			break
		}
		end = next
	}
	return s[:end]
}

// cut shortens a text to one line.
func (p *paper) cut(s string, room float64) string {
	if p.width(s, true, size) <= room {
		return s
	}
	const mark = "..."
	return p.longest(s, room-p.width(mark, true, size), true, size) + mark
}

// title is the largest line of a payment.
func (p *paper) title(t codes.Text) []line {
	return p.block(0, p.say(t), line{title: true}, true)
}

// heading names the part that follows.
func (p *paper) heading(t codes.Text) []line {
	out := p.block(0, p.say(t), line{gap: headGap}, true)
	out[len(out)-1].rule = true
	return out
}

// paragraph is text over the whole width.
func (p *paper) paragraph(s string, strong bool) []line { return p.block(0, s, line{}, strong) }

// block lays text out from x to the right margin. like says how its lines look;
// its gap stands above the first.
func (p *paper) block(x float64, s string, like line, strong bool) []line {
	points := float64(size)
	if like.title {
		points = titleSize
	}
	var out []line
	for _, text := range p.wrap(s, innerWidth-x, strong, points) {
		l := like
		l.parts = []placed{{x, text, strong}}
		out = append(out, l)
		like.gap = 0
	}
	return out
}

// indent is how far the text of an entry stands behind its mark.
const indent = 22

// item is an entry of a list with its number or mark.
func (p *paper) item(mark, s string) []line {
	out := p.block(indent, s, line{}, false)
	out[0].parts = append([]placed{{0, mark, false}}, out[0].parts...)
	return out
}

// spaced sets an entry off from the one above it.
func spaced(entry []line) []line {
	entry[0].gap = smallGap
	return entry
}

// pair is a name and its value.
func (p *paper) pair(name codes.Text, value string) []line {
	return p.cells([]float64{0, 150}, []string{p.say(name), value}, []bool{false, true})
}

// cells lays out a row of a table: each cell from its own distance to that of
// the next one.
func (p *paper) cells(at []float64, texts []string, strong []bool) []line {
	const between = 8
	var out []line
	for i, s := range texts {
		end := float64(innerWidth)
		if i+1 < len(at) {
			end = at[i+1] - between
		}
		for n, text := range p.wrap(s, end-at[i], strong[i], size) {
			if n == len(out) {
				out = append(out, line{})
			}
			out[n].parts = append(out[n].parts, placed{at[i], text, strong[i]})
		}
	}
	return out
}

// fits adds entries to a page whole, as long as there is room for one more line
// after them, and gives how many it took.
func (s *sheet) fits(list [][]line, spare float64) int {
	for n, entry := range list {
		need := spare
		if n+1 < len(list) {
			need += leading
		}
		for _, l := range entry {
			need += l.height()
		}
		if need > s.room() {
			return n
		}
		s.lines = append(s.lines, entry...)
	}
	return len(list)
}
