package abecs

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

func frames(t testing.TB, s string) []wire.Frame {
	t.Helper()
	b, err := wire.ParseHex(s)
	if err != nil {
		t.Fatal(err)
	}
	f := Protocol().NewFramer(wire.Serial)
	return append(f.Feed(b), f.Flush()...)
}

// packed frames a body as a pinpad would.
func packed(body string) string {
	sum := wire.XModem(append([]byte(body), etb))
	raw := append([]byte{syn}, escape(wire.Known([]byte(body))).B...)
	return hex.EncodeToString(append(raw, etb, byte(sum>>8), byte(sum)))
}

func options() ecr.Options { return ecr.Options{Masker: redact.New([]byte("run"))} }

// The frames of section 2.2.2 of the standard, and one damaged.
func TestPublishedPackets(t *testing.T) {
	for s, want := range map[string]struct {
		check wire.Check
		body  string
		sign  wire.Sign
	}{
		"164f504e17a8a9":                       {wire.CheckOK, "OPN", ""},
		"164f504e170000":                       {wire.CheckBad, "OPN", ""},
		"16445350303030173963":                 {wire.CheckOK, "DSP000", ""},
		"1644535030303017ffff":                 {wire.CheckBad, "DSP000", ""},
		"1647494e303032303017eeca":             {wire.CheckOK, "GIN00200", ""},
		"164749583030360001000213331336170055": {wire.CheckOK, "GIX006\x00\x01\x00\x02\x13\x16", ""},
		"18":                                   {wire.CheckNone, "", wire.CAN},
		"04":                                   {wire.CheckNone, "", wire.EOT},
	} {
		got := frames(t, s)
		if len(got) != 1 || got[0].Check != want.check || string(got[0].Body.B) != want.body || got[0].Sign != want.sign {
			t.Errorf("%s: got %+v", s, got)
		}
	}
}

func TestABrokenEscapeIsNamed(t *testing.T) {
	got := frames(t, "164f504e134117a8a9")
	if len(got) != 1 || got[0].Kind != wire.Rejected || got[0].Fault.ID != "framing" || got[0].Fault.Byte != 4 {
		t.Fatalf("got %+v", got)
	}
}

// The example answer of section 3.2.3.
const identity = "GIN000100CYGNUS              PP X-1;10MB        C8065XA077X0060X     2.00001.03 130715   0011010103000000    "

func TestAPinpadSaysWhoItIs(t *testing.T) {
	c := newConversation(options())
	ask := c.Take(wire.FromRegister, frames(t, packed("GIN00200"))[0])
	got := c.Take(wire.FromTerminal, frames(t, packed(identity))[0])
	if len(ask) != 1 || len(got) != 2 || got[1].Device == nil {
		t.Fatalf("asked %+v, got %+v", ask, got)
	}
	if a, b := ask[0].Message, got[0].Message; a.Talk != "abecs#1" || b.Talk != a.Talk || b.ResponseCode != "000" || b.Kind.MovesMoney() {
		t.Errorf("asked %+v, got %+v", a, b)
	}
	d := got[1].Device
	if d.Model != "CYGNUS PP X-1;10MB" || d.Serial != "0011010103000000" || d.Software != "8065XA077X0060X 001.03 130715" {
		t.Errorf("device %+v", d)
	}
}

func TestItemsSayWhoItIs(t *testing.T) {
	body := "GIX000032\x80\x01\x00\x0C991274366155\x80\x04\x00\x0CHEMISPHERES "
	c := newConversation(options())
	got := c.Take(wire.FromTerminal, frames(t, packed(body))[0])
	if len(got) != 2 || got[1].Device.Serial != "991274366155" || got[1].Device.Model != "HEMISPHERES" {
		t.Fatalf("got %+v", got)
	}
}

func TestNothingOnThisLineMovesMoney(t *testing.T) {
	c := newConversation(options())
	for cmd := range commands {
		for _, e := range c.Take(wire.FromRegister, frames(t, packed(cmd+"000"))[0]) {
			if e.Message.Kind.MovesMoney() {
				t.Errorf("%s moves money", cmd)
			}
		}
	}
	if e := c.Take(wire.FromRegister, frames(t, packed("XYZ000"))[0]); !e[0].Message.Kind.MovesMoney() {
		t.Error("an unknown command must count as one that can")
	}
}

func TestAChipThatRefusesAtTheEndIsASignal(t *testing.T) {
	for decision, want := range map[string]bool{"0": false, "1": true, "2": false} {
		c := newConversation(options())
		got := c.Take(wire.FromTerminal, frames(t, packed("FNC000001"+decision))[0])
		if signals := len(got) == 2 && got[1].Kind == transcripts.EventSignal; signals != want {
			t.Errorf("decision %s: %+v", decision, got)
		}
	}
}

func TestMaskHidesTracksAndKeepsTheFrame(t *testing.T) {
	const secret = "4111111111111111=25121010000012345"
	f := frames(t, packed("GTK000034"+secret))[0]
	m := mask(f)
	if strings.Contains(m.Text(), "1111") || m.Len() != f.Raw.Len() {
		t.Fatalf("masked %s", m.Text())
	}
	again := frames(t, m.Hex())
	if len(again) != 1 || again[0].Check != wire.CheckHidden || id(again[0].Body) != "GTK" || status(again[0].Body) != "000" {
		t.Fatalf("again %+v", again)
	}
	d := describe(f, wire.FromTerminal, options())
	for _, x := range d.Fields {
		if strings.Contains(x.Value, "4111") {
			t.Errorf("field %+v", x)
		}
	}
}

func TestAScreenTextStays(t *testing.T) {
	f := frames(t, packed("DSP032   APROVADA     RETIRE O CARTAO "))[0]
	if got := mask(f); got.Hex() != f.Raw.Hex() {
		t.Errorf("got %s", got.Text())
	}
}

func FuzzFramer(f *testing.F) {
	for _, s := range []string{"164f504e17a8a9", "164749583030360001000213331336170055", "16134116", "1804"} {
		b, _ := hex.DecodeString(s)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		fr := Protocol().NewFramer(wire.Serial)
		c := newConversation(options())
		var raw []byte
		for _, x := range append(fr.Feed(wire.Known(in)), fr.Flush()...) {
			raw = append(raw, x.Raw.B...)
			c.Take(wire.SideUnknown, x)
			mask(x)
			describe(x, wire.SideUnknown, options())
		}
		if string(raw) != string(in) {
			t.Fatalf("in %x, out %x", in, raw)
		}
	})
}
