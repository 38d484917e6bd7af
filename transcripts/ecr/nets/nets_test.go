package nets

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
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/bcdlen"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/ecrtest"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

func options() ecr.Options {
	return ecr.Options{Masker: redact.New([]byte("a key for tests")), Currency: "SGD"}
}

func frames(t testing.TB, hex string) []wire.Frame {
	t.Helper()
	b, err := wire.ParseHex(hex)
	if err != nil {
		t.Fatal(err)
	}
	f := bcdlen.NewFramer()
	return append(f.Feed(b), f.Flush()...)
}

func field(id, value string) string {
	return id + string([]byte{byte(len(value)/1000<<4 | len(value)/100%10), byte(len(value)/10%10<<4 | len(value)%10)}) + value + "\x1c"
}

// message frames a message: ECN, function, version or response code, fields.
func messageOf(t testing.TB, ecn, function, response string, fields ...string) wire.Frame {
	t.Helper()
	raw, err := bcdlen.Encode([]byte(ecn + function + response + "0\x1c" + strings.Join(fields, "")))
	if err != nil {
		t.Fatal(err)
	}
	return frames(t, hex.EncodeToString(raw))[0]
}

func told(t testing.TB, c ecr.Conversation, side wire.Side, frames ...wire.Frame) []*transcripts.Message {
	t.Helper()
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

const (
	first  = "261120140251"
	second = "261120140302"
)

func TestVectorsDecodeToWhatTheySay(t *testing.T) {
	raw, err := os.ReadFile("testdata/vectors.tsv")
	if err != nil {
		t.Fatal(err)
	}
	functions := map[string]string{"v057": "80", "v058": "55"}
	kinds := map[string]transcripts.Kind{"v057": transcripts.KindSignOn, "v058": transcripts.KindStatus}
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n")[1:] {
		v := strings.Split(line, "\t")
		f := frames(t, v[2])
		if len(f) != 1 || f[0].Check != wire.CheckOK {
			t.Fatalf("%s: frames %+v", v[0], f)
		}
		d := describe(f[0], wire.FromRegister, options())
		if d.Fields[1].Value != functions[v[0]] || d.Fields[0].Value != "250102030405" || d.Message.Kind != kinds[v[0]] || !d.Complete {
			t.Errorf("%s (%s): %+v", v[0], v[6], d)
		}
		if signature(f) != 100 {
			t.Errorf("%s: signature %d", v[0], signature(f))
		}
	}
}

// A frame of the sibling protocol is no proof of this one, though its header has
// the same length and its transaction code may be one of our functions.
func TestSignatureLeavesTheSiblingAlone(t *testing.T) {
	sibling := frames(t, "02003536303030303030303030313035363030301c343000123030303030303030303130301c0315")
	if sibling[0].Check != wire.CheckOK || signature(sibling) >= 50 {
		t.Errorf("signature %d", signature(sibling))
	}
	if n := signature(frames(t, "ff0600")); n != 0 {
		t.Errorf("noise scores %d", n)
	}
}

func TestSale(t *testing.T) {
	c := newConversation(options())
	m := told(t, c, wire.FromRegister, messageOf(t, first, "30", "01", field("T2", "01"), field("40", "000000001250"), field("HD", "INV0001      ")))
	m = append(m, told(t, c, wire.FromTerminal, messageOf(t, first, "30", "51", field("02", "DECLINED"), field("HC", "02"),
		field("65", "000123"), field("16", "12345678"), field("D1", "000000000000001"), field("40", "000000001250")))...)
	want := []*transcripts.Message{{
		Protocol: "nets", Class: transcripts.ClassFinancial, Kind: transcripts.KindSale, Function: transcripts.Request, Talk: "nets#1",
		Amount: transcripts.Amount{Minor: 1250, Currency: "SGD", Known: true}, Order: "INV0001",
	}, {
		Protocol: "nets", Class: transcripts.ClassFinancial, Kind: transcripts.KindSale, Function: transcripts.Answer, Talk: "nets#1",
		Amount: transcripts.Amount{Minor: 1250, Currency: "SGD", Known: true}, ResponseCode: "51", Book: "nets-sg", HostCode: "02", HostBook: "nets-sg",
		HostText: "DECLINED", STAN: "000123", Terminal: "12345678", Merchant: "000000000000001",
	}}
	if d := cmp.Diff(want, m); d != "" {
		t.Errorf("want -, got +\n%s", d)
	}
}

