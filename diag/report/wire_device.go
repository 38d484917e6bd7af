package report

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

type wireDevice struct {
	Protocol   string            `json:"protocol"`
	Terminal   string            `json:"terminal"`
	Merchant   string            `json:"merchant"`
	Model      string            `json:"model"`
	Serial     string            `json:"serial"`
	Software   string            `json:"software"`
	At         string            `json:"at"`
	Clock      string            `json:"clock"`
	ClockAhead *float64          `json:"clock_ahead_seconds"` // null: not compared
	Zoneless   bool              `json:"zoneless"`
	Status     string            `json:"status"`
	Meaning    codes.Text        `json:"meaning"`
	Ready      *bool             `json:"ready"`        // null: it did not say
	Pending    *bool             `json:"pending_undo"` // null: it did not say
	Totals     codes.Text        `json:"totals"`
	Where      transcripts.Where `json:"where"`
}

func toDevices(in []diag.DeviceSeen) []wireDevice {
	return each(in, func(s diag.DeviceSeen) wireDevice {
		d := s.Device
		w := wireDevice{
			Protocol: d.Protocol, Terminal: d.Terminal, Merchant: d.Merchant, Model: d.Model, Serial: d.Serial,
			Software: d.Software, At: stamp(s.At), Clock: stamp(d.Clock), Zoneless: s.Zoneless, Status: d.Status,
			Meaning: d.Meaning, Ready: d.Ready, Pending: d.Pending, Totals: d.Totals, Where: s.Where,
		}
		if s.SkewKnown {
			ahead := s.Skew.Seconds()
			w.ClockAhead = &ahead
		}
		return w
	})
}
