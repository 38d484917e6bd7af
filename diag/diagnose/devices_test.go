package diagnose_test

import (
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/diagnose"
	"github.com/posdoctor/posdoctor/transcripts"
)

func stated(t time.Time) transcripts.Stamp {
	return transcripts.Stamp{Time: t, Zone: transcripts.ZoneStated}
}

func TestClockOfATerminal(t *testing.T) {
	read := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	berlin := time.FixedZone("CET", 3600)
	for _, c := range []struct {
		name  string
		clock transcripts.Stamp
		zone  *time.Location
		state diag.CheckState
		skew  time.Duration
	}{
		{"right, zone told", transcripts.Stamp{Time: read.Add(time.Hour)}, berlin, diag.CheckOK, 0},
		{"right, zone not told", transcripts.Stamp{Time: read.Add(time.Hour)}, nil, diag.CheckOK, 0},
		{"an hour fast, zone told", transcripts.Stamp{Time: read.Add(2 * time.Hour)}, berlin, diag.CheckProblem, time.Hour},
		{"an hour fast, zone not told", transcripts.Stamp{Time: read.Add(2 * time.Hour)}, nil, diag.CheckOK, 0},
		{"five minutes slow, zone not told", transcripts.Stamp{Time: read.Add(55 * time.Minute)}, nil, diag.CheckProblem, -5 * time.Minute},
		{"a year behind", transcripts.Stamp{Time: read.AddDate(-1, 0, 0)}, nil, diag.CheckProblem, read.AddDate(-1, 0, 0).Sub(read)},
		{"three minutes fast, in UTC", stated(read.Add(3 * time.Minute)), nil, diag.CheckProblem, 3 * time.Minute},
		{"no day", transcripts.Stamp{Time: read, NoDate: true}, nil, diag.CheckSkipped, 0},
		{"not told", transcripts.Stamp{}, nil, diag.CheckSkipped, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := diagnose.New(diagnose.Config{Books: table, Profile: diag.Profile{Zone: c.zone}})
			e.Add(transcripts.Event{Seq: 1, Kind: transcripts.EventDevice, At: stated(read), Device: &transcripts.Device{Protocol: "ecr17", Clock: c.clock}})
			r := e.Finish([]transcripts.Source{{Name: "port"}})
			if got := state(t, r, "device.clock"); got != c.state {
				t.Errorf("got %q, want %q", got, c.state)
			}
			if got := r.Devices[0].Skew; got != c.skew {
				t.Errorf("got a skew of %v, want %v", got, c.skew)
			}
		})
	}
}

func state(t *testing.T, r diag.Report, id string) diag.CheckState {
	t.Helper()
	for _, c := range r.Checks {
		if c.ID == id {
			return c.State
		}
	}
	t.Fatalf("there is no check %s", id)
	return ""
}

// What several questions tell of one terminal is put together; what it never
// told is unknown, not fine.
func TestWordsOfOneTerminalArePutTogether(t *testing.T) {
	yes, no := true, false
	e := diagnose.New(diagnose.Config{Books: table})
	at := stated(time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC))
	for i, d := range []transcripts.Device{
		{Protocol: "zvt", Software: "2.14.15", Status: "00", Ready: &yes},
		{Protocol: "zvt", Terminal: "29001006", Status: "F0", Ready: &no},
		{Protocol: "zvt", Terminal: "29001007", Pending: &yes},
	} {
		e.Add(transcripts.Event{Seq: int64(i + 1), Kind: transcripts.EventDevice, At: at, Device: &d})
	}
	r := e.Finish([]transcripts.Source{{Name: "port"}})
	if len(r.Devices) != 2 {
		t.Fatalf("got %d terminals, want 2", len(r.Devices))
	}
	first := r.Devices[0].Device
	if first.Terminal != "29001006" || first.Software != "2.14.15" || first.Status != "F0" || *first.Ready {
		t.Errorf("got %+v", first)
	}
	if got := state(t, r, "device.pending"); got != diag.CheckUnknown {
		t.Errorf("a terminal that did not tell of undos gives %q", got)
	}
	if len(r.Terminals) != 1 || r.Terminals[0].ID != "29001007" || r.Terminals[0].CloseBatch.State != diag.Never || r.Terminals[0].ResetTerminal.State != diag.Never {
		t.Errorf("a waiting undo gives the guards %+v", r.Terminals)
	}
	var found []string
	for _, f := range r.Findings {
		found = append(found, f.ID)
	}
	if len(found) != 2 || found[0] != "device.undo_pending" || found[1] != "device.not_ready" {
		t.Errorf("got findings %v", found)
	}
}
