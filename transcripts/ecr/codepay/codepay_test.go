package codepay

import (
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/allow"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/ecrtest"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

func options() ecr.Options {
	return ecr.Options{Masker: redact.New([]byte("a key for tests")), Currency: "USD"}
}

// encode writes a packet, with the rules of the vendor's page and nothing of
// this package.
func encode(kind, number byte, data string) []byte {
	b := []byte{kind, 0, number, byte(len(data) >> 8), byte(len(data))}
	b = append(b, data...)
	x := byte(0)
	for _, c := range b {
		x ^= c
	}
	return append(append([]byte{0x55, 0xAA}, b...), x, 0xCC, 0x33)
}

func frames(b []byte) []wire.Frame {
	f := &framer{}
	return append(f.Feed(wire.Known(b)), f.Flush()...)
}

func data(t testing.TB, json string) wire.Frame {
	t.Helper()
	f := frames(encode(0, 1, json))
	if len(f) != 1 || f[0].Kind != wire.Data || f[0].Check != wire.CheckOK {
		t.Fatalf("frames %+v", f)
	}
	return f[0]
}

func TestVectorsDecodeToWhatTheySay(t *testing.T) {
	raw, err := os.ReadFile("testdata/vectors.tsv")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]wire.Sign{"v115": signHandshake, "v116": signConfirmed, "v117": wire.Heartbeat}
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n")[1:] {
		v := strings.Split(line, "\t")
		b, err := hex.DecodeString(v[2])
		if err != nil {
			t.Fatal(err)
		}
		f := frames(b)
		if len(f) != 1 || f[0].Kind != wire.Control || f[0].Sign != want[v[0]] || signature(f) != 100 {
			t.Errorf("%s (%s): %+v", v[0], v[6], f)
		}
		if d := describe(f[0], wire.Side(v[1]), options()); d.Fields[0].Meaning.ZH == "" || !d.Complete {
			t.Errorf("%s: %+v", v[0], d)
		}
		if e := newConversation(options()).Take(wire.Side(v[1]), f[0]); e != nil {
			t.Errorf("%s tells %+v", v[0], e)
		}
	}
}

func brief(frames []wire.Frame) []string {
	var out []string
	for _, f := range frames {
		s := fmt.Sprintf("%d %s %s", f.Kind, f.Raw.Hex(), f.Check)
		if f.Sign != "" {
			s = string(f.Sign)
		}
		if f.Fault != nil {
			s += " " + f.Fault.ID
		}
		out = append(out, s)
	}
	return out
}

func TestFrames(t *testing.T) {
	beat := "55aa000000000000cc33"
	packet := hex.EncodeToString(encode(0, 1, "{}"))
	bad := strings.Replace(packet, "7b7d", "7b7c", 1)
	for _, tt := range []struct {
		name, hex string
		want      []string
	}{
		{"two heartbeats", beat + beat, []string{"heartbeat", "heartbeat"}},
		{"a packet between them", beat + packet + beat, []string{"heartbeat", "1 " + packet + " ok", "heartbeat"}},
		{"an acknowledgement", "55aa000100000001cc33", []string{"ACK"}},
		{"an empty packet", "55aa000001000001cc33", []string{"padding"}},
		{"a changed byte", bad, []string{"1 " + bad + " bad checksum"}},
		{"a changed byte in a sign", "55aa000000000001cc33", []string{"0 55aa000000000001cc33 bad checksum"}},
		{"noise", "00ff" + beat + "55", []string{"0 00ff none noise", "heartbeat", "0 55 none noise"}},
		{"cut short", packet[:10], []string{"0 " + packet[:10] + " none truncated"}},
		{"cut short by the next", packet[:10] + beat, []string{"0 " + packet[:10] + " none truncated", "heartbeat"}},
		{"a length that cannot be", "55aa00000004010000", []string{"0 55aa00000004010000 none truncated"}},
		{"the end marks inside the data", hex.EncodeToString(encode(0, 1, "\xcc\x33\x55\xaa")), []string{"1 " + hex.EncodeToString(encode(0, 1, "\xcc\x33\x55\xaa")) + " ok"}},
		{"hidden characters", "55aa00000100027bxxxxcc33", []string{"1 55aa00000100027bxxxxcc33 hidden"}},
	} {
		b, err := wire.ParseHex(tt.hex)
		if err != nil {
			t.Fatal(err)
		}
		f := &framer{}
		if d := cmp.Diff(tt.want, brief(append(f.Feed(b), f.Flush()...))); d != "" {
			t.Errorf("%s: want -, got +\n%s", tt.name, d)
		}
	}
}

