package report

import (
	"fmt"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

var (
	headTimeline = codes.Text{EN: "Everything seen of it", ZH: "全部记录"}
	colLog       = codes.Text{EN: "Log clock", ZH: "日志时钟"}
	colOwn       = codes.Text{EN: "In message", ZH: "报文内时间"}
	colEvent     = codes.Text{EN: "What, and where it stands", ZH: "内容和位置"}
	ownHost      = codes.Text{EN: "%[1]s host", ZH: "%[1]s 主机"}

	ownAgain = codes.Text{EN: "%[1]s again", ZH: "%[1]s 同上"}
	placeIn  = codes.Text{EN: "\n(%[1]s)", ZH: "\n（%[1]s）"}
)

// timeline draws the rows, and says how the clocks differ.
func (p *page) timeline(t *diag.Transaction, rows []TimelineRow) {
	p.add(heading(p.say(headTimeline)))
	oneDay := true
	for _, r := range rows {
		for _, s := range []transcripts.Stamp{r.At, r.Own} {
			oneDay = oneDay && (!s.HasDay() || !t.Root().At.HasDay() || day(s) == day(t.Root().At))
		}
	}
	b := Block{Kind: Table, Columns: []Column{{Title: p.say(colLog)}, {Title: p.say(colOwn)}, {Title: p.say(colEvent), Shrink: true}}}
	for _, r := range rows {
		text := p.say(r.Text)
		place := p.place(r.Where)
		if r.Again {
			text, place = p.say(placeAgain.With(place)), ""
		}
		if place != "" {
			text += p.say(placeIn.With(place))
		}
		own := ""
		if r.Own.Known() {
			own = exact(r.Own, oneDay)
			switch {
			case r.Restated:
				own = p.say(ownAgain.With(own))
			case r.OfHost:
				own = p.say(ownHost.With(own))
			}
		}
		b.Rows = append(b.Rows, []Span{{Text: exact(r.At, oneDay)}, {Text: own}, {Text: text, Tone: rowTone(r)}})
	}
	p.add(b)
	for _, s := range Clocks(p.r, rows) {
		p.paragraph(Dim, p.say(s))
	}
}

func rowTone(r TimelineRow) Tone {
	if r.Mismatch != "" {
		return Caution
	}
	return Plain
}

// exact is a clock to the second, with its day where the rows are of several.
func exact(s transcripts.Stamp, oneDay bool) string {
	if !s.Known() {
		return "-"
	}
	if oneDay || s.NoDate {
		return s.Time.Format("15:04:05")
	}
	return s.Time.Format("01-02 15:04:05")
}

var (
	headSteps = codes.Text{EN: "Its steps", ZH: "各个步骤"}
	colNumber = codes.Text{EN: "No.", ZH: "序号"}
	colTarget = codes.Text{EN: "Of", ZH: "针对"}
)

// stepsOf draws the legs with what each of them is aimed at.
func (p *page) stepsOf(t *diag.Transaction) {
	p.add(heading(p.say(headSteps)))
	b := Block{Kind: Table, Columns: []Column{
		{Title: p.say(colNumber), Right: true},
		{Title: p.say(colStep)},
		{Title: p.say(colTarget)},
		{Title: p.say(colTime)},
		{Title: p.say(colTrace)},
		{Title: p.say(colAmount), Right: true},
		{Title: p.say(colState), Shrink: true},
		{Title: p.say(colCode)},
		{Title: p.say(colSent), Right: true},
	}}
	for i := range t.Legs {
		l := &t.Legs[i]
		amount, target := "?", "-"
		if l.Amount.Known {
			amount = Money(l.Amount.Minor, l.Amount.Currency, p.o.Lang)
		}
		if l.Target >= 0 && l.Target < len(t.Legs) {
			target = fmt.Sprint(l.Target + 1)
		}
		b.Rows = append(b.Rows, []Span{
			{Text: fmt.Sprint(i + 1)},
			{Text: p.say(kindWord(l.Kind))},
			{Text: target},
			{Text: clock(l.At, true)},
			{Text: orDash(l.STAN)},
			{Text: amount},
			{Text: p.say(StateWord(l))},
			{Text: orDash(l.Code)},
			{Text: fmt.Sprint(l.Attempts)},
		})
	}
	p.add(b)
}
