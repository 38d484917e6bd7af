package mispos

import (
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/bcdlen"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/ecrtest"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

func options() ecr.Options {
	return ecr.Options{Masker: redact.New([]byte("a key for tests")), Currency: "CNY"}
}

func frames(t testing.TB, b []byte) []wire.Frame {
	t.Helper()
	f := bcdlen.NewFramer()
	return append(f.Feed(wire.Known(b)), f.Flush()...)
}

// tag writes one object.
func tag(id string, value []byte) []byte {
	n := len(value)
	length := []byte{byte(n)}
	switch {
	case n > 0xFF:
		length = []byte{0x82, byte(n >> 8), byte(n)}
	case n >= 0x80:
		length = []byte{0x81, byte(n)}
	}
	return append(append(ecrtest.Pack(id), length...), value...)
}

func packed(id, digits string) []byte { return tag(id, ecrtest.Pack(digits)) }

// frameOf frames objects.
func frameOf(t testing.TB, objects ...[]byte) wire.Frame {
	t.Helper()
	var data []byte
	for _, o := range objects {
		data = append(data, o...)
	}
	raw, err := bcdlen.Encode(data)
	if err != nil {
		t.Fatal(err)
	}
	return frames(t, raw)[0]
}

type script struct {
	t      testing.TB
	c      ecr.Conversation
	events []transcripts.Event
}

func (s *script) take(side wire.Side, f ...wire.Frame) *script {
	for _, x := range f {
		s.events = append(s.events, s.c.Take(side, x)...)
	}
	return s
}

func newScript(t testing.TB) *script { return &script{t: t, c: newConversation(options())} }

// brief tells messages and signals in short.
func (s *script) brief() []string {
	var out []string
	for _, e := range s.events {
		switch {
		case e.Message != nil:
			m := e.Message
			text := fmt.Sprintf("%s %s %s", strings.TrimPrefix(m.Talk, "mispos#"), m.Function, m.ResponseCode)
			if m.Interim {
				text += " interim"
			}
			out = append(out, strings.TrimSpace(text))
		case e.Signal != nil:
			out = append(out, string(e.Signal.ID))
		default:
			out = append(out, string(e.Kind))
		}
	}
	return out
}

func TestVectorsDecodeToWhatTheySay(t *testing.T) {
	raw, err := os.ReadFile("testdata/vectors.tsv")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n")[1:] {
		v := strings.Split(line, "\t")
		b, err := hex.DecodeString(v[2])
		if err != nil {
			t.Fatal(err)
		}
		f := frames(t, b)
		if len(f) != 1 || f[0].Check != wire.CheckOK || signature(f) != 100 {
			t.Fatalf("%s: frames %+v", v[0], f)
		}
		d := describe(f[0], wire.Side(v[1]), options())
		fields := map[string]string{}
		for _, x := range d.Fields {
			fields[x.ID] = x.Value
		}
		for pair := range strings.FieldsSeq(v[5]) {
			name, want, _ := strings.Cut(pair, "=")
			n++
			if fields[name] != want {
				t.Errorf("%s: %s is %q, want %q", v[0], name, fields[name], want)
			}
		}
		if v[0] == "v059" && (d.Message.Kind != transcripts.KindStatus || fields["DF08"] != "5555" || fields["DF09"] != "3004") {
			t.Errorf("%s: %+v", v[0], fields)
		}
		// 请持卡人与发卡银行联系: the code that asks to call the issuer.
		if v[0] == "v060" && (d.Message.Book != "unionpay" || d.Message.ResponseCode != "01" || d.Message.Function != transcripts.Answer) {
			t.Errorf("%s: %+v", v[0], d.Message)
		}
	}
	if n != 3 {
		t.Errorf("%d values were compared", n)
	}
}

var (
	kind = packed("DF01", "00")
	echo = packed("DF04", "1234")
)