func TestAnyChunkingGivesTheSameFrames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := wire.Bytes{}
		for range rapid.IntRange(0, 5).Draw(t, "parts") {
			b := encode(byte(rapid.IntRange(0, 3).Draw(t, "type")), byte(rapid.IntRange(0, 2).Draw(t, "number")), rapid.StringN(0, 20, 60).Draw(t, "data"))
			switch rapid.IntRange(0, 3).Draw(t, "sort") {
			case 0:
				b = b[:rapid.IntRange(0, len(b)).Draw(t, "cut")]
			case 1:
				b = rapid.SliceOfN(rapid.SampledFrom([]byte{0x55, 0xAA, 0xCC, 0x33, 0, 1}), 0, 20).Draw(t, "noise")
			}
			part := wire.Known(b)
			if len(b) > 0 && rapid.IntRange(0, 4).Draw(t, "masked") == 0 {
				i := rapid.IntRange(0, 2*len(b)-1).Draw(t, "hidden")
				part = part.Hide(i, i+1)
			}
			line = line.Append(part)
		}
		f, g := &framer{}, &framer{}
		whole := append(f.Feed(line), f.Flush()...)
		var parts []wire.Frame
		for rest := line; rest.Len() > 0; {
			n := rapid.IntRange(1, rest.Len()).Draw(t, "chunk")
			parts = append(parts, g.Feed(rest.Slice(0, n))...)
			rest = rest.From(n)
		}
		parts = append(parts, g.Flush()...)
		if d := cmp.Diff(brief(whole), brief(parts)); d != "" {
			t.Fatalf("in one -, in parts +\n%s", d)
		}
		all := wire.Bytes{}
		for _, x := range whole {
			all = all.Append(x.Raw)
		}
		if all.Hex() != line.Hex() {
			t.Fatalf("the frames together are %s, the line was %s", all.Hex(), line.Hex())
		}
	})
}

const (
	saleJSON   = `{"topic":"ecrhub.pay.order","request_id":"111111","app_id":"wz0001","biz_data":{"trans_type":"1","merchant_order_no":"SO-0001","order_amount":"2.15","confirm_on_terminal":true}}`
	paidJSON   = `{"topic":"ecrhub.pay.order","request_id":"111111","response_code":"000","response_msg":"","biz_data":{"trans_type":"1","merchant_order_no":"SO-0001","order_amount":"2.15","price_currency":"USD","trans_status":"2","trans_no":"502100001","ref_no":"112010460001","auth_code":"654321","card_no":"411111******1111"}}`
	queryJSON  = `{"topic":"ecrhub.pay.query","request_id":"222222","biz_data":{"merchant_order_no":"SO-0001"}}`
	foundJSON  = `{"topic":"ecrhub.pay.query","request_id":"222222","response_code":"000","biz_data":{"merchant_order_no":"SO-0001","order_amount":"2.15","trans_status":"2","price_currency":"USD","trans_type":"1"}}`
	refundJSON = `{"topic":"ecrhub.pay.order","request_id":"333333","biz_data":{"trans_type":"3","merchant_order_no":"RF-0001","orig_merchant_order_no":"SO-0001","order_amount":"2.15"}}`
)

func told(c ecr.Conversation, side wire.Side, frames ...wire.Frame) []*transcripts.Message {
	var out []*transcripts.Message
	for _, f := range frames {
		for _, e := range c.Take(side, f) {
			if e.Message != nil {
				out = append(out, e.Message)
			}
		}
	}
	return out
}

