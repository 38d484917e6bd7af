package redact

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"sort"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// cardNumber draws a number of any brand and length, with a right check digit
// or, for UnionPay, perhaps a wrong one.
func cardNumber(t *rapid.T) string {
	b := rapid.SampledFrom(brands).Draw(t, "brand")
	prefix := fmt.Sprintf("%04d", rapid.IntRange(int(b.from), int(b.to)).Draw(t, "prefix"))
	var sizes []int
	for n := shortestLoose; n <= longest; n++ {
		if b.lengths.has(n) {
			sizes = append(sizes, n)
		}
	}
	n := rapid.SampledFrom(sizes).Draw(t, "length")
	body := prefix + rapid.StringMatching(fmt.Sprintf("[0-9]{%d}", n-5)).Draw(t, "body")
	if n >= 16 && (strings.HasPrefix(body, "62") || strings.HasPrefix(body, "81")) && rapid.Bool().Draw(t, "no check digit") {
		return body + rapid.StringMatching("[0-9]").Draw(t, "last")
	}
	for c := byte('0'); ; c++ {
		if d := body + string(c); luhn([]byte(d)) {
			return d
		}
	}
}

func packed(digits, pad string) string {
	if len(digits)%2 != 0 {
		if pad == "0" {
			return "0" + digits
		}
		return digits + pad
	}
	return digits
}

func spaced(h string, sep string) string {
	var parts []string
	for i := 0; i < len(h); i += 2 {
		parts = append(parts, h[i:i+2])
	}
	return strings.Join(parts, sep)
}

// encodings are the ways a number stands in a log.
var encodings = map[string]func(d string) string{
	"plain":        func(d string) string { return d },
	"fours":        func(d string) string { return groupsOf(d, 4, " ") },
	"dashes":       func(d string) string { return groupsOf(d, 4, "-") },
	"single":       func(d string) string { return groupsOf(d, 1, " ") },
	"length":       func(d string) string { return fmt.Sprintf("%02d%s", len(d), d) },
	"bcd":          func(d string) string { return "5A" + packed(d, "F") + "5F" },
	"bcd0":         func(d string) string { return "5F" + packed(d, "0") + "A1" },
	"bcd spaced":   func(d string) string { return spaced(packed(d, "F"), " ") },
	"bcd length":   func(d string) string { return spaced(fmt.Sprintf("%02d", len(d))+packed(d, "0"), " ") },
	"ascii hex":    func(d string) string { return hex.EncodeToString([]byte(d)) },
	"ascii spaced": func(d string) string { return spaced(hex.EncodeToString([]byte(d)), " ") },
	"ascii dashed": func(d string) string { return spaced(hex.EncodeToString([]byte(d)), "-") },
	"ebcdic":       ebcdic,
	"utf-16":       utf16le,
	"percent":      func(d string) string { return "%" + spaced(hex.EncodeToString([]byte(d)), "%") },
	"base64":       func(d string) string { return base64.StdEncoding.EncodeToString([]byte("pan " + d)) },
	"base64 raw":   func(d string) string { return base64.RawURLEncoding.EncodeToString([]byte("the pan is " + d)) },
	"zero width":   func(d string) string { return groupsOf(d, 1, "\u200b") },
	"full width": func(d string) string {
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, d)
	},
}

func groupsOf(d string, n int, sep string) string {
	var b strings.Builder
	for i := range len(d) {
		if i > 0 && i%n == 0 {
			b.WriteString(sep)
		}
		b.WriteByte(d[i])
	}
	return b.String()
}

