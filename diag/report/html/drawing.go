package html

import (
	"fmt"
	"strings"

	"github.com/posdoctor/posdoctor/diag/report"
)

// Measures of the picture, in its own units. On a phone a unit is a little less
// than a pixel.
const (
	drawWidth = 420
	laneTop   = 30
	rowHeight = 34
	letter    = 6.4 // the width of a narrow column of 12-unit letters, from above
	clockEdge = 62  // the times stand left of it
)

// drawing is a sequence diagram: a line down for each party, an arrow a message.
type drawing struct {
	Width, Height int
	Title         shown
	Lanes         []lane
	Arrows        []arrow
	Marks         []mark
	Breaks        []mark // where moments are left out
}

type lane struct {
	X, Top, Bottom int
	Name           shown
}

// arrow is a message, or, when Kind is "silence", one that is not there.
type arrow struct {
	Kind           string // "sent", "doubt", "silence"
	X1, X2, Y      int
	LabelX, LabelY int
	Head           string // corners of its point
	Clock, Label   shown
	ClockY         int
}

// mark is what a log says in words, on the side of the lane that has more room.
type mark struct {
	Side               string // "right", "left"
	X, Y, TextX, TextY int
	Clock, Label       shown
}

func said(x, y int, clock, label shown) mark {
	if right := drawWidth - x; right >= x-clockEdge {
		return mark{"right", x, y, x + 10, y + 4, clock, fit(label, columns(right-16))}
	}
	return mark{"left", x, y, x - 10, y + 4, clock, fit(label, columns(x-clockEdge-16))}
}

// draw draws moments in their order.
func (b *builder) draw(p *payment, list []moment) drawing {
	used := [parties]bool{}
	for _, m := range list {
		if m.left == 0 {
			used[m.from], used[m.to] = true, true
		}
	}
	x := lanes(used)
	d := drawing{Width: drawWidth, Height: laneTop + rowHeight*len(list) + 20, Title: b.say(sayDrawn.With(string(p.Name)))}
	for i := range parties {
		if used[i] {
			d.Lanes = append(d.Lanes, lane{x[i], laneTop - 8, d.Height - 8, b.say(words[partyWords[i]])})
		}
	}
	for i, m := range list {
		y := laneTop + rowHeight*(i+1) - 8
		if m.left > 0 {
			d.Breaks = append(d.Breaks, mark{X: 2, Y: y + 4, Label: b.say(sayLeft.With(m.left))})
			continue
		}
		clock := shown("")
		if m.at.Known() {
			clock = shown(m.at.Time.Format("15:04:05"))
		}
		if !m.talk {
			d.Marks = append(d.Marks, said(x[m.from], y, clock, m.label))
			continue
		}
		a := arrow{Kind: "sent", X1: x[m.from], X2: x[m.to], Y: y, LabelX: (x[m.from] + x[m.to]) / 2, LabelY: y - 6, Clock: clock, ClockY: y + 4}
		side := 1
		if a.X2 < a.X1 {
			side = -1
		}
		a.Head = fmt.Sprintf("%d,%d %d,%d %d,%d", a.X2-2*side, y, a.X2-10*side, y-5, a.X2-10*side, y+5)
		switch {
		case m.silence:
			a.Kind = "silence"
		case m.doubt:
			a.Kind = "doubt"
		}
		a.Label = fit(m.label, columns(max(a.X1, a.X2)-min(a.X1, a.X2)-8))
		d.Arrows = append(d.Arrows, a)
	}
	return d
}

// lanes spreads the parties that take part over the width.
func lanes(used [parties]bool) [parties]int {
	n := 0
	for _, u := range used {
		if u {
			n++
		}
	}
	var x [parties]int
	const left, right = clockEdge + 32, drawWidth - 40
	at := 0
	for i, u := range used {
		if !u {
			continue
		}
		x[i] = left
		if n > 1 {
			x[i] = left + at*(right-left)/(n-1)
		}
		at++
	}
	return x
}

func columns(units int) int { return int(float64(units) / letter) }

// fit shortens a label; the table beside the picture has it whole.
func fit(s shown, room int) shown {
	if report.Columns(string(s)) <= room {
		return s
	}
	var out strings.Builder
	for _, r := range string(s) {
		if report.Columns(out.String()+string(r)) > room-1 {
			break
		}
		out.WriteRune(r)
	}
	return shown(out.String() + "…")
}