func TestSaleQueryAndRefund(t *testing.T) {
	c := newConversation(options())
	m := told(c, wire.FromRegister, data(t, saleJSON))
	m = append(m, told(c, wire.FromTerminal, data(t, paidJSON))...)
	usd := func(n int64) transcripts.Amount {
		return transcripts.Amount{Minor: n, Currency: "USD", Known: true}
	}
	want := []*transcripts.Message{
		{Protocol: "codepay", Class: transcripts.ClassFinancial, Kind: transcripts.KindSale, Function: transcripts.Request, Amount: usd(215), Order: "SO-0001", Talk: "codepay#1"},
		{
			Protocol: "codepay", Class: transcripts.ClassFinancial, Kind: transcripts.KindSale, Function: transcripts.Answer, Amount: usd(215), Order: "SO-0001", Talk: "codepay#1",
			ResponseCode: "000", Book: "codepay", RRN: "112010460001", AuthCode: "654321", Card: transcripts.Card{Masked: "411111******1111"},
		},
	}
	if d := cmp.Diff(want, m); d != "" {
		t.Errorf("sale: want -, got +\n%s", d)
	}
	m = append(told(c, wire.FromRegister, data(t, queryJSON)), told(c, wire.FromTerminal, data(t, foundJSON))...)
	if len(m) != 3 || m[0].Kind.MovesMoney() || m[1].Kind != transcripts.KindStatus || m[1].Talk != m[0].Talk {
		t.Fatalf("query: %+v", m)
	}
	if last := m[2]; last.Kind != transcripts.KindSale || !last.Repeat || last.Talk != "codepay#3" || last.Order != "SO-0001" || last.Amount != usd(215) || last.Function != transcripts.Answer {
		t.Errorf("the payment that the query found: %+v", last)
	}
	m = told(c, wire.FromRegister, data(t, refundJSON))
	if o := m[0].Original; m[0].Kind != transcripts.KindRefund || o.RRN != "112010460001" || o.AuthCode != "654321" {
		t.Errorf("refund: %+v", m[0])
	}
}

func TestTurns(t *testing.T) {
	sale, paid := data(t, saleJSON), data(t, paidJSON)
	again := frames(encode(0, 9, saleJSON))[0] // another number, the same request
	with := func(json, old, new string) wire.Frame { return data(t, strings.Replace(json, old, new, 1)) }
	for _, tt := range []struct {
		name  string
		sides bool
		steps []wire.Frame // from the till, then from the terminal, in turn
		want  string
	}{
		{"request and answer", true, []wire.Frame{sale, paid}, "1 1"},
		{"sides not known", false, []wire.Frame{sale, paid}, "1 1"},
		{"sent again under another number", false, []wire.Frame{sale, again, paid}, "1 1 1"},
		{"an answer to another request", true, []wire.Frame{sale, with(paidJSON, "111111", "999999")}, "1 2"},
		{"an answer under another topic", true, []wire.Frame{sale, with(paidJSON, "pay.order", "pay.close")}, "1 2"},
		{"a late answer finds its request", false, []wire.Frame{sale, data(t, queryJSON), paid}, "1 2 1"},
		{"answered twice alike", false, []wire.Frame{sale, paid, paid}, "1 1 1"},
		{"answered twice otherwise", false, []wire.Frame{sale, paid, with(paidJSON, `"000"`, `"001"`)}, "1 1 2"},
		{"not done yet, then done", false, []wire.Frame{sale, with(paidJSON, `"trans_status":"2"`, `"trans_status":"1"`), paid}, "1 1 1"},
	} {
		c := newConversation(options())
		var got []string
		for i, f := range tt.steps {
			side := wire.SideUnknown
			if tt.sides {
				side = [...]wire.Side{wire.FromRegister, wire.FromTerminal}[i%2]
			}
			for _, m := range told(c, side, f) {
				got = append(got, strings.TrimPrefix(m.Talk, "codepay#"))
			}
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: talks %s, want %s", tt.name, s, tt.want)
		}
	}
}

