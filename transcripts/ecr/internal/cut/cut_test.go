package cut

import (
	"bytes"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"pgregory.net/rapid"
)

// sample frames 02, a length, so many bytes, and a XOR over length and bytes.
func sample(b wire.Bytes) (wire.Frame, int) {
	switch {
	case b.Is(0, 0x06):
		return Sign(wire.ACK)
	case !b.Is(0, 0x02):
		return Nothing()
	case b.Len() < 2:
		return More()
	}
	n := 3 + int(b.B[1])
	if b.Len() < n {
		return More()
	}
	return Whole(b, b.Slice(2, n-1), 0, 1, n)
}

func kinds(frames []wire.Frame) (out []string) {
	for _, f := range frames {
		s := f.Check.String()
		if f.Kind == wire.Control {
			s = string(f.Sign)
		}
		if f.Fault != nil {
			s = f.Fault.ID
		}
		out = append(out, s+" "+f.Raw.Hex())
	}
	return out
}

func equal(t *testing.T, got []wire.Frame, want ...string) {
	t.Helper()
	have := kinds(got)
	if len(have) != len(want) {
		t.Fatalf("got %q, want %q", have, want)
	}
	for i := range want {
		if have[i] != want[i] {
			t.Fatalf("frame %d: got %q, want %q", i, have[i], want[i])
		}
	}
}

func TestFramesNoiseAndSigns(t *testing.T) {
	f := New(64, sample)
	equal(t, f.Feed(wire.Known([]byte{0x06, 0xF8, 0xE0, 0x02, 0x01, 'A', 0x40, 0x02})), "ACK 06", "noise f8e0", "ok 02014140")
	equal(t, f.Feed(wire.Known([]byte{0x01, 'A', 0x41})), "checksum 02014141")
	equal(t, f.Flush())
}

func TestASilenceEndsAFrame(t *testing.T) {
	f := New(64, sample)
	equal(t, f.Feed(wire.Known([]byte{0x02, 0x09, 0x02, 0x01, 'A', 0x40})))
	equal(t, f.Flush(), "truncated 0209", "ok 02014140")
}

func TestAHiddenNibbleHidesTheSum(t *testing.T) {
	b, err := wire.ParseHex("020141xx")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, New(64, sample).Feed(b), "hidden 020141xx")
}

func TestAFrameThatIsTooLongIsNone(t *testing.T) {
	f := New(8, sample)
	equal(t, f.Feed(wire.Known([]byte{0x02, 0x50, 1, 0x02, 1, 'A', 0x40, 5})), "noise 025001", "ok 02014140")
	equal(t, f.Flush(), "noise 05")
}

func TestEveryByteComesOutOnceHoweverItIsCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.SliceOf(rapid.SampledFrom([]byte{0x02, 0x01, 0x00, 0x06, 'A', 0x40, 0x03})).Draw(t, "in")
		whole := New(32, sample)
		want := kinds(append(whole.Feed(wire.Known(in)), whole.Flush()...))
		cut := New(32, sample)
		var got []wire.Frame
		for rest := in; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "n")
			got = append(got, cut.Feed(wire.Known(rest[:n]))...)
			rest = rest[n:]
		}
		got = append(got, cut.Flush()...)
		var raw []byte
		for _, f := range got {
			raw = append(raw, f.Raw.B...)
		}
		if !bytes.Equal(raw, in) {
			t.Fatalf("in %x, out %x", in, raw)
		}
		have := kinds(got)
		if len(have) != len(want) {
			t.Fatalf("whole %q, cut %q", want, have)
		}
		for i := range want {
			if have[i] != want[i] {
				t.Fatalf("whole %q, cut %q", want, have)
			}
		}
	})
}
