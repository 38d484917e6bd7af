package zvt

import (
	"bytes"
	"encoding/hex"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/ecrtest"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// never are the commands that posdoctor must not send: what moves money, asks
// for a card, settles, changes settings, keys, software or the registration, or
// breaks off a dialogue. Written by hand, apart from the tables.
var never = []string{
	"0600", "0601", "0602", "0603", "0604", "0605", "0609", "060A", "060B", "060C", "060D", "0611", "0612", "0618", "061A", "061B",
	"0621", "0622", "0623", "0624", "0625", "0626", "0630", "0631", "0650", "0651", "0670", "0679", "0682",
	"0685", "0686", "0687", "0688", "0690", "0691", "0693", "0695", "06B0", "06C0", "06C5", "06C6", "06CE", "06D1", "06D3", "06D4",
	"06D8", "06D9", "06DA", "06DB", "06DD", "06E0", "06E1", "06E2", "06E3", "06E4", "06E5", "06E6", "06E7", "06E8", "06E9", "06F0",
}

func allQueries(p ecr.Params) []ecr.Query {
	return append(queries(wire.Serial, p), queries(wire.TCP, p)...)
}

func TestNoQuestionIsAForbiddenCommand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := ecr.Params{
			Password: rapid.OneOf(rapid.StringMatching(`[0-9]{6}`), rapid.String()).Draw(t, "password"),
			Terminal: rapid.String().Draw(t, "terminal"), Register: rapid.String().Draw(t, "register"),
			Reference: rapid.String().Draw(t, "reference"), Profile: rapid.String().Draw(t, "profile"),
		}
		for i, l := range []wire.Link{wire.Serial, wire.TCP} {
			for _, q := range queries(l, p) {
				s := q.Spec()
				fs := ecrtest.Cut(t, Protocol().NewFramer(l), wire.Known(s.Frame))
				if len(fs) != 1 || fs[0].Kind != wire.Data || fs[0].Fault != nil {
					t.Fatalf("%s is no single message: %s", s.Name, ecrtest.Text(fs))
				}
				b := fs[0].Body.B
				k := hex.EncodeToString(b[:2])
				if k != "0501" && k != "0620" && k != "0610" {
					t.Fatalf("link %d, %s sends command %s", i, s.Name, k)
				}
				for _, n := range never {
					if bytes.EqualFold([]byte(k), []byte(n)) {
						t.Fatalf("%s sends the forbidden command %s", s.Name, n)
					}
				}
				if b[0] == 0x08 || b[0] == 0x0F {
					t.Fatalf("%s sends class %02X", s.Name, b[0])
				}
				looksHarmless(t, l, s)
			}
		}
	})
}

// looksHarmless checks that besides the question only acknowledgements can be
// sent: 06, 15 and 80 00 00.
func looksHarmless(t *rapid.T, l wire.Link, s allow.Spec) {
	for _, a := range s.Acks {
		for _, f := range ecrtest.Cut(t, Protocol().NewFramer(l), wire.Known(a)) {
			if f.Kind != wire.Control && !bytes.Equal(f.Body.B, []byte{0x80, 0, 0}) {
				t.Fatalf("%s may send %x", s.Name, []byte(a))
			}
		}
	}
}

