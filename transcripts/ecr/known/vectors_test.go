package known_test

import (
	"encoding/hex"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// vector is one published or constructed frame.
type vector struct {
	id, protocol string
	link         wire.Link
	side         wire.Side
	raw          []byte
	check        string
	money        bool
}

func vectors(t testing.TB) []vector {
	t.Helper()
	text, err := os.ReadFile("../../../testdata/ecr/vectors.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []vector
	for line := range strings.Lines(string(text)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || f[0] == "id" {
			continue
		}
		raw, err := hex.DecodeString(f[4])
		if err != nil || len(f) != 8 {
			t.Fatalf("%s: %d columns, %v", f[0], len(f), err)
		}
		side := wire.Side(f[3])
		if side == "-" {
			side = wire.SideUnknown
		}
		out = append(out, vector{f[0], f[1], wire.Link(f[2]), side, raw, f[5], f[6] == "yes"})
	}
	if len(out) != 132 {
		t.Fatalf("%d vectors", len(out))
	}
	return out
}

// linkOf is the link of a vector, or what the protocol has in its place.
func linkOf(p ecr.Protocol, l wire.Link) wire.Link {
	if slices.Contains(p.Links, l) {
		return l
	}
	return p.Links[0]
}

func options() ecr.Options {
	return ecr.Options{Masker: redact.New([]byte("run")), Currency: "EUR"}
}

func framed(p ecr.Protocol, l wire.Link, raw []byte) []wire.Frame {
	f := p.NewFramer(l)
	return append(f.Feed(wire.Known(raw)), f.Flush()...)
}

func TestVectorsFrameAsPublished(t *testing.T) {
	for _, v := range vectors(t) {
		t.Run(v.id+"/"+v.protocol, func(t *testing.T) {
			p, ok := known.ByID(v.protocol)
			if !ok {
				t.Fatalf("the protocol %s is not there", v.protocol)
			}
			frames := framed(p, linkOf(p, v.link), v.raw)
			if v.check == "bad" {
				damaged(t, frames)
				return
			}
			if len(frames) != 1 || frames[0].Kind == wire.Rejected || frames[0].Fault != nil || string(frames[0].Raw.B) != string(v.raw) {
				t.Fatalf("framed as %+v", frames)
			}
			f := frames[0]
			if f.Check.String() != v.check {
				t.Errorf("check %s, want %s", f.Check, v.check)
			}
			events := p.NewConversation(options()).Take(v.side, f)
			kinds := moving(events)
			switch {
			case v.money && len(kinds) == 0 && !settles(events):
				t.Errorf("it moves money and is told as %+v", events)
			case !v.money && v.side == wire.FromRegister && slices.ContainsFunc(kinds, func(k transcripts.Kind) bool { return k != transcripts.KindUnknown }):
				t.Errorf("it moves no money and is told as %v", kinds)
			}
		})
	}
}

// damaged wants a fault that is named, and no frame that passes for good.
func damaged(t *testing.T, frames []wire.Frame) {
	t.Helper()
	named := false
	for _, f := range frames {
		if f.Kind == wire.Data && f.Fault == nil && f.Check != wire.CheckBad {
			t.Errorf("damage passes for good: %+v", f)
		}
		named = named || f.Fault != nil && f.Fault.ID != "" && f.Fault.What.EN != "" && f.Fault.What.ZH != ""
	}
	if !named {
		t.Errorf("the damage has no name: %+v", frames)
	}
}

// moving gives the kinds of the requests among events that can move money.
func moving(events []transcripts.Event) (out []transcripts.Kind) {
	for _, e := range events {
		if e.Message != nil && e.Message.Kind.MovesMoney() && e.Message.Function != transcripts.Answer {
			out = append(out, e.Message.Kind)
		}
	}
	return out
}

// settles reports a settlement, which has a kind of its own.
func settles(events []transcripts.Event) bool {
	return slices.ContainsFunc(events, func(e transcripts.Event) bool {
		return e.Message != nil && e.Message.Kind == transcripts.KindSettlement
	})
}

func TestVectorsAreRecognised(t *testing.T) {
	samples := map[string]*known.Sample{}
	for _, v := range vectors(t) {
		// The bytes of a message over a network and over a serial line differ.
		if v.check == "bad" || v.protocol == "zvt" && v.link != wire.Serial {
			continue
		}
		s := samples[v.protocol]
		if s == nil {
			s = &known.Sample{}
			samples[v.protocol] = s
		}
		s.Pieces = append(s.Pieces, known.Piece{From: v.side, Bytes: wire.Known(v.raw)})
	}
	for _, p := range known.All() {
		s := samples[p.ID]
		if s == nil {
			continue // no public frames
		}
		got := known.Recognise(*s)
		if len(got) == 0 || got[0].Protocol.ID != p.ID || got[0].Noise != 0 && p.ID != "ecr17" {
			var names []string
			for _, g := range got {
				names = append(names, g.Protocol.ID)
			}
			t.Errorf("%s is taken for %v", p.ID, names)
			continue
		}
		if w := got[0].Why(); w.EN == "" || w.ZH == "" || strings.Contains(w.EN+w.ZH, "%!") {
			t.Errorf("%s: %v", p.ID, w)
		}
	}
}

func TestVectorsAreNoLineTrouble(t *testing.T) {
	for _, v := range vectors(t) {
		switch n := known.NoiseOf(v.raw, nil); n.Pattern {
		case known.Clean, known.Unclear:
		default:
			t.Errorf("%s passes for %s: %+v", v.id, n.Pattern, n)
		}
	}
}