func TestAnswer(t *testing.T) {
	name, err := simplifiedchinese.GBK.NewEncoder().String("和平路小店")
	if err != nil {
		t.Fatal(err)
	}
	ask := frameOf(t, kind, echo, packed("DF02", "02"), packed("DF03", "000000012300"), tag("DFBE", []byte("SO-0001")))
	yes := frameOf(t, kind, echo, packed("DF02", "02"), tag("DF07", []byte("00")), packed("DF03", "000000012300"), packed("DF0A", "000123"),
		tag("DF1A", []byte("112010460001")), tag("DF1B", []byte("654321")), packed("DF1C", "1120"), packed("DF1D", "104600"), packed("DF10", "000456"),
		packed("DF11", "000007"), tag("DF12", []byte("12345678")), tag("DF13", []byte("898430000000001")), packed("DF1E", "6228480000000000019f"),
		packed("DF1F", "2912"), tag("DF45", []byte(name)))
	s := newScript(t).take(wire.FromRegister, ask).take(wire.FromTerminal, wire.Frame{Kind: wire.Control, Sign: wire.ACK}, yes)
	want := transcripts.Message{
		Protocol: "mispos", Function: transcripts.Answer, Talk: "mispos#1", ResponseCode: "00", Book: "unionpay",
		Amount: transcripts.Amount{Minor: 12300, Currency: "CNY", Known: true}, STAN: "000123", RRN: "112010460001", AuthCode: "654321",
		LocalDate: "1120", LocalTime: "104600", Receipt: "000456", Batch: "000007", Terminal: "12345678", Merchant: "898430000000001",
		Card: transcripts.Card{Masked: "622848*********0019", Token: s.events[1].Message.Card.Token},
	}
	if d := cmp.Diff(want, *s.events[1].Message); d != "" {
		t.Errorf("want -, got +\n%s", d)
	}
	if m := s.events[0].Message; m.Order != "SO-0001" || m.Function != transcripts.Request || m.Talk != "mispos#1" || !m.Kind.MovesMoney() {
		t.Errorf("request %+v", m)
	}
	d := describe(yes, wire.FromTerminal, options())
	if f := d.Fields[len(d.Fields)-1]; f.Value != "和平路小店" || f.Name.ZH != "商户中文名" {
		t.Errorf("the merchant's name is %q", f.Value)
	}
}

