package known_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"pgregory.net/rapid"
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
	prefix, n := scheme.prefix, rapid.SampledFrom(scheme.lengths).Draw(t, "length")
	digits := []byte(prefix)
	for len(digits) < n-1 {
		digits = append(digits, '0'+byte(rapid.IntRange(0, 9).Draw(t, "digit")))
	}
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return string(digits) + string(rune('0'+(10-sum%10)%10))
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

// around builds bytes of a line with a number in them: in wraps that protocols
// have, with the sums that they have, or in a real frame at any place.
func around(t *rapid.T, card []byte, all []vector) []byte {
	before := []byte(rapid.SampledFrom([]string{"", "y0", "5", "2", "0210|00|", "T01\x1c1.28\x1c", "GTK000016", "A/S000001/", "60000000001020000\x1c3000\x16", "CA0162", `{"CardNum":"`}).Draw(t, "before"))
	after := []byte(rapid.SampledFrom([]string{"", "|", "\x1c", "=2512101", "  ", `"}`}).Draw(t, "after"))
	body := append(append(before, card...), after...)
	n := len(body)
	switch rapid.IntRange(0, 7).Draw(t, "wrap") {
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
	case 6: // a length of two bytes
		return append([]byte{byte(n >> 8), byte(n)}, body...)
	}
	// With a sum that fits still, the number is in fields that say they are others.
	if wire.XOR(0, card) == 0 {
		t.Skip("the sum of the frame would fit still")
	}
	raw := all[rapid.IntRange(0, len(all)-1).Draw(t, "vector")].raw
	i := rapid.IntRange(0, len(raw)).Draw(t, "at")
	// Where there is no sum, a number within a word of a text is not looked for.
	return bytes.Join([][]byte{raw[:i], card, raw[i:]}, []byte{' '})
}

// told gathers everything that a protocol keeps or shows of bytes.
func told(t *rapid.T, p ecr.Protocol, l wire.Link, raw []byte) map[string]string {
	out := map[string]string{}
	for _, side := range []wire.Side{wire.FromRegister, wire.FromTerminal, wire.SideUnknown} {
		var kept wire.Bytes
		c := p.NewConversation(options())
		for _, f := range framed(p, l, raw) {
			masked := p.Mask(f)
			kept = kept.Append(masked)
			// Packed digits may hold signs of a protocol that they are not of, and are
			// cut there; what is written is one frame.
			out["mask, packed"] += masked.Nibbles() + " "
			for what, x := range map[string]any{"describe": p.Describe(f, side, options()), "events": c.Take(side, f)} {
				b, err := json.Marshal(x)
				if err != nil {
					t.Fatal(err)
				}
				out[what] += string(b)
			}
		}
		out["mask, as text"] = kept.Text()
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
			raw := around(t, card, all)
			for what, s := range told(t, p, l, raw) {
				if strings.Contains(s, pan) || strings.Contains(s, fmt.Sprintf("%X", card)) && len(card) > 8 {
					t.Fatalf("%s of %x shows %s: %s", what, raw, pan, s)
				}
			}
		})
	})
}

// A proof that cannot fail is none: a mask that masks nothing is seen.
func TestTheLeakTestSeesAnOpenMask(t *testing.T) {
	const pan = "4111111111111111"
	p, _ := known.ByID("verifonepoint")
	p.Mask = func(f wire.Frame) wire.Bytes { return f.Raw }
	rapid.Check(t, func(t *rapid.T) {
		clear, bcd := told(t, p, wire.Serial, []byte(pan)), told(t, p, wire.Serial, []byte("AAAAAAA\x11"))
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
