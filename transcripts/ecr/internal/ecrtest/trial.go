package ecrtest

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Trial is a protocol on trial, over one link.
type Trial struct {
	ecr.Protocol
	Link wire.Link
}

// Frames cuts whole bytes into frames.
func (p Trial) Frames(b wire.Bytes) []wire.Frame {
	f := p.NewFramer(p.Link)
	return append(f.Feed(b), f.Flush()...)
}

// One cuts bytes that must be one frame.
func (p Trial) One(t testing.TB, b wire.Bytes) wire.Frame {
	t.Helper()
	all := p.Frames(b)
	if len(all) != 1 {
		t.Fatalf("%d frames in %s, want 1", len(all), b.Hex())
	}
	return all[0]
}

// Line is one frame and who sent it.
type Line struct {
	From  wire.Side
	Bytes []byte
}

// Talk gives the events of a conversation.
func (p Trial) Talk(o ecr.Options, lines ...Line) []transcripts.Event {
	c := p.NewConversation(o)
	var out []transcripts.Event
	for _, l := range lines {
		for _, f := range p.Frames(wire.Known(l.Bytes)) {
			out = append(out, c.Take(l.From, f)...)
		}
	}
	return out
}

// Messages are the messages among events.
func Messages(events []transcripts.Event) []transcripts.Message {
	var out []transcripts.Message
	for _, e := range events {
		if e.Message != nil {
			out = append(out, *e.Message)
		}
	}
	return out
}

// Cutting proves that frames do not depend on how the bytes came, that no byte
// is lost, and that what is masked is cut at the same places.
func (p Trial) Cutting(t *testing.T, samples [][]byte) {
	rapid.Check(t, func(t *rapid.T) {
		all := drawLine(t, samples)
		whole := p.Frames(wire.Known(all))
		f := p.NewFramer(p.Link)
		var pieces []wire.Frame
		for rest := all; len(rest) > 0; {
			n := rapid.IntRange(1, min(len(rest), 40)).Draw(t, "piece")
			pieces = append(pieces, f.Feed(wire.Known(rest[:n]))...)
			rest = rest[n:]
		}
		pieces = append(pieces, f.Flush()...)
		if d := cmp.Diff(whole, pieces); d != "" {
			t.Fatalf("at once -, in pieces +\n%s", d)
		}
		var joined wire.Bytes
		for _, fr := range whole {
			joined = joined.Append(fr.Raw)
		}
		if !bytes.Equal(joined.B, all) {
			t.Fatalf("went in %x, came out %s", all, joined.Hex())
		}
	})
}

// drawLine makes bytes of a line: samples, whole, cut short or damaged, and
// bytes that are none.
func drawLine(t *rapid.T, samples [][]byte) []byte {
	var all []byte
	for range rapid.IntRange(1, 6).Draw(t, "parts") {
		part := bytes.Clone(rapid.SampledFrom(samples).Draw(t, "sample"))
		switch rapid.IntRange(0, 5).Draw(t, "how") {
		case 0:
			part = part[:rapid.IntRange(0, len(part)).Draw(t, "cut")]
		case 1:
			part[rapid.IntRange(0, len(part)-1).Draw(t, "at")] ^= byte(1 << rapid.IntRange(0, 7).Draw(t, "bit"))
		case 2:
			part = rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, "noise")
		}
		all = append(all, part...)
	}
	return all
}

