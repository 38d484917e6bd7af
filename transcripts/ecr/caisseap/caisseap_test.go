package caisseap

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/ecrtest"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

//go:embed testdata/vectors.tsv
var vectors string

func testFramer() wire.Framer { return newFramer(wire.TCP) }

// pack writes fields, each "AA value".
func pack(fields string) []byte {
	var b []byte
	for f := range strings.SplitSeq(fields, ",") {
		tag, val, _ := strings.Cut(f, " ")
		b = fmt.Appendf(b, "%s%03d%s", tag, len(val), val)
	}
	return b
}

const sale = "CZ 0300,CJ 012345678901,CA 01,CE 978,BA 0,CB 1245,CD 0"

func TestPublishedFrames(t *testing.T) { ecrtest.Published(t, Protocol(), vectors) }

func TestFrames(t *testing.T) {
	tests := []struct{ name, line, want string }{
		{"two messages", "CZ0040300CB0011CZ0040300CB0012", "CZ0040300CB0011|CZ0040300CB0012"},
		{"noise before a message", "xyCZ0040300", "!xy|CZ0040300"},
		{"noise behind a message", "CZ0040300CB0011 hello", "CZ0040300CB0011|! hello"},
		{"a message that breaks off", "CZ0040300CB00412", "!CZ0040300CB00412"},
		{"a value that looks like the start of a message", "CZ0040300CF009CZ0040300CB0011", "CZ0040300CF009CZ0040300CB0011"},
		{"a field without its message", "CB0011", "!CB0011"},
	}
	for _, tt := range tests {
		var got []string
		for _, f := range ecrtest.Cut(t, testFramer(), wire.Known([]byte(tt.line))) {
			got = append(got, map[wire.Kind]string{wire.Rejected: "!"}[f.Kind]+f.Raw.Text())
		}
		if s := strings.Join(got, "|"); s != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, s, tt.want)
		}
	}
}

func TestAnyMessageComesBackInAnyPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 3).Draw(t, "messages")
		var line []byte
		var want []string
		for range n {
			m := pack("CZ 0300")
			for range rapid.IntRange(0, 4).Draw(t, "fields") {
				tag := rapid.StringMatching(`[AB][A-Z]`).Draw(t, "tag")
				val := rapid.StringMatching(`[ -~]{0,30}`).Draw(t, "value")
				m = fmt.Appendf(m, "%s%03d%s", tag, len(val), val)
			}
			line, want = append(line, m...), append(want, string(m))
		}
		ecrtest.SameInPieces(t, testFramer, wire.Known(line))
		for i, f := range ecrtest.Cut(t, testFramer(), wire.Known(line)) {
			if f.Body.Text() != want[i] || f.Kind != wire.Data {
				t.Fatalf("message %d reads %q", i, f.Body.Text())
			}
		}
		any := rapid.StringMatching(`[CZAB01 ]{0,80}`).Draw(t, "text")
		ecrtest.SameInPieces(t, testFramer, wire.Known([]byte(any)))
	})
}

func TestConversation(t *testing.T) {
	tests := []struct {
		name        string
		lines, want []string
	}{
		{
			"paid",
			[]string{"> " + sale, "< CZ 0300,CB 1245,CE 978,AE 10,AC 123456,AA 411111######1111"},
			[]string{
				"sent request sale caisseap#1 amount 1245 EUR",
				"received answer sale caisseap#1 code 10 amount 1245 EUR auth 123456 card 411111******1111",
			},
		},
		{
			"not done, with and without a reason",
			[]string{"> " + sale, "< CZ 0300,AE 01,AF 08", "> " + sale, "< CZ 0300,AE 01"},
			[]string{
				"sent request sale caisseap#1 amount 1245 EUR", "received answer sale caisseap#1 code 01-08",
				"sent request sale caisseap#2 amount 1245 EUR", "received answer sale caisseap#2 code 01",
			},
		},
		{
			"answered before it is done, then done",
			[]string{"> " + sale, "< CZ 0300,AE 11", "< CZ 0300,AE 10,CB 1245"},
			[]string{
				"sent request sale caisseap#1 amount 1245 EUR", "received interim sale caisseap#1 code 11",
				"received answer sale caisseap#1 code 10 amount 1245",
			},
		},
		{
			"refund, and a kind that may move money",
			[]string{"> CZ 0300,CB 500,CD 1", "> CZ 0300,CB 500,CD 7", "> CZ 0300"},
			[]string{
				"sent request refund caisseap#1 amount 500", "sent request unknown caisseap#2 amount 500", "sent request unknown caisseap#3",
			},
		},
		{
			"both sides on one line",
			[]string{"? " + sale, "? CZ 0300,AE 10"},
			[]string{"sent request sale caisseap#1 amount 1245 EUR", "received answer sale caisseap#1 code 10"},
		},
		{
			"paid less",
			[]string{"> " + sale, "< CZ 0300,AE 10,CB 1000,CE 978"},
			[]string{
				"sent request sale caisseap#1 amount 1245 EUR", "received answer sale caisseap#1 code 10 amount 1000 EUR approved 1000",
			},
		},
	}
	for _, tt := range tests {
		got := ecrtest.Conversation(t, Protocol(), pack, tt.lines...)
		got = slices.DeleteFunc(got, func(s string) bool { return s == "" })
		if a, b := strings.Join(got, "\n"), strings.Join(tt.want, "\n"); a != b {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, a, b)
		}
	}
}

func TestMask(t *testing.T) {
	line := pack("CZ 0300,AA 4111111111111111,AB 3012,CB 1245,ZZ secret")
	f := ecrtest.Cut(t, testFramer(), wire.Known(line))[0]
	if got, want := mask(f).Text(), "CZ0040300AA016411111******1111AB004****CB0041245ZZ006******"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestNoCardNumberComesOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pan := ecrtest.PAN(t)
		for _, fields := range []string{"CZ 0300,AE 10,AA " + pan, "CZ 0300,CF " + pan, "CZ 0300,XX " + pan, "CZ 0300,CJ " + pan, "CZ 0300,AE 01,AF " + pan} {
			line := pack(fields)
			ecrtest.Private(t, Protocol(), line, pan)
			ecrtest.Private(t, Protocol(), line[:rapid.IntRange(1, len(line)-1).Draw(t, "cut")], pan)
			ecrtest.Private(t, Protocol(), line[rapid.IntRange(1, len(line)-1).Draw(t, "from"):], pan)
			ecrtest.SameMasked(t, Protocol(), wire.FromTerminal, line)
		}
	})
}

func TestItHasNoQuestions(t *testing.T) {
	if Protocol().Queries != nil {
		t.Error("a protocol that can only pay has questions")
	}
}

func TestSignature(t *testing.T) {
	for fields, want := range map[string]int{sale: sure, "CZ 0300": 0} {
		if got := signature(ecrtest.Cut(t, testFramer(), wire.Known(pack(fields)))); got != want {
			t.Errorf("%q: got %d, want %d", fields, got, want)
		}
	}
}

func FuzzDoors(f *testing.F) {
	for _, v := range ecrtest.Vectors(f, vectors) {
		f.Add(v.Bytes.B)
	}
	f.Fuzz(func(t *testing.T, b []byte) { ecrtest.Exercise(t, Protocol(), b) })
}
