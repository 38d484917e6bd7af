package paywizard

import (
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

func frame(t testing.TB, what byte, body string) wire.Frame {
	t.Helper()
	b := append([]byte{stx, 2, what, 0, 0, 7, byte(len(body) >> 8), byte(len(body))}, body...)
	b = append(b, etx)
	got := frames(t, wire.Known(append(b, wire.XOR(0, b[1:]))).Hex())
	if len(got) != 1 || got[0].Check != wire.CheckOK {
		t.Fatalf("framed as %+v", got)
	}
	return got[0]
}

func options() ecr.Options { return ecr.Options{Masker: redact.New([]byte("run"))} }

func TestPublishedFrames(t *testing.T) {
	shake := frames(t, "0202f10004620004313233340396")
	if len(shake) != 1 || shake[0].Check != wire.CheckOK || len(newConversation(options()).Take(wire.FromRegister, shake[0])) != 0 {
		t.Fatalf("handshake: %+v", shake)
	}
	sale := frames(t, "02020100007b00a57b225472616e7354797065223a225075726368617365222c225472616e73416d6f756e74223a223132333435222c2243757272656e6379436f6465223a2230383432222c225265715472616e7344617465223a22313231313130222c225265715472616e7354696d65223a22313335343535222c22456e61626c6552656365697074223a747275652c22536b6970436f6e6669726d50726f636564757265223a747275657d03ab")
	if len(sale) != 1 || sale[0].Check != wire.CheckOK {
		t.Fatalf("sale: %+v", sale)
	}
	m := newConversation(options()).Take(wire.FromRegister, sale[0])[0].Message
	if m.Kind != transcripts.KindSale || m.Amount != (transcripts.Amount{Minor: 12345, Currency: "0842", Known: true}) || m.Talk != "paywizard#1" {
		t.Errorf("%+v", m)
	}
	last := frames(t, "02020100007b004c7b225472616e7354797065223a225072696e744c617374222c22456e61626c6552656365697074223a66616c73652c22536b6970436f6e6669726d50726f636564757265223a66616c73657d0351")
	if m := newConversation(options()).Take(wire.FromRegister, last[0])[0].Message; m.Kind != transcripts.KindAdmin {
		t.Errorf("%+v", m)
	}
}

const sale = `{"TransType":"Purchase","TransIndexCode":"T-77","TransAmount":"1000","CurrencyCode":"458"}`

func TestSaleAndItsAnswer(t *testing.T) {
	for body, want := range map[string]string{
		`{"TransType":"Purchase","TransResult":true,"RespCode":"00"}`:  "00",
		`{"TransType":"Purchase","TransResult":false,"RespCode":"51"}`: "51",
		`{"TransType":"Purchase","TransResult":true,"RespCode":"51"}`:  "", // they contradict each other
		`{"TransType":"Purchase","TransResult":false,"RespCode":"00"}`: "",
		`{"TransType":"Purchase","TransResult":true}`:                  "",
	} {
		c := newConversation(options())
		q := c.Take(wire.FromRegister, frame(t, fromTill, sale))[0].Message
		m := c.Take(wire.FromTerminal, frame(t, fromTerminal, body))[0].Message
		if q.Amount.Currency != "MYR" || m.Talk != q.Talk || m.Kind != transcripts.KindSale || m.Function != transcripts.Answer || m.ResponseCode != want || m.Book != "" {
			t.Errorf("%s: %+v", body, m)
		}
	}
}

func TestAnswerFields(t *testing.T) {
	c := newConversation(options())
	m := c.Take(wire.FromTerminal, frame(t, fromTerminal, `{"TransType":"Refund","TransResult":true,"RespCode":"00","TraceNum":"123","InvoiceNum":"45",`+
		`"RRN":"012345678901","ApprovalCode":"A1","CardNum":"4111111111111111","TID":"T1","MID":"M1","OriRrn":"999","OriTransDate":"20260102"}`))[0].Message
	if m.STAN != "000123" || m.Receipt != "45" || m.RRN != "012345678901" || m.AuthCode != "A1" || m.Card.Masked != "411111******1111" ||
		m.Terminal != "T1" || m.Merchant != "M1" || m.Original.RRN != "999" || m.Original.Date != "0102" || m.Kind != transcripts.KindRefund {
		t.Errorf("%+v", m)
	}
}

func TestAQueryIsAnsweredAboutAnEarlierPayment(t *testing.T) {
	c := newConversation(options())
	q := c.Take(wire.FromRegister, frame(t, fromTill, `{"TransType":"QueryTransaction","TransIndexCode":"T-1"}`))[0].Message
	m := c.Take(wire.FromTerminal, frame(t, fromTerminal, `{"TransType":"Purchase","TransIndexCode":"T-1","TransResult":true,"RespCode":"00"}`))[0].Message
	if q.Kind.MovesMoney() || !m.Repeat || m.Talk == q.Talk || m.Kind != transcripts.KindSale || m.Order != "T-1" {
		t.Errorf("asked %+v, got %+v", q, m)
	}
}

func TestUnknownTransactionsMayMoveMoney(t *testing.T) {
	m := newConversation(options()).Take(wire.FromRegister, frame(t, fromTill, `{"TransType":"Something"}`))[0].Message
	if !m.Kind.MovesMoney() {
		t.Errorf("%+v", m)
	}
	if e := newConversation(options()).Take(wire.FromRegister, frame(t, fromTill, `{"TransType":`))[0]; e.Kind != transcripts.EventFault {
		t.Errorf("half an object gave %+v", e)
	}
}

func TestMaskKeepsTheFrameReadable(t *testing.T) {
	f := frame(t, fromTerminal, `{"TransType":"Purchase","CardNum":"4111111111111111","ExpiryDate":"2512","RRN":"012345678901","RespCode":"00","TransResult":true}`)
	m := mask(f)
	if s := m.Text(); strings.Contains(s, "4111111111111111") || strings.Contains(s, "2512") || !strings.Contains(s, "012345678901") || m.Len() != f.Raw.Len() {
		t.Fatalf("%s", s)
	}
	again := frames(t, m.Hex())
	if len(again) != 1 || again[0].Check != wire.CheckHidden {
		t.Fatalf("%+v", again)
	}
	if got := newConversation(options()).Take(wire.FromTerminal, again[0])[0].Message; got.Card.Masked != "411111******1111" || got.ResponseCode != "00" {
		t.Errorf("%+v", got)
	}
	for _, x := range describe(f, wire.FromTerminal, options()).Fields {
		if strings.Contains(x.Value, "4111111111111111") || x.ID == "ExpiryDate" && !x.Dropped {
			t.Errorf("%+v", x)
		}
	}
}

func FuzzFramer(f *testing.F) {
	b, _ := wire.ParseHex("0202f10004620004313233340396")
	f.Add(b.B)
	f.Add([]byte("\x02\x01\x02\x00\x00\x01\x00\x02{}\x03\x00"))
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
