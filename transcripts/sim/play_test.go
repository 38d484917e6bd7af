package sim

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
)

func named(t *testing.T, name string) Scenario {
	t.Helper()
	data, ok := Source(name)
	if !ok {
		t.Fatalf("there is no scenario %s", name)
	}
	s, err := Parse(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEveryShippedScenarioPlays(t *testing.T) {
	for _, name := range Names() {
		t.Run(name, func(t *testing.T) {
			s := named(t, name)
			if s.Title.EN == "" || s.Title.ZH == "" || (s.About.EN == "") != (s.About.ZH == "") {
				t.Error("not written in both languages")
			}
			talk := Play(s, morning)
			if len(talk.Records) == 0 {
				t.Fatal("nothing passes")
			}
			last := talk.Start
			for _, r := range talk.Records {
				if r.At.Before(last) || r.At.After(talk.End) {
					t.Errorf("%s is out of order", r.At)
				}
				last = r.At
				if bad := r.Check == "bad"; bad {
					t.Errorf("%x has a wrong check sum", r.Bytes)
				}
			}
			if again := Play(s, morning); !reflect.DeepEqual(again, talk) {
				t.Error("a second play is another one")
			}
		})
	}
}

// Every protocol has a healthy scenario in which a sale is approved, and every
// behaviour one that shows it.
func TestScenariosShowEverything(t *testing.T) {
	healthy, shown := map[string]bool{}, map[Behaviour]bool{}
	for _, name := range Names() {
		s := named(t, name)
		for _, b := range s.Behaviours {
			shown[b] = true
		}
		if len(s.Behaviours) == 0 && s.Code == "" {
			term := play(s)
			if e, ok := term.desk.latest(); ok && e.Code == term.proto.approved.code {
				healthy[s.Protocol] = true
			}
		}
	}
	for _, p := range protocols {
		if !healthy[p.id] {
			t.Errorf("no healthy sale of %s", p.id)
		}
	}
	for _, b := range behaviours {
		if !shown[b] {
			t.Errorf("no scenario shows %s", b)
		}
	}
}

// play gives the terminal after a play.
func play(s Scenario) *Terminal {
	p := newPlayer(s, morning)
	for p.move() {
	}
	return p.t
}

// What each till of a protocol can do is answered by a healthy terminal.
func TestEveryStepOfEveryTillIsAnswered(t *testing.T) {
	for _, p := range protocols {
		for _, link := range p.links {
			for _, do := range p.dos {
				yaml := "protocol: " + p.id + "\nlink: " + string(link) +
					"\njournal: [{amount: 4000, reference: \"0000000000001\", stan: \"7\"}]\ntill: [{do: " + string(do) + ", amount: 1250, reference: \"0000000000002\"}]\n"
				s, err := Parse("t", []byte(yaml))
				if err != nil {
					t.Fatal(err)
				}
				talk := Play(s, morning)
				if took := talk.End.Sub(morning); took > p.answerWait {
					t.Errorf("%s over %s: the till waits in vain for %s", p.id, link, do)
				}
				if do == DoVoid && play(s).desk.journal[0].Undone != true {
					t.Errorf("%s over %s: the void was not carried out", p.id, link)
				}
			}
		}
	}
}

func TestACaptureIsLinesOfJSON(t *testing.T) {
	var b bytes.Buffer
	if err := Play(named(t, "unplug"), morning).Capture(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	want := `{"schema":"posdoctor.capture/1","t":"2026-11-20T09:00:00Z","port":"simulate:unplug","line":"9600 8N2","link":"serial","protocol":"zvt","variant":""}`
	if lines[0] != want {
		t.Errorf("header %s", lines[0])
	}
	if want := `{"t":"2026-11-20T09:00:00.52Z","dir":"terminal","hex":"06","check":"none","len":1}`; lines[2] != want {
		t.Errorf("record %s", lines[2])
	}
	marks := 0
	for _, l := range lines {
		if !json.Valid([]byte(l)) {
			t.Errorf("no JSON: %s", l)
		}
		if strings.Contains(l, `"mark":"unplugged"`) || strings.Contains(l, `"mark":"replugged"`) {
			marks++
		}
	}
	if marks != 2 || !strings.Contains(lines[len(lines)-1], `"mark":"stopped"`) {
		t.Errorf("%d marks; the end is %s", marks, lines[len(lines)-1])
	}
}

func TestAnErrorOfWritingACaptureIsTold(t *testing.T) {
	if err := Play(named(t, "zvt"), morning).Capture(brokenPipe{}); err == nil {
		t.Error("nothing is told")
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, bytes.ErrTooLarge }

// No conversation holds more of a card than the first six and the last four
// digits, as text or packed.
func TestNoCardNumberIsWhole(t *testing.T) {
	for _, name := range Names() {
		for _, r := range Play(named(t, name), morning).Records {
			for _, digits := range []string{string(r.Bytes), hex.EncodeToString(r.Bytes)} {
				for _, pan := range []string{"4111111111111111", "411111111111", "6228480000000000019", "62284800000000"} {
					if strings.Contains(digits, pan) {
						t.Errorf("%s shows %s", name, pan)
					}
				}
			}
		}
	}
}

// A broken frame shows as what it is.
func TestHalfFramesAreRecordedWithoutACheck(t *testing.T) {
	for _, r := range Play(named(t, "half-frames"), morning).Records {
		if r.Side == FromTerminal && r.Check == "ok" {
			t.Errorf("%x is called whole", r.Bytes)
		}
	}
}

func TestHeartbeatsDoNotKeepAPlayGoing(t *testing.T) {
	if took := Play(named(t, "codepay"), morning).End.Sub(morning); took > time.Minute {
		t.Errorf("it took %s", took)
	}
}
