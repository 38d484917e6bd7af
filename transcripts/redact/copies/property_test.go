package copies

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/codes"
)

// drawn is a made-up card number: with a check digit, or of the Chinese ranges
// without one.
func drawn(t *rapid.T) string {
	head := rapid.SampledFrom([]string{"4", "51", "55", "6228480", "6217"}).Draw(t, "head")
	n := 16
	if head[0] == '6' {
		n = 19
	}
	d := []byte(head)
	for len(d) < n-1 {
		d = append(d, '0'+byte(rapid.IntRange(1, 9).Draw(t, "digit")))
	}
	for c := byte('0'); c <= '9'; c++ {
		sum, double := int(c-'0'), true
		for i := len(d) - 1; i >= 0; i-- {
			v := int(d[i] - '0')
			if double {
				if v *= 2; v > 9 {
					v -= 9
				}
			}
			sum += v
			double = !double
		}
		if sum%10 == 0 {
			return string(append(d, c))
		}
	}
	panic("no digit makes the sum")
}

// message is a sale of the Chinese terminal dialect with a card in every place
// that one has.
func message(pan string) []byte {
	packed := func(s, pad string) string {
		if len(s)%2 == 1 {
			s += pad
		}
		return s
	}
	track := pan + "D30112010000000000"
	track = track[:min(37, len(track))]
	chip := "5A" + fmt.Sprintf("%02X", (len(pan)+1)/2) + packed(pan, "F") + "5F2403301130" + "9F3602004A"
	text := "60000300006031003100010200" +
		"702404C020C09A11" +
		fmt.Sprintf("%02d", len(pan)) + packed(pan, "0") + "000000" + "000000010000" + "000123" +
		"3011" + "051" + "0" + "00" + "06" + fmt.Sprintf("%02d", len(track)) + packed(track, "0") +
		hex.EncodeToString([]byte("10000002898290058120017156")) + "A1B2C3D4E5F60718" + "2600000000000000" +
		fmt.Sprintf("%04d", len(chip)/2) + chip + "001422000043000600" + hex.EncodeToString([]byte("ABCD1234"))
	raw, err := hex.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return append(binary.BigEndian.AppendUint16(nil, uint16(len(raw))), raw...)
}

// written are the ways in which a log shows a message.
var written = map[string]func([]byte) string{
	"one line": func(b []byte) string { return "发送报文:" + hex.EncodeToString(b) },
	"rows": func(b []byte) string {
		out := "发送报文:\n"
		for len(b) > 0 {
			n := min(16, len(b))
			out += fmt.Sprintf("% X\n", b[:n])
			b = b[n:]
		}
		return out
	},
	"dump":  func(b []byte) string { return "发送报文:\n" + hex.Dump(b) },
	"list":  func(b []byte) string { return "send: " + strings.TrimSuffix(fmt.Sprintf("% #x", b), " ") },
	"colon": func(b []byte) string { return "发送报文: " + strings.ReplaceAll(fmt.Sprintf("% x", b), " ", ":") },
	"twice": func(b []byte) string { return "发送报文: " + hex.EncodeToString([]byte(hex.EncodeToString(b))) },
}

// coded are the encodings of a text.
var coded = map[string]func(string) []byte{
	"utf-8": func(s string) []byte { return []byte(s) },
	"utf-16le": func(s string) []byte {
		out := []byte{0xFF, 0xFE}
		for _, u := range utf16.Encode([]rune(s)) {
			out = binary.LittleEndian.AppendUint16(out, u)
		}
		return out
	},
	"utf-16be": func(s string) []byte {
		out := []byte{0xFE, 0xFF}
		for _, u := range utf16.Encode([]rune(s)) {
			out = binary.BigEndian.AppendUint16(out, u)
		}
		return out
	},
	"gb18030": func(s string) []byte {
		out, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
		if err != nil {
			panic(err)
		}
		return out
	},
}

