package iso

import (
	"encoding/hex"
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// The packer of the tests. It knows nothing of layouts: each field is given as
// the bytes that stand on the wire, made by the small functions below.

type fieldBytes map[int][]byte

func testMasker() *redact.Masker { return redact.New([]byte("a test key of thirty-two bytes..")) }

func unhexT(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatalf("test hex: %v", err)
	}
	return b
}

// bcd packs digits (and D or F) as they stand; the count must be even.
func bcd(digits string) []byte {
	b, err := hex.DecodeString(strings.ReplaceAll(digits, "=", "D"))
	if err != nil {
		panic("test: odd or bad digits " + digits)
	}
	return b
}

// bcdLL packs a variable digit field: length in digits, left-aligned, padded
// with pad.
func bcdLL(digits, pad string) []byte {
	return append(bcd(fmt.Sprintf("%02d", len(digits))), bcd(even(digits, pad))...)
}

func bcdLLL(digits, pad string) []byte {
	return append(bcd(fmt.Sprintf("%04d", len(digits))), bcd(even(digits, pad))...)
}

func even(digits, pad string) string {
	if len(digits)%2 == 1 {
		return digits + pad
	}
	return digits
}

func bytesLLL(b []byte) []byte { return append(bcd(fmt.Sprintf("%04d", len(b))), b...) }

func asciiLLL(s string) []byte { return []byte(fmt.Sprintf("%03d%s", len(s), s)) }

func fixedText(s string, n int) []byte { return []byte(s + strings.Repeat(" ", n-len(s))) }

// bitmapOf makes a bitmap of size bytes; with 16, bit 1 is set.
func bitmapOf(f fieldBytes, size int) []byte {
	b := make([]byte, size)
	if size == 16 {
		b[0] |= 0x80
	}
	for id := range f {
		b[(id-1)/8] |= 1 << (7 - (id-1)%8)
	}
	return b
}

func body(f fieldBytes) []byte {
	ids := make([]int, 0, len(f))
	for id := range f {
		ids = append(ids, id)
	}
	sort.Ints(ids)
	var out []byte
	for _, id := range ids {
		out = append(out, f[id]...)
	}
	return out
}

func cat(parts ...[]byte) []byte {
	var out []byte
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// cnMessage packs MTI, eight bytes of bitmap and fields of the Chinese dialect.
func cnMessage(mti string, f fieldBytes) []byte {
	return cat(bcd(mti), bitmapOf(f, 8), body(f))
}

var (
	tpdu     = []byte{0x60, 0x00, 0x12, 0x00, 0x34}
	cnHeader = []byte{0x60, 0x31, 0x00, 0x31, 0x00, 0x07}
)

func lenBinary(b []byte) []byte { return append([]byte{byte(len(b) >> 8), byte(len(b))}, b...) }
func lenASCII(b []byte) []byte  { return append([]byte(fmt.Sprintf("%04d", len(b))), b...) }

// wrapCN adds what stands before a message on a Chinese line.
func wrapCN(b []byte) []byte { return lenBinary(cat(tpdu, cnHeader, b)) }

const (
	testPAN  = "6228480000000000019"
	testVisa = "4111111111111111"
	testAmex = "378282246310005"
	testTID  = "10023456"
	testMID  = "898310058120001"
)

// saleFields is a chip sale of 123.45 as a Chinese terminal sends it.
func saleFields() fieldBytes {
	return fieldBytes{
		2:  bcdLL(testPAN, "0"),
		3:  bcd("000000"),
		4:  bcd("000000012345"),
		11: bcd("000123"),
		14: bcd("3012"),
		22: bcd("0510"), // 051, padded right
		23: bcd("0001"), // 001, padded left
		25: bcd("00"),
		26: bcd("06"),
		35: bcdLL(testPAN+"=30122010000012300", "0"),
		41: fixedText(testTID, 8),
		42: fixedText(testMID, 15),
		49: []byte("156"),
		52: {0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0xDE, 0xF0},
		53: bcd("2600000000000000"),
		55: bytesLLL(chipSale()),
		60: bcdLLL("2200000700050", "0"),
		64: []byte("A1B2C3D4"),
	}
}

func chipSale() []byte {
	return cat(
		[]byte{0x9F, 0x26, 8, 1, 2, 3, 4, 5, 6, 7, 8},
		[]byte{0x9F, 0x27, 1, 0x80},
		[]byte{0x95, 5, 0x80, 0, 0x04, 0x08, 0},
		[]byte{0x9F, 0x36, 2, 0x00, 0x2A},
		[]byte{0x9F, 0x34, 3, 0x42, 0x03, 0x00},
	)
}

// answerFields is the approval of saleFields.
func answerFields() fieldBytes {
	return fieldBytes{
		2:  bcdLL(testPAN, "0"),
		3:  bcd("000000"),
		4:  bcd("000000012345"),
		11: bcd("000123"),
		12: bcd("101403"),
		13: bcd("1120"),
		15: bcd("1121"),
		25: bcd("00"),
		32: bcdLL("01020000", ""),
		37: []byte("112010140312"),
		38: []byte("654321"),
		39: []byte("00"),
		41: fixedText(testTID, 8),
		42: fixedText(testMID, 15),
		44: cat(bcd("22"), fixedText("01020000", 11), fixedText("48120000", 11)),
		49: []byte("156"),
		60: bcdLLL("2200000700050", "0"),
		63: bytesLLL(cat([]byte("CUP"), gbkText("交易成功", 20), gbkText("", 20), gbkText("", 20))),
		64: []byte("A1B2C3D4"),
	}
}

func gbkText(s string, n int) []byte {
	m := map[string]string{"交易成功": "bdbbd2d7b3c9b9a6", "": "", "请联系发卡行": "c7ebc1aacfb5b7a2bfa8d0d0"}
	b, _ := hex.DecodeString(m[s])
	return append(b, []byte(strings.Repeat(" ", n-len(b)))...)
}
