package smartro

import (
	"fmt"
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

func frame(t testing.TB, job byte, data string) wire.Frame {
	t.Helper()
	b := []byte("\x02TID0000001\x00\x00\x00\x00\x00\x0020260101120000")
	b = append(b, job, 0, byte(len(data)), byte(len(data)>>8))
	b = append(append(b, data...), etx)
	got := frames(t, wire.Known(append(b, wire.XOR(0, b))).Hex())
	if len(got) != 1 || got[0].Check != wire.CheckOK {
		t.Fatalf("framed as %+v", got)
	}
	return got[0]
}

func options() ecr.Options { return ecr.Options{Masker: redact.New([]byte("run"))} }

func TestDeviceCheck(t *testing.T) {
	ask := frames(t, "0254494430303030303031000000000000323032363031303131323030303041000000032d")
	got := frames(t, "02544944303030303030310000000000003230323630313031313230303031610004004e4f4f460300")
	if len(ask) != 1 || len(got) != 1 || ask[0].Check != wire.CheckOK || got[0].Check != wire.CheckOK {
		t.Fatalf("%+v %+v", ask, got)
	}
	c := newConversation(options())
	a := c.Take(wire.FromRegister, ask[0])
	b := c.Take(wire.FromTerminal, got[0])
	if len(a) != 1 || len(b) != 2 || a[0].Message.Kind != transcripts.KindStatus || b[0].Message.Talk != a[0].Message.Talk {
		t.Fatalf("%+v %+v", a, b)
	}
	d := b[1].Device
	if d.Terminal != "TID0000001" || d.Status != "NOOF" || *d.Ready || !strings.Contains(d.Meaning.EN, "vendor's server: cannot connect") {
		t.Errorf("%+v", d)
	}
}

func result(kind byte, reason string) string {
	return fmt.Sprintf("%c1%-20s%010d%08d%08d00%-12s20260102112233%-12s%-15s%-14s",
		kind, "411111******1111", 15000, 1363, 0, "12345678", "A00000000017", "MERCHANT0000001", "TID0000001") +
		(reason + strings.Repeat(" ", 20))[:20] + "BC" + strings.Repeat(" ", 18)
}

func TestApprovalAndItsAnswer(t *testing.T) {
	c := newConversation(options())
	a := c.Take(wire.FromRegister, frame(t, 'B', "1"+"0000015000"+"00001363"+"00000000"+"00"+"1"))
	b := c.Take(wire.FromTerminal, frame(t, 'b', result('1', "VISA")))
	if len(a) != 1 || len(b) != 1 {
		t.Fatalf("%+v %+v", a, b)
	}
	q, m := a[0].Message, b[0].Message
	won := transcripts.Amount{Minor: 15000, Currency: "KRW", Known: true}
	if q.Kind != transcripts.KindSale || q.Amount != won || q.Function != transcripts.Request {
		t.Errorf("asked %+v", q)
	}
	if m.Talk != q.Talk || m.Kind != transcripts.KindSale || m.ResponseCode != "1" || m.Book != book || m.Amount != won ||
		m.AuthCode != "12345678" || m.RRN != "A00000000017" || m.Card.Masked != "411111******1111" || m.LocalDate != "0102" {
		t.Errorf("got %+v", m)
	}
}

func TestARefusalGivesItsReason(t *testing.T) {
	c := newConversation(options())
	reason := "\xc7\xd1\xb5\xb5\xc3\xca\xb0\xfa            " // 한도초과, limit exceeded
	b := c.Take(wire.FromTerminal, frame(t, 'b', result('X', reason)))
	if m := b[0].Message; m.ResponseCode != "X" || m.HostText != "한도초과" {
		t.Errorf("got %+v", m)
	}
}

func TestCancellationNamesItsOriginal(t *testing.T) {
	c := newConversation(options())
	got := c.Take(wire.FromRegister, frame(t, 'C', "21"+"0000015000"+"00001363"+"00000000"+"00"+"1"+"12345678    "+"20260102"+"112233"))
	m := got[0].Message
	if m.Kind != transcripts.KindVoid || m.Original.AuthCode != "12345678" || m.Original.Date != "0102" || m.Original.Time != "112233" {
		t.Errorf("got %+v", m)
	}
}

func TestTheLastAnswerIsARepeat(t *testing.T) {
	c := newConversation(options())
	c.Take(wire.FromRegister, frame(t, 'B', "1"+"0000000100"+strings.Repeat("0", 18)+"1"))
	ask := c.Take(wire.FromRegister, frame(t, 'L', ""))
	got := c.Take(wire.FromTerminal, frame(t, 'l', result('1', "VISA")))
	q, m := ask[0].Message, got[0].Message
	if q.Kind.MovesMoney() || !m.Repeat || m.Talk == q.Talk || m.Talk == "smartro#1" {
		t.Errorf("asked %+v, got %+v", q, m)
	}
}

func TestAnUnknownJobMayMoveMoney(t *testing.T) {
	c := newConversation(options())
	for _, code := range []byte("GQHE") {
		if m := c.Take(wire.FromRegister, frame(t, code, ""))[0].Message; !m.Kind.MovesMoney() {
			t.Errorf("%c counts as harmless", code)
		}
	}
}

func TestNoticesAreNoEvents(t *testing.T) {
	if got := newConversation(options()).Take(wire.FromTerminal, frame(t, '@', "O")); len(got) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestMaskKeepsTheFrameReadable(t *testing.T) {
	clear := strings.Replace(result('1', "VISA"), "411111******1111", "4111111111111111", 1)
	f := frame(t, 'b', clear)
	m := mask(f)
	if strings.Contains(m.Text(), "4111111111111111") || m.Len() != f.Raw.Len() {
		t.Fatalf("%s", m.Text())
	}
	again := frames(t, m.Hex())
	if len(again) != 1 || again[0].Check != wire.CheckHidden {
		t.Fatalf("%+v", again)
	}
	got := newConversation(options()).Take(wire.FromTerminal, again[0])[0].Message
	if got.Card.Masked != "411111******1111" || got.Amount.Minor != 15000 || got.ResponseCode != "1" {
		t.Errorf("%+v", got)
	}
}

func FuzzFramer(f *testing.F) {
	b, _ := wire.ParseHex("0254494430303030303031000000000000323032363031303131323030303041000000032d")
	f.Add(b.B)
	b, _ = wire.ParseHex("02544944303030303030310000000000003230323630313031313230303031610004004e4f4f460300")
	f.Add(b.B)
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
