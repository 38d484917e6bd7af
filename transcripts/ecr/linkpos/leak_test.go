package linkpos

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/bcdlen"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/ecrtest"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// drawSecrets makes a body with card data in every field that may hold any.
func drawSecrets(t *rapid.T, card ecrtest.Card) []byte {
	pan, packed := card.PAN, string(card.Packed)
	choices := []string{
		field("30", pan), field("30", pan+"   "), field("29", pan), field("31", ecrtest.Expiry), field("D5", ecrtest.Holder),
		field("E0", string(ecrtest.TLV("5A", card.Packed))), field("E1", string(ecrtest.TLV("57", card.TrackB))), field("E5", card.Track), field("E2", hex.EncodeToString(card.Packed)),
		field("02", "CARD "+pan), field("R1", pan), field("R2", "paid with "+card.Track), field("A3", pan), field("T3", ecrtest.Holder),
		field("ZZ", pan), field("ZZ", packed), field("40", pan), field("D3", pan), field("66", pan), field("EG", pan+" "),
		field("D0", packed), field("30", packed),
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

func TestNoSecretComesOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		card := ecrtest.Draw(t)
		raw := drawSecrets(t, card)
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
					card.Absent(t, "event", fmt.Sprintf("%+v %+v %+v %+v", e, e.Message, e.Fault, e.Signal))
				}
				card.Absent(t, "description", fmt.Sprintf("%+v", describe(f, side, o)))
			}
			masked := table().Mask(f)
			card.Absent(t, "masked frame", masked.Hex())
			card.Absent(t, "masked text", masked.Text())
			if masked.Len() != f.Raw.Len() {
				t.Fatalf("masking changed the length from %d to %d", f.Raw.Len(), masked.Len())
			}
		}
	})
}

func TestMaskedFramesStillDecode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := drawSecrets(t, ecrtest.Draw(t))
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