func TestTurns(t *testing.T) {
	ask := frameOf(t, kind, echo, packed("DF02", "02"))
	code := func(text string, more ...[]byte) wire.Frame {
		return frameOf(t, append([][]byte{kind, echo, tag("DF07", []byte(text))}, more...)...)
	}
	more := packed("DF24", "01")
	done := frameOf(t, []byte("ACKACK000456"))
	ack := wire.Frame{Kind: wire.Control, Sign: wire.ACK}
	for _, tt := range []struct {
		name  string
		steps []any // a side, then its frames
		want  []string
	}{
		{"request and answer", []any{wire.FromRegister, ask, wire.FromTerminal, ack, code("01")}, []string{"1 request", "1 answer 01"}},
		{"sides not known", []any{wire.SideUnknown, ask, ack, code("01")}, []string{"1 request", "1 answer 01"}},
		{"sent again", []any{wire.FromRegister, ask, ask, wire.FromTerminal, code("00")}, []string{"1 request", "1 request", "1 answer 00"}},
		{"another random number", []any{wire.FromRegister, ask, wire.FromTerminal, frameOf(t, kind, packed("DF04", "9999"), tag("DF07", []byte("00")))}, []string{"1 request", "2 answer 00"}},
		{"no random number", []any{wire.FromRegister, ask, wire.FromTerminal, frameOf(t, kind, tag("DF07", []byte("00")))}, []string{"1 request", "2 answer 00"}},
		{"nobody asked", []any{wire.FromTerminal, code("00")}, []string{"1 answer 00"}},
		{"an end packet follows", []any{wire.FromRegister, ask, wire.FromTerminal, code("00", more), frameOf(t, kind, echo)}, []string{"1 request", "1 answer 00 interim", "1 answer 00"}},
		{"the end packet never comes", []any{wire.FromRegister, ask, wire.FromTerminal, code("00", more)}, []string{"1 request", "1 answer 00 interim"}},
		{"the end packet has a code of its own", []any{wire.FromRegister, ask, wire.FromTerminal, code("00", more), code("00")}, []string{"1 request", "1 answer 00 interim", "1 answer 00"}},
		{"an end packet of another turn", []any{wire.FromRegister, ask, wire.FromTerminal, code("00", more), frameOf(t, kind, packed("DF04", "9999"))}, []string{"1 request", "1 answer 00 interim"}},
		{"the notice of success ends it", []any{wire.FromRegister, ask, wire.FromTerminal, code("00", more, packed("DF10", "000456")), done}, []string{"1 request", "1 answer 00 interim", "1 answer 00", "sale.approved"}},
		{"the notice is about another invoice", []any{wire.FromRegister, ask, wire.FromTerminal, code("00", more, packed("DF10", "000999")), done}, []string{"1 request", "1 answer 00 interim", "sale.approved"}},
		{"a log packet", []any{wire.FromTerminal, frameOf(t, []byte("LOGLOG whatever it says"))}, nil},
		{"a message for the host", []any{wire.FromTerminal, frameOf(t, packed("DF01", "01"), echo)}, nil},
		{"an answer sent again", []any{wire.FromRegister, ask, wire.FromTerminal, code("00"), code("00")}, []string{"1 request", "1 answer 00", "1 answer 00"}},
		{"another answer", []any{wire.FromRegister, ask, wire.FromTerminal, code("00"), code("05")}, []string{"1 request", "1 answer 00", "2 answer 05"}},
		{"no tags", []any{wire.FromTerminal, frameOf(t, []byte("HELLO"))}, []string{"fault"}},
		{"tags that stop making sense", []any{wire.FromTerminal, frameOf(t, kind, echo, tag("DF07", []byte("00")), []byte{0xDF, 0x03, 0x06, 0})}, []string{"1 answer 00"}},
	} {
		s, side := newScript(t), wire.SideUnknown
		for _, x := range tt.steps {
			switch x := x.(type) {
			case wire.Side:
				side = x
			case wire.Frame:
				s.take(side, x)
			}
		}
		if d := cmp.Diff(tt.want, s.brief()); d != "" {
			t.Errorf("%s: want -, got +\n%s", tt.name, d)
		}
		if strings.HasPrefix(tt.name, "tags that stop") && (s.events[0].Kind != transcripts.EventPartial || s.events[0].Fault.Byte != 3+4+5+5) {
			t.Errorf("%s: %+v", tt.name, s.events[0])
		}
	}
}

func TestOnlyTheStatusQueryIsHarmless(t *testing.T) {
	for n := range 100 {
		f := frameOf(t, kind, echo, packed("DF02", fmt.Sprintf("%02d", n)))
		m := newScript(t).take(wire.FromRegister, f).events[0].Message
		if moves := m.Kind.MovesMoney(); moves != (n != 13) {
			t.Errorf("type %02d: kind %q", n, m.Kind)
		}
	}
	if q := Protocol().Queries; q != nil {
		t.Error("a terminal of this protocol may not be asked anything")
	}
}

