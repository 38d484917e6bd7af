//go:build linux || darwin

package probe_test

import (
	"context"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/serial"
	"github.com/posdoctor/posdoctor/transcripts/serial/probe"
	"github.com/posdoctor/posdoctor/transcripts/sim/simtest"
)

// terminal switches a pretend terminal on and opens the port that it hangs on.
func terminal(t *testing.T, scenario string) *serial.Port {
	t.Helper()
	s := simtest.Named(t, scenario)
	if scenario == "silent" {
		s = s.OverTCP() // a connection has no settings to try, so that the test need not wait for each
	}
	port, err := serial.Open(t.Context(), simtest.Start(t, s), wire.Line{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { port.Close() })
	return port
}

func yes(ecr.Query) bool { return true }

func TestWhatIsAtTheEndOfTheCable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		scenario string
		o        probe.Options
		outcome  probe.Outcome
		protocol string
	}{
		{"zvt", probe.Options{Protocol: "zvt", Consent: yes}, probe.Answered, "zvt"},
		{"zvt-tcp", probe.Options{Protocol: "zvt", Consent: yes}, probe.Answered, "zvt"},
		{"transbank", probe.Options{Protocol: "transbank", Consent: yes}, probe.Answered, "transbank"},
		{"transbank", probe.Options{Likely: []string{"transbank"}, Consent: yes}, probe.Answered, "transbank"},
		{"linkpos", probe.Options{Protocol: "linkpos", Consent: yes}, probe.Answered, "linkpos"},
		{"ecr17", probe.Options{Protocol: "ecr17", Params: ecr.Params{Terminal: "12345678", Register: "1"}, Consent: yes}, probe.Answered, "ecr17"},
		{"wrong-protocol", probe.Options{Protocol: "zvt", Consent: yes}, probe.OtherProtocol, "ecr17"},
		{"codepay", probe.Options{}, probe.Recognised, "codepay"}, // it shows itself every two seconds
		{"echo", probe.Options{Protocol: "transbank", Consent: yes}, probe.Echo, ""},
		{"busy", probe.Options{Protocol: "zvt", Consent: yes}, probe.Refused, "zvt"},
		{"silent", probe.Options{Protocol: "transbank", Consent: yes}, probe.Silent, ""},
		{"zvt", probe.Options{}, probe.Undecided, ""},
		{"zvt", probe.Options{Protocol: "zvt"}, probe.NotAsked, "zvt"},
		{"zvt", probe.Options{Protocol: "zvt", Consent: yes, ListenOnly: true}, probe.Silent, ""},
	} {
		t.Run(c.scenario+"/"+string(c.outcome), func(t *testing.T) {
			t.Parallel()
			port := terminal(t, c.scenario)
			c.o.Listen = 100 * time.Millisecond
			if c.outcome == probe.Recognised {
				c.o.Listen = 5 * time.Second
			}
			sent := 0
			c.o.Saw = func(b serial.Chunk) {
				if b.From == wire.FromRegister {
					sent++
				}
			}
			r, err := probe.Run(t.Context(), port, c.o)
			if err != nil {
				t.Fatal(err)
			}
			if r.Outcome != c.outcome || r.Protocol.ID != c.protocol {
				t.Errorf("got %s %q, want %s %q; steps %+v", r.Outcome, r.Protocol.ID, c.outcome, c.protocol, r.Steps)
			}
			if (c.o.Consent == nil || c.o.ListenOnly) && sent > 0 {
				t.Errorf("%d pieces were sent without a word", sent)
			}
			if len(r.Steps) == 0 || len(r.Next) == 0 {
				t.Errorf("it says neither what it did nor what to do next: %+v", r)
			}
			for _, s := range r.Steps {
				if s.Did.EN == "" || s.Did.ZH == "" || s.Saw.EN == "" || s.Saw.ZH == "" {
					t.Errorf("a step without words: %+v", s)
				}
			}
		})
	}
}

// A probe asks in one protocol, whatever comes back.
func TestOneProtocolOnly(t *testing.T) {
	t.Parallel()
	port := terminal(t, "silent")
	var asked []string
	_, err := probe.Run(t.Context(), port, probe.Options{
		Listen: 50 * time.Millisecond, Likely: []string{"transbank", "linkpos", "ecr17"},
		Consent: func(q ecr.Query) bool { asked = append(asked, q.Spec().Protocol); return true },
	})
	if err != nil || len(asked) != 1 || asked[0] != "transbank" {
		t.Errorf("asked in %v, %v", asked, err)
	}
}

func TestPulledCableEndsTheProbe(t *testing.T) {
	port := terminal(t, "zvt")
	if err := port.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := probe.Run(t.Context(), port, probe.Options{Listen: time.Minute}); err == nil {
		t.Error("a closed port gave no error")
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := probe.Run(ctx, terminal(t, "zvt"), probe.Options{Listen: time.Minute}); err == nil {
		t.Error("a cancelled probe gave no error")
	}
}