func TestSuccessOfAnOpenTransactionIsNotFinal(t *testing.T) {
	for status, interim := range map[string]bool{"2": false, "": false, "0": true, "1": true, "3": true} {
		m := told(newConversation(options()), wire.FromTerminal, data(t, strings.Replace(paidJSON, `"trans_status":"2"`, `"trans_status":"`+status+`"`, 1)))[0]
		if m.Interim != interim || m.ResponseCode != "000" {
			t.Errorf("state %q: interim %v", status, m.Interim)
		}
	}
	// A query that found no success says nothing about a payment.
	c := newConversation(options())
	told(c, wire.FromRegister, data(t, queryJSON))
	if m := told(c, wire.FromTerminal, data(t, strings.Replace(foundJSON, `"trans_status":"2"`, `"trans_status":"1"`, 1))); len(m) != 1 {
		t.Errorf("an open transaction gives %d messages", len(m))
	}
}

func TestWhatIsNotListedMayMoveMoney(t *testing.T) {
	for _, tt := range []struct {
		topic, transType string
		kind             transcripts.Kind
	}{
		{"ecrhub.pay.order", "1", transcripts.KindSale},
		{"ecrhub.pay.order", "2", transcripts.KindVoid},
		{"ecrhub.pay.order", "3", transcripts.KindRefund},
		{"ecrhub.pay.order", "4", transcripts.KindPreAuth},
		{"ecrhub.pay.order", "5", transcripts.KindVoid},
		{"ecrhub.pay.order", "6", transcripts.KindCompletion},
		{"ecrhub.pay.order", "9", transcripts.KindUnknown},
		{"ecrhub.pay.order", "", transcripts.KindUnknown},
		{"ecrhub.pay.query", "", transcripts.KindStatus},
		{"ecrhub.pay.close", "", transcripts.KindUnknown},
		{"ecrhub.pay.batch.close", "", transcripts.KindSettlement},
		{"ecrhub.pay.tip.adjustment", "", transcripts.KindAdjustment},
		{"cashier.hub.trans.pay", "1", transcripts.KindUnknown},
		{"", "1", transcripts.KindUnknown},
	} {
		m := told(newConversation(options()), wire.FromRegister, data(t, fmt.Sprintf(`{"topic":%q,"biz_data":{"trans_type":%q}}`, tt.topic, tt.transType)))[0]
		if m.Kind != tt.kind {
			t.Errorf("%s %s: kind %q, want %q", tt.topic, tt.transType, m.Kind, tt.kind)
		}
	}
}

func TestAmountsFollowTheirCurrency(t *testing.T) {
	for _, tt := range []struct {
		text, stated, usual string
		minor               int64
		known               bool
	}{
		{"2.15", "USD", "", 215, true},
		{"10", "USD", "", 1000, true},
		{"10", "", "USD", 1000, true},
		{"10", "JPY", "USD", 10, true},
		{"10.00", "JPY", "", 10, true},
		{"1.234", "KWD", "", 1234, true},
		{"2.1", "USD", "", 210, true},
		{"2.155", "USD", "", 0, false},
		{"2.15", "", "", 215, true},
		{"10", "", "", 0, false},
		{"2.15", "dollars", "", 215, true},
		{"-2.15", "USD", "", 0, false},
		{"", "USD", "", 0, false},
		{"1e3", "USD", "", 0, false},
		{"99999999999999999999", "USD", "", 0, false},
	} {
		if a := amount(tt.text, tt.stated, tt.usual); a.Minor != tt.minor || a.Known != tt.known {
			t.Errorf("%q in %q or %q: %+v", tt.text, tt.stated, tt.usual, a)
		}
	}
}