func TestResponseCodesTellTheMoney(t *testing.T) {
	lib := codes.Open()
	for _, tt := range []struct {
		value []byte
		code  string
		book  string
		money codes.Money
	}{
		{[]byte("00"), "00", "unionpay", codes.Moved},
		{[]byte("01"), "01", "unionpay", codes.NotMoved},
		{[]byte("Y1"), "Y1", "unionpay", codes.Moved},
		{[]byte("Y3"), "Y3", "unionpay", codes.Moved},
		{[]byte("96"), "96", "unionpay", codes.MayHaveMoved},
		{[]byte("00000002"), "00000002", "mispos-cn", codes.MoneyUnknown},
		{[]byte("00000004"), "00000004", "mispos-cn", codes.MoneyUnknown},
		{[]byte("00010014"), "00010014", "mispos-cn", codes.NotMoved},
		{[]byte{0x00, 0x01, 0x00, 0x14}, "00010014", "mispos-cn", codes.NotMoved},
		{[]byte{0x55}, "55", "unionpay", codes.NotMoved},
	} {
		m := newScript(t).take(wire.FromTerminal, frameOf(t, kind, tag("DF07", tt.value))).events[0].Message
		if m.ResponseCode != tt.code || m.Book != tt.book {
			t.Errorf("% x: %q of %q", tt.value, m.ResponseCode, m.Book)
		}
		c, ok := lib.Lookup(m.Book, m.CodeClass(), m.ResponseCode)
		if !ok || c.Money != tt.money {
			t.Errorf("%s in %s: %q, want %q", m.ResponseCode, m.Book, c.Money, tt.money)
		}
	}
	if c, ok := lib.Lookup("mispos-cn", codes.ClassAnswer, "99"); !ok || c.Money != codes.MayHaveMoved {
		t.Errorf("no answer: %q", c.Money)
	}
}

func TestTagListIsWhole(t *testing.T) {
	keeps := map[keep]bool{keepShort: true, keepNumber: true, keepAmount: true, keepCode: true, keepText: true, keepPAN: true, keepContainer: true, keepDrop: true}
	if len(tags()) != 77 {
		t.Errorf("%d tags", len(tags()))
	}
	for id, r := range tags() {
		if !keeps[r.keep] || r.name.EN == "" || r.name.ZH == "" || (r.keep == keepNumber) != (r.width > 0) || !strings.HasPrefix(id, "DF") || len(id) != 4 {
			t.Errorf("%s: %+v", id, r)
		}
	}
}

func TestLongLengths(t *testing.T) {
	for _, n := range []int{0, 1, 0x7F, 0x80, 0xFF, 0x100, 1000} {
		objects, stop := split(wire.Known(append(tag("DF45", make([]byte, n)), kind...)))
		if len(objects) != 2 || objects[0].value.Len() != n || objects[1].tag != "DF01" || stop != objects[1].from+1 {
			t.Errorf("%d bytes: %d objects, read to %d", n, len(objects), stop)
		}
	}
	for _, b := range [][]byte{{0xDF}, {0xDF, 1}, {0xDF, 1, 0x83, 0, 0, 1, 0}, {0xDF, 1, 0x81}, {0xDF, 1, 2, 0}, {0x9F, 1, 1, 0}} {
		if objects, stop := split(wire.Known(b)); len(objects) != 0 || stop != 0 {
			t.Errorf("% x: %d objects", b, len(objects))
		}
	}
}