func keys[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	for i := range out {
		for j := i; j > 0 && out[j] < out[j-1]; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

// bare is a text without all that may stand between digits, and without offsets.
func bare(b []byte) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \r\n\x00:", r) {
			return -1
		}
		return r
	}, strings.ReplaceAll(strings.ReplaceAll(string(b), ", ", ""), "0x", "")))
}

func TestNoSecretComesThrough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pan := drawn(t)
		way := rapid.SampledFrom(keys(written)).Draw(t, "way")
		code := rapid.SampledFrom(keys(coded)).Draw(t, "code")
		lines := []string{
			"[2026-11-20 10:14:10.789] 消费 " + written[way](message(pan)),
			"[2026-11-20 10:14:11.000] 卡号：" + pan + " 金额=100.00 元，流水号=000123",
			"track2=" + pan + "=30112010000012345678",
			"ascii " + hex.EncodeToString([]byte(pan)) + " 全角 " + strings.Map(func(r rune) rune { return r - '0' + '０' }, pan),
		}
		in := coded[code](strings.Join(lines, "\r\n") + "\r\n")
		var buf bytes.Buffer
		counts, err := Copy(t.Context(), &buf, bytes.NewReader(in), Options{})
		if err != nil {
			t.Fatal(err)
		}
		out := buf.Bytes()
		if len(out) != len(in) {
			t.Fatalf("got %d bytes, want %d", len(out), len(in))
		}
		if counts.Masked["pan"] == 0 {
			t.Error("no card number was counted")
		}
		after := bare(out)
		middle := pan[6 : len(pan)-4]
		if strings.Trim(middle, "0") == "" {
			return
		}
		for _, form := range append(spelled(middle), "3011201000", "A1B2C3D4E5F60718", hex.EncodeToString([]byte("A1B2C3D4"))) {
			if strings.Contains(after, form) {
				t.Errorf("%s in %s: the copy shows %d digits of a secret", way, code, len(form))
			}
		}
		if want := strings.Count(bare(in), "10.789]"); strings.Count(after, "10.789]") != want {
			t.Error("a time was touched")
		}
		again, err := repeat(t, out)
		if err != nil || !bytes.Equal(again, out) {
			t.Errorf("%s in %s: a copy of the copy is another (%v)", way, code, err)
		}
	})
}

func repeat(t *rapid.T, in []byte) ([]byte, error) {
	var out bytes.Buffer
	_, err := Copy(t.Context(), &out, bytes.NewReader(in), Options{})
	return out.Bytes(), err
}

// The message that the other tests hide is one that reading understands, hidden
// or not.
func TestAMessageIsReadFromItsCopy(t *testing.T) {
	for _, way := range keys(written) {
		for _, pan := range []string{"6228480000000000019", "4111111111111111"} {
			in := []byte("[2026-11-20 10:14:10.789] 消费 " + written[way](message(pan)) + "\n")
			out, _ := copied(t, in)
			got, want := told(t, out), told(t, in)
			if len(want) == 0 || !strings.Contains(want[0], `"STAN":"000123"`) || !strings.Contains(want[0], `"Kind":"message"`) {
				t.Fatalf("%s: the message itself is not read: %s", way, want)
			}
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("%s: the copy tells\n%s\nthe original\n%s\n%s", way, got, want, out)
			}
		}
	}
}

func TestCopyFailsClosed(t *testing.T) {
	packed := bytes.Repeat([]byte{0x62, 0x28, 0x48, 0, 0, 0, 0, 0, 0x01, 0x90, 0x7F, 0x1F}, 40)
	for name, in := range map[string]string{
		"input.binary": string(packed),
		"input.empty":  "",
	} {
		var out bytes.Buffer
		_, err := Copy(t.Context(), &out, strings.NewReader(in), Options{Name: "x"})
		var p *codes.Problem
		if !errors.As(err, &p) || p.ID != name || out.Len() > 0 {
			t.Errorf("got %v and %d bytes, want %s and none", err, out.Len(), name)
		}
	}
}

