package report

import (
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

var (
	clockTerminal = codes.Text{EN: "the terminal's own clock (DE12, DE13)", ZH: "终端自己的时钟（域12、域13）"}
	clockTold     = codes.Text{EN: "the clock that the terminal tells the till", ZH: "终端告诉收银机的时间"}
	clockHost     = codes.Text{EN: "the host's clock (DE12, DE13 of answers)", ZH: "主机时钟（应答的域12、域13）"}
	clockSent     = codes.Text{EN: "the transmission time (DE7, UTC by the standard)", ZH: "传输时间（域7，按标准是 UTC）"}
	clockSame     = codes.Text{EN: "%[1]s: %[2]s and the clock of the log agree within %[3]s.", ZH: "%[1]s：%[2]s与日志时钟相差不到 %[3]s。"}
	clockAhead    = codes.Text{EN: "%[1]s: %[2]s is %[3]s ahead of the clock of the log.", ZH: "%[1]s：%[2]s比日志时钟快 %[3]s。"}
	clockBehind   = codes.Text{EN: "%[1]s: %[2]s is %[3]s behind the clock of the log.", ZH: "%[1]s：%[2]s比日志时钟慢 %[3]s。"}
	clockVaries   = codes.Text{EN: "%[1]s: %[2]s is ahead of the clock of the log by %[3]s to %[4]s.", ZH: "%[1]s：%[2]s比日志时钟快 %[3]s 到 %[4]s。"}
	clockZone     = codes.Text{EN: "%[1]s Whole quarter hours are most likely another time zone or summer time.", ZH: "%[1]s相差整刻钟，多半是时区或夏令时不同。"}
	clockDate     = codes.Text{EN: "%[1]s Whole days are most likely a wrong date of one of the two.", ZH: "%[1]s相差整天，多半是其中一个时钟的日期不对。"}
	clockBack     = codes.Text{
		EN: "%[1]s: the clock of the log goes back from %[2]s to %[3]s. The rows stand in the order of the log.",
		ZH: "%[1]s：日志时钟从 %[2]s 倒退到 %[3]s，各行按日志里的先后排列。",
	}
	clockNone   = codes.Text{EN: "No message states a time of its own, so only the clock of the log is known.", ZH: "报文里没有自己的时间，只有日志时钟。"}
	spanSeconds = codes.Text{EN: "%[1]d s", ZH: "%[1]d 秒"}
	spanMinutes = codes.Text{EN: "%[1]d min %[2]d s", ZH: "%[1]d 分 %[2]d 秒"}
	spanHours   = codes.Text{EN: "%[1]d h %[2]d min", ZH: "%[1]d 小时 %[2]d 分"}
	spanDays    = codes.Text{EN: "%[1]d d %[2]d h", ZH: "%[1]d 天 %[2]d 小时"}
	spanMinus   = codes.Text{EN: "minus %[1]s", ZH: "负 %[1]s"}
)

// Clocks says for each source of a timeline how the times in messages differ from
// its clock, and where its clock goes back. It is never empty.
func Clocks(r diag.Report, rows []TimelineRow) []codes.Text {
	var out []codes.Text
	for _, g := range gaps(rows) {
		if g.source < len(r.Sources) {
			out = append(out, g.words(r.Sources[g.source].Name))
		}
	}
	if len(out) == 0 {
		out = append(out, clockNone)
	}
	last := map[int]transcripts.Stamp{}
	for _, row := range rows {
		if !row.At.Known() {
			continue
		}
		before, source := last[row.Where.Source], row.Where.Source
		if d, known := row.At.Ahead(before); known && d < -sameClock && source < len(r.Sources) {
			out = append(out, clockBack.With(r.Sources[source].Name, before.String(), row.At.String()))
		}
		last[source] = row.At
	}
	return out
}

// gapRange is how far a clock was ahead of a source's, least and most.
type gapRange struct {
	source      int
	clock       codes.Text
	least, most time.Duration
}

func gaps(rows []TimelineRow) []gapRange {
	var all []gapRange
	see := func(source int, clock codes.Text, d time.Duration) {
		d = d.Truncate(time.Second)
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
			switch {
			case r.OfHost:
				clock = clockHost
			case r.Message != nil && r.Message.Talk != "":
				clock = clockTold
			}
			see(r.Where.Source, clock, d)
		}
		if d, known := r.ahead(r.Sent); known {
			see(r.Where.Source, clockSent, d)
		}
	}
	return all
}

// Clocks that differ by less than sameClock agree: a message is made a moment
// before it is logged. Time zones differ by zoneStep at least and from UTC by
// zoneMost at most.
const (
	sameClock = 3 * time.Second
	zoneStep  = 15 * time.Minute
	zoneMost  = 14 * time.Hour
	wholeDay  = 24 * time.Hour
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
	switch {
	case g.near(hi.Round(wholeDay)):
		t = clockDate.With(t)
	case hi.Abs() <= zoneMost+time.Minute && g.near(hi.Round(zoneStep)):
		t = clockZone.With(t)
	}
	return t
}

// near reports whether the clocks were always about so far apart.
func (g gapRange) near(off time.Duration) bool {
	return off != 0 && (g.most-off).Abs() < time.Minute && (g.least-off).Abs() < time.Minute
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
	case s < 24*3600:
		return spanHours.With(s/3600, s%3600/60)
	}
	return spanDays.With(s/(24*3600), s%(24*3600)/3600)
}
