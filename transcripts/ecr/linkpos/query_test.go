package linkpos

import (
	"bytes"
	"encoding/hex"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// forbidden are the transaction codes that may never be sent: they move money,
// settle, change something or ask for a card. 71 looks a payment up in some
// builds and voids it in others.
var forbidden = []string{
	"20", "70", "26", "27", "41", "43", "50", "71", "56", "EA", "EB", "EC", "ED", "EE", "EF", "EG", "EH", "EI", "EK",
	"CQ", "97", "CS", "34", "I1", "58", "IQ", "EJ", "EL", "D1",
}

func everyQuery() []ecr.Query {
	var out []ecr.Query
	for _, profile := range []string{"", "kbtg", "v156", "bdo", "other"} {
		for _, reference := range []string{"", "INV0001", "20", "\x1c40\x00\x12", "6000000000102000"} {
			for _, l := range []wire.Link{wire.Serial, wire.TCP} {
				out = append(out, queries(l, ecr.Params{Profile: profile, Reference: reference, Password: "000000", Terminal: "1", Register: "20"})...)
			}
		}
	}
	return out
}

func TestNoQueryIsAForbiddenCommand(t *testing.T) {
	all := everyQuery()
	if len(all) < 4 {
		t.Fatalf("only %d queries", len(all))
	}
	for _, q := range all {
		s := q.Spec()
		f := frames(t, hex.EncodeToString(s.Frame))
		if len(f) != 1 || f[0].Kind != wire.Data || f[0].Check != wire.CheckOK {
			t.Fatalf("%s sends no single whole frame: % x", s.Name, s.Frame)
		}
		// By the bytes, not by this package's own reading: the code stands at
		// bytes 15 and 16 of the frame.
		code := string(s.Frame[15:17])
		for _, never := range forbidden {
			if code == never {
				t.Errorf("%s sends %s", s.Name, code)
			}
		}
		if code != "D0" && code != "74" {
			t.Errorf("%s sends %s, which nobody called harmless", s.Name, code)
		}
		if bytes.Count(s.Frame[3:], []byte{0x02}) > 0 && code == "D0" {
			t.Errorf("%s holds a second frame", s.Name)
		}
		for _, a := range s.Acks {
			if len(a) != 1 || a[0] != 0x06 && a[0] != 0x15 {
				t.Errorf("%s may send % x", s.Name, a)
			}
		}
		if s.Protocol != "linkpos" || s.Title.EN == "" || s.Title.ZH == "" {
			t.Errorf("%s is not declared whole", s.Name)
		}
	}
}

func TestQueriesByVariant(t *testing.T) {
	names := func(p ecr.Params) []string {
		var out []string
		for _, q := range queries(wire.Serial, p) {
			out = append(out, q.Spec().Name)
		}
		return out
	}
	for _, tt := range []struct {
		p    ecr.Params
		want []string
	}{
		{ecr.Params{}, []string{"test"}},
		{ecr.Params{Reference: "INV0001"}, []string{"test"}}, // 74 may do something else elsewhere
		{ecr.Params{Profile: "kbtg", Reference: "INV0001"}, []string{"test", "inquiry"}},
		{ecr.Params{Profile: "kbtg"}, []string{"test"}},
		{ecr.Params{Profile: "kbtg", Reference: "a reference that is too long"}, []string{"test"}},
		{ecr.Params{Profile: "kbtg", Reference: "A\x1cB"}, []string{"test"}},
		{ecr.Params{Profile: "kbtg", Reference: " INV"}, []string{"test"}},
		{ecr.Params{Profile: "kbtg", Reference: "4111111111111111"}, []string{"test"}},
		{ecr.Params{Profile: "v156", Reference: "INV0001"}, nil},
		{ecr.Params{Profile: "bdo", Reference: "INV0001"}, nil},
	} {
		if d := cmp.Diff(tt.want, names(tt.p)); d != "" {
			t.Errorf("%+v: want -, got +\n%s", tt.p, d)
		}
	}
}

// The published frames are what is sent.
func TestQueriesAreThePublishedFrames(t *testing.T) {
	want := map[string]string{}
	for _, v := range vectors(t) {
		want[v.id] = v.hex
	}
	q := queries(wire.Serial, ecr.Params{Profile: "kbtg", Reference: "INV0001"})
	for i, id := range []string{"v032", "v055"} {
		if got := hex.EncodeToString(q[i].Spec().Frame); got != want[id] {
			t.Errorf("%s: %s, want %s", id, got, want[id])
		}
	}
}

func TestDialogue(t *testing.T) {
	q := queries(wire.Serial, ecr.Params{})[0]
	answer, other := packetOf(t, '1', "D0", "00"), packetOf(t, '1', "20", "00")
	damaged := answer
	damaged.Check = wire.CheckBad
	for _, tt := range []struct {
		name string
		f    wire.Frame
		want allow.Step
	}{
		{"acknowledged", sign(wire.ACK), allow.Step{}},
		{"refused by the line", sign(wire.NAK), allow.Step{Resend: true}},
		{"the answer", answer, allow.Step{Ack: allow.Ack{0x06}, Done: true}},
		{"a damaged answer", damaged, allow.Step{Ack: allow.Ack{0x15}}},
		{"the answer to somebody's payment", other, allow.Step{}},
		{"a notice", packetOf(t, '1', "C0", "00"), allow.Step{}},
		{"noise", wire.Frame{}, allow.Step{}},
	} {
		got := q.Spec().Dialogue().Take(tt.f)
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s: want -, got +\n%s", tt.name, d)
		}
		if got.Ack != nil && !q.Allows(got.Ack) {
			t.Errorf("%s: % x is not allowed", tt.name, got.Ack)
		}
	}
}
