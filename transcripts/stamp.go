package transcripts

import "time"

// Zone says how much is known about the time zone of a Stamp.
type Zone string

// The zones. A floating stamp is a wall clock of which nobody said the zone;
// it is never read as the zone of this machine.
const (
	ZoneFloating Zone = ""        // not known
	ZoneAssumed  Zone = "assumed" // from the profile
	ZoneStated   Zone = "stated"  // written in the source, or UTC by standard
)

// Stamp is a time as a source states it. The zero value is "unknown".
type Stamp struct {
	// Time holds the wall clock. For a floating zone its location is UTC and
	// only differences within one source mean anything.
	Time time.Time
	Zone Zone
	// NoDate marks a clock without a day ("08:09:41"), NoYear one without a
	// year ("10-26 10:46:59"); what is missing in Time is then 0000-01-01.
	NoDate, NoYear bool
}

// Known reports whether the stamp says anything.
func (s Stamp) Known() bool { return !s.Time.IsZero() || s.NoDate || s.NoYear }

// HasDay reports whether month and day are known.
func (s Stamp) HasDay() bool { return s.Known() && !s.NoDate }

// String gives the wall clock as far as it is known, seconds precise:
// "2026-11-20 10:14:03", "11-20 10:14:03", "10:14:03", or "" when unknown.
func (s Stamp) String() string {
	switch {
	case !s.Known():
		return ""
	case s.NoDate:
		return s.Time.Format("15:04:05")
	case s.NoYear:
		return s.Time.Format("01-02 15:04:05")
	}
	return s.Time.Format("2006-01-02 15:04:05")
}

// OwnClock is the local date and time of the payment as the message itself states
// it (DE12, DE13): a wall clock of which nobody says the zone. A year that it
// leaves out is the one that puts it nearest to near. It is unknown where the
// message states no time that a clock can show.
func (m *Message) OwnClock(near Stamp) Stamp {
	clock, layout := m.LocalTime, "150405"
	switch {
	case len(clock) == 12:
		layout = "060102150405"
	case len(clock) != 6:
		return Stamp{}
	case len(m.LocalDate) == 4:
		// Year 0 is a leap year, so that 29 February is a day.
		clock, layout = "0000"+m.LocalDate+clock, "20060102150405"
	}
	at, err := time.Parse(layout, clock)
	if err != nil {
		return Stamp{}
	}
	s := Stamp{Time: at}
	switch {
	case len(m.LocalTime) == 12:
		return s
	case len(m.LocalDate) != 4:
		s.NoDate = true
		return s
	case !near.HasDay() || near.NoYear:
		s.NoYear = true
		return s
	}
	var nearest time.Duration
	for i, year := range [...]int{near.Time.Year(), near.Time.Year() - 1, near.Time.Year() + 1} {
		t := time.Date(year, at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC)
		if d := t.Sub(near.wall()).Abs(); i == 0 || d < nearest {
			nearest, s.Time = d, t
		}
	}
	return s
}

// wall is the clock on the wall that the stamp shows, as a moment in UTC.
func (s Stamp) wall() time.Time {
	t := s.Time
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// Ahead is how far the wall clock of s is ahead of that of o, whatever zones they
// are in; of clocks without a day only the time of day is compared. known is
// false where one of them does not say enough.
func (s Stamp) Ahead(o Stamp) (d time.Duration, known bool) {
	if !s.Known() || !o.Known() {
		return 0, false
	}
	a, b := s.wall(), o.wall()
	switch {
	case s.NoDate || o.NoDate:
		const day = 24 * time.Hour
		d = (a.Sub(a.Truncate(day)) - b.Sub(b.Truncate(day)) + day) % day
		if d > day/2 {
			d -= day
		}
		return d, true
	case s.NoYear || o.NoYear:
		a = a.AddDate(b.Year()-a.Year(), 0, 0)
	}
	return a.Sub(b), true
}
