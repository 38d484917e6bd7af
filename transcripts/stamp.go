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