func encodingNames() []string {
	names := make([]string, 0, len(encodings))
	for n := range encodings {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// surroundings draws what may stand before and after: never a digit or a hex
// digit right at the number, which would make another number of it.
func surroundings(t *rapid.T, name string) string {
	if name == "after" {
		return rapid.SampledFrom([]string{"", " ", " 10:11:12 INFO ", "\n", "]", `"}`, "</x>", ", seq", "\t", "\x1b[0m", " 结果", "|", "。"}).Draw(t, name)
	}
	return rapid.SampledFrom([]string{
		"", " ", "10:11:12 INFO ", "卡: ", "[", `{"x":"`, "\n", "seq=000123 ", "\t", "\x1b[0m", "结果 ", "amt 12.00, ", ">", "|",
	}).Draw(t, name)
}

// readable gives what digits a reader can get out of s by any of the ways the
// encodings write them, one text for each way.
func readable(s string) []string {
	var plain, nib strings.Builder
	f := finder{src: []byte(s)}
	f.read()
	for _, c := range f.sym {
		if isDigit(c) || c == '*' {
			plain.WriteByte(c)
		}
		switch h := hexValue[c]; {
		case h != 0xFF:
			nib.WriteByte(hexDigits[h])
		case c == 'x' || c == '*':
			nib.WriteByte('x')
		}
	}
	out := []string{plain.String(), nib.String()}
	for from := range 2 {
		var ascii, ebc strings.Builder
		n := nib.String()
		for i := from; i+1 < len(n); i += 2 {
			switch {
			case n[i] == '3' && isDigit(n[i+1]):
				ascii.WriteByte(n[i+1])
			case n[i] == 'F' && isDigit(n[i+1]):
				ebc.WriteByte(n[i+1])
			case n[i] == 'x' || n[i+1] == 'x':
				ascii.WriteByte('*')
				ebc.WriteByte('*')
			}
		}
		out = append(out, ascii.String(), ebc.String())
	}
	for i := range f.sym {
		if sextet[f.sym[i]] == 0xFF || i > 0 && sextet[f.sym[i-1]] != 0xFF {
			continue
		}
		j := i
		for j < len(f.sym) && sextet[f.sym[j]] != 0xFF {
			j++
		}
		out = append(out, string(decode64(f.sym[i:j], 0)))
	}
	return out
}

func TestNoNumberComesOut(t *testing.T) {
	names := encodingNames()
	rapid.Check(t, func(t *rapid.T) {
		d := cardNumber(t)
		how := rapid.SampledFrom(names).Draw(t, "encoding")
		in := surroundings(t, "before") + encodings[how](d) + surroundings(t, "after")
		m := New(nil)
		out := m.Text(in)
		if len(out) != len(in) {
			t.Fatalf("%d bytes became %d", len(in), len(out))
		}
		for _, r := range readable(out) {
			if strings.Contains(r, d) {
				t.Fatalf("the number came out of %q: %q", in, out)
			}
			if hidden := d[seenHead : len(d)-seenTail]; len(hidden) >= 5 && strings.Contains(r, d[:seenHead]+hidden) {
				t.Fatalf("too much of the number came out of %q: %q", in, out)
			}
		}
		if again := m.Text(out); again != out {
			t.Fatalf("not settled: %q, then %q", out, again)
		}
		if hits := Scan([]byte(out)); len(hits) > 0 {
			t.Fatalf("the last scan still finds %v in %q", hits, out)
		}
		if clean := Clean(out); strings.Contains(clean, d) || m.Text(clean) != clean {
			t.Fatalf("cleaning brings a number back: %q", clean)
		}
		if len(Scan([]byte(in))) == 0 {
			t.Fatalf("the last scan does not find it in %q", in)
		}
	})
}

func TestNoTrackComesOut(t *testing.T) {
	names := []string{"plain", "ascii hex", "ascii spaced", "base64", "utf-16"}
	rapid.Check(t, func(t *rapid.T) {
		d := cardNumber(t)
		tail := fmt.Sprintf("%02d%02d", rapid.IntRange(20, 49).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month")) +
			rapid.StringMatching("[0-9]{3,16}").Draw(t, "discretionary")
		sep := rapid.SampledFrom([]string{"=", "D"}).Draw(t, "separator")
		how := rapid.SampledFrom(names).Draw(t, "encoding")
		in := surroundings(t, "before") + encodings[how](d+sep+tail) + surroundings(t, "after")
		out := New(nil).Text(in)
		for _, r := range readable(out) {
			if strings.Contains(r, d) || strings.Contains(r, tail) {
				t.Fatalf("the track came out of %q: %q", in, out)
			}
		}
		if len(out) != len(in) || New(nil).Text(out) != out {
			t.Fatalf("length or rest changed: %q to %q", in, out)
		}
	})
}

func TestNoSecretComesOut(t *testing.T) {
	names := []string{"PIN", "密码", "CVV", "CVV2", "CVN2", "cvc"}
	joins := []string{"=", ": ", "：", `":"`, ">"}
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching("[0-9]{3,12}").Draw(t, "secret")
		in := surroundings(t, "before") + rapid.SampledFrom(names).Draw(t, "name") + rapid.SampledFrom(joins).Draw(t, "join") +
			secret + rapid.SampledFrom([]string{"", " ", `"`, "<", ",", "\n"}).Draw(t, "after")
		at := strings.LastIndex(in, secret)
		if out := New(nil).Text(in); len(out) != len(in) || strings.Trim(out[at:at+len(secret)], "*x") != "" {
			t.Fatalf("%q became %q", in, out)
		}
	})
}

func TestNoPINBlockComesOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pin := rapid.StringMatching("[0-9]{4,12}").Draw(t, "pin")
		blockOf := fmt.Sprintf("2%X%s%s", len(pin), pin, strings.Repeat("F", 14-len(pin)))
		h := "00200080" + "08" + blockOf
		if rapid.Bool().Draw(t, "spaced") {
			h = spaced(h, " ")
		}
		in := rapid.SampledFrom([]string{"", "APDU: ", "10:11:12 > "}).Draw(t, "before") + h
		out := New(nil).Text(in)
		for _, r := range readable(out) {
			if strings.Contains(r, blockOf[:2+len(pin)]) {
				t.Fatalf("%q became %q", in, out)
			}
		}
	})
}

