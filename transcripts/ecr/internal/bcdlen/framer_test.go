package bcdlen

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// cut feeds hex as one burst with a silence behind it.
func cut(t testing.TB, hex string) []wire.Frame {
	t.Helper()
	b, err := wire.ParseHex(hex)
	if err != nil {
		t.Fatal(err)
	}
	f := NewFramer()
	return append(f.Feed(b), f.Flush()...)
}

// brief tells frames in a form that is easy to write down.
func brief(frames []wire.Frame) []string {
	var out []string
	for _, f := range frames {
		s := f.Raw.Hex() + " " + f.Check.String()
		switch f.Kind {
		case wire.Control:
			s = string(f.Sign)
		case wire.Rejected:
			s = f.Raw.Hex() + " rejected"
		}
		if f.Fault != nil {
			s += " " + f.Fault.ID
		}
		out = append(out, s)
	}
	return out
}

const (
	test   = "02001836303030303030303030313144303030311c0344" // communication test
	settle = "02002636303030303030303030313035303030301c484e00033030311c0323"
)

func TestFrames(t *testing.T) {
	for _, tt := range []struct {
		name, hex string
		want      []string
	}{
		{"a frame", test, []string{test + " ok"}},
		{"an acknowledgement glued to it", "06" + test, []string{"ACK", test + " ok"}},
		{"NAK and the end of a dialogue", "1504", []string{"NAK", "EOT"}},
		{"03 in the length of a field", settle, []string{settle + " ok"}},
		{"two frames back to back", test + settle, []string{test + " ok", settle + " ok"}},
		{"nothing but 03 as data", "0200030303030303", []string{"0200030303030303 ok"}},
		{"02 where the check byte should be 00", "02000242430302", []string{"02000242430302 bad checksum"}},
		{"noise around a frame", "ff00" + test + "41", []string{"ff00 rejected noise", test + " ok", "41 rejected noise"}},
		{"02 that begins nothing", "02ff" + test, []string{"02ff rejected noise", test + " ok"}},
		{"a length of nothing", "0200000303", []string{"0200000303 rejected noise"}},
		{"a changed byte", strings.Replace(test, "3144", "3145", 1), []string{strings.Replace(test, "3144", "3145", 1) + " bad checksum"}},
		{"the line falls silent", test[:20], []string{test[:20] + " rejected truncated"}},
		{"silence inside the length", "0200", []string{"0200 rejected noise"}},
		{"the next frame comes too soon", test[:20] + test, []string{test[:20] + " rejected truncated", test + " ok"}},
		{"signs inside a frame without an end are none", "02000306150441414141", []string{"02000306150441414141 rejected framing"}},
		{"hidden characters", "020003413xxx03xx", []string{"020003413xxx03xx hidden"}},
		{"a hidden length", "02xx03414243030300", []string{"02xx03414243030300 rejected noise"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, brief(cut(t, tt.hex))); d != "" {
				t.Errorf("want -, got +\n%s", d)
			}
		})
	}
}

// Every value of the check byte is data, the control bytes among them.
func TestCheckByteMayBeAnyByte(t *testing.T) {
	seen := map[byte]bool{}
	for c := range 256 {
		raw, err := Encode([]byte{'A', byte(c)})
		if err != nil {
			t.Fatal(err)
		}
		seen[raw[len(raw)-1]] = true
		f := NewFramer()
		got := append(f.Feed(wire.Known(append(raw, raw...))), f.Flush()...)
		if len(got) != 2 || got[0].Check != wire.CheckOK || got[1].Check != wire.CheckOK {
			t.Errorf("check byte %02x: %v", raw[len(raw)-1], brief(got))
		}
	}
	if len(seen) != 256 {
		t.Errorf("%d values of the check byte were tried", len(seen))
	}
}

func TestLostBytesAreADamagedTranscript(t *testing.T) {
	whole, err := Encode([]byte("APPROVED      01\x1c"))
	if err != nil {
		t.Fatal(err)
	}
	space := bytes.IndexByte(whole, ' ')
	lost := append(bytes.Clone(whole[:space]), whole[space+1:]...)
	for _, tt := range []struct {
		name string
		raw  []byte
		says string
	}{
		{"one space", lost, "it was a space"},
		{"one letter", append(bytes.Clone(whole[:4]), whole[5:]...), "has 17 bytes and has 16"},
		{"two spaces", append(bytes.Clone(whole[:space]), whole[space+2:]...), "has 17 bytes and has 15"},
	} {
		for _, behind := range [][]byte{nil, {0x06}, whole} {
			f := NewFramer()
			got := append(f.Feed(wire.Known(append(bytes.Clone(tt.raw), behind...))), f.Flush()...)
			if len(got) == 0 || !Damaged(got[0]) || !bytes.Equal(got[0].Raw.B, tt.raw) {
				t.Errorf("%s before % x: %v", tt.name, behind, brief(got))
				continue
			}
			if s := got[0].Fault.What.EN; !strings.Contains(s, "damaged transcript") || !strings.Contains(s, tt.says) {
				t.Errorf("%s: %q", tt.name, s)
			}
			if behind != nil && (len(got) != 2 || got[1].Kind == wire.Rejected) {
				t.Errorf("%s swallowed what came behind it: %v", tt.name, brief(got))
			}
		}
	}
	if f := cut(t, test); Damaged(f[0]) {
		t.Error("a good frame is called damaged")
	}
	if f := cut(t, test[:20]); Damaged(f[0]) {
		t.Error("a frame cut short is called a damaged transcript")
	}
}

