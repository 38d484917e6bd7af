package zvt

import (
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

func both(t *testing.T, what string, x codes.Text) {
	t.Helper()
	if x.EN == "" || x.ZH == "" || x.EN == x.ZH {
		t.Errorf("%s is not named in both languages: %+v", what, x)
	}
}

// count fails when a row of a table got lost, for example by a code given twice.
func count(t *testing.T, table string, got int) {
	t.Helper()
	if want := strings.Count(table, "\n") - 1; got != want {
		t.Errorf("%d entries of %d rows", got, want)
	}
}

func TestTables(t *testing.T) {
	count(t, commandRows, len(commands()))
	for k, c := range commands() {
		both(t, string(k[:]), c.name)
		for _, l := range c.layout {
			switch l {
			case "list", "raw", "text", "pw", "pw?", "cc", "cc?", "result", "minutes?", "to?", "seconds?", "attribute?", "completion":
			default:
				if _, ok := parts[l]; !ok {
					t.Errorf("%x: layout %q is unknown", k, l)
				}
			}
		}
		switch c.kind {
		case kindNone, transcripts.KindUnknown, transcripts.KindSale, transcripts.KindPreAuth, transcripts.KindCompletion,
			transcripts.KindAdjustment, transcripts.KindVoid, transcripts.KindRefund, transcripts.KindBalance,
			transcripts.KindSignOn, transcripts.KindSignOff, transcripts.KindKeys, transcripts.KindParameters,
			transcripts.KindSettlement, transcripts.KindUpload, transcripts.KindStatus, transcripts.KindAdmin:
		default:
			t.Errorf("%x: kind %q is unknown", k, c.kind)
		}
	}
	count(t, bmpRows, len(bmps()))
	for k, b := range bmps() {
		both(t, string(rune(k)), b.name)
		if _, _, ok := length(wire.Known([]byte{0xF0, 0xF0, 0xF0}), b.size); !ok && b.size != "BER" || !known(b.show) {
			t.Errorf("BMP %02X: size %q, shown as %q", k, b.size, b.show)
		}
	}
	count(t, tagRows, len(tags()))
	for k, b := range tags() {
		both(t, k, b.name)
		if constructed := octet(k[:2])&0x20 != 0; !known(b.show) || constructed != (b.show == showTemplate) && !strings.HasPrefix(k, "1F") {
			t.Errorf("tag %s is shown as %q", k, b.show)
		}
	}
	count(t, progressRows, len(progresses()))
	for k, p := range progresses() {
		both(t, string(rune(k)), p.name)
		switch p.signal {
		case "", transcripts.SignalSaleFailed, transcripts.SignalSaleApproved, transcripts.SignalReversalStarted,
			transcripts.SignalCardReadFailed, transcripts.SignalJournalFull, transcripts.SignalConnected:
		default:
			t.Errorf("progress %02X: signal %q is in no list", k, p.signal)
		}
	}
	count(t, statusRows, len(conditions()))
	for k, c := range conditions() {
		both(t, string(rune(k)), c.meaning)
		if c.ready != "yes" && c.ready != "no" && c.ready != "-" {
			t.Errorf("state %02X: ready %q", k, c.ready)
		}
	}
}

func known(s show) bool {
	switch s {
	case showDigits, showHex, showChars, showText, showPAN, showHidden, showContainer, showTemplate:
		return true
	}
	return false
}

// No command that moves money by the specification is called harmless. Written
// by hand, apart from the table.
func TestNoPaymentIsCalledHarmless(t *testing.T) {
	for _, k := range []code{
		{6, 0x01},
		{6, 0x04},
		{6, 0x05},
		{6, 0x09},
		{6, 0x0A},
		{6, 0x0C},
		{6, 0x21},
		{6, 0x22},
		{6, 0x23},
		{6, 0x24},
		{6, 0x25},
		{6, 0x26},
		{6, 0x30},
		{6, 0x31},
		{6, 0xC6},
		{6, 0xE6},
		{6, 0x0B},
		{6, 0xEE},
		{0x0F, 1},
	} {
		m := (&conversation{r: reader{options()}}).command(&apdu{code: k, fields: []field{
			{id: "87", val: wire.Known([]byte{0, 7})}, {id: "04", val: wire.Known([]byte{0, 0, 0, 0, 0, 1})},
		}}, "")
		if !m.Kind.MovesMoney() {
			t.Errorf("%02X %02X is called %q", k[0], k[1], m.Kind)
		}
	}
}

// Every result code that the specification lists has a row.
func TestEveryResultCodeIsExplained(t *testing.T) {
	list := `00 64 65 66 67 68 6A 6B 6C 6E 6F 71 72 73 74 75 76 77 78 79 7A 7B 7C 7D 7E 83 85 89 9A 9B 9C A0 A1 A3 A4 A5
		B1 B2 B4 B5 B7 B8 BF C0 C1 C2 C3 C4 C5 C6 C8 C9 CB CC CD D2 DC DD DE E0 E2 E3 E4 E7 E8 E9 EA EB EC ED
		F0 F1 F5 F6 FA FB FC FD FE FF`
	for c := range strings.FieldsSeq(list) {
		if codeName(octet(c), codes.ClassAny).IsZero() {
			t.Errorf("%s has no row", c)
		}
	}
}

func TestSignature(t *testing.T) {
	cut := func(l wire.Link, hexes ...string) (out []wire.Frame) {
		for _, h := range hexes {
			b, _ := wire.ParseHex(h)
			f := Protocol().NewFramer(l)
			out = append(append(out, f.Feed(b)...), f.Flush()...)
		}
		return out
	}
	tests := []struct {
		name      string
		frames    []wire.Frame
		low, high int
	}{
		{"nothing", nil, 0, 0},
		{"acknowledgements alone", cut(wire.Serial, "06", "15"), 0, 0},
		{"one whole block", cut(wire.Serial, "10028000001003f51f"), 100, 100},
		{"a damaged block", cut(wire.Serial, "10028000001003f51e"), 0, 0},
		{"noise", cut(wire.Serial, "4142434445"), 0, 0},
		{"one packet", cut(wire.TCP, "800000"), 1, 40},
		{"a conversation", cut(wire.TCP, "06010704000000000154", "800000", "04ff010e", "060f00"), 80, 99},
		{"another protocol", cut(wire.TCP, "435a30303430333030", "00174543523032"), 0, 0},
	}
	for _, tt := range tests {
		if got := signature(tt.frames); got < tt.low || got > tt.high {
			t.Errorf("%s: got %d, want %d to %d", tt.name, got, tt.low, tt.high)
		}
	}
}

func FuzzConversation(f *testing.F) {
	for _, v := range vectors(f) {
		f.Add(v.bytes.B, byte(0))
	}
	f.Fuzz(func(t *testing.T, b []byte, how byte) {
		link := wire.Serial
		if how&1 != 0 {
			link = wire.TCP
		}
		sides := []wire.Side{wire.SideUnknown, wire.FromRegister, wire.FromTerminal}
		c := newConversation(options())
		fr := Protocol().NewFramer(link)
		for i, x := range append(fr.Feed(wire.Known(b)), fr.Flush()...) {
			side := sides[(int(how>>1)+i)%3]
			for _, e := range c.Take(side, x) {
				told(e)
			}
			describe(x, side, options())
			m := mask(x)
			again := Protocol().NewFramer(link)
			for _, y := range append(again.Feed(m), again.Flush()...) {
				mask(y)
			}
		}
	})
}