func TestACopyOfGzipIsOfItsContent(t *testing.T) {
	in := "卡号：4111111111111111\n"
	var packed, out bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte(in)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	cut := packed.Bytes()[:packed.Len()-4]
	counts, err := Copy(t.Context(), &out, &packed, Options{})
	if err != nil || !counts.Gzip || counts.Bytes != int64(len(in)) || out.String() != "卡号：411111******1111\n" {
		t.Errorf("got %q, %+v, %v", out.String(), counts, err)
	}
	if _, err := Copy(t.Context(), &out, bytes.NewReader(cut), Options{}); err == nil {
		t.Error("half a file passes for a whole one")
	}
}

// A line that is too long to look at is hidden whole, and what stands around it
// is not.
func TestEndlessLines(t *testing.T) {
	for _, size := range []int{1 << 20, 3 << 20, 12 << 20} {
		long := strings.Repeat("card 4111111111111111 ", size/22+1)
		in := "first 金额=1.00\r\n" + long + "\r\nlast 卡号 4111111111111111\r\n"
		out, counts := copied(t, []byte(in))
		want := "first 金额=1.00\r\n" + strings.Repeat("*", len(long)) + "\r\nlast 卡号 411111******1111\r\n"
		if string(out) != want || counts.Masked["line"] != 1 || counts.Lines != 3 {
			t.Errorf("%d bytes: got %d bytes, %+v; starts %.40q ends %.60q", size, len(out), counts, out, out[max(0, len(out)-60):])
		}
	}
}

// Many lines pass through a window; nothing changes where its parts meet.
func TestLongInputs(t *testing.T) {
	var in, want strings.Builder
	for i := range 20000 {
		fmt.Fprintf(&in, "[2026-11-20 10:14:10.%03d] no %d card 4111111111111111\n", i%1000, 20000+i)
		fmt.Fprintf(&want, "[2026-11-20 10:14:10.%03d] no %d card 411111******1111\n", i%1000, 20000+i)
	}
	var out bytes.Buffer
	var cards []Card
	counts, err := Copy(t.Context(), &out, strings.NewReader(in.String()), Options{Key: []byte("k"), Card: func(c Card) error {
		cards = append(cards, c)
		return nil
	}})
	if err != nil || counts.Lines != 20000 || out.Len() != want.Len() {
		t.Fatalf("%v, %+v", err, counts)
	}
	for i, b := range out.Bytes() {
		if b != want.String()[i] {
			t.Fatalf("byte %d: got %.80q, want %.80q", i, out.String()[i-70:], want.String()[i-70:])
		}
	}
	if len(cards) != 20000 {
		t.Fatalf("got %d places of a card, want 20000", len(cards))
	}
	for _, c := range cards {
		at := in.String()[c.Where.Offset:][:c.Where.Length]
		if c.Number != 1 || c.Masked != "411111******1111" || at != "4111111111111111" {
			t.Fatalf("got %+v, which is %q", c, at)
		}
	}
}

func FuzzCopy(f *testing.F) {
	for _, way := range keys(written) {
		for _, code := range keys(coded) {
			f.Add(coded[code](written[way](message("6228480000000000019")) + "\n卡号 4111111111111111\n"))
		}
	}
	f.Add([]byte(`<isomsg><field id="0" value="0200"/><field id="2" value="4111111111111111"/><field id="55" value="5A084111111111111111"/></isomsg>`))
	f.Add([]byte("消息类型:0200\n域2[主账号],长度:16,值:4111111111111111\n域14[有效期],长度:4,值:3011\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		var out bytes.Buffer
		_, err := Copy(t.Context(), &out, bytes.NewReader(in), Options{Key: []byte("k"), Card: func(Card) error { return nil }})
		if err != nil {
			var p *codes.Problem
			if !errors.As(err, &p) {
				t.Fatalf("an error that is no problem: %v", err)
			}
			return
		}
		if bytes.HasPrefix(in, []byte{0x1F, 0x8B}) {
			return
		}
		if out.Len() != len(in) {
			t.Fatalf("got %d bytes, want %d", out.Len(), len(in))
		}
	})
}