func TestAnswersPairByECN(t *testing.T) {
	ask := func(ecn string) wire.Frame { return messageOf(t, ecn, "30", "01", field("40", "000000000100")) }
	yes := func(ecn string) wire.Frame { return messageOf(t, ecn, "30", "00", field("01", "201149")) }
	for _, tt := range []struct {
		name  string
		steps []wire.Frame // from the till, then from the terminal, in turn
		want  string
	}{
		{"request and answer", []wire.Frame{ask(first), yes(first)}, "1 1"},
		{"a stale answer with another ECN fits nothing", []wire.Frame{ask(second), yes(first)}, "1 2"},
		{"a late answer finds its own request", []wire.Frame{ask(first), yes(second), ask(second), yes(first)}, "1 2 3 1"},
		{"an answer of another function", []wire.Frame{ask(first), messageOf(t, first, "I0", "00")}, "1 2"},
		{"another answer to what was answered", []wire.Frame{ask(first), yes(first), ask(second), messageOf(t, first, "30", "51")}, "1 1 2 3"},
		{"sent again and answered again", []wire.Frame{ask(first), yes(first), ask(first), yes(first)}, "1 1 1 1"},
		{"the same ECN for another payment", []wire.Frame{ask(first), yes(first), messageOf(t, first, "30", "01", field("40", "000000000200")), yes(first)}, "1 1 2 2"},
	} {
		for _, known := range []bool{true, false} {
			c := newConversation(options())
			var got []string
			for i, f := range tt.steps {
				side := wire.SideUnknown
				if known {
					side = [...]wire.Side{wire.FromRegister, wire.FromTerminal}[i%2]
				}
				for _, m := range told(t, c, side, f) {
					got = append(got, strings.TrimPrefix(m.Talk, "nets#"))
				}
			}
			if !known && strings.HasPrefix(tt.name, "the same ECN") {
				continue // without sides it cannot be told from an answer
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("%s (sides known: %v): talks %s, want %s", tt.name, known, s, tt.want)
			}
		}
	}
}

func TestHostAndTerminalThatContradictAreNotFinal(t *testing.T) {
	for _, tt := range []struct {
		header, host string
		interim      bool
	}{
		{"00", "00", false},
		{"00", "", false},
		{"51", "02", false},
		{"TO", "", false},
		{"00", "51", true},
		{"51", "00", true},
		{"IM", "00", true},
	} {
		var fields []string
		if tt.host != "" {
			fields = []string{field("HC", tt.host)}
		}
		c := newConversation(options())
		told(t, c, wire.FromRegister, messageOf(t, first, "I0", "01"))
		m := told(t, c, wire.FromTerminal, messageOf(t, first, "I0", tt.header, fields...))[0]
		if m.Interim != tt.interim || m.ResponseCode != tt.header || m.HostCode != tt.host || m.HostBook != "" {
			t.Errorf("%s with host %q: interim %v, %q in %q", tt.header, tt.host, m.Interim, m.HostCode, m.HostBook)
		}
	}
}

func TestLastTransaction(t *testing.T) {
	paid := []string{field("01", "201149"), field("40", "000000001250"), field("65", "000123"), field("HD", "INV0001      ")}
	with := func(more ...string) []string { return append(more, paid...) }
	for _, tt := range []struct {
		name     string
		response string
		fields   []string
		found    bool
	}{
		{"approved", "00", paid, true},
		{"and by the host", "00", with(field("HC", "00")), true},
		{"declined by the host", "00", with(field("HC", "51")), false},
		{"the terminal has none", "RN", nil, false},
		{"an amount and no approval", "00", paid[1:], false},
		{"an approval code without an amount", "00", paid[:1], false},
	} {
		c := newConversation(options())
		told(t, c, wire.FromRegister, messageOf(t, first, "30", "01", field("HD", "INV0001      ")))
		told(t, c, wire.FromRegister, messageOf(t, second, "56", "01"))
		m := told(t, c, wire.FromTerminal, messageOf(t, second, "56", tt.response, tt.fields...))
		if m[0].Kind != transcripts.KindStatus || m[0].Talk != "nets#2" {
			t.Errorf("%s: the answer itself %+v", tt.name, m[0])
		}
		if found := len(m) == 2; found != tt.found {
			t.Errorf("%s: found %v", tt.name, found)
		} else if found && (m[1].Kind != transcripts.KindSale || !m[1].Repeat || m[1].Talk != "nets#3" || m[1].STAN != "000123" || m[1].ResponseCode != "00") {
			t.Errorf("%s: the payment %+v", tt.name, m[1])
		}
	}
}

