package linkpos

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts/ecr/bcdlen"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// drawPAN makes a card number as networks issue them, with a check digit that fits.
func drawPAN(t *rapid.T) string {
	b := []byte(rapid.SampledFrom([]string{"4", "51", "62", "37"}).Draw(t, "brand"))
	n := 16
	if b[0] == '3' {
		n = 15
	}
	if b[0] == '6' {
		n = rapid.IntRange(16, 19).Draw(t, "length")
	}
	for len(b) < n-1 {
		b = append(b, byte('0'+rapid.IntRange(0, 9).Draw(t, "digit")))
	}
	sum := 0
	for i := range b {
		d := int(b[len(b)-1-i] - '0')
		if i%2 == 0 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	return string(append(b, byte('0'+(10-sum%10)%10)))
}

const (
	holder = "SECRETNAME/JANE"
	expiry = "E9X7"
)

// drawSecrets makes a body with card data in every field that may hold any.
func drawSecrets(t *rapid.T, pan string) []byte {
	packed, _ := hex.DecodeString(pan + strings.Repeat("f", len(pan)%2))
	track := pan + "=30122011234567890"
	trackPacked, _ := hex.DecodeString(pan + "d3012201" + strings.Repeat("f", (len(pan)+1)%2))
	tlv := func(tag string, v []byte) string {
		b, _ := hex.DecodeString(tag)
		return string(append(append(b, byte(len(v))), v...))
	}
	choices := []string{
		field("30", pan), field("30", pan+"   "), field("29", pan), field("31", expiry), field("D5", holder),
		field("E0", tlv("5A", packed)), field("E1", tlv("57", trackPacked)), field("E5", track), field("E2", hex.EncodeToString(packed)),
		field("02", "CARD "+pan), field("R1", pan), field("R2", "paid with "+track), field("A3", pan), field("T3", holder),
		field("ZZ", pan), field("ZZ", string(packed)), field("40", pan), field("D3", pan), field("66", pan), field("EG", pan+" "),
		field("D0", string(packed)), field("30", string(packed)),
	}
	body := "60000000001" + rapid.SampledFrom([]string{"0", "1"}).Draw(t, "speaker") +
		rapid.SampledFrom([]string{"20", "26", "74", "D0", "C3", "99"}).Draw(t, "code") + rapid.SampledFrom([]string{"00", "ND"}).Draw(t, "response") + "0\x1c"
	for _, f := range rapid.SliceOfN(rapid.SampledFrom(choices), 1, 6).Draw(t, "fields") {
		body += f
	}
	if rapid.IntRange(0, 9).Draw(t, "no header") == 0 {
		body = body[18:]
	}
	raw, err := bcdlen.Encode([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// absent fails when a secret shows in any writing.
func absent(t interface{ Fatalf(string, ...any) }, where, text string, pan string) {
	text = strings.ToUpper(text)
	for _, s := range []string{pan, holder, expiry} {
		forms := []string{s, hex.EncodeToString([]byte(s))}
		if s == pan {
			forms = append(forms, pan[:len(pan)-len(pan)%2], pan[len(pan)%2:])
		}
		for _, form := range forms {
			if strings.Contains(text, strings.ToUpper(form)) {
				t.Fatalf("%s shows a secret of %d characters", where, len(s))
			}
		}
	}
}

func TestNoSecretComesOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pan := drawPAN(t)
		raw := drawSecrets(t, pan)
		if rapid.Bool().Draw(t, "broken") {
			raw = bytes.Clone(raw[:rapid.IntRange(0, len(raw)).Draw(t, "cut")])
			if len(raw) > 0 {
				raw[rapid.IntRange(0, len(raw)-1).Draw(t, "at")] ^= byte(1 << rapid.IntRange(0, 7).Draw(t, "bit"))
			}
		}
		framer := bcdlen.NewFramer()
		o := options()
		c := newConversation(o)
		for _, f := range append(framer.Feed(wire.Known(raw)), framer.Flush()...) {
			for _, side := range []wire.Side{wire.FromRegister, wire.FromTerminal} {
				for _, e := range c.Take(side, f) {
					absent(t, "event", fmt.Sprintf("%+v %+v %+v %+v", e, e.Message, e.Fault, e.Signal), pan)
				}
				absent(t, "description", fmt.Sprintf("%+v", describe(f, side, o)), pan)
			}
			masked := table().Mask(f)
			absent(t, "masked frame", masked.Hex(), pan)
			absent(t, "masked text", masked.Text(), pan)
			if masked.Len() != f.Raw.Len() {
				t.Fatalf("masking changed the length from %d to %d", f.Raw.Len(), masked.Len())
			}
		}
	})
}

func TestMaskedFramesStillDecode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := drawSecrets(t, drawPAN(t))
		for _, f := range bcdlen.NewFramer().Feed(wire.Known(raw)) {
			if f.Kind != wire.Data {
				continue
			}
			masked := table().Mask(f)
			g := bcdlen.NewFramer()
			again := append(g.Feed(masked), g.Flush()...)
			if len(again) != 1 || again[0].Kind != wire.Data {
				t.Fatalf("the masked frame gives %d frames", len(again))
			}
			want := wire.CheckHidden
			if masked.AllKnown() {
				want = wire.CheckOK
			}
			if again[0].Check != want {
				t.Fatalf("check %s, want %s", again[0].Check, want)
			}
			if twice := table().Mask(again[0]).Hex(); twice != masked.Hex() {
				t.Fatalf("masking again gives\n%s\nwas\n%s", twice, masked.Hex())
			}
			clear, blind := describe(f, wire.FromTerminal, options()).Message, describe(again[0], wire.FromTerminal, options()).Message
			if clear.Card.Masked != blind.Card.Masked && strings.Trim(blind.Card.Masked, "*") != "" {
				t.Fatalf("card %s reads %s", clear.Card.Masked, blind.Card.Masked)
			}
			clear.Card = blind.Card // one has a token
			if d := cmp.Diff(clear, blind); d != "" {
				t.Fatalf("clear -, masked +\n%s", d)
			}
		}
	})
}

func FuzzConversation(f *testing.F) {
	for _, v := range vectors(f) {
		f.Add(v.hex, v.hex)
	}
	f.Fuzz(func(t *testing.T, till, terminal string) {
		o := options()
		c := newConversation(o)
		for _, from := range []struct {
			side wire.Side
			hex  string
		}{{wire.FromRegister, till}, {wire.FromTerminal, terminal}} {
			side := from.side
			b, err := wire.ParseHex(from.hex)
			if err != nil || b.Len() > 1<<14 {
				t.Skip()
			}
			g := bcdlen.NewFramer()
			for _, x := range append(g.Feed(b), g.Flush()...) {
				c.Take(side, x)
				describe(x, side, o)
				if m := table().Mask(x); m.Len() != x.Raw.Len() {
					t.Fatal("masking changed the length")
				}
			}
		}
	})
}
