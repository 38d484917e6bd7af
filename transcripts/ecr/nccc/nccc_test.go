package nccc

import (
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

// record fills a record of spaces with fields at 1-based places, as the public
// driver counts them.
func record(size int, at map[int]string) []byte {
	b := []byte(strings.Repeat(" ", size))
	for place, s := range at {
		if place <= size {
			copy(b[place-1:], s)
		}
	}
	return b
}

func packed(body []byte) []byte {
	b := append(append([]byte{stx}, body...), etx)
	return append(b, wire.XOR(0, b[1:]))
}

func options() ecr.Options { return ecr.Options{Masker: redact.New([]byte("run"))} }

func take(t *testing.T, c ecr.Conversation, side wire.Side, body []byte) *transcripts.Message {
	t.Helper()
	f := frames(wire.Known(packed(body)))
	if len(f) != 1 || f[0].Check != wire.CheckOK {
		t.Fatalf("framed as %+v", f)
	}
	e := c.Take(side, f[0])
	if len(e) != 1 || e[0].Message == nil {
		t.Fatalf("events %+v", e)
	}
	return e[0].Message
}

func sale() map[int]string { return map[int]string{1: "I", 9: "01", 11: "N", 43: "000000012300"} }

func answer(code string) map[int]string {
	return map[int]string{
		1: "I", 9: "01", 11: "N", 12: "03", 14: "000123", 20: "4111111111111111", 39: "2512", 43: "000000012300",
		55: "260102", 61: "112233", 67: "A12345", 77: code, 81: "123456789012345", 96: "T0000001", 215: "000007",
	}
}

func TestSaleAndItsAnswer(t *testing.T) {
	c := newConversation(options())
	q := take(t, c, wire.FromRegister, record(400, sale()))
	m := take(t, c, wire.FromTerminal, record(400, answer("0000")))
	dollars := transcripts.Amount{Minor: 12300, Currency: "TWD", Known: true}
	if q.Kind != transcripts.KindSale || q.Amount != dollars || q.Function != transcripts.Request || q.ResponseCode != "" {
		t.Errorf("asked %+v", q)
	}
	if m.Talk != q.Talk || m.Function != transcripts.Answer || m.ResponseCode != "0000" || m.Book != book || m.Amount != dollars || m.Receipt != "000123" ||
		m.AuthCode != "A12345" || m.Merchant != "123456789012345" || m.Terminal != "T0000001" || m.Batch != "000007" ||
		m.Card.Masked != "411111******1111" || m.LocalDate != "0102" || m.LocalTime != "112233" {
		t.Errorf("got %+v", m)
	}
}

func TestOnOneWireTheCodeTellsTheAnswer(t *testing.T) {
	c := newConversation(options())
	q := take(t, c, wire.SideUnknown, record(400, sale()))
	m := take(t, c, wire.SideUnknown, record(400, answer("0002")))
	if q.Function != transcripts.Request || m.Function != transcripts.Answer || m.Talk != q.Talk {
		t.Errorf("asked %+v, got %+v", q, m)
	}
}

func TestKinds(t *testing.T) {
	for code, want := range map[string]transcripts.Kind{
		"01": transcripts.KindSale, "02": transcripts.KindRefund, "30": transcripts.KindVoid,
		"50": transcripts.KindSettlement, "99": transcripts.KindAdmin, "77": transcripts.KindUnknown,
	} {
		m := take(t, newConversation(options()), wire.FromRegister, record(400, map[int]string{1: "I", 9: code, 14: "000123"}))
		if m.Kind != want {
			t.Errorf("%s: %s", code, m.Kind)
		}
		if want == transcripts.KindVoid && (m.Original.Receipt != "000123" || m.Receipt != "") {
			t.Errorf("the void names %+v", m)
		}
	}
}

func TestRecordsOfBanksMayMoveMoney(t *testing.T) {
	for _, n := range []int{144, 200, 250, 600} {
		c := newConversation(options())
		q := take(t, c, wire.FromRegister, record(n, sale()))
		m := take(t, c, wire.FromTerminal, record(n, answer("0000")))
		if !q.Kind.MovesMoney() || q.Amount.Known || m.ResponseCode != "" || m.Talk != q.Talk {
			t.Errorf("%d: asked %+v, got %+v", n, q, m)
		}
	}
	if f := frames(wire.Known(packed(record(300, nil)))); len(f) == 1 && f[0].Kind == wire.Data {
		t.Error("a record of another length was framed")
	}
}

func TestDamageIsNamed(t *testing.T) {
	b := packed(record(400, answer("0000")))
	b[50] ^= 1
	f := frames(wire.Known(b))
	if len(f) != 1 || f[0].Check != wire.CheckBad {
		t.Fatalf("%+v", f)
	}
	if e := newConversation(options()).Take(wire.FromTerminal, f[0]); len(e) != 1 || e[0].Kind != transcripts.EventFault || e[0].Fault.ID != "checksum" {
		t.Errorf("%+v", e)
	}
}

func TestMaskKeepsTheFrameReadable(t *testing.T) {
	f := frames(wire.Known(packed(record(400, answer("0000")))))[0]
	m := mask(f)
	if s := m.Text(); strings.Contains(s, "4111111111111111") || strings.Contains(s, "2512") || m.Len() != f.Raw.Len() {
		t.Fatalf("%s", s)
	}
	again := frames(m)
	if len(again) != 1 || again[0].Check != wire.CheckHidden {
		t.Fatalf("%+v", again)
	}
	got := newConversation(options()).Take(wire.FromTerminal, again[0])[0].Message
	if got.Card.Masked != "411111******1111" || got.ResponseCode != "0000" || got.Merchant != "123456789012345" {
		t.Errorf("%+v", got)
	}
	bank := frames(wire.Known(packed(record(144, answer("")))))[0]
	if s := mask(bank).Text(); strings.Contains(s, "4111111111111111") {
		t.Errorf("%s", s)
	}
	for _, x := range describe(f, wire.FromTerminal, options()).Fields {
		if strings.Contains(x.Value, "4111111111111111") || x.ID == "EXPIRY" && !x.Dropped {
			t.Errorf("%+v", x)
		}
	}
}

// The book holds every code of the driver, and none promises more than it can.
func TestEveryCodeIsInTheBook(t *testing.T) {
	l := codes.Open()
	for code, want := range map[string]codes.Money{
		"0000": codes.Moved, "0001": codes.MoneyUnknown, "0002": codes.NotMoved, "0003": codes.MayHaveMoved,
		"0004": codes.MoneyUnknown, "0005": codes.MayHaveMoved, "0006": codes.MoneyUnknown,
	} {
		got, ok := l.Lookup(book, codes.ClassAnswer, code)
		if !ok || got.Money != want {
			t.Errorf("%s: %v, %s", code, ok, got.Money)
		}
	}
}

func FuzzFramer(f *testing.F) {
	f.Add(packed(record(144, sale())))
	f.Add(packed(record(400, answer("0000"))))
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