func TestResponseCodesTellTheMoney(t *testing.T) {
	lib := codes.Open()
	for _, tt := range []struct {
		json  string
		money codes.Money
		ok    bool
	}{
		{paidJSON, codes.Moved, true},
		{strings.Replace(paidJSON, `"000"`, `"001"`, 1), codes.MoneyUnknown, true},
		{strings.Replace(paidJSON, `"000"`, `"110"`, 1), codes.MoneyUnknown, true},
		{strings.Replace(paidJSON, `"000"`, `"777"`, 1), "", false}, // nobody says what it means
		{foundJSON, codes.MoneyUnknown, true},
	} {
		m := told(newConversation(options()), wire.FromTerminal, data(t, tt.json))[0]
		c, ok := lib.Lookup(m.Book, m.CodeClass(), m.ResponseCode)
		if ok != tt.ok || c.Money != tt.money {
			t.Errorf("%s %s: %q", m.Book, m.ResponseCode, c.Money)
		}
	}
}

func TestDataThatIsNotJSON(t *testing.T) {
	for _, json := range []string{"\x0a\x03abc", `{"topic":"ecrhub.pay.order"`, `{"topic":1}{}`, `[1]`, `{"4111111111111111":1}`} {
		out := newConversation(options()).Take(wire.FromRegister, data(t, json))
		if len(out) != 1 || out[0].Kind != transcripts.EventPartial || out[0].Fault == nil || out[0].Fault.What.ZH == "" || !out[0].Message.Kind.MovesMoney() {
			t.Errorf("%q: %+v", json, out)
		}
		if masked := mask(data(t, json)).Hex(); json != `{"topic":1}{}` && !strings.Contains(masked, strings.Repeat("xx", len(json))) {
			t.Errorf("%q is kept as %s", json, masked)
		}
	}
}

// forbidden are the packets with data: everything that a topic can ask for.
func TestNoQueryIsAForbiddenCommand(t *testing.T) {
	all := queries(wire.Serial, ecr.Params{Password: "000000", Terminal: "1", Register: "1", Reference: "SO-0001", Profile: "x"})
	if len(all) != 1 {
		t.Fatalf("%d queries", len(all))
	}
	s := all[0].Spec()
	if got := hex.EncodeToString(s.Frame); got != "55aa010000000001cc33" {
		t.Errorf("the handshake is %s", got)
	}
	if s.Frame[2] == 0x00 || s.Frame[5] != 0 || s.Frame[6] != 0 {
		t.Error("the handshake carries data")
	}
	if s.Effects != allow.ResetsSession || s.Note.EN == "" || s.Note.ZH == "" || len(s.Acks) != 0 {
		t.Errorf("effects %v, note %q, acknowledgements %v", s.Effects, s.Note.EN, s.Acks)
	}
	for hexes, done := range map[string]bool{"55aa020000000002cc33": true, "55aa000000000000cc33": false, "55aa010000000001cc33": false} {
		b, err := hex.DecodeString(hexes)
		if err != nil {
			t.Fatal(err)
		}
		if step := s.Dialogue().Take(frames(b)[0]); step.Done != done || step.Ack != nil {
			t.Errorf("%s: %+v", hexes, step)
		}
	}
}

// drawJSON makes a message with card data in every member that may hold any.
func drawJSON(t *rapid.T, card ecrtest.Card) string {
	pan := card.PAN
	escaped := ""
	for _, c := range pan {
		escaped += fmt.Sprintf(`\u%04x`, c)
	}
	choices := []string{
		`"card_no":"` + pan + `"`, `"card_no":` + pan, `"card_no":"` + escaped + `"`, `"card_no":{"x":"` + pan + `"}`, `"card_no":["` + pan + `"]`,
		`"track2":"` + card.Track + `"`, `"track2":"` + hex.EncodeToString(card.TrackB) + `"`, `"expiry":"` + ecrtest.Expiry + `"`, `"holder":"` + ecrtest.Holder + `"`,
		`"merchant_order_no":"` + pan + `"`, `"merchant_order_no":"` + escaped + `"`, `"merchant_order_no":"SO \"1\" ` + pan + `"`, `"order_amount":` + pan, `"order_amount":"` + pan + `"`,
		`"description":"card ` + pan + `"`, `"ref_no":"` + pan + `"`, `"auth_code":"654321"`, `"order_amount":"2.15"`, `"trans_type":"1"`, `"nothing":null`, `"on_screen_tip":true`,
		`"signature":"` + hex.EncodeToString(card.Packed) + `"`,
	}
	biz := strings.Join(rapid.SliceOfN(rapid.SampledFrom(choices), 0, 5).Draw(t, "members"), ",")
	out := `{"topic":"` + rapid.SampledFrom([]string{"ecrhub.pay.order", "ecrhub.pay.query", "other"}).Draw(t, "topic") + `", "request_id" : "1",` +
		`"response_code":"000","response_msg":"` + rapid.SampledFrom([]string{"", "card " + pan, `said \"no\" `, "卡 " + pan}).Draw(t, "text") + `","biz_data":` +
		rapid.SampledFrom([]string{"{" + biz + "}", `"{\"card_no\":\"` + pan + `\"}"`, `{"inner":{` + biz + "}}"}).Draw(t, "data") + "}"
	if rapid.IntRange(0, 5).Draw(t, "broken") == 0 {
		out = out[:rapid.IntRange(0, len(out)).Draw(t, "cut")]
	}
	return out
}

