package report

import (
	"fmt"
	"time"

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

	clockTerminal = codes.Text{EN: "the terminal's own clock (DE12, DE13)", ZH: "终端自己的时钟（域12、域13）"}
	clockHost     = codes.Text{EN: "the host's clock (DE12, DE13 of answers)", ZH: "主机时钟（应答的域12、域13）"}
	clockSent     = codes.Text{EN: "the transmission time (DE7, UTC by the standard)", ZH: "传输时间（域7，按标准是 UTC）"}
	clockSame     = codes.Text{EN: "%[1]s: %[2]s and the clock of the log agree within %[3]s.", ZH: "%[1]s：%[2]s与日志时钟相差不到 %[3]s。"}
	clockAhead    = codes.Text{EN: "%[1]s: %[2]s is %[3]s ahead of the clock of the log.", ZH: "%[1]s：%[2]s比日志时钟快 %[3]s。"}
	clockBehind   = codes.Text{EN: "%[1]s: %[2]s is %[3]s behind the clock of the log.", ZH: "%[1]s：%[2]s比日志时钟慢 %[3]s。"}
	clockVaries   = codes.Text{EN: "%[1]s: %[2]s is ahead of the clock of the log by %[3]s to %[4]s.", ZH: "%[1]s：%[2]s比日志时钟快 %[3]s 到 %[4]s。"}
	clockZone     = codes.Text{EN: "%[1]s Whole quarter hours are most likely another time zone.", ZH: "%[1]s相差整刻钟，多半是时区不同。"}
	clockNone     = codes.Text{EN: "No message states a time of its own, so only the clock of the log is known.", ZH: "报文里没有自己的时间，只有日志时钟。"}
	spanSeconds   = codes.Text{EN: "%[1]d s", ZH: "%[1]d 秒"}
	spanMinutes   = codes.Text{EN: "%[1]d min %[2]d s", ZH: "%[1]d 分 %[2]d 秒"}
	spanHours     = codes.Text{EN: "%[1]d h %[2]d min", ZH: "%[1]d 小时 %[2]d 分"}
	spanMinus     = codes.Text{EN: "minus %[1]s", ZH: "负 %[1]s"}
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
	for _, s := range p.clocks(rows) {
		p.paragraph(Dim, s)
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

// gapRange is how far a clock was ahead of a source's, least and most.
type gapRange struct {
	source      int
	clock       codes.Text
	least, most time.Duration
}

// clocks says for each source how the times in messages differ from its clock.
func (p *page) clocks(rows []TimelineRow) []string {
	var all []gapRange
	see := func(source int, clock codes.Text, d time.Duration) {
		for i := range all {
			if g := &all[i]; g.source == source && g.clock == clock {
				g.least, g.most = min(g.least, d), max(g.most, d)
				return
			}
		}
		all = append(all, gapRange{source, clock, d, d})
	}
	for _, r := range rows {
		if d, known := r.Ahead(); known {
			clock := clockTerminal
			if r.OfHost {
				clock = clockHost
			}
			see(r.Where.Source, clock, d.Truncate(time.Second))
		}
		if d, known := r.Sent.Ahead(r.At); known {
			see(r.Where.Source, clockSent, d.Truncate(time.Second))
		}
	}
	if len(all) == 0 {
		return []string{p.say(clockNone)}
	}
	var out []string
	for _, g := range all {
		if g.source < len(p.r.Sources) {
			out = append(out, p.say(g.words(p.r.Sources[g.source].Name)))
		}
	}
	return out
}

// Clocks that differ by less than sameClock agree: a message is made a moment
// before it is logged. zoneStep is the least by which time zones differ.
const (
	sameClock = 3 * time.Second
	zoneStep  = 15 * time.Minute
)

func (g gapRange) words(source string) codes.Text {
	lo, hi := g.least, g.most
	var t codes.Text
	switch {
	case lo.Abs() < sameClock && hi.Abs() < sameClock:
		t = clockSame.With(source, g.clock, spanSeconds.With(int(sameClock.Seconds())))
	case hi-lo < sameClock && lo > 0:
		t = clockAhead.With(source, g.clock, lasts(hi))
	case hi-lo < sameClock && hi < 0:
		t = clockBehind.With(source, g.clock, lasts(-lo))
	default:
		t = clockVaries.With(source, g.clock, lasts(lo), lasts(hi))
	}
	if off := hi.Round(zoneStep); off != 0 && (hi-off).Abs() < time.Minute && (lo-off).Abs() < time.Minute {
		t = clockZone.With(t)
	}
	return t
}

// lasts words a length of time by its two largest units.
func lasts(d time.Duration) codes.Text {
	if d < 0 {
		return spanMinus.With(lasts(-d))
	}
	s := int(d.Seconds())
	switch {
	case s < 60:
		return spanSeconds.With(s)
	case s < 3600:
		return spanMinutes.With(s/60, s%60)
	}
	return spanHours.With(s/3600, s%3600/60)
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
			{Text: p.say(stateWords[l.State])},
			{Text: orDash(l.Code)},
			{Text: fmt.Sprint(l.Attempts)},
		})
	}
	p.add(b)
}
