package known_test

import (
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/ecrtest"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// number draws a card number with a right check digit, of the schemes and lengths
// that terminals meet.
func number(t *rapid.T) string {
	scheme := rapid.SampledFrom([]struct {
		prefix  string
		lengths []int
	}{
		{"4", []int{16, 19}},
		{"51", []int{16}},
		{"2221", []int{16}},
		{"35", []int{16, 19}},
		{"62", []int{16, 17, 18, 19}},
		{"6011", []int{16, 19}},
		{"34", []int{15}},
		{"36", []int{14}},
	}).Draw(t, "scheme")
	return ecrtest.Number(t, scheme.prefix, rapid.SampledFrom(scheme.lengths).Draw(t, "length"))
}

// packed writes digits two to a byte, filled up with F. Only numbers that hold a
// byte no text has: "AAAA" may be letters as well.
func packed(t *rapid.T, pan string) []byte {
	b, err := wire.ParseHex(pan + strings.Repeat("F", len(pan)%2))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range b.B {
		if c < 0x20 || c > 0x7E {
			return b.B
		}
	}
	t.Skip("the packed number reads as text")
	return nil
}

// wrapped builds bytes of a line with a number in them, in wraps that protocols
// have, with the sums that they have. What stands before and behind it is such
// that it is no part of another number.
func wrapped(t *rapid.T, card []byte) []byte {
	before := []byte(rapid.SampledFrom([]string{
		"", "PAN ", "CARD NUMBER: ", "0210|00|597029414300|", "T01\x1c1.28\x1c000000\x1cOK\x1c", "A/S000001/D:", `{"TransType":"Purchase","CardNum":"`,
	}).Draw(t, "before"))
	after := []byte(rapid.SampledFrom([]string{"", "|", "\x1c", "=25121010000000000", "  ", `"}`}).Draw(t, "after"))
	body := append(append(before, card...), after...)
	n := len(body)
	switch rapid.IntRange(0, 6).Draw(t, "wrap") {
	case 0:
		return body
	case 1, 2: // STX, text, ETX and a XOR, over what terminals take it over
		seed := rapid.SampledFrom([]byte{0, 0x7F, 0x02, 0x7F ^ 0x02, 0x03}).Draw(t, "seed")
		f := append(append([]byte{0x02}, body...), 0x03)
		return append(f, wire.XOR(seed, f[1:]))
	case 3: // with a length in packed digits
		f := append([]byte{0x02, byte(n/1000%10<<4 + n/100%10), byte(n/10%10<<4 + n%10)}, body...)
		f = append(f, 0x03)
		return append(f, wire.XOR(0, f[1:]))
	case 4: // ZVT, with a number in its place
		apdu := append([]byte{0x04, 0x0F, byte(n + 3), 0x22, 0xF0 | byte(n/10%10), 0xF0 | byte(n%10)}, body...)
		sum := wire.Kermit(append(apdu[:len(apdu):len(apdu)], 0x03))
		f := []byte{0x10, 0x02}
		for _, c := range apdu {
			if f = append(f, c); c == 0x10 {
				f = append(f, c)
			}
		}
		return append(f, 0x10, 0x03, byte(sum), byte(sum>>8))
	case 5: // SYN, data, ETB and a CRC
		sum := wire.XModem(append(body[:n:n], 0x17))
		return append(append([]byte{0x16}, body...), 0x17, byte(sum>>8), byte(sum))
	}
	return append([]byte{byte(n >> 8), byte(n)}, body...) // a length of two bytes
}

// spliced puts a number into a real frame, at any place. The sum of the frame does
// not fit any more.
func spliced(t *rapid.T, card []byte, all []vector) []byte {
	if wire.XOR(0, card) == 0 {
		t.Skip("the sum of the frame would fit still")
	}
	raw := all[rapid.IntRange(0, len(all)-1).Draw(t, "vector")].raw
	i := rapid.IntRange(0, len(raw)).Draw(t, "at")
	return append(append(append([]byte{}, raw[:i]...), card...), raw[i:]...)
}

// told gathers everything that a protocol keeps or shows of bytes, frame by frame;
// only of damaged frames, if so asked: a whole frame without a sum that took a
// number for another field cannot know.
func told(t *rapid.T, p ecr.Protocol, l wire.Link, raw []byte, damaged bool) map[string]string {
	out := map[string]string{}
	for _, side := range []wire.Side{wire.FromRegister, wire.FromTerminal, wire.SideUnknown} {
		c := p.NewConversation(options())
		for _, f := range framed(p, l, raw) {
			if damaged && f.Kind != wire.Rejected && f.Fault == nil {
				continue
			}
			masked := p.Mask(f)
			out["mask, as text"] += masked.Text() + " "
			out["mask, packed"] += masked.Nibbles() + " "
			for what, x := range map[string]any{"describe": p.Describe(f, side, options()), "events": c.Take(side, f)} {
				b, err := json.Marshal(x)
				if err != nil {
					t.Fatal(err)
				}
				out[what] += string(b)
			}
		}
	}
	return out
}

func TestNoCardNumberComesOut(t *testing.T) {
	all := vectors(t)
	each(t, func(t *testing.T, p ecr.Protocol, l wire.Link) {
		rapid.Check(t, func(t *rapid.T) {
			pan := number(t)
			card := []byte(pan)
			if rapid.Bool().Draw(t, "packed") {
				card = packed(t, pan)
			}
			damaged := rapid.Bool().Draw(t, "damaged")
			raw := []byte(nil)
			if damaged {
				raw = spliced(t, card, all)
			} else {
				raw = wrapped(t, card)
			}
			for what, s := range told(t, p, l, raw, damaged) {
				if strings.Contains(s, pan) {
					t.Fatalf("%s of %x shows %s: %s", what, raw, pan, s)
				}
			}
		})
	})
}

// Numbers across fields, beside fields and inside longer numbers of damaged frames,
// and a magnetic stripe that has the form of a whole frame, as the test above once
// found them.
func TestFramesAreLookedOverOnceMore(t *testing.T) {
	for id, hidden := range map[string]string{
		"nets":    "02323232313030303030303030303030394130301c312e3238034b",
		"ecr17":   "02313233343536373830733030303030303030303033353030303030303030303030303030303036303130323235313533303256312e322e330363",
		"concert": "02353130303030303030303030313034383d32353132313031303030303030303030300303",
		"poslink": "025230321c312e34351c30301c1c1c1c1c1c373335323539363036393237303737323130343437361c0367",
	} {
		pan := map[string]string{"nets": "2221000000000009", "ecr17": "3500000000000000006", "poslink": "3525960692707721044", "concert": "5100000000001048"}[id]
		raw, err := hex.DecodeString(hidden)
		if err != nil {
			t.Fatal(err)
		}
		p, ok := known.ByID(id)
		if !ok || len(framed(p, wire.Serial, raw)) == 0 {
			t.Fatalf("%s: no frame", id)
		}
		for _, f := range framed(p, wire.Serial, raw) {
			shown, err := json.Marshal(p.Describe(f, wire.FromRegister, options()))
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range []string{p.Mask(f).Text(), p.Mask(f).Nibbles(), string(shown)} {
				if strings.Contains(s, pan) {
					t.Errorf("%s shows %s: %s", id, pan, s)
				}
			}
		}
	}
}

// A proof that cannot fail is none: a mask that masks nothing is seen.
func TestTheLeakTestSeesAnOpenMask(t *testing.T) {
	const pan = "4111111111111111"
	p, _ := known.ByID("verifonepoint")
	p.Mask = func(f wire.Frame) wire.Bytes { return f.Raw }
	rapid.Check(t, func(t *rapid.T) {
		clear, bcd := told(t, p, wire.Serial, []byte(pan), false), told(t, p, wire.Serial, []byte("AAAAAAA\x11"), false)
		if !strings.Contains(clear["mask, as text"], pan) || !strings.Contains(bcd["mask, packed"], "4141414141414111") {
			t.Fatalf("%v %v", clear, bcd)
		}
	})
}

// What is masked still frames, and masking it again changes nothing.
func TestMaskedFramesStillFrame(t *testing.T) {
	for _, v := range vectors(t) {
		each(t, func(t *testing.T, p ecr.Protocol, l wire.Link) {
			if p.ID != v.protocol || l != linkOf(p, v.link) || v.check == "bad" {
				t.SkipNow()
			}
			f := framed(p, l, v.raw)[0]
			m := p.Mask(f)
			fr := p.NewFramer(l)
			again := append(fr.Feed(m), fr.Flush()...)
			if len(again) != 1 || again[0].Kind != f.Kind || again[0].Fault != nil {
				t.Fatalf("%s: %s is framed as %+v", v.id, m.Hex(), again)
			}
			if twice := p.Mask(again[0]); twice.Hex() != m.Hex() {
				t.Errorf("%s: masked %s, twice %s", v.id, m.Hex(), twice.Hex())
			}
			if !m.AllKnown() && f.Check == wire.CheckOK && again[0].Check != wire.CheckHidden {
				t.Errorf("%s: something is hidden and the sum is not", v.id)
			}
		})
	}
}