func TestEncodeRefusesWhatDoesNotFit(t *testing.T) {
	for _, n := range []int{0, 10000} {
		if _, err := Encode(make([]byte, n)); err == nil {
			t.Errorf("%d bytes were framed", n)
		}
	}
	raw, err := Encode(make([]byte, 9999))
	if err != nil || raw[1] != 0x99 || raw[2] != 0x99 {
		t.Errorf("the longest: %v", err)
	}
}

// join puts the frames together again.
func join(frames []wire.Frame) string {
	all := wire.Bytes{}
	for _, f := range frames {
		all = all.Append(f.Raw)
	}
	return all.Hex()
}

// drawLine draws what a line may show: frames whole and broken, signs, noise,
// hidden nibbles.
func drawLine(t *rapid.T) wire.Bytes {
	out := wire.Bytes{}
	for range rapid.IntRange(0, 6).Draw(t, "parts") {
		var b []byte
		switch rapid.IntRange(0, 3).Draw(t, "sort") {
		case 0:
			b, _ = Encode(rapid.SliceOfN(rapid.Byte(), 1, 40).Draw(t, "data"))
		case 1:
			b, _ = Encode(rapid.SliceOfN(rapid.SampledFrom([]byte{2, 3, 6, 0x15, 0x1C, ' ', '0'}), 1, 40).Draw(t, "controls"))
			cut := rapid.IntRange(0, len(b)-1).Draw(t, "lost")
			b = append(b[:cut:cut], b[cut+1:]...)
		case 2:
			b = rapid.SliceOfN(rapid.Byte(), 0, 20).Draw(t, "noise")
		default:
			b = []byte{rapid.SampledFrom([]byte{6, 0x15, 4, 2, 3, 0}).Draw(t, "sign")}
		}
		part := wire.Known(b)
		if len(b) > 0 && rapid.IntRange(0, 4).Draw(t, "masked") == 0 {
			i := rapid.IntRange(0, 2*len(b)-1).Draw(t, "hidden")
			part = part.Hide(i, i+1)
		}
		out = out.Append(part)
	}
	return out
}

func TestAnyChunkingGivesTheSameFrames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := drawLine(t)
		f := NewFramer()
		whole := append(f.Feed(line), f.Flush()...)
		var parts []wire.Frame
		g := NewFramer()
		for rest := line; rest.Len() > 0; {
			n := rapid.IntRange(1, rest.Len()).Draw(t, "chunk")
			parts = append(parts, g.Feed(rest.Slice(0, n))...)
			rest = rest.From(n)
		}
		parts = append(parts, g.Flush()...)
		if d := cmp.Diff(brief(whole), brief(parts)); d != "" {
			t.Fatalf("in one -, in parts +\n%s", d)
		}
		if got := join(whole); got != line.Hex() {
			t.Fatalf("the frames together are %s, the line was %s", got, line.Hex())
		}
	})
}

// What a framer holds is bounded, whatever it is given.
func TestNoiseIsNotHeldForEver(t *testing.T) {
	f := NewFramer().(*framer)
	in := bytes.Repeat([]byte{0xAA}, 1000)
	out := 0
	for range 100 {
		for _, x := range f.Feed(wire.Known(in)) {
			out += x.Raw.Len()
		}
		if f.buf.Len() > held {
			t.Fatalf("%d bytes are held", f.buf.Len())
		}
	}
	for _, x := range f.Flush() {
		out += x.Raw.Len()
	}
	if out != 100*len(in) {
		t.Errorf("%d bytes came out", out)
	}
}

func FuzzFramer(f *testing.F) {
	for _, hex := range []string{test, settle, "06" + test, test[:20] + test, "020003413xxx03xx", "02999902", "150604"} {
		f.Add(hex, 3)
	}
	f.Fuzz(func(t *testing.T, hex string, at int) {
		line, err := wire.ParseHex(hex)
		if err != nil || line.Len() > 1<<15 {
			t.Skip()
		}
		a := NewFramer()
		whole := append(a.Feed(line), a.Flush()...)
		if join(whole) != line.Hex() {
			t.Fatal("bytes were lost or changed")
		}
		at = max(0, min(at, line.Len()))
		b := NewFramer()
		parts := append(b.Feed(line.Slice(0, at)), b.Feed(line.From(at))...)
		parts = append(parts, b.Flush()...)
		if d := cmp.Diff(brief(whole), brief(parts)); d != "" {
			t.Fatalf("in one -, in parts +\n%s", d)
		}
	})
}
