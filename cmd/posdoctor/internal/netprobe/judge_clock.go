package netprobe

import (
	"time"

	"github.com/posdoctor/posdoctor/codes"
)

// Clocks that differ more than this break what depends on the time: payment
// services refuse signed requests that are more than five minutes old or new.
const skewLimit = 5 * time.Minute

// agree is how far two readings of the same clock may lie apart.
const agree = 3 * time.Second

// clock is what is known about the clock of this machine.
type clock struct {
	check Check
	// now is the time by the best witness; known says that the witness is one of
	// the time itself.
	now   time.Time
	known bool
}

// judgeClock compares the clock of this machine with what the hosts say. The
// best witness counts: a time stated twice in handshakes, then the date of an
// HTTP answer; the dates of a certificate only bound it.
func judgeClock(facts []Facts, now time.Time) clock {
	const id = "net.clock"
	if r, by, host, found := reading(facts); found {
		skew := r.Here.Sub(r.There).Round(time.Second)
		c := clock{now: now.Add(-skew), known: true}
		switch {
		case skew > skewLimit:
			c.check = problem(id, titleClock, reasonAhead.With(length(skew), by, host), whyClock)
		case skew < -skewLimit:
			c.check = problem(id, titleClock, reasonBehind.With(length(-skew), by, host), whyClock)
		default:
			c.check = ok(id, titleClock, reasonClock.With(by, host, length(skew.Abs())))
		}
		return c
	}
	c := clock{now: now}
	var from, to time.Time
	host := ""
	for i := range facts {
		s := facts[i].Session
		if s == nil || len(s.Chain) == 0 {
			continue
		}
		leaf := s.Chain[0]
		if now.Before(leaf.NotBefore) {
			c.check = problem(id, titleClock, reasonTooEarly.With(day(now), facts[i].Target.Host, day(leaf.NotBefore)), whyClock)
			return c
		}
		if now.After(leaf.NotAfter) {
			continue
		}
		if from.Before(leaf.NotBefore) {
			from, host = leaf.NotBefore, facts[i].Target.Host
		}
		if to.IsZero() || to.After(leaf.NotAfter) {
			to = leaf.NotAfter
		}
	}
	if from.IsZero() {
		c.check = skipped(id, titleClock, reasonNoWitness)
		return c
	}
	c.check = unknown(id, titleClock, reasonBounds.With(host, day(from), day(to)))
	return c
}

// reading gives the best statement of a time, and who made it how.
func reading(facts []Facts) (r Reading, by codes.Text, host string, found bool) {
	for i := range facts {
		s := facts[i].Session
		if s == nil || len(s.Readings) < 2 || s.Speech != SpeechTLS {
			continue
		}
		a, b := s.Readings[0], s.Readings[1]
		if (a.Here.Sub(a.There) - b.Here.Sub(b.There)).Abs() <= agree {
			return a, byHandshake, facts[i].Target.Host, true
		}
	}
	for i := range facts {
		if s := facts[i].Session; s != nil && s.Speech == SpeechHTTP && len(s.Readings) > 0 {
			return s.Readings[0], byHTTP, facts[i].Target.Host, true
		}
	}
	return Reading{}, codes.Text{}, "", false
}

func day(t time.Time) string { return t.UTC().Format("2006-01-02") }

// length words a span of time.
func length(d time.Duration) codes.Text {
	switch {
	case d < 2*time.Minute:
		return spanSeconds.With(int(d.Seconds()))
	case d < 2*time.Hour:
		return spanMinutes.With(int(d.Minutes()))
	case d < 48*time.Hour:
		return spanHours.With(int(d.Hours()))
	}
	return spanDays.With(int(d.Hours() / 24))
}
