package diag

import (
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
)

// DeviceSeen is a terminal's word about itself.
type DeviceSeen struct {
	Device transcripts.Device
	Where  transcripts.Where
	At     transcripts.Stamp
	// Skew is how far its clock is ahead of the clock that At was read from; it
	// means something only where SkewKnown. Zoneless is set when nobody told the
	// terminal's time zone, so that whole quarter hours were left out of Skew.
	Skew                time.Duration
	SkewKnown, Zoneless bool
}

// Off says in words how far the clock is off: "3 min fast".
func (d DeviceSeen) Off() codes.Text {
	way := codes.Text{EN: "%s fast", ZH: "快 %s"}
	if d.Skew < 0 {
		way = codes.Text{EN: "%s slow", ZH: "慢 %s"}
	}
	return way.With(lasting(d.Skew.Abs()))
}

// lasting words a duration by its largest unit that says enough.
func lasting(d time.Duration) codes.Text {
	switch {
	case d < time.Minute:
		return codes.Text{EN: "%d s", ZH: "%d 秒"}.With(int(d.Seconds()))
	case d < 2*time.Hour:
		return codes.Text{EN: "%d min", ZH: "%d 分钟"}.With(int(d.Round(time.Minute).Minutes()))
	case d < 48*time.Hour:
		return codes.Text{EN: "%d h", ZH: "%d 小时"}.With(int(d.Round(time.Hour).Hours()))
	}
	return codes.Text{EN: "%d days", ZH: "%d 天"}.With(int(d.Round(24*time.Hour).Hours() / 24))
}
