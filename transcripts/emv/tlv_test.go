package emv

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// outline writes tags with their lengths and places: "9F26@0+11".
func outline(ts []TLV) string {
	var out []string
	for _, t := range ts {
		s := fmt.Sprintf("%s@%d+%d", t.Tag, t.Offset, t.Length)
		if t.Children != nil {
			s += "(" + outline(t.Children) + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestParse(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"empty":                {"", ""},
		"one and two bytes":    {"9F2608 0102030405060708 9505 0000000000", "9F26@0+11 95@11+7"},
		"no value":             {"9F6E00 9A03 261120", "9F6E@0+3 9A@3+5"},
		"three-byte tag":       {"DF8129 01 AA", "DF8129@0+5"},
		"long length 81":       {"9F1081 80 " + strings.Repeat("00", 128), "9F10@0+132"},
		"long length 82":       {"7182 0003 9F1800", "71@0+7(9F18@4+3)"},
		"padding 00":           {"00 00 9A03261120 00 9C0100 0000", "9A@2+5 9C@8+3"},
		"padding FF":           {"FF FF 9A03261120 FF 9C0100 FFFF", "9A@2+5 9C@8+3"},
		"vendor template FF33": {"FF3303 9C0100", "FF33@0+6(9C@3+3)"},
		"nested":               {"6F0A 84029999 A504 BF0C01 00", "6F@0+12(84@2+4 A5@6+6(BF0C@8+4))"},
		"empty template":       {"7000 9C0100", "70@0+2 9C@2+3"},
	} {
		got, err := Parse(unhex(t, c.in))
		if err != nil || outline(got) != c.want {
			t.Errorf("%s: %s, want %s; err %v", name, outline(got), c.want, err)
		}
	}
}

func TestParseGivesWhatItReadBeforeAnError(t *testing.T) {
	deep := ""
	for range 20 {
		deep = fmt.Sprintf("E1%02X", len(deep)/2) + deep
	}
	for name, c := range map[string]struct {
		in, want string
		byte     int
		tag      string
	}{
		"cut in a tag":          {"9C0100 9F", "9C@0+3", 3, ""},
		"cut before the length": {"9C0100 9F26", "9C@0+3", 3, "9F26"},
		"cut in the length":     {"9C0100 9F2682 01", "9C@0+3", 3, "9F26"},
		"cut in the value":      {"9C0100 9F2608 0102", "9C@0+3", 3, "9F26"},
		"indefinite length":     {"9C0100 70 80 9C0100 0000", "9C@0+3", 3, "70"},
		"length of 4 GiB":       {"9C0100 9F2684FFFFFFFF 01", "9C@0+3", 3, "9F26"},
		"endless tag":           {"9C0100 1F8081828384", "9C@0+3", 3, ""},
		"inside a template":     {"7005 9C0100 9F26", "70@0+7(9C@2+3)", 5, "9F26"},
	} {
		got, err := Parse(unhex(t, c.in))
		var e *Error
		if !errors.As(err, &e) || e.Byte != c.byte || e.Tag != c.tag || outline(got) != c.want {
			t.Errorf("%s: %s, err %+v", name, outline(got), err)
		}
	}
	if _, err := Parse(unhex(t, deep)); err == nil {
		t.Error("twenty levels were opened")
	}
	if _, err := Parse(make([]byte, 1<<16)); err != nil {
		t.Errorf("padding only: %v", err)
	}
	many := strings.Repeat("9C00", maxObjects+1)
	if got, err := Parse(unhex(t, many)); err == nil || len(got) != maxObjects {
		t.Errorf("%d objects, err %v", len(got), err)
	}
}

func TestWalkSeesWhatParseSees(t *testing.T) {
	data := unhex(t, "9F270180 7007 9C0100 5F340101 DF8129 01AA 00 9505 0000000000")
	var tags []string
	if !Walk(data, func(tag uint32, _ []byte) bool {
		tags = append(tags, fmt.Sprintf("%X", tag))
		return true
	}) {
		t.Error("did not get to the end")
	}
	if got := strings.Join(tags, " "); got != "9F27 9C 5F34 DF8129 95" {
		t.Errorf("tags %s", got)
	}
	if Walk(data[:len(data)-1], func(uint32, []byte) bool { return true }) {
		t.Error("a cut object counts as whole")
	}
	if n := testing.AllocsPerRun(20, func() { Walk(data, func(uint32, []byte) bool { return true }) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestDictionary(t *testing.T) {
	if n := len(dictionary()); n < 140 {
		t.Fatalf("%d tags", n)
	}
	for id, info := range dictionary() {
		if info.Name.EN == "" || info.Name.ZH == "" || info.Tag != id {
			t.Errorf("%s: %+v", id, info)
		}
		switch info.Keep {
		case KeepValue, Truncate, Drop:
		default:
			t.Errorf("%s: keep %q", id, info.Keep)
		}
		switch info.Format {
		case "b", "n", "an", "t":
		default:
			t.Errorf("%s: format %q", id, info.Format)
		}
	}
	// PCI DSS 3.3.1 and the list that payment gateways refuse to take.
	for _, id := range []string{"56", "57", "5F20", "5F24", "5F30", "99", "9F0B", "9F1F", "9F20", "9F6B"} {
		if info, _ := Tag(id); info.Keep != Drop {
			t.Errorf("%s is not dropped", id)
		}
	}
	for _, id := range []string{"9F26", "9F27", "9F10", "9F36", "95", "9B", "9F34", "9F37", "82", "84", "9A", "9C", "9F02", "8A", "91", "DF31"} {
		if info, ok := Tag(id); !ok || info.Keep != KeepValue {
			t.Errorf("%s, which is evidence, is not kept", id)
		}
	}
	if info, _ := Tag("5A"); info.Keep != Truncate {
		t.Error("5A is not truncated")
	}
	for _, id := range []string{"DF01", "DFEF17", "FF33", "C7", "9F7F"} {
		if info, ok := Tag(id); ok || info.Keep != Drop {
			t.Errorf("%s is not dropped", id)
		}
	}
	if info, ok := Tag("9f26"); !ok || info.Tag != "9F26" {
		t.Error("lower case is not found")
	}
}

func TestBits(t *testing.T) {
	for _, c := range []struct {
		tag, value string
		want       []string
	}{
		{"95", "8000040800", []string{
			"No offline check of the card's genuineness was made", "A PIN for the bank to check was entered", "The shop forced the payment online",
		}},
		{"95", "0000000000", nil},
		{"95", "0001", []string{"Reserved bit is set (byte 2)"}},
		{"95", "0000000003", []string{"Reserved value of the relay check"}},
		{"9B", "E800", []string{
			"The card's genuineness was checked offline", "The cardholder was checked", "The card did its own risk check", "The terminal did its risk check",
		}},
		{"9F27", "80", []string{"ARQC: the chip asks to go online"}},
		{"9F27", "40", []string{"TC: the chip accepted"}},
		{"9F27", "0B", []string{"AAC: the chip refused", "The chip asks for an advice message", "Reason: the bank's answer could not be confirmed"}},
		{"9f34", "420302", []string{"Method: PIN checked by the bank", "If this fails, the next method is tried", "Condition: terminal supports the method", "Result: succeeded"}},
		{"9F34", "1F0000", []string{"Method: no check needed", "Condition: always", "Result: not known here"}},
		{"9F02", "FF", nil},
		{"95", "", nil},
	} {
		var got []string
		for _, b := range Bits(c.tag, unhex(t, c.value)) {
			got = append(got, b.EN)
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s=%s: %q, want %q", c.tag, c.value, got, c.want)
		}
	}
	for tag, bs := range bits() {
		for _, b := range bs {
			if b.text.EN == "" || b.text.ZH == "" || b.index < 0 || b.mask == 0 || b.value&^b.mask != 0 {
				t.Errorf("%s: %+v", tag, b)
			}
		}
	}
}

func TestFieldsMask(t *testing.T) {
	masker := redact.New([]byte("a test key of thirty-two bytes.."))
	data := append(unhex(t, "5A086228480000000019"+"5A0A6228480000000000019F"+"570D4111111111111111D30122010F"+
		"5F2005444F452F4A"+"DF010A6228480000000000019F"+"7005 9F3602002A"+"8A025931"+"9F1E083132333435363738"), 0)
	tlvs, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	fields := Fields(tlvs, masker)
	want := []struct {
		id, value string
		dropped   bool
	}{
		{"5A", "622848******0019", false},
		{"5A", "622848*********0019", false},
		{"57", "", true},
		{"5F20", "", true},
		{"DF01", "", true},
		{"70", "", false},
		{"8A", "Y1", false},
		{"9F1E", "12345678", false},
	}
	if len(fields) != len(want) {
		t.Fatalf("%d fields", len(fields))
	}
	for i, w := range want {
		if f := fields[i]; f.ID != w.id || f.Value != w.value || f.Dropped != w.dropped || f.Name.EN == "" || f.Length == 0 {
			t.Errorf("%+v, want %+v", f, w)
		}
	}
	if s := fields[5].Sub; len(s) != 1 || s[0].Value != "002A" {
		t.Errorf("template %+v", s)
	}
	if m := fields[6].Meaning.EN; m != "made by the terminal: approved offline" {
		t.Errorf("ARC meaning %q", m)
	}
	if text := fmt.Sprintf("%+v", fields); strings.Contains(text, "000000000") {
		t.Error("a number came out")
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "9F2608010203040506070895050000000000", "70059C01009F26", "FF33039C0100", "E1E1E1", "5A0A6228480000000000019F"} {
		b, err := hex.DecodeString(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	masker := redact.New([]byte("a test key of thirty-two bytes.."))
	f.Fuzz(func(t *testing.T, b []byte) {
		tlvs, err := Parse(b)
		var e *Error
		if err != nil && (!errors.As(err, &e) || e.Byte < 0 || e.Byte > len(b)) {
			t.Fatalf("error %v for %d bytes", err, len(b))
		}
		inside(t, Fields(tlvs, masker), len(b))
		n := 0
		whole := Walk(b, func(uint32, []byte) bool { n++; return true })
		if whole != (err == nil) {
			t.Fatalf("walk %v, parse %v", whole, err)
		}
	})
}

func inside(t *testing.T, fs []transcripts.Field, size int) {
	for _, f := range fs {
		if f.Offset < 0 || f.Length < 2 || f.Offset+f.Length > size {
			t.Fatalf("tag %s at %d+%d of %d", f.ID, f.Offset, f.Length, size)
		}
		inside(t, f.Sub, size)
	}
}