func TestNoSecretComesOutAndMaskedFramesDecode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		card := ecrtest.Draw(t)
		pan := []byte(card.PAN)
		choices := [][]byte{
			tag("DF1E", card.Packed), tag("DF1E", pan), tag("DF1E", []byte(card.Track)), tag("DF1F", []byte(ecrtest.Expiry)), tag("DF2C", []byte(ecrtest.Holder)),
			tag("DF06", append(tag("DF1E", card.Packed), packed("DF0A", "000123")...)), tag("DF06", card.Packed), tag("DF06", append(kind, pan...)),
			tag("DF06", append(tag("DF03", []byte("RMB  0.20")), tag("DF1E", pan)...)), tag("DF06", tag("DF03", append([]byte("RMB"), pan...))),
			tag("DF33", ecrtest.TLV("57", card.TrackB)), tag("DF7A", pan), tag("DF7A", card.Packed), tag("DF45", []byte("卡 "+card.PAN)),
			tag("DFBE", pan), tag("DF03", card.Packed), tag("DF04", pan), tag("DF89", card.Packed), tag("DF46", card.Packed), tag("DF13", pan[:13]),
			packed("DF03", "000000000100"), packed("DF0A", "000123"), tag("DF07", []byte("00")), echo,
		}
		data := append([]byte{}, kind...)
		for _, o := range rapid.SliceOfN(rapid.SampledFrom(choices), 1, 6).Draw(t, "objects") {
			data = append(data, o...)
		}
		if rapid.IntRange(0, 9).Draw(t, "log") == 0 {
			data = append([]byte("LOGLOG"), pan...)
		}
		raw, err := bcdlen.Encode(data)
		if err != nil {
			t.Fatal(err)
		}
		if cut := rapid.IntRange(0, 3*len(raw)).Draw(t, "cut"); cut < len(raw) {
			raw = raw[:cut]
		}
		g, o := bcdlen.NewFramer(), options()
		c := newConversation(o)
		for _, f := range append(g.Feed(wire.Known(raw)), g.Flush()...) {
			for _, side := range []wire.Side{wire.FromRegister, wire.FromTerminal, wire.SideUnknown} {
				for _, e := range c.Take(side, f) {
					card.Absent(t, "event", fmt.Sprintf("%+v %+v %+v %+v", e, e.Message, e.Fault, e.Signal))
				}
				card.Absent(t, "description", fmt.Sprintf("%+v", describe(f, side, o)))
			}
			masked := mask(f)
			card.Absent(t, "masked frame", masked.Hex()+" "+masked.Text())
			if f.Kind != wire.Data {
				continue
			}
			h := bcdlen.NewFramer()
			again := append(h.Feed(masked), h.Flush()...)
			if len(again) != 1 || again[0].Kind != wire.Data || mask(again[0]).Hex() != masked.Hex() {
				t.Fatalf("the masked frame gives %+v", again)
			}
			clear, blind := describe(f, wire.FromTerminal, o).Message, describe(again[0], wire.FromTerminal, o).Message
			clear.Card = blind.Card // one has a token
			if d := cmp.Diff(clear, blind); d != "" {
				t.Fatalf("clear -, masked +\n%s", d)
			}
		}
	})
}

func TestMaskedNumberKeepsItsEnds(t *testing.T) {
	for _, tt := range []struct{ value, want string }{
		{"6228480000000000019f", "622848xxxxxxxxx0019f"},
		{"4111111111111111", "411111xxxxxx1111"},
		{hex.EncodeToString([]byte("4111111111111111")), "343131313131" + strings.Repeat("xx", 6) + "31313131"},
	} {
		b, err := hex.DecodeString(tt.value)
		if err != nil {
			t.Fatal(err)
		}
		masked := mask(frameOf(t, tag("DF1E", b)))
		got := masked.Hex()[2*(3+3) : 2*(3+3+len(b))]
		if got != tt.want || !strings.HasSuffix(masked.Hex(), "03xx") {
			t.Errorf("%s gives %s, want %s", tt.value, got, tt.want)
		}
	}
}

func FuzzConversation(f *testing.F) {
	f.Add("020023df010100df04021234df020113df08025555df0902300403fa")
	f.Add("020018df010100df04021234df020102df07023031033e")
	f.Fuzz(func(t *testing.T, hex string) {
		b, err := wire.ParseHex(hex)
		if err != nil || b.Len() > 1<<14 {
			t.Skip()
		}
		o := options()
		c, g := newConversation(o), bcdlen.NewFramer()
		for _, x := range append(g.Feed(b), g.Flush()...) {
			for _, side := range []wire.Side{wire.FromRegister, wire.FromTerminal, wire.SideUnknown} {
				c.Take(side, x)
				describe(x, side, o)
			}
			if mask(x).Len() != x.Raw.Len() {
				t.Fatal("masking changed the length")
			}
		}
	})
}
