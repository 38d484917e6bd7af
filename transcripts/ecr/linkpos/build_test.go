package linkpos

import (
	"fmt"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/bcdlen"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// field writes one field: type, packed length, value, separator.
func field(id, value string) string {
	return id + string([]byte{byte(len(value)/1000<<4 | len(value)/100%10), byte(len(value)/10%10<<4 | len(value)%10)}) + value + "\x1c"
}

// packetOf frames a message: who speaks, transaction code, response code, fields.
func packetOf(t testing.TB, speaker byte, code, response string, fields ...string) wire.Frame {
	t.Helper()
	data := fmt.Sprintf("60000000001%c%s%s0\x1c", speaker, code, response)
	for _, f := range fields {
		data += f
	}
	raw, err := bcdlen.Encode([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	f := bcdlen.NewFramer().Feed(wire.Known(raw))
	if len(f) != 1 {
		t.Fatalf("%d frames", len(f))
	}
	return f[0]
}

func sale(t testing.TB, amount string) wire.Frame {
	return packetOf(t, '0', "20", "00", field("40", amount), field("R1", "INV0001             "))
}

func sign(s wire.Sign) wire.Frame { return wire.Frame{Kind: wire.Control, Sign: s} }

// line follows a conversation and keeps all that it tells.
type line struct {
	t      testing.TB
	c      ecr.Conversation
	events []transcripts.Event
}

func newLine(t testing.TB, variant string) *line {
	o := options()
	o.Variant = variant
	return &line{t: t, c: newConversation(o)}
}

func (l *line) till(f ...wire.Frame) *line     { return l.take(wire.FromRegister, f) }
func (l *line) terminal(f ...wire.Frame) *line { return l.take(wire.FromTerminal, f) }

func (l *line) take(side wire.Side, frames []wire.Frame) *line {
	for _, f := range frames {
		l.events = append(l.events, l.c.Take(side, f)...)
	}
	return l
}

// messages gives the messages told so far; a kind that is no whole message fails.
func (l *line) messages(want int) []*transcripts.Message {
	l.t.Helper()
	var out []*transcripts.Message
	for _, e := range l.events {
		if e.Message != nil {
			out = append(out, e.Message)
		}
	}
	if len(out) != want {
		l.t.Fatalf("%d messages, want %d: %+v", len(out), want, l.events)
	}
	return out
}
