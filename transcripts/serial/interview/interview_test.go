//go:build linux || darwin

package interview_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/serial"
	"github.com/posdoctor/posdoctor/transcripts/serial/interview"
	"github.com/posdoctor/posdoctor/transcripts/sim"
	"github.com/posdoctor/posdoctor/transcripts/sim/simtest"
)

// every allows everything that a harmless question may do beside answering.
const every = ecr.Prints | ecr.ContactsHost | ecr.StartsPlanned | ecr.ResetsSession

// ask opens the line and asks everything; it gives the steps by purpose and what
// was sent.
func ask(t *testing.T, name string, s sim.Scenario, allow ecr.Effect) (map[ecr.Purpose]interview.Step, [][]byte) {
	t.Helper()
	p, ok := known.ByID(s.Protocol)
	if !ok {
		t.Fatalf("no protocol %s", s.Protocol)
	}
	line := wire.Line{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1}
	if len(p.Lines) > 0 {
		line = p.Lines[0]
	}
	port, err := serial.Open(t.Context(), name, line)
	if err != nil {
		t.Fatal(err)
	}
	defer port.Close()
	var sent [][]byte
	steps, err := interview.Run(t.Context(), port, p, interview.Options{
		Params: ecr.Params{Terminal: s.Terminal, Register: "00000001", Reference: reference(s), Profile: s.Variant}, Allow: allow,
		Record: func(_ time.Time, _ wire.Side, own bool, b []byte) error {
			if own {
				sent = append(sent, b)
			}
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	by := map[ecr.Purpose]interview.Step{}
	for _, x := range steps {
		if had, ok := by[x.Purpose]; !ok || !had.Answered() {
			by[x.Purpose] = x
		}
		if !x.Asked && x.Reason.IsZero() || !x.Answered() && x.Asked && x.Reason.ZH == "" {
			t.Errorf("%s has no reason: %+v", x.Purpose, x)
		}
	}
	return by, sent
}

// reference names the newest payment of the journal.
func reference(s sim.Scenario) string {
	if n := len(s.Journal); n > 0 && s.Journal[n-1].Reference != "" {
		return s.Journal[n-1].Reference
	}
	return "1"
}

// sessions are what the scenarios say of themselves, put as what an interview must
// bring: who is healthy answers, who is out of order does not, and nothing stands
// in the way of the next question where one went wrong.
var sessions = []struct {
	scenario string
	answered []ecr.Purpose
	not      []ecr.Purpose
}{
	{"zvt", []ecr.Purpose{ecr.Status, ecr.Last, ecr.Totals}, nil},
	{"zvt-tcp", []ecr.Purpose{ecr.Status, ecr.Last, ecr.Totals}, nil},
	{"linkpos", []ecr.Purpose{ecr.Link}, nil},
	{"transbank", []ecr.Purpose{ecr.Link, ecr.Journal, ecr.Totals}, nil},
	{"ecr17", []ecr.Purpose{ecr.Status, ecr.Last}, nil},
	{"poslink", []ecr.Purpose{ecr.Version}, nil},
	{"poslink-tcp", []ecr.Purpose{ecr.Version}, nil},
	{"mellon", []ecr.Purpose{ecr.Link}, nil},
	{"concert", []ecr.Purpose{ecr.Link}, nil},
	{"codepay", []ecr.Purpose{ecr.Link}, nil},
	{"late-ack", []ecr.Purpose{ecr.Link}, nil},
	{"noise", []ecr.Purpose{ecr.Link}, nil},
	{"slow-bytes", []ecr.Purpose{ecr.Status}, nil},
	{"clock-behind", []ecr.Purpose{ecr.Status}, nil},
	{"printer-out", []ecr.Purpose{ecr.Status}, nil},
	{"busy", nil, []ecr.Purpose{ecr.Status}},
	{"half-frames", nil, []ecr.Purpose{ecr.Status}},
	{"nak-storm", nil, []ecr.Purpose{ecr.Status}},
}

func TestEveryScenario(t *testing.T) {
	t.Parallel()
	for _, c := range sessions {
		t.Run(c.scenario, func(t *testing.T) {
			t.Parallel()
			s, ok := sim.Named(c.scenario)
			if !ok {
				t.Fatal("there is no such scenario")
			}
			compare(t, c.answered, c.not, func() (map[ecr.Purpose]interview.Step, [][]byte) { return ask(t, simtest.Start(t, s), s, every) })
		})
	}
}

// The same over a pair of pseudo-terminals that another program joins, which cuts
// the bytes otherwise than one pty does.
func TestOverSocat(t *testing.T) {
	t.Parallel()
	socat, err := exec.LookPath("socat")
	if err != nil {
		t.Skip("socat is not installed; .ci/run installs it")
	}
	for _, c := range sessions {
		s, ok := sim.Named(c.scenario)
		if !ok || s.Link == sim.TCP || len(c.not) > 0 || s.Does(sim.SlowBytes) {
			continue // those that do not answer only take time
		}
		t.Run(c.scenario, func(t *testing.T) {
			t.Parallel()
			till := filepath.Join(t.TempDir(), "till")
			cmd := exec.Command(socat, simtest.Start(t, s)+",raw,echo=0", "pty,raw,echo=0,link="+till)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				_ = cmd.Process.Kill()
				_ = cmd.Wait()
			})
			for end := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
				if _, err := os.Stat(till); err == nil {
					break
				}
				if time.Now().After(end) {
					t.Fatal("socat made no line")
				}
			}
			compare(t, c.answered, c.not, func() (map[ecr.Purpose]interview.Step, [][]byte) { return ask(t, till, s, every) })
		})
	}
}