func TestQuestions(t *testing.T) {
	want := map[string]string{
		"status":  "1002 050100 1003 " + sum("050100"),
		"details": "1002 0501051234560304 1003 " + sum("0501051234560304"),
		"last":    "1002 0620051234560303 1003 " + sum("0620051234560303"),
		"totals":  "1002 06101003123456 1003 " + sum("061003123456"), // 10 is doubled
	}
	for _, q := range queries(wire.Serial, ecr.Params{Password: "123456"}) {
		s := q.Spec()
		if got := hex.EncodeToString(s.Frame); got != ecrtest.Hex(t, want[s.Name]).Hex() {
			t.Errorf("%s: got %s, want %s", s.Name, got, want[s.Name])
		}
		delete(want, s.Name)
		if s.Title.EN == "" || s.Title.ZH == "" || s.Note.EN == "" || s.Note.ZH == "" {
			t.Errorf("%s is not explained in both languages", s.Name)
		}
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
}

func sum(apdu string) string {
	b, _ := hex.DecodeString(apdu + "03")
	c := wire.Kermit(b)
	return hex.EncodeToString([]byte{byte(c), byte(c >> 8)})
}

func TestTheUsualPasswordIsNamed(t *testing.T) {
	with, without := queries(wire.TCP, ecr.Params{Password: "123456"}), queries(wire.TCP, ecr.Params{})
	for i, q := range without {
		asks := bytes.Contains(q.Spec().Frame, []byte{0, 0, 0})
		if named := q.Spec().Note != with[i].Spec().Note; named != asks {
			t.Errorf("%s: password sent %t, named %t", q.Spec().Name, asks, named)
		}
	}
	if got := queries(wire.TCP, ecr.Params{Password: "12345x"}); len(got) != 1 {
		t.Errorf("a password that is none gives %d questions, want the one that needs none", len(got))
	}
}

// step is what a dialogue says to one frame, in short.
func step(q ecr.Query, lines ...string) (steps []allow.Step) {
	l := wire.TCP
	if q.Spec().Frame[0] == dle {
		l = wire.Serial
	}
	d := q.Spec().Dialogue()
	f := Protocol().NewFramer(l)
	for _, s := range lines {
		b, _ := wire.ParseHex(s)
		for _, x := range append(f.Feed(b), f.Flush()...) {
			steps = append(steps, d.Take(x))
		}
	}
	return steps
}

func TestDialogue(t *testing.T) {
	yes := "1002800000 1003f51f"
	reply := "06" + "10028000001003f51f"
	serial, tcp := queries(wire.Serial, ecr.Params{})[2], queries(wire.TCP, ecr.Params{})[2]
	result := hex.EncodeToString(block([]byte{0x04, 0x0F, 0x02, 0x27, 0x00}))
	done := hex.EncodeToString(block([]byte{0x06, 0x0F, 0x00}))

	got := step(serial, "06", yes, result, done)
	want := []allow.Step{
		{Longer: 5 * time.Second},
		{Ack: allow.Ack{ack}, Longer: 180 * time.Second},
		{Ack: mustHex(reply), Longer: 180 * time.Second},
		{Ack: mustHex(reply), Done: true},
	}
	compare(t, "serial", got, want)
	got = step(tcp, "800000", "040f022700", "060f00")
	want = []allow.Step{{Longer: 180 * time.Second}, {Ack: mustHex("800000"), Longer: 180 * time.Second}, {Ack: mustHex("800000"), Done: true}}
	compare(t, "connection", got, want)
	for _, s := range append(got, step(serial, "06", yes, result, done)...) {
		if s.Ack != nil && !serial.Allows(s.Ack) && !tcp.Allows(s.Ack) {
			t.Errorf("%x is sent and not declared", []byte(s.Ack))
		}
	}
}

// A result that comes before the terminal has accepted the question is of a
// payment that the till began. To answer it would confirm that payment.
func TestNothingIsAnsweredBeforeTheQuestionIsAccepted(t *testing.T) {
	for _, q := range allQueries(ecr.Params{}) {
		for _, a := range []string{"040f022700", "04ff0104", "060f00", "061e016c", "06d10400414243"} {
			b, _ := hex.DecodeString(a)
			if q.Spec().Frame[0] == dle {
				b = block(b)
			}
			s := step(q, hex.EncodeToString(b))
			if len(s) != 1 || s[0].Ack != nil || s[0].Refused.IsZero() || s[0].Done {
				t.Errorf("%s, %s: got %+v", q.Spec().Name, a, s)
			}
		}
	}
}

func TestDialogueRefusals(t *testing.T) {
	q := queries(wire.TCP, ecr.Params{})[2]
	for _, tt := range []struct{ lines, want string }{
		{"849c00", "the terminal refused with code 9C (Please wait)"},
		{"846b00", "the terminal refused with code 6B (Till not registered)"},
		{"841e036f0978", "the terminal refused with code 6F (Wrong currency)"},
		{"84f200", "the terminal refused with code F2"},
		{"800000 061e0177", "the terminal refused with code 77 (End-of-day not possible)"},
		{"800000 06d800", textWantsMore.EN},
	} {
		s := step(q, tt.lines)
		if last := s[len(s)-1]; last.Refused.EN != tt.want || last.Refused.ZH == "" {
			t.Errorf("%s: got %q, want %q", tt.lines, last.Refused.EN, tt.want)
		}
	}
	damaged := step(queries(wire.Serial, ecr.Params{})[2], "10028000001003f51e", "15")
	compare(t, "damage", damaged, []allow.Step{{Ack: allow.Ack{nak}}, {Resend: true}})
	if s := step(q, "800000", "04ff020e05"); s[1].Longer != 5*time.Minute {
		t.Errorf("the terminal asks for 5 minutes, got %s", s[1].Longer)
	}
	if s := step(q, "800000", "04ff020e99"); s[1].Longer != longestWait {
		t.Errorf("the terminal asks for 99 minutes, got %s", s[1].Longer)
	}
}

func compare(t *testing.T, name string, got, want []allow.Step) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: got %d steps, want %d", name, len(got), len(want))
	}
	for i := range got {
		if !bytes.Equal(got[i].Ack, want[i].Ack) || got[i].Done != want[i].Done || got[i].Resend != want[i].Resend ||
			got[i].Longer != want[i].Longer || got[i].Refused != want[i].Refused {
			t.Errorf("%s, step %d: got %+v, want %+v", name, i, got[i], want[i])
		}
	}
}

func mustHex(s string) allow.Ack {
	b, err := hex.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return b
}
