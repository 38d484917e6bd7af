package wonder

import (
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

func frames(b wire.Bytes) []wire.Frame {
	f := Protocol().NewFramer(wire.Serial)
	return append(f.Feed(b), f.Flush()...)
}

// packed frames a body as the vendor's pages lay it out.
func packed(o binary.AppendByteOrder, body string) []byte {
	b := []byte{start, 0x00, 0x06, byte(len(body) >> 8), byte(len(body)), kind}
	b = o.AppendUint32(b, crc32.ChecksumIEEE(b))
	b = append(b, body...)
	return o.AppendUint32(b, crc32.ChecksumIEEE([]byte(body)))
}

func options() ecr.Options { return ecr.Options{Masker: redact.New([]byte("run"))} }

const (
	info = `{"version":"2.0","action":"DeviceInfo","data":"c2VjcmV0LXNlY3JldC1zZWNyZXQ="}`
	sale = `{"version":"2.0","action":"Sale","data":"c2VjcmV0LXNlY3JldC1zZWNyZXQ="}`
)

func TestBothOrdersOfTheSums(t *testing.T) {
	for o, rule := range map[binary.AppendByteOrder]string{binary.BigEndian: "BigEndian", binary.LittleEndian: "LittleEndian"} {
		got := frames(wire.Known(packed(o, info)))
		if len(got) != 1 || got[0].Check != wire.CheckOK || got[0].Rule != rule || string(got[0].Body.B) != info {
			t.Errorf("%s: %+v", rule, got)
		}
	}
}

func TestDamageIsNamed(t *testing.T) {
	b := packed(binary.BigEndian, info)
	b[20] ^= 1
	if got := frames(wire.Known(b)); len(got) != 1 || got[0].Check != wire.CheckBad || got[0].Fault.ID != "checksum" {
		t.Errorf("%+v", got)
	}
	b = packed(binary.BigEndian, info)
	b[4] ^= 1
	if got := frames(wire.Known(b)); len(got) != 1 || got[0].Kind != wire.Rejected || got[0].Fault.ID != "noise" {
		t.Errorf("a header that its sum does not fit: %+v", got)
	}
}

func TestASaleProvesNothing(t *testing.T) {
	c := newConversation(options())
	q := c.Take(wire.FromRegister, frames(wire.Known(packed(binary.BigEndian, sale)))[0])[0].Message
	m := c.Take(wire.FromTerminal, frames(wire.Known(packed(binary.BigEndian, sale)))[0])[0].Message
	if q.Kind != transcripts.KindSale || q.Function != transcripts.Request || m.Function != transcripts.Answer || m.Talk != q.Talk || m.ResponseCode != "" {
		t.Errorf("asked %+v, got %+v", q, m)
	}
	for action, moves := range map[string]bool{"DeviceInfo": false, "Abort": false, "Void": true, "Refund": true, "PreAuth": true, "Anything": true} {
		b := packed(binary.BigEndian, strings.Replace(sale, "Sale", action, 1))
		if m := newConversation(options()).Take(wire.FromRegister, frames(wire.Known(b))[0])[0].Message; m.Kind.MovesMoney() != moves {
			t.Errorf("%s: %+v", action, m)
		}
	}
	b := packed(binary.BigEndian, `{"version":"2.0","header":{"action":"Refund","requestID":"1"},"body":{"amount":"1"}}`)
	if m := newConversation(options()).Take(wire.FromRegister, frames(wire.Known(b))[0])[0].Message; m.Kind != transcripts.KindRefund {
		t.Errorf("in the header: %+v", m)
	}
}

func TestTheEncryptedMemberIsNotKept(t *testing.T) {
	f := frames(wire.Known(packed(binary.BigEndian, sale)))[0]
	m := mask(f)
	if strings.Contains(m.Text(), "c2Vj") || m.Len() != f.Raw.Len() || !strings.Contains(m.Text(), `"action":"Sale"`) {
		t.Fatalf("%s", m.Text())
	}
	again := frames(m)
	if len(again) != 1 || again[0].Check != wire.CheckHidden {
		t.Fatalf("%+v", again)
	}
	if got := newConversation(options()).Take(wire.FromRegister, again[0])[0].Message; got.Kind != transcripts.KindSale {
		t.Errorf("%+v", got)
	}
	for _, x := range describe(f, wire.FromRegister, options()).Fields {
		if x.ID == "data" && (!x.Dropped || x.Value != "") {
			t.Errorf("%+v", x)
		}
	}
}

func FuzzFramer(f *testing.F) {
	f.Add(packed(binary.BigEndian, info))
	f.Add(packed(binary.LittleEndian, "{}"))
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
