package redact

import (
	"io"
	"strings"
	"testing"
)

var benchText = strings.Repeat("2026-11-22 10:11:12.345 [main] INFO  com.example.pos.TradeService - send request seq=000123 amt=100.00 rrn=612612345678 terminal online, waiting for the host\n"+
	"2026-11-22 10:11:13.001 [main] DEBUG com.example.pos.Printer - paper ok, 打印签购单 temperature 41\n", 400)

var benchHex = strings.Repeat("2026-11-22 10:11:12.345 发送报文: 60 00 00 00 00 02 00 70 3E 02 81 00 D0 80 13 00 00 00 00 00 00 00 01 00 00 01 23 10 11 12 11 22 30 12 05 10 00 00\n", 400)

func BenchmarkTextPlain(b *testing.B) {
	m := New(nil)
	b.SetBytes(int64(len(benchText)))
	for b.Loop() {
		m.Text(benchText)
	}
}

func BenchmarkTextHex(b *testing.B) {
	m := New(nil)
	b.SetBytes(int64(len(benchHex)))
	for b.Loop() {
		m.Text(benchHex)
	}
}

func BenchmarkGuardPlain(b *testing.B) {
	b.SetBytes(int64(len(benchText)))
	for b.Loop() {
		g := Guard(io.Discard)
		if _, err := io.WriteString(g, benchText); err != nil {
			b.Fatal(err)
		}
		if err := g.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// TestTextIsLinear feeds long texts of what each scanner looks at; a scanner that
// looks back over and over would take minutes.
func TestTextIsLinear(t *testing.T) {
	m := New(nil)
	for _, part := range []string{
		"^", "9", "4111111111111111", "41 ", "4 ", "*", "4*", "PAN:", "order no 1 ", "a1!", "AAAA", "QUFB", "Q", " ", "\x1b[", "\u200b", "(", "<PAN ",
		"41\n", "12345678\n", "TRACK2=", "%34", "0x41,", "00200080", "24", "密码", "持卡人:", "62", "6228 ", "D", "411111111111=",
	} {
		in := strings.Repeat(part, 1<<19/len(part))
		if out := m.Text(in); len(out) != len(in) {
			t.Errorf("%q: %d bytes became %d", part, len(in), len(out))
		}
	}
}
