package report

import (
	"bufio"
	"io"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

type wireRow struct {
	Kind     string            `json:"kind"`
	Leg      int               `json:"leg"`
	Text     codes.Text        `json:"text"`
	Where    transcripts.Where `json:"where"`
	Dir      string            `json:"direction"`
	At       string            `json:"at"`
	Own      string            `json:"own_clock"`
	OfHost   bool              `json:"own_clock_of_host"`
	Restated bool              `json:"own_clock_restated"`
	Sent     string            `json:"transmitted"`
	Ahead    *float64          `json:"own_ahead_seconds"` // null: not compared
	Again    bool              `json:"again"`
	Mismatch string            `json:"mismatch"`
	Bytes    string            `json:"bytes,omitempty"`
}

func toRow(r TimelineRow) wireRow {
	w := wireRow{
		Kind: string(r.Kind), Leg: r.Leg, Text: r.Text, Where: r.Where, Dir: string(r.Dir), At: stamp(r.At),
		Own: stamp(r.Own), OfHost: r.OfHost, Restated: r.Restated, Sent: stamp(r.Sent), Again: r.Again, Mismatch: r.Mismatch,
	}
	if d, known := r.Ahead(); known {
		ahead := d.Seconds()
		w.Ahead = &ahead
	}
	if m := r.Message; m != nil && !r.Again {
		w.Bytes = m.Bytes
	}
	return w
}

// TraceJSON writes a report as [JSON] does, each transaction with its timeline:
// every place at which something of it was seen, with each clock.
func TraceJSON(w io.Writer, r diag.Report, meta Meta) error {
	out := bufio.NewWriter(w)
	report := toReport(r, meta)
	for i := range report.Transactions {
		t := &report.Transactions[i]
		t.Timeline = each(Timeline(r, t.Key), toRow)
	}
	if err := encode(out, report); err != nil {
		return err
	}
	return out.Flush()
}
