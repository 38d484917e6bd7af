package rules

import (
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

// deviceNotReady: the terminal itself says that it cannot work now.
var deviceNotReady = rule{
	id: "device.not_ready",
	device: func(d diag.DeviceSeen) []fact {
		if d.Device.Ready == nil || *d.Device.Ready {
			return nil
		}
		meaning := d.Device.Meaning
		if meaning.IsZero() {
			meaning = codes.Same(orUnknown(d.Device.Status))
		}
		return []fact{{d.Where, []any{orUnknown(d.Device.Terminal), meaning}, ""}}
	},
}

// Skewed is how far a terminal's clock may be off before it is told. Batches and
// statements are matched by minutes; certificates and signatures by days.
const Skewed = 2 * time.Minute

// deviceClock: the terminal's clock is wrong.
var deviceClock = rule{
	id: "device.clock_wrong",
	device: func(d diag.DeviceSeen) []fact {
		if !d.SkewKnown || d.Skew.Abs() <= Skewed {
			return nil
		}
		return []fact{{d.Where, []any{orUnknown(d.Device.Terminal), d.Off()}, ""}}
	},
}

// deviceUndo: the terminal itself says that it still holds an undo.
var deviceUndo = rule{
	id: "device.undo_pending",
	device: func(d diag.DeviceSeen) []fact {
		if d.Device.Pending == nil || !*d.Device.Pending {
			return nil
		}
		return []fact{{d.Where, []any{orUnknown(d.Device.Terminal)}, ""}}
	},
}

// captureGap: a source says itself that it misses what happened for a while.
const captureGap = "capture.gap"

func orUnknown(s string) string {
	if s == "" {
		return "?"
	}
	return s
}
