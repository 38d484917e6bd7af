package diagnose

import (
	"cmp"
	"slices"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/rules"
	"github.com/posdoctor/posdoctor/transcripts"
)

// devices keeps what terminals say about themselves. What one question does not
// tell, another does, so the words of one terminal are put together; the latest
// word on each point counts. The zero value is ready.
type devices struct{ seen []diag.DeviceSeen }

// see takes one word of a terminal. zone is the shop's, nil when not told.
func (d *devices) see(ev transcripts.Event, zone *time.Location) {
	x := *ev.Device
	i := slices.IndexFunc(d.seen, func(s diag.DeviceSeen) bool {
		return s.Device.Protocol == x.Protocol && (s.Device.Terminal == x.Terminal || s.Device.Terminal == "" || x.Terminal == "")
	})
	if i < 0 {
		if len(d.seen) >= mostListed {
			return
		}
		i = len(d.seen)
		d.seen = append(d.seen, diag.DeviceSeen{Device: transcripts.Device{Protocol: x.Protocol}})
	}
	s := &d.seen[i]
	s.Where, s.At = ev.Where, ev.At
	to := &s.Device
	last(&to.Terminal, x.Terminal)
	last(&to.Merchant, x.Merchant)
	last(&to.Model, x.Model)
	last(&to.Serial, x.Serial)
	last(&to.Software, x.Software)
	if x.Status != "" || x.Ready != nil || !x.Meaning.IsZero() {
		to.Status, to.Meaning, to.Ready = x.Status, x.Meaning, x.Ready
	}
	if x.Pending != nil {
		to.Pending = x.Pending
	}
	if !x.Totals.IsZero() {
		to.Totals = x.Totals
	}
	if x.Clock.Known() {
		to.Clock = x.Clock
		s.Skew, s.Zoneless, s.SkewKnown = skew(x.Clock, ev.At, zone)
	}
}

func last(to *string, from string) {
	if from != "" {
		*to = from
	}
}

// quarter is what all time zones are multiples of.
const quarter = 15 * time.Minute

// skew says how far a terminal's clock is ahead of the moment at which it was
// read. Without the shop's time zone whole quarter hours tell nothing, and only
// what remains of them counts.
func skew(clock, at transcripts.Stamp, zone *time.Location) (d time.Duration, zoneless, known bool) {
	if !clock.HasDay() || clock.NoYear || !at.HasDay() || at.NoYear || at.Zone == transcripts.ZoneFloating {
		return 0, false, false
	}
	t := clock.Time
	if clock.Zone == transcripts.ZoneFloating && zone != nil {
		t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), zone)
	}
	d = t.Sub(at.Time)
	if clock.Zone != transcripts.ZoneFloating || zone != nil {
		return d, false, true
	}
	if d.Abs() > 15*time.Hour { // no zone is that far from UTC
		return d, true, true
	}
	return d - d.Round(quarter), true, true
}

func (d *devices) list() []diag.DeviceSeen {
	out := slices.Clone(d.seen)
	slices.SortStableFunc(out, func(a, b diag.DeviceSeen) int {
		return cmp.Or(cmp.Compare(a.Device.Terminal, b.Device.Terminal), cmp.Compare(a.Device.Protocol, b.Device.Protocol))
	})
	return out
}

// checks says how each terminal is. Nobody asked one that said nothing, so
// there is nothing to say about it either.
func (d *devices) checks() []diag.Check {
	var out []diag.Check
	for _, s := range d.list() {
		out = append(out, ready(s), clockCheck(s), pending(s))
	}
	return out
}

func ready(s diag.DeviceSeen) diag.Check {
	c := diag.Check{ID: "device.status", Title: codes.Text{EN: "state of the terminal", ZH: "终端状态"}, Reason: s.Device.Meaning}
	if c.Reason.IsZero() && s.Device.Status != "" {
		c.Reason = codes.Text{EN: "it says %s.", ZH: "终端报告 %s。"}.With(s.Device.Status)
	}
	switch {
	case s.Device.Ready == nil:
		c.State = diag.CheckUnknown
		if c.Reason.IsZero() {
			c.Reason = codes.Text{EN: "it did not say whether it can work.", ZH: "终端没有说能不能工作。"}
		}
	case *s.Device.Ready:
		c.State = diag.CheckOK
	default:
		c.State = diag.CheckProblem
	}
	return c
}

func clockCheck(s diag.DeviceSeen) diag.Check {
	c := diag.Check{ID: "device.clock", Title: codes.Text{EN: "clock of the terminal", ZH: "终端时钟"}}
	switch {
	case !s.SkewKnown:
		c.State = diag.CheckSkipped
		c.Reason = codes.Text{EN: "the terminal did not tell its time.", ZH: "终端没有报告时间。"}
		if s.Device.Clock.Known() {
			c.Reason = codes.Text{EN: "there was no clock to compare it with.", ZH: "没有可比较的时钟。"}
		}
	case s.Skew.Abs() > rules.Skewed:
		c.State = diag.CheckProblem
		c.Reason = codes.Text{EN: "it is %s.", ZH: "%s。"}.With(s.Off())
	default:
		c.State = diag.CheckOK
		if s.Zoneless {
			c.Reason = codes.Text{
				EN: "nobody told its time zone, so that whole quarter hours were not compared.",
				ZH: "没有给出终端的时区，整刻钟的差别没有比较。",
			}
		}
	}
	return c
}

func pending(s diag.DeviceSeen) diag.Check {
	c := diag.Check{ID: "device.pending", Title: codes.Text{EN: "reversal waiting in the terminal", ZH: "终端里是否有待发的冲正"}}
	switch {
	case s.Device.Pending == nil:
		c.State = diag.CheckUnknown
		c.Reason = codes.Text{EN: "the terminal does not tell.", ZH: "终端没有说明。"}
	case *s.Device.Pending:
		c.State = diag.CheckProblem
		c.Reason = codes.Text{EN: "one is waiting.", ZH: "还有一笔。"}
	default:
		c.State = diag.CheckOK
	}
	return c
}
