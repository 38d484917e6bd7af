package sim

import (
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"time"
)

var morning = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

// bench is a pretend terminal under a clock that the test moves.
type bench struct {
	t    *testing.T
	term *Terminal
	now  time.Time
	out  time.Duration // how long the cable came out, 0: not
}

func benchOf(t *testing.T, yaml string) *bench {
	t.Helper()
	s, err := Parse("test.yaml", []byte(yaml))
	if err != nil {
		t.Fatal(err)
	}
	return &bench{t: t, term: New(s, morning), now: morning}
}

func (b *bench) send(bytes string) {
	b.t.Helper()
	b.term.Receive(b.now, unhex(b.t, bytes))
}

// hear gives what the terminal writes in a time, each write as hex.
func (b *bench) hear(d time.Duration) []string {
	var out []string
	end := b.now.Add(d)
	for {
		at, ok := b.term.Next()
		if !ok || at.After(end) {
			break
		}
		b.now = at
		for a, ok := b.term.Do(at); ok; a, ok = b.term.Do(at) {
			if a.Unplug > 0 {
				b.out = a.Unplug
				continue
			}
			out = append(out, hex.EncodeToString(a.Bytes))
		}
	}
	b.now = end
	return out
}

// want compares what the terminal writes in a time.
func (b *bench) want(d time.Duration, writes ...string) {
	b.t.Helper()
	got := b.hear(d)
	for i, w := range writes {
		writes[i] = strings.ReplaceAll(w, " ", "")
	}
	if !slices.Equal(got, writes) {
		b.t.Errorf("the terminal writes\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(writes, "\n"))
	}
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// ask gives what a scenario's till sends first for a step, as hex.
func ask(t *testing.T, yaml string, c call) string {
	t.Helper()
	s, err := Parse("test.yaml", []byte(yaml))
	if err != nil {
		t.Fatal(err)
	}
	c.sc = s
	var out []byte
	for _, b := range protocolOf(s.Protocol).till(s).ask(c) {
		out = append(out, b...)
	}
	return hex.EncodeToString(out)
}
