package hypercom

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// table knows a header of one byte and a field of each sort.
func table() *Table {
	t := Load("id\tto\tkeep\tmax\tname_en\tname_zh\n"+
		"01\tauth\tvalue\t6\tApproval\t授权码\n"+
		"02\ttext\ttext\t0\tText\t文字\n"+
		"03\tdate\tvalue\t6\tDate\t日期\n"+
		"30\tcard\tpan\t0\tCard\t卡号\n"+
		"31\t\tdrop\t0\tExpiry\t有效期\n"+
		"40\tamount\tvalue\t12\tAmount\t金额\n",
		"id\tvalue\ten\tzh\n01\t000000\tnone\t无\n")
	t.Header, t.Valid = 1, func(b []byte) bool { return b[0] == 'H' }
	return t
}

func TestSplit(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		damaged    bool
		want       string // fields as id=value, then where reading stopped
	}{
		{"nothing", "H", false, "1"},
		{"two fields", "H01\x00\x06123456\x1c02\x00\x02OK\x1c", false, "01=123456 02=OK 19"},
		{"an empty field", "H01\x00\x00\x1c02\x00\x02OK\x1c", false, "01= 02=OK 13"},
		{"no separator at the end", "H02\x00\x02OK", false, "02=OK 7"},
		{"a separator inside a value", "H02\x00\x03A\x1cB\x1c", false, "02=A\x1cB 9"},
		{"a length that is none", "H02\x00\x0aOK\x1c", false, "1"},
		{"a value that is short", "H01\x00\x0612345\x1c02\x00\x02OK\x1c", false, "1"},
		{"the same in a damaged body", "H01\x00\x0612345\x1c02\x00\x02OK\x1c", true, "01=12345 02=OK 18"},
		{"too short even so", "H01\x00\x061\x1c02\x00\x02OK\x1c", true, "1"},
		{"short at the end", "H02\x00\x04OK\x1c", true, "02=OK 8"},
		{"cut in a head", "H02\x00\x02OK\x1c30", false, "02=OK 8"},
	} {
		b := table().Split(wire.Known([]byte(tt.body)), tt.damaged)
		var got []string
		for _, f := range b.Fields {
			got = append(got, f.ID+"="+f.Value.Text())
		}
		got = append(got, itoa(b.Stop))
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, s, tt.want)
		}
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

func TestFillAndShow(t *testing.T) {
	b := wire.Known([]byte("H01\x00\x06000000\x1c02\x00\x06 DONE \x1c03\x00\x06261120\x1c30\x00\x164111111111111111\x1c31\x00\x042912\x1c40\x00\x12000000000215\x1cZZ\x00\x01A\x1c"))
	m := transcripts.Message{AuthCode: "654321"}
	masker := redact.New([]byte("k"))
	table().Fill(&m, table().Split(b, false), masker, "THB")
	want := transcripts.Message{
		AuthCode: "654321", HostText: "DONE", LocalDate: "1120", Card: masker.PAN("4111111111111111"),
		Amount: transcripts.Amount{Minor: 215, Currency: "THB", Known: true},
	}
	if d := cmp.Diff(want, m); d != "" {
		t.Errorf("want -, got +\n%s", d)
	}
	fields := table().Show(table().Split(b, false), 3)
	if f := fields[0]; f.Meaning.EN != "none" || f.Offset != 4 || f.Length != 10 {
		t.Errorf("approval %+v", f)
	}
	if f := fields[3]; f.Value != "411111******1111" || f.Dropped {
		t.Errorf("card %+v", f)
	}
	for _, f := range []transcripts.Field{fields[4], fields[6]} {
		if f.Value != "" || !f.Dropped {
			t.Errorf("%s %+v", f.ID, f)
		}
	}
}

func TestMaskHidesWhatCannotBeRead(t *testing.T) {
	frame := func(kind wire.Kind, body string, behind string, fault *transcripts.Fault) wire.Frame {
		raw := wire.Known([]byte("\x02\x00\x99" + body + behind))
		return wire.Frame{Kind: kind, Raw: raw, Body: raw.Slice(3, 3+len(body)), Fault: fault}
	}
	cut := &transcripts.Fault{ID: "truncated"}
	for _, tt := range []struct {
		name string
		f    wire.Frame
		want string
	}{
		{"nothing to hide", frame(wire.Data, "H02\x00\x02OK\x1c", "\x03L", nil), "020099" + "4830320002" + "4f4b" + "1c" + "034c"},
		{"a field to drop", frame(wire.Data, "H31\x00\x0229\x1c", "\x03L", nil), "020099" + "4833310002" + "xxxx" + "1c" + "03xx"},
		{"an unknown field", frame(wire.Data, "HZZ\x00\x0229\x1c", "\x03L", nil), "020099" + "485a5a0002" + "xxxx" + "1c" + "03xx"},
		{"no header", frame(wire.Data, "X02\x00\x02OK\x1c", "\x03L", nil), "020099" + strings.Repeat("xx", 8) + "03xx"},
		{"a rest that is no field", frame(wire.Data, "H4111", "\x03L", nil), "020099" + "48" + strings.Repeat("xx", 4) + "03xx"},
		{"a broken frame and what is behind it", frame(wire.Rejected, "H02\x00\x02OK\x1c41", "11", cut), "020099" + "4830320002" + "4f4b" + "1c" + "xxxx" + "xxxx"},
		{"noise", wire.Frame{Raw: wire.Known([]byte("41"))}, "xxxx"},
		{"a sign", wire.Frame{Kind: wire.Control, Raw: wire.Known([]byte{6})}, "06"},
	} {
		if got := table().Mask(tt.f).Hex(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// In a damaged frame the type of a field may be another's, so long digits are
// hidden wherever they stand.
func TestDamagedFramesHideLongDigits(t *testing.T) {
	for body, want := range map[string]string{
		"H02\x00\x16order 4111111111\x1c": "order **********",
		"H02\x00\x08RRN 1234\x1c":         "RRN 1234",
		"H40\x00\x12000000000215\x1c":     "000000000215",
		"H40\x00\x13\x30000000000215\x1c": "",
	} {
		b := table().Split(wire.Known([]byte(body)), true)
		if f := table().Show(b, 0); len(f) != 1 || f[0].Value != want {
			t.Errorf("%q shows %+v, want %q", body, f, want)
		}
	}
}

func TestDialogueAsksForADamagedAnswerAgain(t *testing.T) {
	d := Dialogue{Answers: func(b wire.Bytes) bool { return b.Is(0, 'A') }}
	a := wire.Frame{Kind: wire.Data, Body: wire.Known([]byte("A"))}
	bad := a
	bad.Check = wire.CheckBad
	for _, tt := range []struct {
		f    wire.Frame
		want allow.Step
	}{
		{a, allow.Step{Ack: allow.Ack{0x06}, Done: true}},
		{bad, allow.Step{Ack: allow.Ack{0x15}}},
		{wire.Frame{Kind: wire.Data, Body: wire.Known([]byte("B"))}, allow.Step{}},
		{wire.Frame{Kind: wire.Rejected, Body: wire.Known([]byte("A"))}, allow.Step{}},
	} {
		if d := cmp.Diff(tt.want, d.Take(tt.f)); d != "" {
			t.Errorf("%+v: want -, got +\n%s", tt.f, d)
		}
	}
	for _, a := range Acks() {
		if len(a) != 1 || a[0] != 0x06 && a[0] != 0x15 {
			t.Errorf("may send % x", a)
		}
	}
}
