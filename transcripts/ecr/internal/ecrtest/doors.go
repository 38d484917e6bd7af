package ecrtest

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Vector is one published frame with the events that it tells.
type Vector struct {
	ID    string
	Side  wire.Side
	Bytes wire.Bytes
	Check wire.Check
	Money bool   // it asks for money to be moved
	Want  string // events as [Told] writes them, with "; " between
}

// Vectors reads a table of published frames.
func Vectors(t testing.TB, table string) []Vector {
	t.Helper()
	checks := map[string]wire.Check{"ok": wire.CheckOK, "bad": wire.CheckBad, "none": wire.CheckNone}
	var out []Vector
	for i, line := range strings.Split(strings.TrimSpace(table), "\n") {
		f := strings.Split(line, "\t")
		for len(f) < 6 {
			f = append(f, "")
		}
		if i > 0 {
			out = append(out, Vector{f[0], wire.Side(f[1]), Hex(t, f[2]), checks[f[3]], f[4] == "yes", f[5]})
		}
	}
	return out
}

// Published checks that each frame is cut whole and tells what it should.
func Published(t *testing.T, p ecr.Protocol, table string) {
	for _, v := range Vectors(t, table) {
		t.Run(v.ID, func(t *testing.T) {
			fs := Cut(t, p.NewFramer(p.Links[0]), v.Bytes)
			if len(fs) != 1 || fs[0].Kind == wire.Rejected || fs[0].Check != v.Check || fs[0].Fault != nil {
				t.Fatalf("got %s", Text(fs))
			}
			events := p.NewConversation(Options("")).Take(v.Side, fs[0])
			if got := Told(events); got != v.Want {
				t.Errorf("got  %s\nwant %s", got, v.Want)
			}
			moves := len(events) > 0 && events[0].Message.Function == transcripts.Request && events[0].Message.Kind.MovesMoney()
			if moves != v.Money {
				t.Errorf("moves money: got %t, want %t", moves, v.Money)
			}
			if d := p.Describe(fs[0], v.Side, Options("")); !d.Complete || d.Fault != nil {
				t.Errorf("shown as %+v", d)
			}
		})
	}
}

// Options are those of a test in a currency, "" where none is set.
func Options(currency string) ecr.Options {
	return ecr.Options{Masker: redact.New([]byte("only for tests, not a run key...")), Currency: currency}
}

// Told writes events in a line, only what they state.
func Told(events []transcripts.Event) string {
	var out []string
	for _, e := range events {
		out = append(out, tell(e))
	}
	return strings.Join(out, "; ")
}

func tell(e transcripts.Event) string {
	var w []string
	add := func(name, v string) {
		if v != "" {
			w = append(w, strings.TrimSpace(name+" "+v))
		}
	}
	add("", string(e.Dir))
	if e.Fault != nil {
		add(string(e.Kind), e.Fault.ID)
	}
	if d := e.Device; d != nil {
		add("", "device")
		add("terminal", d.Terminal)
		add("software", d.Software)
	}
	m := e.Message
	if m == nil {
		return strings.Join(w, " ")
	}
	if m.Interim {
		add("", "interim")
	} else {
		add("", string(m.Function))
	}
	add("", cmp.Or(string(m.Kind), "unknown"))
	add("", m.Talk)
	add("code", m.ResponseCode)
	if m.Amount.Known {
		add("amount", strings.TrimSpace(fmt.Sprint(m.Amount.Minor, " ", m.Amount.Currency)))
	}
	if m.Additional.Known {
		add("approved", fmt.Sprint(m.Additional.Minor))
	}
	add("trace", m.STAN)
	add("rrn", m.RRN)
	add("auth", m.AuthCode)
	add("batch", m.Batch)
	add("terminal", m.Terminal)
	add("card", m.Card.Masked)
	add("order", m.Order)
	return strings.Join(w, " ")
}

// Conversation feeds messages, each "> " or "< " and the characters of its
// frame, and gives what is told of each.
func Conversation(t testing.TB, p ecr.Protocol, pack func(string) []byte, lines ...string) []string {
	t.Helper()
	c := p.NewConversation(Options(""))
	var out []string
	for _, line := range lines {
		side := map[byte]wire.Side{'>': wire.FromRegister, '<': wire.FromTerminal, '?': wire.SideUnknown}[line[0]]
		for _, f := range Cut(t, p.NewFramer(p.Links[0]), wire.Known(pack(line[2:]))) {
			out = append(out, Told(c.Take(side, f)))
		}
	}
	return out
}

// Private fails when a secret that is on the line comes out of any door of the
// protocol: mask, events, the frame taken apart.
func Private(t rapid.TB, p ecr.Protocol, line []byte, secret string) {
	t.Helper()
	for _, side := range []wire.Side{wire.FromRegister, wire.FromTerminal, wire.SideUnknown} {
		c := p.NewConversation(Options(""))
		for _, f := range Cut(t, p.NewFramer(p.Links[0]), wire.Known(line)) {
			masked := p.Mask(f)
			Absent(t, "the mask", []string{masked.Hex(), masked.Text()}, secret)
			Absent(t, "the frame taken apart", p.Describe(f, side, Options("")), secret)
			Absent(t, "the events", c.Take(side, f), secret)
		}
	}
}

// SameMasked fails unless a masked frame is one frame again that says the same
// but for what is hidden, and is not changed by masking it again.
func SameMasked(t rapid.TB, p ecr.Protocol, side wire.Side, line []byte) {
	t.Helper()
	fs := Cut(t, p.NewFramer(p.Links[0]), wire.Known(line))
	masked := p.Mask(fs[0])
	again := Cut(t, p.NewFramer(p.Links[0]), masked)
	if len(fs) != 1 || len(again) != 1 || again[0].Kind != wire.Data || again[0].Fault != nil {
		t.Fatalf("%s is masked to %s", Text(fs), Text(again))
	}
	if !masked.AllKnown() && again[0].Check != wire.CheckHidden {
		t.Fatalf("the check sum of %s is not hidden", masked.Hex())
	}
	if twice := p.Mask(again[0]); twice.Hex() != masked.Hex() {
		t.Fatalf("masked again %s, once %s", twice.Hex(), masked.Hex())
	}
	a := Told(p.NewConversation(Options("")).Take(side, fs[0]))
	if b := Told(p.NewConversation(Options("")).Take(side, again[0])); a != b {
		t.Fatalf("the frame says %s, masked it says %s", a, b)
	}
}

// Exercise puts any bytes through every door; nothing may panic and no byte may
// get lost.
func Exercise(t testing.TB, p ecr.Protocol, b []byte) {
	t.Helper()
	fs := Cut(t, p.NewFramer(p.Links[0]), wire.Known(b))
	for _, side := range []wire.Side{wire.FromRegister, wire.FromTerminal, wire.SideUnknown} {
		c := p.NewConversation(Options(""))
		for _, f := range fs {
			c.Take(side, f)
			p.Describe(f, side, Options(""))
			Cut(t, p.NewFramer(p.Links[0]), p.Mask(f))
		}
	}
	p.Signature(fs)
}
