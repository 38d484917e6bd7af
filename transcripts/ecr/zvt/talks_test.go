package zvt

import (
	_ "embed"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/ecrtest"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

//go:embed testdata/talks.txt
var talks string

func TestConversations(t *testing.T) {
	for _, section := range strings.Split(talks, "\n## ")[1:] {
		name, body, _ := strings.Cut(section, "\n")
		t.Run(name, func(t *testing.T) {
			c := newConversation(options())
			var got, want []string
			for line := range strings.Lines(body) {
				line = strings.TrimSpace(line)
				if line == "" {
					continue
				}
				switch line[0] {
				case '=':
					want = append(want, line[2:])
					continue
				case '>', '<', '?':
				default:
					t.Fatalf("cannot read %q", line)
				}
				side := map[byte]wire.Side{'>': wire.FromRegister, '<': wire.FromTerminal}[line[0]]
				raw, isSign := map[string][]byte{"ACK": {ack}, "NAK": {nak}}[line[2:]]
				if !isSign {
					raw = block(withLengths(t, line[1:]))
				}
				fs := ecrtest.Cut(t, &serial{}, wire.Known(raw))
				if len(fs) != 1 || fs[0].Fault != nil {
					t.Fatalf("%s: %s", line, ecrtest.Text(fs))
				}
				want = append(want, line)
				got = append(got, line)
				for _, e := range c.Take(side, fs[0]) {
					got = append(got, told(e))
				}
			}
			if a, b := strings.Join(got, "\n"), strings.Join(want, "\n"); a != b {
				t.Errorf("got:\n%s\nwant:\n%s", a, b)
			}
		})
	}
}

// withLengths reads hex in which LL stands for the length of all behind it.
func withLengths(t *testing.T, s string) []byte {
	t.Helper()
	head, tail, more := strings.Cut(strings.ReplaceAll(s, " ", ""), "LL")
	b, err := hex.DecodeString(head)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	if !more {
		return b
	}
	rest := withLengths(t, tail)
	// Objects behind an inner container would be counted into it: none are used.
	return append(append(b, byte(len(rest))), rest...)
}

// told writes an event in one line.
func told(e transcripts.Event) string {
	var w []string
	add := func(name, v string) {
		if v != "" {
			w = append(w, strings.TrimSpace(name+" "+v))
		}
	}
	add("", string(e.Dir))
	if e.Kind == transcripts.EventPartial || e.Kind == transcripts.EventFault {
		add(string(e.Kind), e.Fault.ID)
	}
	switch {
	case e.Message != nil:
		tellMessage(add, e.Message)
	case e.Signal != nil:
		add("signal", string(e.Signal.ID))
		add("code", e.Signal.Code)
		add("trace", e.Signal.STAN)
	case e.Device != nil:
		d := e.Device
		add("", "device")
		add("model", d.Model)
		add("serial", d.Serial)
		add("software", d.Software)
		add("status", d.Status)
		if d.Ready != nil {
			add("", map[bool]string{true: "ready", false: "not-ready"}[*d.Ready])
		}
		add("clock", d.Clock.String())
		add("totals", d.Totals.EN)
		add("terminal", d.Terminal)
	}
	return strings.Join(w, " ")
}

func tellMessage(add func(name, v string), m *transcripts.Message) {
	switch {
	case m.Repeat:
		add("", "repeated")
	case m.Interim:
		add("", "interim")
	default:
		add("", string(m.Function))
	}
	kind := string(m.Kind)
	if kind == "" {
		kind = "unknown"
	}
	add("", kind)
	add("", m.Talk)
	add("code", m.ResponseCode)
	add("host", m.HostCode)
	if m.Amount.Known {
		add("amount", strings.TrimSpace(fmt.Sprint(m.Amount.Minor, " ", m.Amount.Currency)))
	}
	if m.Additional.Known {
		add("approved", fmt.Sprint(m.Additional.Minor))
	}
	add("trace", m.STAN)
	add("receipt", m.Receipt)
	add("terminal", m.Terminal)
	add("of trace", m.Original.STAN)
	add("of receipt", m.Original.Receipt)
	add("text", m.HostText)
}
