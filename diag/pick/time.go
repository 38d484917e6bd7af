package pick

import (
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Tolerance is how far a time may lie from the one that was given: watches, tills
// and terminals differ by minutes.
const Tolerance = 5 * time.Minute

// Time is a moment as a person remembers it or a slip shows it. Its day may be
// left out, or its time of day. The zero value says nothing.
type Time struct {
	at                      time.Time // in UTC, the clock on the wall
	given                   bool
	noYear, noDate, noClock bool
	zone                    *time.Location // nil where none was given
}

// IsZero reports whether no time was given.
func (t Time) IsZero() bool { return !t.given }

var timeForms = []struct {
	layout                  string
	noYear, noDate, noClock bool
}{
	{layout: "2006-1-2 15:04:05"},
	{layout: "2006-1-2 15:04"},
	{layout: "1-2 15:04:05", noYear: true},
	{layout: "1-2 15:04", noYear: true},
	{layout: "15:04:05", noDate: true},
	{layout: "15:04", noDate: true},
	{layout: time.DateOnly, noClock: true},
	{layout: "2.1.2006 15:04:05"},
	{layout: "2.1.2006 15:04"},
	{layout: "2.1.2006", noClock: true},
	{layout: "2006-1-2 3:04 PM"},
	{layout: "3:04 PM", noDate: true},
	{layout: "3:04PM", noDate: true},
}

// ways are what people write for the marks between the parts of a time.
var ways = strings.NewReplacer("/", "-", "T", " ", "：", ":", "年", "-", "月", "-", "日", " ", "号", " ", "点", ":", "时", ":", "分", ":", "秒", "")

// ParseTime reads "10:14", "10:14:03", "2026-11-20 10:14", "11-20 10:14" and
// "2026-11-20", also with slashes, with a T between day and time, with a
// full-width colon, as "20.11.2026", "10:14 am" and "2026年11月20日 10点14分", and
// the form of RFC 3339 in which a JSON report writes times, with its zone. It is
// not ok for anything else.
func ParseTime(s string) (Time, bool) {
	s = strings.TrimSpace(s)
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		wall := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC)
		return Time{at: wall, given: true, zone: at.Location()}, true
	}
	s = strings.Join(strings.Fields(ways.Replace(strings.ToUpper(s))), " ")
	s = strings.TrimSuffix(s, ":")
	for _, f := range timeForms {
		if at, err := time.Parse(f.layout, s); err == nil {
			return Time{at: at, given: true, noYear: f.noYear, noDate: f.noDate, noClock: f.noClock}, true
		}
	}
	return Time{}, false
}

// near reports whether any clock that saw the leg shows the time, give or take
// [Tolerance]: the source's, or the terminal's own, which is on the slip.
func (t Time) near(l *diag.Leg, zone *time.Location) bool {
	d, known := t.distance(l, zone)
	return known && d <= Tolerance
}

// distance is how far the nearest clock of a leg is from the time; not known
// where no clock tells.
func (t Time) distance(l *diag.Leg, zone *time.Location) (least time.Duration, known bool) {
	see := func(s transcripts.Stamp) {
		if d, ok := t.from(s, zone); ok && (!known || d < least) {
			least, known = d, true
		}
	}
	see(l.At)
	for i := range l.Seen {
		for _, p := range l.Seen[i].Places {
			see(p.At)
		}
		if m := l.Seen[i].Message; m != nil {
			see(m.OwnClock(l.Seen[i].At()))
		}
	}
	for _, s := range l.Signals {
		see(s.At)
	}
	return least, known
}

const day = 24 * time.Hour

// from compares with one stamp what both of them state.
func (t Time) from(s transcripts.Stamp, zone *time.Location) (time.Duration, bool) {
	if !s.Known() {
		return 0, false
	}
	if t.zone != nil {
		zone = t.zone
	}
	at := wall(s, zone)
	switch {
	case t.noClock && s.NoDate:
		return 0, false
	case t.noClock && s.NoYear:
		return wholeDay(at.YearDay() == time.Date(at.Year(), t.at.Month(), t.at.Day(), 0, 0, 0, 0, time.UTC).YearDay())
	case t.noClock:
		return wholeDay(at.Format(time.DateOnly) == t.at.Format(time.DateOnly))
	case t.noDate || s.NoDate:
		d := (clock(at) - clock(t.at)).Abs()
		return min(d, day-d), true
	case t.noYear || s.NoYear:
		return at.Sub(t.at.AddDate(at.Year()-t.at.Year(), 0, 0)).Abs(), true
	}
	return at.Sub(t.at).Abs(), true
}

func wholeDay(same bool) (time.Duration, bool) {
	if same {
		return 0, true
	}
	return day, true
}

func clock(t time.Time) time.Duration { return t.Sub(t.Truncate(day)) }

// wall gives a stamp as the clock on the wall of the shop shows it.
func wall(s transcripts.Stamp, zone *time.Location) time.Time {
	t := s.Time
	if zone != nil && s.Zone == transcripts.ZoneStated && !s.NoYear && !s.NoDate {
		t = t.In(zone)
	}
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}