func TestNoSecretComesOutAndMaskedFramesDecode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		card := ecrtest.Draw(t)
		raw := encode(0, 1, drawJSON(t, card))
		if cut := rapid.IntRange(0, 4*len(raw)).Draw(t, "line cut"); cut < len(raw) {
			raw = raw[:cut]
		}
		o := options()
		c := newConversation(o)
		for _, f := range frames(raw) {
			for _, side := range []wire.Side{wire.FromRegister, wire.FromTerminal, wire.SideUnknown} {
				for _, e := range c.Take(side, f) {
					card.Absent(t, "event", fmt.Sprintf("%+v %+v %+v", e, e.Message, e.Fault))
				}
				card.Absent(t, "description", fmt.Sprintf("%+v", describe(f, side, o)))
			}
			masked := mask(f)
			card.Absent(t, "masked frame", masked.Hex()+" "+masked.Text())
			if masked.Len() != f.Raw.Len() {
				t.Fatal("masking changed the length")
			}
			if f.Kind != wire.Data {
				continue
			}
			g := &framer{}
			again := append(g.Feed(masked), g.Flush()...)
			if len(again) != 1 || again[0].Kind != wire.Data || mask(again[0]).Hex() != masked.Hex() {
				t.Fatalf("the masked frame\n%s\ngives %+v", masked.Text(), again)
			}
			clear, blind := describe(f, wire.FromTerminal, o).Message, describe(again[0], wire.FromTerminal, o).Message
			clear.Card = blind.Card // one has a token
			if d := cmp.Diff(clear, blind); d != "" {
				t.Fatalf("clear -, masked +\n%s\n%s", d, masked.Text())
			}
		}
	})
}

func FuzzConversation(f *testing.F) {
	f.Add([]byte("\x55\xAA\x00\x00\x00\x00\x00\x00\xCC\x33"), true)
	for _, json := range []string{saleJSON, paidJSON, queryJSON, foundJSON, refundJSON, `{"a":[1,{"b":"\u0034"}]}`} {
		f.Add(encode(0, 1, json), false)
		f.Add([]byte(json), true)
	}
	f.Fuzz(func(t *testing.T, b []byte, wrap bool) {
		if len(b) > 4096 {
			t.Skip()
		}
		if wrap {
			b = encode(0, 1, string(b[:min(len(b), mostData)]))
		}
		o := options()
		c := newConversation(o)
		n := 0
		for _, x := range frames(b) {
			n += x.Raw.Len()
			for _, side := range []wire.Side{wire.FromRegister, wire.FromTerminal, wire.SideUnknown} {
				c.Take(side, x)
				describe(x, side, o)
			}
			masked := mask(x)
			if masked.Len() != x.Raw.Len() {
				t.Fatal("masking changed the length")
			}
			if x.Kind == wire.Data {
				again := packet(masked, x.Body.Len())
				if twice := mask(again).Hex(); twice != masked.Hex() {
					t.Fatalf("masking again gives\n%s\nwas\n%s", twice, masked.Hex())
				}
			}
		}
		if n != len(b) {
			t.Fatalf("%d bytes of %d came out", n, len(b))
		}
	})
}