func TestStatusTellsOfTheTerminal(t *testing.T) {
	c := newConversation(options())
	c.Take(wire.FromRegister, messageOf(t, first, "55", "01"))
	out := c.Take(wire.FromTerminal, messageOf(t, first, "55", "00", field("16", "12345678"), field("D1", "000000000000001")))
	if len(out) != 2 || out[1].Kind != transcripts.EventDevice || out[1].Device.Terminal != "12345678" || out[1].Device.Ready != nil {
		t.Errorf("events %+v", out)
	}
}

func TestUnknownFunctionsMayMoveMoney(t *testing.T) {
	for _, function := range []string{"01", "24", "84", "ZZ"} {
		m := told(t, newConversation(options()), wire.FromRegister, messageOf(t, first, function, "01"))[0]
		if !m.Kind.MovesMoney() {
			t.Errorf("%s: kind %q", function, m.Kind)
		}
	}
}

func TestResponseCodesTellTheMoney(t *testing.T) {
	lib := codes.Open()
	for _, tt := range []struct {
		function, code string
		money          codes.Money
	}{
		{"30", "00", codes.Moved},
		{"30", "02", codes.NotMoved},
		{"30", "TO", codes.MayHaveMoved},
		{"30", "IM", codes.MayHaveMoved},
		{"I0", "91", codes.MayHaveMoved},
		{"56", "00", codes.MoneyUnknown},
		{"80", "00", codes.MoneyUnknown},
		{"I5", "00", codes.MoneyUnknown},
	} {
		m := told(t, newConversation(options()), wire.FromTerminal, messageOf(t, first, tt.function, tt.code))[0]
		c, ok := lib.Lookup(m.Book, m.CodeClass(), m.ResponseCode)
		if !ok || c.Money != tt.money {
			t.Errorf("%s %s in %s: %q, want %q", tt.function, tt.code, m.Book, c.Money, tt.money)
		}
	}
}

// forbidden may never be sent: purchases, sales, settlements, the sign-on that
// changes keys, and what is not described.
var forbidden = []string{"30", "I0", "I5", "80", "81", "84", "01", "24"}

func TestNoQueryIsAForbiddenFunction(t *testing.T) {
	all := append(queries(wire.Serial, ecr.Params{}), queries(wire.TCP, ecr.Params{Password: "30", Terminal: "80", Register: "I0", Reference: "30", Profile: "30"})...)
	if len(all) != 6 {
		t.Fatalf("%d queries", len(all))
	}
	for _, q := range all {
		s := q.Spec()
		if f := frames(t, hex.EncodeToString(s.Frame)); len(f) != 1 || f[0].Check != wire.CheckOK || len(s.Frame) != 23 {
			t.Fatalf("%s sends no single whole frame: % x", s.Name, s.Frame)
		}
		function := string(s.Frame[15:17]) // by the bytes
		for _, never := range forbidden {
			if function == never {
				t.Errorf("%s sends %s", s.Name, function)
			}
		}
		if function < "55" || function > "57" {
			t.Errorf("%s sends %s, which nobody called harmless", s.Name, function)
		}
		if s.Effects == 0 || !strings.Contains(s.Note.EN, "memory") || s.Note.ZH == "" {
			t.Errorf("%s does not say where its number is from", s.Name)
		}
		for _, a := range s.Acks {
			if len(a) != 1 || a[0] != 0x06 && a[0] != 0x15 {
				t.Errorf("%s may send % x", s.Name, a)
			}
		}
	}
}

