package main

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts/serial/find"
	"github.com/posdoctor/posdoctor/transcripts/sim/simtest"
)

// pretend switches a pretend terminal on, reachable over TCP on every system,
// and gives its name.
func pretend(t *testing.T, scenario string) string {
	t.Helper()
	return simtest.Start(t, simtest.Named(t, scenario).OverTCP())
}

func TestCheckAsksATerminal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		scenario, protocol string
		args               []string
		code               int
		says               []string
	}{
		{"zvt", "zvt", nil, exitClean, []string{"1 payment, all accounted for", "EUR 40.00"}},
		{"zvt", "zvt", []string{"--lang", "zh"}, exitClean, []string{"1 笔交易，就现有记录看全部清楚"}},
		{"zvt", "zvt", []string{"--allow", "planned"}, exitClean, []string{"ready", "2.14.15"}},
		{"linkpos", "linkpos", nil, exitClean, []string{"The terminal answers."}},
		{"busy", "zvt", nil, exitClean, nil},
		{"silent", "linkpos", nil, exitTerminal, []string{"answered none of the questions", "posdoctor probe"}},
		{"echo", "transbank", nil, exitTerminal, []string{"answered none of the questions"}},
	} {
		t.Run(c.scenario+strings.Join(c.args, " "), func(t *testing.T) {
			t.Parallel()
			args := append([]string{"check", pretend(t, c.scenario), "--protocol", c.protocol, "-v"}, c.args...)
			got := runWith(t.Context(), t, nil, args...)
			if got.code != c.code {
				t.Errorf("exit code %d, want %d\n%s%s", got.code, c.code, got.out, got.err)
			}
			for _, want := range c.says {
				if !strings.Contains(got.out+got.err, want) {
					t.Errorf("it does not say %q:\n%s%s", want, got.out, got.err)
				}
			}
		})
	}
}

// What could not be asked is skipped with its reason, never fine.
func TestCheckOfATerminalSaysWhatWasNotAsked(t *testing.T) {
	got := runWith(t.Context(), t, nil, "check", pretend(t, "zvt"), "--protocol", "zvt", "--format", "json")
	var rep struct {
		Sources []struct{ Name, Format string }
		Checks  []struct {
			ID, State string
			Reason    struct{ EN, ZH string }
		}
	}
	if err := json.Unmarshal([]byte(got.out), &rep); err != nil {
		t.Fatalf("%v: %s%s", err, got.out, got.err)
	}
	state := map[string]string{}
	for _, c := range rep.Checks {
		state[c.ID] = c.State
		if c.State == "skipped" && (c.Reason.EN == "" || c.Reason.ZH == "") {
			t.Errorf("%s is skipped without a reason", c.ID)
		}
	}
	for id, want := range map[string]string{"cable.last": "ok", "cable.status": "skipped", "cable.totals": "skipped"} {
		if state[id] != want {
			t.Errorf("%s is %q, want %q", id, state[id], want)
		}
	}
	if len(rep.Sources) != 1 || rep.Sources[0].Format != "capture" || !strings.HasPrefix(rep.Sources[0].Name, "tcp://") {
		t.Errorf("sources %+v", rep.Sources)
	}
}

func TestBareCheckTakesTheTerminalThatIsPluggedIn(t *testing.T) {
	name := pretend(t, "linkpos")
	plugged := func(w *world) {
		w.Find = func(context.Context) (find.Listing, error) {
			return find.Listing{Ports: []find.Port{
				{Name: "/dev/ttyS0", Link: find.LinkBoard},
				{Name: name, Link: find.LinkUSB, Guess: find.Guess{Kind: find.KindAdapter, Basis: find.BasisIDs}},
			}}, nil
		}
	}
	got := runWith(t.Context(), t, plugged, "check", "--protocol", "linkpos")
	if got.code != exitClean || !strings.Contains(got.err, "asking the terminal at "+name) {
		t.Errorf("exit code %d\n%s%s", got.code, got.out, got.err)
	}
	board := func(w *world) {
		w.Find = func(context.Context) (find.Listing, error) {
			return find.Listing{Ports: []find.Port{{Name: "/dev/ttyS0", Link: find.LinkBoard}}}, nil
		}
	}
	for _, change := range []func(*world){nil, board} {
		got = runWith(t.Context(), t, change, "check")
		if got.code != exitTerminal || !strings.Contains(got.err, "posdoctor check FILE") {
			t.Errorf("exit code %d\n%s%s", got.code, got.out, got.err)
		}
	}
}

func TestPortsAndFilesAreCheckedApart(t *testing.T) {
	got := runWith(t.Context(), t, nil, "check", "tcp://127.0.0.1:1", "../../testdata/dumps")
	if got.code != exitUsage || !strings.Contains(got.err, "checked alone") {
		t.Errorf("exit code %d, %s", got.code, got.err)
	}
	got = runWith(t.Context(), t, nil, "check", "tcp://127.0.0.1:1", "--protocol", "zvt")
	if got.code != exitTerminal {
		t.Errorf("a refused connection: exit code %d, %s", got.code, got.err)
	}
	got = runWith(t.Context(), t, nil, "check", "tcp://127.0.0.1:1", "--allow", "everything")
	if got.code != exitUsage || !strings.Contains(got.err, "prints, host, planned, session") {
		t.Errorf("exit code %d, %s", got.code, got.err)
	}
}

func TestProbeSession(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		scenario string
		args     []string
		code     int
		says     []string
	}{
		{"zvt", []string{"--protocol", "zvt", "--yes"}, exitClean, []string{"Nothing came.", "The terminal answers.", "protocol: zvt", "posdoctor check tcp://"}},
		{"zvt", []string{"--protocol", "zvt"}, exitTerminal, []string{"nobody said yes", "--yes"}},
		{"zvt", []string{"--protocol", "zvt", "--yes", "--listen-only"}, exitTerminal, []string{"sending nothing"}},
		{"zvt", []string{"--yes"}, exitTerminal, []string{"not safe", "--protocol"}},
		{"wrong-protocol", []string{"--protocol", "zvt", "--yes"}, exitTerminal, []string{"speaks another protocol", "ECR17"}},
		{"zvt", []string{"--protocol", "zvt", "--yes", "--lang", "zh"}, exitClean, []string{"终端有应答。", "posdoctor check tcp://"}},
	} {
		t.Run(c.scenario+strings.Join(c.args, " "), func(t *testing.T) {
			t.Parallel()
			args := append([]string{"probe", pretend(t, c.scenario), "--listen", "50ms"}, c.args...)
			got := runWith(t.Context(), t, nil, args...)
			if got.code != c.code {
				t.Errorf("exit code %d, want %d\n%s%s", got.code, c.code, got.out, got.err)
			}
			for _, want := range c.says {
				if !strings.Contains(got.out+got.err, want) {
					t.Errorf("it does not say %q:\n%s%s", want, got.out, got.err)
				}
			}
		})
	}
}

func TestProbesFollowTheirSchema(t *testing.T) {
	t.Parallel()
	schema := compile(t, "probe")
	for _, c := range []struct {
		scenario string
		args     []string
	}{
		{"zvt", []string{"--protocol", "zvt", "--yes"}},
		{"echo", []string{"--protocol", "transbank", "--yes"}},
		{"zvt", []string{"--listen-only"}},
	} {
		t.Run(c.scenario+strings.Join(c.args, " "), func(t *testing.T) {
			t.Parallel()
			args := append([]string{"probe", pretend(t, c.scenario), "--listen", "50ms", "--format", "json"}, c.args...)
			validate(t, schema, runWith(t.Context(), t, nil, args...))
		})
	}
}