func compare(t *testing.T, answered, not []ecr.Purpose, run func() (map[ecr.Purpose]interview.Step, [][]byte)) {
	t.Helper()
	steps, _ := run()
	for _, p := range answered {
		if !steps[p].Answered() {
			t.Errorf("%s: %s, %s", p, steps[p].Outcome, steps[p].Reason.EN)
		}
	}
	for _, p := range not {
		if steps[p].Answered() || steps[p].Reason.IsZero() {
			t.Errorf("%s: %+v", p, steps[p])
		}
	}
}

// Without leave nothing with an effect is sent, and the step says which word
// would allow it.
func TestEffectsNeedLeave(t *testing.T) {
	s, _ := sim.Named("zvt")
	steps, sent := ask(t, simtest.Start(t, s), s, 0)
	for purpose, word := range map[ecr.Purpose]string{ecr.Status: "planned", ecr.Totals: "prints"} {
		x := steps[purpose]
		if x.Asked || !strings.Contains(x.Reason.EN, "--allow "+word) || !strings.Contains(x.Reason.ZH, "--allow "+word) {
			t.Errorf("%s: %+v", purpose, x)
		}
	}
	if !steps[ecr.Last].Answered() || len(sent) == 0 {
		t.Errorf("the harmless question was not asked: %+v", steps[ecr.Last])
	}
	for _, b := range sent {
		if len(b) > 4 && b[0] == 0x10 && b[2] == 0x05 {
			t.Errorf("a status enquiry went out: % x", b)
		}
	}
}

// A terminal that does not answer the first question is not asked the rest.
func TestMuteTerminalIsLeftAlone(t *testing.T) {
	t.Parallel()
	s, _ := sim.Named("silent")
	steps, sent := ask(t, simtest.Start(t, s), s, every)
	asked := 0
	for _, x := range steps {
		if x.Asked {
			asked++
		}
	}
	if asked != 1 || len(sent) == 0 {
		t.Errorf("%d questions were asked, %d pieces sent", asked, len(sent))
	}
}

func TestWordsOfEffects(t *testing.T) {
	var set ecr.Effect
	for _, w := range interview.EffectWords() {
		e := interview.Effect(w)
		if e == 0 || set&e != 0 || interview.Words(e) != w {
			t.Errorf("%q allows %v, which is called %q", w, e, interview.Words(e))
		}
		set |= e
	}
	if set != every || interview.Effect("sale") != 0 {
		t.Errorf("the words allow %b, want %b", set, every)
	}
}
