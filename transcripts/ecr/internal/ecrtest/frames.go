package ecrtest

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Cut gives the frames of b and fails if a byte is lost, added or moved.
func Cut(t rapid.TB, f wire.Framer, b wire.Bytes) []wire.Frame {
	t.Helper()
	out := append(f.Feed(b), f.Flush()...)
	Whole(t, out, b)
	return out
}

// Whole fails unless the Raw of all frames together is b.
func Whole(t rapid.TB, frames []wire.Frame, b wire.Bytes) {
	t.Helper()
	raw := wire.Bytes{}
	for _, f := range frames {
		raw = raw.Append(f.Raw)
	}
	if raw.Hex() != b.Hex() {
		t.Fatalf("the frames hold %s, want %s", raw.Hex(), b.Hex())
	}
}

// SameInPieces feeds b in drawn pieces and fails unless the frames are the ones
// that b gives at once.
func SameInPieces(t *rapid.T, make func() wire.Framer, b wire.Bytes) {
	want := Cut(t, make(), b)
	f := make()
	var got []wire.Frame
	for rest := b; rest.Len() > 0; {
		n := rapid.IntRange(1, rest.Len()).Draw(t, "piece")
		got = append(got, f.Feed(rest.Slice(0, n))...)
		rest = rest.From(n)
	}
	got = append(got, f.Flush()...)
	if a, b := Text(got), Text(want); a != b {
		t.Fatalf("in pieces %s, at once %s", a, b)
	}
}

// Text writes frames in a line, for comparing.
func Text(frames []wire.Frame) string {
	var out []string
	for _, f := range frames {
		s := fmt.Sprintf("%d %s %s %s %s", f.Kind, f.Sign, f.Raw.Hex(), f.Body.Hex(), f.Check)
		if f.Fault != nil {
			s += fmt.Sprintf(" %s@%d", f.Fault.ID, f.Fault.Byte)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// Absent fails when a secret of digits shows in v in any writing: as digits, as
// hex of characters, and packed. v is looked at as JSON and as it prints, so bytes
// have to be given as text.
func Absent(t rapid.TB, where string, v any, secrets ...string) {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("%s: %v", where, err)
	}
	text := strings.ToLower(string(raw) + fmt.Sprintf(" %+v", v))
	for _, s := range secrets {
		for _, form := range []string{s, hex.EncodeToString([]byte(s))} {
			if strings.Contains(text, strings.ToLower(form)) {
				t.Fatalf("%s shows a secret of %d characters", where, len(s))
			}
		}
	}
}

// Hex reads test data.
func Hex(t testing.TB, s string) wire.Bytes {
	t.Helper()
	b, err := wire.ParseHex(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return b
}
