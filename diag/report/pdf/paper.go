package pdf

import (
	"fmt"
	"io"

	"codeberg.org/go-pdf/fpdf"

	"github.com/posdoctor/posdoctor/codes"
)

// All lengths are points. The page is A4; its margins leave room for a hole
// punch and for the wider, shorter Letter.
const (
	pageWidth  = 595.28
	pageHeight = 841.89
	margin     = 57
	innerWidth = pageWidth - 2*margin
	size       = 12 // the least that portals ask for
	titleSize  = 16
	leading    = 15.5
	headGap    = 10 // above a heading
	ruleGap    = 4  // below it
	smallGap   = 4  // above an entry of several lines
	top        = margin + 2*leading + 8
	bottom     = pageHeight - margin - leading - 8
)

// placed is text at its distance from the left margin.
type placed struct {
	x    float64
	text string
	bold bool
}

// line is one line of a page.
type line struct {
	parts []placed
	gap   float64 // above it
	title bool
	rule  bool // a thin rule under it
}

func (l line) height() float64 {
	h := l.gap + leading
	if l.title {
		h += titleSize - size
	}
	if l.rule {
		h += ruleGap
	}
	return h
}

// sheet is one page: whose it is, and its lines.
type sheet struct {
	of    string // number of the payment
	lines []line
}

// room is what is left of a page.
func (s sheet) room() float64 {
	left := bottom - top
	for _, l := range s.lines {
		left -= l.height()
	}
	return left
}

// paper is a file in the making.
type paper struct {
	doc    *fpdf.Fpdf
	o      Options
	zh     bool
	sheets []sheet
}

const (
	familyLatin = "go"
	familyHan   = "droid"
)

func newPaper(o Options) *paper {
	doc := fpdf.New("P", "pt", "A4", "")
	doc.SetCatalogSort(true)
	doc.SetCreationDate(o.made())
	doc.SetModificationDate(o.made())
	doc.SetProducer("posdoctor "+shown(o.Version), true)
	doc.SetMargins(margin, margin, margin)
	doc.SetAutoPageBreak(false, 0)
	doc.AddUTF8FontFromBytes(familyLatin, "", latin().bytes)
	doc.AddUTF8FontFromBytes(familyLatin, "B", bold().bytes)
	doc.AddUTF8FontFromBytes(familyHan, "", chinese().bytes)
	p := &paper{doc: doc, o: o, zh: o.Lang == codes.Chinese}
	doc.SetTitle(p.say(wordTitle), true)
	doc.SetLang("en")
	if p.zh {
		doc.SetLang("zh-CN")
	}
	return p
}

// say gives a text of posdoctor itself, which may repeat words of a log.
func (p *paper) say(t codes.Text) string { return free(t.In(p.o.Lang)) }

// width is how long a text becomes.
func (p *paper) width(s string, strong bool, points float64) float64 {
	sum := 0.0
	for _, r := range runs(s, p.zh) {
		p.font(r, strong, points)
		sum += p.doc.GetStringWidth(r.text)
	}
	return sum
}

func (p *paper) font(r run, strong bool, points float64) {
	switch {
	case r.han:
		p.doc.SetFont(familyHan, "", points)
	case strong:
		p.doc.SetFont(familyLatin, "B", points)
	default:
		p.doc.SetFont(familyLatin, "", points)
	}
}

// draw puts text on the base line y.
func (p *paper) draw(x, y float64, s string, strong bool, points float64) {
	// The Chinese font has one weight: a thin outline makes it a bold one.
	const fill, fillAndOutline = 0, 2
	for _, r := range runs(s, p.zh) {
		p.font(r, strong, points)
		if strong && r.han {
			p.doc.SetLineWidth(points / 40)
			p.doc.SetTextRenderingMode(fillAndOutline)
		}
		p.doc.Text(x, y, r.text)
		if strong && r.han {
			p.doc.SetTextRenderingMode(fill)
		}
		x += p.doc.GetStringWidth(r.text)
	}
}

func (p *paper) write(w io.Writer) error {
	for i, s := range p.sheets {
		p.doc.AddPage()
		p.frame(s, i+1)
		y := float64(top)
		for _, l := range s.lines {
			points := float64(size)
			if l.title {
				points = titleSize
			}
			y += l.height()
			base := y - 4
			if l.rule {
				base -= ruleGap
			}
			for _, part := range l.parts {
				p.draw(margin+part.x, base, part.text, part.bold, points)
			}
			if l.rule {
				p.ruler(base + 3.5)
			}
		}
	}
	return p.doc.Output(w)
}

// frame draws what stands on each page: case and payment above, the tool, its
// moment and the number of the page below.
func (p *paper) frame(s sheet, n int) {
	number := free(p.o.Case)
	if number == "" {
		number = p.say(wordNoCase)
	}
	half := float64(innerWidth)
	p.draw(margin, margin+size, p.cut(p.say(sayCase.With(number)), half), true, size)
	if s.of != "" {
		p.draw(margin, margin+size+leading, p.cut(shown(sayPayment.With(s.of).In(p.o.Lang)), half), false, size)
	}
	p.ruler(margin + size + leading + 5)

	low := float64(pageHeight - margin)
	page := fmt.Sprintf("%d/%d", n, len(p.sheets))
	room := p.width(page, true, size)
	p.ruler(low - leading)
	p.draw(pageWidth-margin-room, low, page, true, size)
	made := fmt.Sprintf("posdoctor %s  %s", p.o.Version, p.o.made().Format("2006-01-02 15:04:05 UTC"))
	p.draw(margin, low, p.cut(shown(made), innerWidth-room-size), false, size)
}

func (p *paper) ruler(y float64) {
	p.doc.SetLineWidth(0.6)
	p.doc.Line(margin, y, pageWidth-margin, y)
}