// TestTextOfAnything: same length, settled, whatever goes in.
func TestTextOfAnything(t *testing.T) {
	piece := rapid.OneOf(rapid.String(), rapid.StringMatching("[0-9]{1,30}"), rapid.StringMatching("[0-9A-F]{2,60}"),
		rapid.StringMatching("([0-9A-F]{2} ){2,40}"), rapid.StringMatching("[A-Za-z0-9+/]{10,60}"),
		rapid.SampledFrom([]string{"*", "****", "xx", "=", "D", "^", "%B", "PAN: ", "卡号", "TRACK2=", "PIN ", "TMK=", "\n", "\r\n", "EXP "}))
	rapid.Check(t, func(t *rapid.T) {
		in := strings.Join(rapid.SliceOfN(piece, 0, 8).Draw(t, "pieces"), "")
		m := New(nil)
		out := m.Text(in)
		if len(out) != len(in) {
			t.Fatalf("%d bytes became %d", len(in), len(out))
		}
		if again := m.Text(out); again != out {
			t.Fatalf("not settled:\n%q\n%q\n%q", in, out, again)
		}
	})
}

// TestGuardAnswersScan: however a text is cut into writes, the guard masks what
// the scan finds and nothing else.
func TestGuardAnswersScan(t *testing.T) {
	names := encodingNames()
	rapid.Check(t, func(t *rapid.T) {
		var in strings.Builder
		filler := rapid.SampledFrom([]string{"a line of a report\n", "你好 ", "- ", "word "}).Draw(t, "filler")
		for range rapid.IntRange(1, 4).Draw(t, "cards") {
			in.WriteString(strings.Repeat(filler, rapid.IntRange(0, 2500).Draw(t, "fill")))
			in.WriteString(" " + encodings[rapid.SampledFrom(names).Draw(t, "encoding")](cardNumber(t)) + " ")
		}
		var out strings.Builder
		// Typed values that are too short to be of a card let nothing pass.
		g := Guard(&out, rapid.SliceOfN(rapid.StringMatching(`[-. 0-9a-z]{1,9}`), 0, 3).Draw(t, "typed")...)
		for rest := in.String(); rest != ""; {
			n := min(len(rest), rapid.IntRange(1, 90000).Draw(t, "write"))
			if _, err := io.WriteString(g, rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if err := g.Close(); err != nil {
			t.Fatal(err)
		}
		if out.Len() != in.Len() {
			t.Fatalf("%d bytes became %d", in.Len(), out.Len())
		}
		for _, h := range Scan([]byte(out.String())) {
			at := out.String()[h.Offset : h.Offset+h.Length]
			t.Fatalf("%v is left: %q", h, at)
		}
		if len(g.Counts()) == 0 {
			t.Fatal("nothing was counted")
		}
	})
}