func TestDialogueTakesOnlyItsOwnAnswer(t *testing.T) {
	s := queries(wire.Serial, ecr.Params{})[0].Spec()
	own := string(s.Frame[3:15])
	for _, tt := range []struct {
		name string
		f    wire.Frame
		want allow.Step
	}{
		{"the answer", messageOf(t, own, "55", "00"), allow.Step{Ack: allow.Ack{6}, Done: true}},
		{"the answer to another ECN", messageOf(t, first, "55", "00"), allow.Step{}},
		{"a payment with our ECN", messageOf(t, own, "30", "00"), allow.Step{}},
		{"NAK", wire.Frame{Kind: wire.Control, Sign: wire.NAK}, allow.Step{Resend: true}},
		{"ACK", wire.Frame{Kind: wire.Control, Sign: wire.ACK}, allow.Step{}},
	} {
		if d := cmp.Diff(tt.want, s.Dialogue().Take(tt.f)); d != "" {
			t.Errorf("%s: want -, got +\n%s", tt.name, d)
		}
	}
}

func TestNoSecretComesOutAndMaskedFramesDecode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		card := ecrtest.Draw(t)
		pan, packed := card.PAN, string(card.Packed)
		choices := []string{
			field("30", pan), field("29", pan), field("31", ecrtest.Expiry), field("D5", ecrtest.Holder), field("L1", ecrtest.Holder),
			field("L7", packed), field("RP", pan), field("R0", "CARD "+pan), field("HD", pan), field("ZZ", card.Track), field("D0", packed),
			field("40", "000000000100"), field("HC", "00"), field("65", "000123"), field("41", pan),
		}
		raw, err := bcdlen.Encode([]byte(first + rapid.SampledFrom([]string{"30", "I0", "56", "ZZ"}).Draw(t, "function") +
			rapid.SampledFrom([]string{"00", "51", "01"}).Draw(t, "response") + "0\x1c" +
			strings.Join(rapid.SliceOfN(rapid.SampledFrom(choices), 0, 6).Draw(t, "fields"), "")))
		if err != nil {
			t.Fatal(err)
		}
		if cut := rapid.IntRange(0, 2*len(raw)).Draw(t, "cut"); cut < len(raw) {
			raw = raw[:cut]
		}
		framer, o := bcdlen.NewFramer(), options()
		c := newConversation(o)
		for _, f := range append(framer.Feed(wire.Known(raw)), framer.Flush()...) {
			for _, side := range []wire.Side{wire.FromRegister, wire.FromTerminal, wire.SideUnknown} {
				for _, e := range c.Take(side, f) {
					card.Absent(t, "event", fmt.Sprintf("%+v %+v %+v %+v", e, e.Message, e.Fault, e.Device))
				}
				card.Absent(t, "description", fmt.Sprintf("%+v", describe(f, side, o)))
			}
			masked := table().Mask(f)
			card.Absent(t, "masked frame", masked.Hex()+" "+masked.Text())
			if f.Kind != wire.Data {
				continue
			}
			g := bcdlen.NewFramer()
			again := append(g.Feed(masked), g.Flush()...)
			if len(again) != 1 || again[0].Kind != wire.Data || table().Mask(again[0]).Hex() != masked.Hex() {
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

func FuzzConversation(f *testing.F) {
	f.Add("02001832353031303230333034303538303031301c0338")
	f.Add("02001832353031303230333034303535353031301c0330")
	f.Fuzz(func(t *testing.T, hex string) {
		b, err := wire.ParseHex(hex)
		if err != nil || b.Len() > 1<<14 {
			t.Skip()
		}
		o := options()
		c, g := newConversation(o), bcdlen.NewFramer()
		for _, x := range append(g.Feed(b), g.Flush()...) {
			c.Take(wire.FromRegister, x)
			c.Take(wire.FromTerminal, x)
			c.Take(wire.SideUnknown, x)
			describe(x, wire.SideUnknown, o)
			if table().Mask(x).Len() != x.Raw.Len() {
				t.Fatal("masking changed the length")
			}
		}
	})
}
