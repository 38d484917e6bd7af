package verifonepoint

import (
	"fmt"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

func frames(b wire.Bytes) []wire.Frame {
	f := Protocol().NewFramer(wire.Serial)
	return append(f.Feed(b), f.Flush()...)
}

func frame(t testing.TB, body string) wire.Frame {
	t.Helper()
	b := append(append([]byte{stx}, body...), etx)
	got := frames(wire.Known(append(b, wire.XOR(0, b[1:]))))
	if len(got) != 1 || got[0].Check != wire.CheckOK {
		t.Fatalf("%q framed as %+v", body, got)
	}
	return got[0]
}

func options() ecr.Options { return ecr.Options{Masker: redact.New([]byte("run"))} }

func take(t *testing.T, c ecr.Conversation, side wire.Side, body string) []transcripts.Event {
	t.Helper()
	return c.Take(side, frame(t, body))
}

// request is laid out as the public program does: 80 bytes.
func request(kind, amount, id, at string) string {
	s := "y" + kind + amount + strings.Repeat("0", 12) + id + "000" + "\x1C      " + at + "000000000" + "00000" + "978" + at[:6] + "0" + "001"
	if len(s) != 80 {
		panic(len(s))
	}
	return s
}

func record(id, kind, amount string) string {
	s := id + kind + "200" + "01" + fmt.Sprintf("%-19s", "411111******1111") + fmt.Sprintf("%-32s", "A0000000031010") +
		"0123456789ABCDEF" + "0000008000" + "E800" + "00042" + "260102112233" + "260102112233" + amount
	return s + strings.Repeat(" ", max(0, 137-len(s)))
}

const (
	long  = "000000001250978123456789" + "1" + "0" + "RECEIPT\x1ERECEIPT"
	short = "0001250978123456789" + "1"
)

func TestConstructedVectors(t *testing.T) {
	for s, body := range map[string]string{"027330300370": "s00", "027330310371": "s01", "027330320372": "s02"} {
		b, _ := wire.ParseHex(s)
		got := frames(b)
		if len(got) != 1 || got[0].Check != wire.CheckOK || string(got[0].Body.B) != body {
			t.Errorf("%s: %+v", s, got)
		}
	}
	if got := frames(wire.Known([]byte{5, 6, 0x15})); len(got) != 3 || got[0].Sign != wire.ENQ || got[1].Sign != wire.ACK || got[2].Sign != wire.NAK {
		t.Errorf("%+v", got)
	}
}

func TestSaleAndItsResult(t *testing.T) {
	for _, tail := range []string{long, short} {
		c := newConversation(options())
		q := take(t, c, wire.FromRegister, request("0", "000000001250", "00042", "260102112200"))[0].Message
		if e := take(t, c, wire.FromTerminal, "280000"); len(e) != 0 {
			t.Errorf("a step gave %+v", e)
		}
		m := take(t, c, wire.FromTerminal, record("5", "0", tail))[0].Message
		euro := transcripts.Amount{Minor: 1250, Currency: "EUR", Known: true}
		if q.Kind != transcripts.KindSale || q.Amount != euro || q.Receipt != "00042" {
			t.Errorf("asked %+v", q)
		}
		if m.Talk != q.Talk || m.ResponseCode != "5" || m.Book != book || m.Kind != transcripts.KindSale || m.Amount != euro || m.Receipt != "00042" ||
			m.RRN != "260102112233" || m.LocalDate != "0102" || m.LocalTime != "112233" || m.Card.Masked != "411111******1111" || m.EMV.TVR != "0000008000" {
			t.Errorf("got %+v", m)
		}
	}
}

func TestAnAmountThatCouldBeEitherIsNotKnown(t *testing.T) {
	// Seven digits and 978, and twelve digits and 752, in the same places.
	m := take(t, newConversation(options()), wire.FromTerminal, record("5", "0", "000125097812752456789"+"1"))[0].Message
	if m.Amount.Known {
		t.Errorf("%+v", m.Amount)
	}
}

func TestARefusalIsTheAnswer(t *testing.T) {
	for _, code := range []string{"9107", "9103", "9116", "1002", "1099"} {
		c := newConversation(options())
		q := take(t, c, wire.FromRegister, request("0", "000000001250", "00042", "260102112200"))[0].Message
		e := take(t, c, wire.FromTerminal, "28"+code+"PUHELIN \xA4")
		if len(e) != 1 || e[0].Message.Talk != q.Talk || e[0].Message.ResponseCode != code || e[0].Message.Kind != transcripts.KindSale || e[0].Message.HostText != "PUHELIN €" {
			t.Errorf("%s: %+v", code, e)
		}
	}
}

func TestAStepThatOnlyInformsIsNoAnswer(t *testing.T) {
	c := newConversation(options())
	take(t, c, wire.FromRegister, request("0", "000000001250", "00042", "260102112200"))
	for _, s := range []string{"200000", "2Q2022", "270015", "2R0000"} {
		if e := take(t, c, wire.FromTerminal, s); len(e) != 0 {
			t.Errorf("%s: %+v", s, e)
		}
	}
	if e := take(t, c, wire.FromTerminal, "280019"); len(e) != 1 || e[0].Signal.ID != transcripts.SignalReversalFailed {
		t.Errorf("%+v", e)
	}
}

// The register did not confirm the result: the terminal takes the payment back,
// and says so in the same turn.
func TestAResultThatIsTakenBack(t *testing.T) {
	c := newConversation(options())
	q := take(t, c, wire.FromRegister, request("0", "000000001250", "00042", "260102112200"))[0].Message
	take(t, c, wire.FromTerminal, record("5", "0", long))
	e := take(t, c, wire.FromTerminal, "2R1022")
	if len(e) != 2 || e[0].Message.Talk != q.Talk || e[0].Message.ResponseCode != "1022" || e[1].Signal.ID != transcripts.SignalReversalStarted {
		t.Fatalf("%+v", e)
	}
	e = take(t, c, wire.FromTerminal, "289400")
	if len(e) != 2 || e[1].Signal.ID != transcripts.SignalChipDeclined {
		t.Fatalf("%+v", e)
	}
}

func TestRetrieveTellsAboutAnEarlierPayment(t *testing.T) {
	c := newConversation(options())
	take(t, c, wire.FromRegister, request("0", "000000001250", "00042", "260102112200"))
	q := take(t, c, wire.FromRegister, request("4", "000000000000", "00042", "260102112200"))[0].Message
	m := take(t, c, wire.FromTerminal, record("5", "2", long))[0].Message
	if q.Kind.MovesMoney() || q.Original.Receipt != "00042" || q.Amount.Known {
		t.Errorf("asked %+v", q)
	}
	if !m.Repeat || m.Kind != transcripts.KindVoid || m.Talk == q.Talk || m.Talk == "verifonepoint#1" || m.Original.Receipt != "00042" {
		t.Errorf("got %+v", m)
	}
	q = take(t, c, wire.FromRegister, request("4", "000000000000", "00000", "000000000000"))[0].Message
	m = take(t, c, wire.FromTerminal, "2A1008")[0].Message
	if m.Talk != q.Talk || m.Kind.MovesMoney() || m.ResponseCode != "1008" {
		t.Errorf("got %+v", m)
	}
}

func TestKinds(t *testing.T) {
	for kind, want := range map[string]transcripts.Kind{
		"0": transcripts.KindSale, "1": transcripts.KindSale, "2": transcripts.KindVoid, "3": transcripts.KindRefund, "4": transcripts.KindStatus,
		"5": transcripts.KindSale, "6": transcripts.KindSale, "P": transcripts.KindPreAuth, "F": transcripts.KindCompletion, "X": transcripts.KindUnknown,
	} {
		m := take(t, newConversation(options()), wire.FromRegister, request(kind, "000000001250", "00042", "260102112200"))[0].Message
		if m.Kind != want {
			t.Errorf("%s: %s", kind, m.Kind)
		}
	}
}

func TestTheTerminalSaysHowItIs(t *testing.T) {
	c := newConversation(options())
	q := take(t, c, wire.FromRegister, "s02")[0].Message
	e := take(t, c, wire.FromTerminal, "S0000010"+"1.2.3")
	if len(e) != 2 || e[0].Message.Talk != q.Talk || !*e[1].Device.Ready || e[1].Device.Software != "1.2.3" || !strings.Contains(e[1].Device.Meaning.EN, "test system") {
		t.Fatalf("%+v", e)
	}
	e = take(t, newConversation(options()), wire.FromTerminal, "S0003000")
	if *e[1].Device.Ready || e[1].Device.Status != "0003" {
		t.Errorf("%+v", e[1].Device)
	}
}

func TestAMessageInParts(t *testing.T) {
	c := newConversation(options())
	whole := record("5", "0", long)
	take(t, c, wire.FromRegister, request("0", "000000001250", "00042", "260102112200"))
	if e := take(t, c, wire.FromTerminal, whole[:100]+"\x17"); len(e) != 0 {
		t.Fatalf("%+v", e)
	}
	if m := take(t, c, wire.FromTerminal, whole[100:])[0].Message; m.Amount.Minor != 1250 || m.Talk != "verifonepoint#1" {
		t.Errorf("%+v", m)
	}
}

func TestMaskKeepsTheFrameReadable(t *testing.T) {
	f := frame(t, strings.Replace(record("5", "0", long+" 4111111111111111"), "411111******1111", "4111111111111111", 1))
	m := mask(f)
	if strings.Contains(m.Text(), "4111111111111111") || m.Len() != f.Raw.Len() {
		t.Fatalf("%s", m.Text())
	}
	again := frames(m)
	if len(again) != 1 || again[0].Check != wire.CheckHidden {
		t.Fatalf("%+v", again)
	}
	got := newConversation(options()).Take(wire.FromTerminal, again[0])[0].Message
	if got.Card.Masked != "411111******1111" || got.Amount.Minor != 1250 || got.RRN != "260102112233" {
		t.Errorf("%+v", got)
	}
	if s := mask(frame(t, "D1"+"6228480000000000019 ")).Text(); strings.Contains(s, "6228") {
		t.Errorf("a customer's number stays: %s", s)
	}
}

func TestEveryStoppingStatusIsInTheBook(t *testing.T) {
	l := codes.Open()
	for code, want := range map[string]codes.Money{
		"5": codes.Moved, "4": codes.Moved, "9107": codes.NotMoved, "9103": codes.NotMoved, "9203": codes.NotMoved, "9108": codes.NotMoved,
		"9116": codes.NotMoved, "9208": codes.NotMoved, "9907": codes.MayHaveMoved, "9911": codes.MayHaveMoved, "9912": codes.MayHaveMoved,
		"9913": codes.MayHaveMoved, "9914": codes.MoneyUnknown, "1022": codes.MayHaveMoved, "9400": codes.MayHaveMoved, "1003": codes.MayHaveMoved,
	} {
		if got, ok := l.Lookup(book, codes.ClassAnswer, code); !ok || got.Money != want {
			t.Errorf("%s: %v, %s, want %s", code, ok, got.Money, want)
		}
	}
}

func FuzzFramer(f *testing.F) {
	for _, s := range []string{"s00", "y0", "289107", record("5", "0", long), "Z\x02text"} {
		b := append(append([]byte{stx}, s...), etx)
		f.Add(append(b, wire.XOR(0, b[1:])))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		fr, c := Protocol().NewFramer(wire.Serial), newConversation(options())
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
