package iso

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawPAN makes a card number as networks issue them: UnionPay without a check
// digit that fits, the others with one.
func drawPAN(t *rapid.T) string {
	prefix := rapid.SampledFrom([]string{"4", "51", "6228", "37"}).Draw(t, "prefix")
	n := map[string]int{"4": 16, "51": 16, "37": 15}[prefix]
	if n == 0 {
		n = rapid.IntRange(16, 19).Draw(t, "length")
	}
	b := []byte(prefix)
	for len(b) < n-1 {
		b = append(b, byte('0'+rapid.IntRange(0, 9).Draw(t, "digit")))
	}
	sum := 0
	for i := len(b) - 1; i >= 0; i-- {
		d := int(b[i] - '0')
		if (len(b)-1-i)%2 == 0 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	check := (10 - sum%10) % 10
	if prefix == "6228" {
		check = (check + rapid.IntRange(0, 9).Draw(t, "check")) % 10
	}
	return string(append(b, byte('0'+check)))
}

// absent fails when a secret shows in any writing: digits, packed as hex, hex
// of its characters.
func absent(t interface{ Fatalf(string, ...any) }, where string, v any, secrets ...string) {
	text := strings.ToUpper(fmt.Sprintf("%+v", v))
	for _, s := range secrets {
		for _, form := range []string{s, hex.EncodeToString([]byte(s))} {
			if strings.Contains(text, strings.ToUpper(form)) {
				t.Fatalf("%s shows a secret of %d characters", where, len(s))
			}
		}
	}
}

func everywhere(t interface{ Fatalf(string, ...any) }, raw []byte, dialect string, secrets ...string) {
	m, fault := NewReader(testMasker(), dialect).Read(raw)
	absent(t, "message", m, secrets...)
	if fault != nil {
		absent(t, "fault", *fault, secrets...)
	}
	d, err := Decode(raw, Options{Dialect: dialect, Masker: testMasker()})
	absent(t, "decoded", d, secrets...)
	if d.Fault != nil {
		absent(t, "decoded fault", *d.Fault, secrets...)
	}
	if err != nil {
		absent(t, "error", err.Error(), secrets...)
		absent(t, "error", err, secrets...)
	}
}

func TestNoSecretComesOutOfChineseMessages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pan := drawPAN(t)
		track := pan + "=3012" + fmt.Sprintf("%03d%09d", rapid.IntRange(100, 999).Draw(t, "service"), rapid.IntRange(1e8, 1e9-1).Draw(t, "discretionary"))
		pin := rapid.SliceOfN(rapid.Byte(), 8, 8).Draw(t, "pin block")
		pinHex := strings.ToUpper(hex.EncodeToString(pin))
		if strings.Trim(pinHex, "0") == "" {
			t.Skip("a PIN block of zeros")
		}
		packedPAN := bcd(even(pan, "F"))
		ids := rapid.SliceOfNDistinct(rapid.SampledFrom([]int{2, 35, 36, 43, 45, 46, 47, 48, 52, 53, 55, 57, 58, 59, 62, 63}), 1, 8, rapid.ID).Draw(t, "fields")
		f := saleFields()
		delete(f, 2)
		delete(f, 35)
		for _, id := range ids {
			switch id {
			case 2:
				f[2] = bcdLL(pan, "0")
			case 35:
				f[35] = bcdLL(track, "0")
			case 36:
				f[36] = bcdLLL("99"+track, "0")
			case 43:
				f[43] = fixedText("SHOP "+pan, 40)
			case 45:
				f[45] = cat(bcd(fmt.Sprintf("%02d", len(pan)+12)), []byte("B"+pan+"^DOE/JANE^30"))
			case 46, 47:
				f[id] = bytesLLL([]byte("x" + pan))
			case 48:
				f[48] = bcdLLL(pan+"000123", "0")
			case 52:
				f[52] = pin
			case 53:
				f[53] = bcd(even(pan, "0")[:16])
			case 55:
				f[55] = bytesLLL(drawChip(t, pan, packedPAN, track))
			case 63:
				f[63] = bytesLLL([]byte("CUP" + pan + " " + pan))
			default:
				f[id] = bytesLLL(rapid.SampledFrom([][]byte{[]byte(pan), packedPAN, []byte(track), pin}).Draw(t, "private"))
			}
		}
		mti := rapid.SampledFrom([]string{"0200", "0210", "0400", "0410", "0320", "0510", "0800"}).Draw(t, "mti")
		raw := wrapCN(cnMessage(mti, f))
		if rapid.Bool().Draw(t, "broken") {
			raw = bytes.Clone(raw[:rapid.IntRange(0, len(raw)).Draw(t, "cut")])
			if len(raw) > 0 {
				raw[rapid.IntRange(0, len(raw)-1).Draw(t, "at")] ^= byte(1 << rapid.IntRange(0, 7).Draw(t, "bit"))
			}
		}
		everywhere(t, raw, "", pan, track, pinHex)
	})
}

