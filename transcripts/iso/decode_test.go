package iso

import (
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
)

func fieldsByID(fs []transcripts.Field, into map[string]transcripts.Field) map[string]transcripts.Field {
	for _, f := range fs {
		into[f.ID] = f
		fieldsByID(f.Sub, into)
	}
	return into
}

func TestDecodeNamesPlacesAndMasks(t *testing.T) {
	f := saleFields()
	raw := wrapCN(cnMessage("0200", f))
	d, err := Decode(raw, Options{Masker: testMasker()})
	if err != nil || !d.Complete || d.Guess != "exact" {
		t.Fatalf("err %v fault %+v guess %q others %q", err, d.Fault, d.Guess, d.Others)
	}
	got := fieldsByID(d.Fields, map[string]transcripts.Field{})
	for _, c := range []struct{ id, value, meaning string }{
		{"TPDU", "6000120034", ""},
		{"header", "603100310007", ""},
		{"header.6", "0", "the host asks for nothing"},
		{"MTI", "0200", "financial (books money), request"},
		{"2", "622848*********0019", ""},
		{"3", "000000", "purchase"},
		{"4", "000000012345", ""},
		{"11", "000123", ""},
		{"22", "051", "chip, inserted, PIN was entered"},
		{"23", "001", ""},
		{"25", "00", "normal"},
		{"41", testTID, ""},
		{"42", testMID, ""},
		{"49", "156", "CNY"},
		{"60.1", "22", "sale"},
		{"60.2", "000007", ""},
		{"60.3", "000", "none"},
		{"60.4", "5", "stripe and chip"},
		{"60.5", "0", "normal"},
		{"9F27", "80", ""},
		{"9F26", "0102030405060708", ""},
		{"95", "8000040800", ""},
	} {
		g, ok := got[c.id]
		if !ok || g.Value != c.value || g.Meaning.EN != c.meaning || g.Name.EN == "" || g.Name.ZH == "" || g.Dropped {
			t.Errorf("%s: %+v, want %q %q", c.id, g, c.value, c.meaning)
		}
		if c.meaning != "" && g.Meaning.ZH == "" {
			t.Errorf("%s: no Chinese meaning", c.id)
		}
	}
	for _, id := range []string{"14", "35", "52", "53"} {
		if g := got[id]; !g.Dropped || g.Value != "" || g.Length == 0 || g.Name.EN == "" {
			t.Errorf("%s: %+v", id, g)
		}
	}
	if g := got["95"]; len(g.Bits) != 3 {
		t.Errorf("TVR bits %+v", g.Bits)
	}
}

// The places point at the bytes: each whole field covers what the packer put
// there, one after the other.
func TestDecodePlaces(t *testing.T) {
	f := saleFields()
	raw := wrapCN(cnMessage("0200", f))
	d, err := Decode(raw, Options{Masker: testMasker()})
	if err != nil {
		t.Fatal(err)
	}
	at := 2 + 5 + 6 + 2 + 8
	for _, g := range d.Fields {
		n, isField := 0, true
		for id, b := range f {
			if g.ID == itoa(id) {
				n = len(b)
			}
		}
		if isField = n > 0; !isField {
			continue
		}
		if g.Offset != at || g.Length != n {
			t.Errorf("field %s at %d+%d, want %d+%d", g.ID, g.Offset, g.Length, at, n)
		}
		at += n
	}
	if at != len(raw) {
		t.Errorf("fields end at %d of %d", at, len(raw))
	}
	got := fieldsByID(d.Fields, map[string]transcripts.Field{})
	for id, want := range map[string]string{"60.2": "000007", "9F36": "9F3602002A", "TPDU": "6000120034", "MTI": "0200"} {
		g := got[id]
		if s := hexText(raw[g.Offset : g.Offset+g.Length]); !strings.Contains(s, want) {
			t.Errorf("%s at %d+%d is %s", id, g.Offset, g.Length, s)
		}
	}
}

func TestDecodeAnswerTexts(t *testing.T) {
	d, err := Decode(wrapCN(cnMessage("0210", answerFields())), Options{Masker: testMasker()})
	if err != nil {
		t.Fatal(err)
	}
	got := fieldsByID(d.Fields, map[string]transcripts.Field{})
	for id, want := range map[string]string{
		"39": "00", "37": "112010140312", "63.1": "CUP", "63.2": "交易成功", "44.1": "01020000", "44.2": "48120000",
	} {
		if got[id].Value != want {
			t.Errorf("%s: %+v, want %q", id, got[id], want)
		}
	}
	if got["39"].Meaning.EN != "" {
		t.Error("field 39 is explained without its book")
	}
}

func TestDecodeOriginalElements(t *testing.T) {
	f := asciiAnswer()
	f[90] = "0200" + "000122" + "1120021300" + "00000123456" + "00000000000"
	d, err := Decode(asciiMessage("0430", f), Options{Masker: testMasker()})
	if err != nil || !d.Complete {
		t.Fatal(err, d.Fault)
	}
	got := fieldsByID(d.Fields, map[string]transcripts.Field{})
	if got["90.2"].Value != "000122" || got["90.1"].Value != "0200" || got["90"].Value != "" {
		t.Errorf("90: %+v", got["90"])
	}
}

func TestDecodeHalfAMessage(t *testing.T) {
	raw := wrapCN(cnMessage("0200", saleFields()))
	// 13 framing, 2 MTI, 8 bitmap, then 11 for the number, 3, 6, 3 and the
	// expiry's 2: the cut is inside field 22.
	cut := 13 + 2 + 8 + 11 + 3 + 6 + 3 + 2 + 1
	d, err := Decode(raw[:cut], Options{Masker: testMasker()})
	if err != nil || d.Complete || d.Fault == nil || d.Guess != "partial" {
		t.Fatalf("err %v, %+v", err, d)
	}
	if d.Fault.ID != "truncated" || d.Fault.Field != "DE22" || d.Fault.Byte != cut-1 {
		t.Errorf("fault %+v", d.Fault)
	}
	if got := fieldsByID(d.Fields, map[string]transcripts.Field{}); got["11"].Value != "000123" || got["22"].ID != "" {
		t.Errorf("fields %+v", d.Fields)
	}
}

func TestEveryMeaningIsWhole(t *testing.T) {
	if len(meanings()) < 100 {
		t.Fatalf("%d meanings", len(meanings()))
	}
	for k, m := range meanings() {
		if m.EN == "" || m.ZH == "" {
			t.Errorf("%s: %+v", k, m)
		}
	}
}

func TestDecodeAdditionalAmounts(t *testing.T) {
	f := asciiAnswer()
	f[54] = string(asciiLLL("0002840C000000099900" + "0057840D000000005000"))
	d, err := Decode(asciiMessage("0210", f), Options{Masker: testMasker()})
	if err != nil || !d.Complete {
		t.Fatal(err, d.Fault)
	}
	got := fieldsByID(d.Fields, map[string]transcripts.Field{})
	if g := got["54.1"]; g.Value != "02 USD C 99900" || g.Meaning.EN != "available balance" {
		t.Errorf("54.1: %+v", g)
	}
	if g := got["54.2"]; g.Value != "57 USD D 5000" || g.Meaning.EN != "original amount" {
		t.Errorf("54.2: %+v", g)
	}
}
