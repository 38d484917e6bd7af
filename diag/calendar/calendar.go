package calendar

import (
	"time"

	"github.com/posdoctor/posdoctor/codes"
)

// Calendar tells business days from others. The zero value knows neither
// holidays nor a weekend.
type Calendar struct {
	holidays, workdays map[time.Time]bool
	told               map[int]bool // years for which a holiday was told
	weekend            weekend
}

// New gives a calendar of days on which banks do not work and of weekend days on
// which they do, as a profile tells them. Only the dates count. Its weekend is
// not known until [Calendar.In] says it.
func New(holidays, workdays []time.Time) Calendar {
	c := Calendar{holidays: map[time.Time]bool{}, workdays: map[time.Time]bool{}, told: map[int]bool{}}
	for _, d := range holidays {
		c.holidays[Day(d)] = true
		c.told[d.Year()] = true
	}
	for _, d := range workdays {
		c.workdays[Day(d)] = true
	}
	return c
}

// In gives the calendar with the weekend of a country (ISO 3166, two letters) or
// of "EU". The weekend stays unknown for a country that the table does not have.
func (c Calendar) In(country string) Calendar {
	c.weekend = weekends()[country]
	return c
}

// Plain gives the calendar with Saturday and Sunday as the weekend where that of
// the place is not known. It is for habits of one's own, never for a rule.
func (c Calendar) Plain() Calendar {
	if c.weekend.country == "" {
		c.weekend = weekend{country: "plain", off: map[time.Weekday]bool{time.Saturday: true, time.Sunday: true}}
	}
	c.weekend.since = time.Time{}
	return c
}

// Weekend names the days off of a week; it is empty where they are not known.
func (c Calendar) Weekend() codes.Text { return c.weekend.text() }

// Day is the date of a moment in its own zone, at midnight UTC.
func Day(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// Doubt is why a counted day may be wrong.
type Doubt string

// The doubts.
const (
	// WeekendUnknown: nobody told which days are the weekend, so nothing was counted.
	WeekendUnknown Doubt = "weekend_unknown"
	// HolidaysUnknown: no bank holiday was told for a year of the count, so the
	// true day may be later.
	HolidaysUnknown Doubt = "holidays_unknown"
)

var doubtTexts = map[Doubt]codes.Text{
	WeekendUnknown:  {EN: "the weekend of this place is not known, so business days cannot be counted", ZH: "不知道当地的周末是哪几天，无法计算工作日"},
	HolidaysUnknown: {EN: "at the earliest: the bank holidays in between are not known", ZH: "最早为这一天：不知道这段时间有哪些银行节假日"},
}

// Text says the doubt in words.
func (d Doubt) Text() codes.Text { return doubtTexts[d] }

// Result is a counted day.
type Result struct {
	// Day is midnight UTC of the day, the zero time when nothing could be counted.
	Day time.Time
	// Doubt is "" when the profile told all that the count needs.
	Doubt Doubt
}

// Known reports whether a day was counted.
func (r Result) Known() bool { return !r.Day.IsZero() }

// Add counts n business days on from a day, which itself is not counted. For n
// of 0 or less it is the day itself or the next business day after it.
func (c Calendar) Add(day time.Time, n int) Result {
	day = Day(day)
	if c.weekend.country == "" || day.Before(c.weekend.since) {
		return Result{Doubt: WeekendUnknown}
	}
	r := Result{Day: day}
	c.doubt(&r)
	if n <= 0 {
		for !c.business(r.Day) {
			c.step(&r)
		}
		return r
	}
	for n > 0 {
		c.step(&r)
		if c.business(r.Day) {
			n--
		}
	}
	return r
}

func (c Calendar) step(r *Result) {
	r.Day = r.Day.AddDate(0, 0, 1)
	c.doubt(r)
}

func (c Calendar) doubt(r *Result) {
	if !c.told[r.Day.Year()] {
		r.Doubt = HolidaysUnknown
	}
}

// business reports whether banks work on a day. A make-up workday wins over the
// weekend; a day that is told both ways counts as a holiday, which gives the
// later result.
func (c Calendar) business(day time.Time) bool {
	switch {
	case c.holidays[day]:
		return false
	case c.workdays[day]:
		return true
	}
	return !c.weekend.on(day)
}