// Masking proves for lines of a conversation in which secrets stand: that none
// comes out, in any writing; that masking twice is masking once; that what is
// masked still frames and reads the same.
func (p Trial) Masking(t *testing.T, draw func(t *rapid.T) (lines []Line, secrets []string)) {
	rapid.Check(t, func(t *rapid.T) {
		lines, secrets := draw(t)
		broken := rapid.Bool().Draw(t, "broken")
		if broken {
			i := rapid.IntRange(0, len(lines)-1).Draw(t, "line")
			lines[i].Bytes = damage(t, lines[i].Bytes)
		}
		o := Options("EUR")
		clear, hidden := p.NewConversation(o), p.NewConversation(o)
		var said, read []transcripts.Event
		for _, l := range lines {
			for _, f := range p.Frames(wire.Known(l.Bytes)) {
				masked := p.Mask(f)
				Absent(t, "masked bytes", masked.Hex()+" "+masked.Text(), secrets...)
				Absent(t, "description", p.Describe(f, l.From, o), secrets...)
				if masked.Len() != f.Raw.Len() {
					t.Fatalf("masking made %d bytes of %d", masked.Len(), f.Raw.Len())
				}
				again := p.Frames(masked)
				if len(again) != 1 || again[0].Kind != f.Kind {
					t.Fatalf("masked, one frame became %d: %s", len(again), masked.Hex())
				}
				if d := cmp.Diff(masked, p.Mask(again[0])); d != "" {
					t.Fatalf("masked once -, twice +\n%s", d)
				}
				Absent(t, "description of the masked", p.Describe(again[0], l.From, o), secrets...)
				said = append(said, clear.Take(l.From, f)...)
				read = append(read, hidden.Take(l.From, again[0])...)
			}
		}
		Absent(t, "events", said, secrets...)
		if broken {
			return // a damaged check byte is damaged no more when nobody can compute it
		}
		if d := cmp.Diff(bare(said), bare(read)); d != "" {
			t.Fatalf("clear -, masked +\n%s", d)
		}
	})
}

// bare are events without what only a clear number gives.
func bare(events []transcripts.Event) []transcripts.Event {
	var out []transcripts.Event
	for _, e := range events {
		if e.Message != nil {
			m := *e.Message
			m.Card.Token = ""
			e.Message = &m
		}
		out = append(out, e)
	}
	return out
}

func damage(t *rapid.T, b []byte) []byte {
	b = bytes.Clone(b)
	switch rapid.IntRange(0, 2).Draw(t, "damage") {
	case 0:
		return b[:rapid.IntRange(1, len(b)).Draw(t, "end")]
	case 1:
		return b[rapid.IntRange(0, len(b)-1).Draw(t, "start"):]
	}
	b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] ^= byte(1 << rapid.IntRange(0, 7).Draw(t, "bit"))
	return b
}

// Questions walks every query and gives its name and bytes; it fails on one
// that declares nothing to ask or acknowledges what it may not.
func (p Trial) Questions(t *testing.T, params ecr.Params, see func(name string, frame []byte, q ecr.Query)) {
	t.Helper()
	names := map[string]bool{}
	for _, q := range p.Queries(p.Link, params) {
		s := q.Spec()
		if q.IsZero() || s.Protocol != p.ID || names[s.Name] || s.Title.EN == "" || s.Title.ZH == "" || s.AnswerWait == 0 {
			t.Errorf("%s: a poor declaration: %+v", s.Name, s)
		}
		if s.Effects != 0 && (s.Note.EN == "" || s.Note.ZH == "") {
			t.Errorf("%s has effects and does not say which", s.Name)
		}
		names[s.Name] = true
		see(s.Name, s.Frame, q)
	}
}

// Fuzz runs arbitrary bytes through framer, conversation, masking and
// description.
func (p Trial) Fuzz(f *testing.F, samples [][]byte) {
	for _, s := range samples {
		f.Add(s, false)
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, b []byte, fromTerminal bool) {
		if len(b) > 1<<14 {
			return
		}
		side := wire.FromRegister
		if fromTerminal {
			side = wire.FromTerminal
		}
		o := Options("EUR")
		c := p.NewConversation(o)
		n := 0
		for _, fr := range p.Frames(wire.Known(b)) {
			n += fr.Raw.Len()
			if fr.Raw.Len() == 0 || fr.Kind == wire.Rejected && fr.Fault == nil || fr.Check == wire.CheckBad && fr.Fault == nil {
				t.Fatalf("a frame without bytes or a reason: %+v", fr)
			}
			for _, e := range c.Take(side, fr) {
				if e.Fault != nil && (e.Fault.ID == "" || e.Fault.What.EN == "" || e.Fault.What.ZH == "") {
					t.Fatalf("a fault that does not say what it is: %+v", e.Fault)
				}
			}
			d := p.Describe(fr, side, o)
			if d.Complete == (d.Fault != nil) {
				t.Fatalf("complete %t with fault %+v", d.Complete, d.Fault)
			}
			masked := p.Mask(fr)
			again := p.Frames(masked)
			if len(again) != 1 || !cmp.Equal(masked, p.Mask(again[0])) {
				t.Fatalf("masking is not stable: %s", masked.Hex())
			}
		}
		if n != len(b) {
			t.Fatalf("%d bytes in, %d out", len(b), n)
		}
	})
}
