package cases

import (
	"slices"
	"time"
)

// Weekdays is a calendar whose business days are Monday to Friday, without the
// holidays and with the working weekend days that were told. All days are
// midnight UTC.
type Weekdays struct {
	Holidays, Workdays []time.Time
}

// Add is [Calendar]'s.
func (w Weekdays) Add(day time.Time, n int) time.Time {
	for !w.works(day) && n == 0 {
		day = day.AddDate(0, 0, 1)
	}
	for n > 0 {
		if day = day.AddDate(0, 0, 1); w.works(day) {
			n--
		}
	}
	return day
}

// works reports whether banks work on a day. A day told both ways counts as a
// holiday, which gives the later result.
func (w Weekdays) works(day time.Time) bool {
	same := func(d time.Time) bool { return d.Format(time.DateOnly) == day.Format(time.DateOnly) }
	switch {
	case slices.ContainsFunc(w.Holidays, same):
		return false
	case slices.ContainsFunc(w.Workdays, same):
		return true
	}
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
}