// drawChip hides the number in every tag that may not be shown.
func drawChip(t *rapid.T, pan string, packed []byte, track string) []byte {
	tlv := func(tag string, v []byte) []byte { return cat(bcd(tag), []byte{byte(len(v))}, v) }
	trackHex := bcd(even(strings.ReplaceAll(track, "=", "D"), "F"))
	inner := rapid.SampledFrom([][]byte{
		tlv("5A", packed), tlv("57", trackHex), tlv("56", []byte("B"+pan)), tlv("5F20", []byte(pan)), tlv("9F1F", []byte(pan)),
		tlv("9F20", packed), tlv("9F6B", trackHex), tlv("DF01", packed), tlv("DF8129", []byte(pan)), tlv("99", packed),
		tlv("9F7E", packed), tlv("C1", []byte(pan)),
	}).Draw(t, "tag")
	if rapid.Bool().Draw(t, "nested") {
		inner = tlv(rapid.SampledFrom([]string{"70", "77", "E1", "FF33", "BF0C"}).Draw(t, "template"), inner)
	}
	return cat(chipSale(), inner)
}

func TestNoSecretComesOutOfCharacterMessages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pan := drawPAN(t)
		f := asciiAnswer()
		delete(f, 2)
		for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom([]int{
			2, 34, 35, 43, 44, 45, 46, 48, 54, 55, 56, 57, 60, 61, 62, 63, 88, 98, 101, 102, 103, 104, 105, 112, 120, 123, 127,
		}), 1, 8, rapid.ID).Draw(t, "fields") {
			switch id {
			case 2, 34, 102, 103:
				f[id] = fmt.Sprintf("%02d%s", len(pan), pan)
			case 35:
				f[id] = fmt.Sprintf("%02d%s", len(pan)+8, pan+"=3012201")
			case 43:
				f[id] = string(fixedText("SHOP "+pan, 40))
			case 44, 45:
				f[id] = fmt.Sprintf("%02d%s", len(pan)+3, "CD "+pan)
			case 88: // a total of sixteen digits
				f[id] = fmt.Sprintf("%016s", pan)[:16]
			case 98:
				f[id] = string(fixedText(pan, 25))
			case 54:
				f[id] = fmt.Sprintf("%03d%s", 20, (pan + "00000000")[:20])
			case 101:
				f[id] = fmt.Sprintf("%02d%s", min(17, len(pan)), pan[:min(17, len(pan))])
			default:
				f[id] = fmt.Sprintf("%03d%s", len(pan), pan)
			}
		}
		dialect := ""
		raw := asciiMessage("0210", f)
		if rapid.Bool().Draw(t, "wrong dialect") {
			dialect = rapid.SampledFrom(dialectOrder).Draw(t, "dialect")
		}
		everywhere(t, raw, dialect, pan)
	})
}

// Bytes that are no message at all, with a number in them.
func TestNoSecretComesOutOfGarbage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pan := drawPAN(t)
		number := rapid.SampledFrom([][]byte{[]byte(pan), bcd(even(pan, "F")), bcd(even("0"+pan, "0"))}).Draw(t, "form")
		before := rapid.SliceOfN(rapid.Byte(), 0, 30).Draw(t, "before")
		everywhere(t, cat(before, number, rapid.SliceOfN(rapid.Byte(), 0, 30).Draw(t, "after")), "", pan)
	})
}
