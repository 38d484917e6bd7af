package known_test

import (
	"bytes"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// each runs f for every protocol and link.
func each(t *testing.T, f func(t *testing.T, p ecr.Protocol, l wire.Link)) {
	for _, p := range known.All() {
		for _, l := range p.Links {
			t.Run(p.ID+"/"+string(l), func(t *testing.T) { f(t, p, l) })
		}
	}
}

// traffic draws bytes of a line: parts of real frames of all protocols, signs, and
// anything.
func traffic(all []vector) *rapid.Generator[[]byte] {
	return rapid.Custom(func(t *rapid.T) []byte {
		var out []byte
		for range rapid.IntRange(0, 6).Draw(t, "pieces") {
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0:
				out = append(out, rapid.SliceOfN(rapid.Byte(), 0, 20).Draw(t, "any")...)
			case 1:
				out = append(out, rapid.SliceOfN(rapid.SampledFrom([]byte{0, 1, 2, 3, 4, 5, 6, 0x10, 0x13, 0x15, 0x16, 0x17, 0x18, 0x1C, 0x55, 0xAA, 'A', '0'}), 0, 8).Draw(t, "signs")...)
			case 2:
				out = append(out, all[rapid.IntRange(0, len(all)-1).Draw(t, "vector")].raw...)
			default:
				raw := all[rapid.IntRange(0, len(all)-1).Draw(t, "vector")].raw
				i := rapid.IntRange(0, len(raw)).Draw(t, "from")
				out = append(out, raw[i:rapid.IntRange(i, len(raw)).Draw(t, "to")]...)
			}
		}
		return out
	})
}

// view is all that a frame says.
func view(f wire.Frame) string {
	fault := ""
	if f.Fault != nil {
		fault = fmt.Sprintf("%s@%d", f.Fault.ID, f.Fault.Byte)
	}
	return fmt.Sprintf("%d %s %s %s %q raw %s body %s", f.Kind, f.Sign, f.Check, fault, f.Rule, f.Raw.Hex(), f.Body.Hex())
}

func TestEveryByteComesOutOnceHoweverItIsCut(t *testing.T) {
	all := vectors(t)
	each(t, func(t *testing.T, p ecr.Protocol, l wire.Link) {
		rapid.Check(t, func(t *rapid.T) {
			in := traffic(all).Draw(t, "in")
			want := framed(p, l, in)
			f := p.NewFramer(l)
			var got []wire.Frame
			for rest := in; len(rest) > 0; {
				n := rapid.IntRange(1, len(rest)).Draw(t, "n")
				// A caller may use its buffer again.
				part := bytes.Clone(rest[:n])
				got = append(got, f.Feed(wire.Known(part))...)
				clear(part)
				rest = rest[n:]
			}
			got = append(got, f.Flush()...)
			var raw []byte
			for _, x := range got {
				if x.Raw.Len() == 0 {
					t.Fatalf("a frame without bytes: %+v", x)
				}
				raw = append(raw, x.Raw.B...)
			}
			if !bytes.Equal(raw, in) {
				t.Fatalf("in %x, out %x", in, raw)
			}
			if len(got) != len(want) {
				t.Fatalf("whole: %d frames, cut: %d", len(want), len(got))
			}
			for i := range want {
				if view(got[i]) != view(want[i]) {
					t.Fatalf("frame %d\nwhole: %s\ncut:   %s", i, view(want[i]), view(got[i]))
				}
			}
			if again := f.Flush(); len(again) != 0 {
				t.Fatalf("a second flush gave %+v", again)
			}
		})
	})
}

// mostHeld is what a framer may hold back: a frame with a length of two bytes, all
// of it escaped, and the last that was fed.
const mostHeld = 144 << 10

func TestAFramerHoldsABoundedPart(t *testing.T) {
	// Starts of frames whose end never comes, and what is no frame at all.
	starts := [][]byte{
		{},
		{0x02},
		{0x02, 0xFF, 0xFF},
		{0x02, 0x99, 0x99},
		{0x10, 0x02},
		{0x10, 0x02, 6, 1, 0xFF, 0xFF, 0xFF},
		{6, 1, 0xFF, 0xFF, 0xFF},
		{0x01},
		{0x16},
		{0x16, 'G', 'I', 'X'},
		{0x55, 0xAA, 0, 0, 0, 0xFF, 0xFF},
		{0xFF, 0xFF, 'E', 'C', 'R'},
		[]byte("CZ0040300CJ999"),
		{0x02, 0x02, 0x01, 0, 0, 1, 0xFF, 0xFF},
		{0x05, 0x02},
	}
	last := ""
	for _, v := range vectors(t) {
		if v.protocol != last { // half a frame of each protocol
			starts, last = append(starts, v.raw[:len(v.raw)/2]), v.protocol
		}
	}
	each(t, func(t *testing.T, p ecr.Protocol, l wire.Link) {
		for _, start := range starts {
			for _, fill := range []byte{0x00, 'A', 0x02} {
				if held := mostOf(p.NewFramer(l), start, fill); held > mostHeld {
					t.Fatalf("%x and then %02x for ever: %d bytes are held", start, fill, held)
				}
			}
		}
	})
}

// mostOf feeds a start and then the same byte for long, and gives the most that was
// held. A framer that gives everything back soon is not fed for long.
func mostOf(f wire.Framer, start []byte, fill byte) (most int) {
	held := 0
	feed := func(b []byte) {
		held += len(b)
		for _, x := range f.Feed(wire.Known(b)) {
			held -= x.Raw.Len()
		}
		most = max(most, held)
	}
	feed(start)
	feed(bytes.Repeat([]byte{fill}, 1<<10))
	if held < 1<<9 {
		return most
	}
	for range 10 {
		feed(bytes.Repeat([]byte{fill}, 16<<10))
	}
	return most
}

// A proof that cannot fail is none.
type hoarder struct{}

func (hoarder) Feed(wire.Bytes) []wire.Frame { return nil }
func (hoarder) Flush() []wire.Frame          { return nil }

func TestTheProofSeesAHoarder(t *testing.T) {
	if held := mostOf(hoarder{}, nil, 0); held <= mostHeld {
		t.Errorf("%d bytes held are not too many", held)
	}
}
