package iso

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/transcripts"
)

// asciiAnswer is an approval in characters, fields as a 1987 host sends them.
func asciiAnswer() map[int]string {
	return map[int]string{
		2: "16" + testVisa, 3: "000000", 4: "000000005000", 7: "1120021403", 11: "000123",
		12: "101403", 13: "1120", 22: "051", 25: "00", 32: "06123456", 37: "632510000123", 38: "A1B2C3",
		39: "10", 41: testTID, 42: testMID, 49: "840",
	}
}

func textFields(f map[int]string) fieldBytes {
	out := fieldBytes{}
	for id, s := range f {
		out[id] = []byte(s)
	}
	return out
}

func asciiMessage(mti string, f map[int]string) []byte {
	fb := textFields(f)
	return cat([]byte(mti), []byte(strings.ToUpper(hex.EncodeToString(bitmapOf(fb, mapSize(fb))))), body(fb))
}

func mapSize(f fieldBytes) int {
	for id := range f {
		if id > 64 {
			return 16
		}
	}
	return 8
}

// toEBCDIC knows the characters that the tests use.
func toEBCDIC(s string) []byte {
	out := make([]byte, len(s))
	for i, c := range []byte(s) {
		switch {
		case c >= '0' && c <= '9':
			out[i] = 0xF0 + c - '0'
		case c >= 'A' && c <= 'I':
			out[i] = 0xC1 + c - 'A'
		case c == ' ':
			out[i] = 0x40
		default:
			panic("test: no EBCDIC for " + string(c))
		}
	}
	return out
}

func ebcdicMessage(mti string, f map[int]string) []byte {
	fb := fieldBytes{}
	for id, s := range f {
		fb[id] = toEBCDIC(s)
	}
	return cat(toEBCDIC(mti), bitmapOf(fb, mapSize(fb)), body(fb))
}

func TestDialectsTellThemselvesApart(t *testing.T) {
	ascii := asciiAnswer()
	asciiBin := cat([]byte("0210"), bitmapOf(textFields(ascii), 8), body(textFields(ascii)))
	bcdFields := fieldBytes{
		2: bcdLL(testVisa, ""), 3: bcd("000000"), 4: bcd("000000005000"), 7: bcd("1120021403"), 11: bcd("000123"),
		12: bcd("101403"), 13: bcd("1120"), 22: bcd("0051"), 25: bcd("00"), 32: bcdLL("123456", ""),
		37: []byte("632510000123"), 38: []byte("A1B2C3"), 39: []byte("10"), 41: []byte(testTID), 42: []byte(testMID),
		48: bytesLLL([]byte("TERMINAL TEXT")), 49: []byte("840"),
	}
	packed := cat(bcd("0210"), bitmapOf(bcdFields, 8), body(bcdFields))
	bcdFields[49] = bcd("0840")
	packedCurrency := cat(bcd("0210"), bitmapOf(bcdFields, 8), body(bcdFields))
	want := transcripts.Message{
		Protocol: "iso8583", Version: "1987", MTI: "0210",
		Class: transcripts.ClassFinancial, Function: transcripts.Answer, Kind: transcripts.KindSale,
		ProcessingCode: "000000", Amount: transcripts.Amount{Minor: 5000, Currency: "USD", Known: true},
		STAN: "000123", LocalTime: "101403", LocalDate: "1120", EntryMode: "051", Condition: "00",
		AcquirerID: "123456", RRN: "632510000123", AuthCode: "A1B2C3", ResponseCode: "10",
		Terminal: testTID, Merchant: testMID,
	}
	for _, c := range []struct {
		name, dialect string
		raw           []byte
	}{
		{"hex bitmap", "iso1987-ascii", asciiMessage("0210", ascii)},
		{"hex bitmap, length", "iso1987-ascii", lenASCII(asciiMessage("0210", ascii))},
		{"TPDU and characters", "iso1987-ascii", lenBinary(cat(tpdu, asciiMessage("0210", ascii)))},
		{"TPDU of characters", "iso1987-ascii", cat([]byte("6000120034"), asciiMessage("0210", ascii))},
		{"binary bitmap", "iso1987-ascii-bin", asciiBin},
		{"ebcdic", "iso1987-ebcdic", ebcdicMessage("0210", ascii)},
		{"packed", "iso1987-bcd", packed},
		{"packed with packed currency", "iso1987-bcd", packedCurrency},
	} {
		m, fault := NewReader(testMasker(), "").Read(c.raw)
		if fault != nil {
			t.Errorf("%s: fault %+v", c.name, fault)
			continue
		}
		if m.Transmitted.String() != "11-20 02:14:03" || m.Transmitted.Zone != transcripts.ZoneStated || !m.Transmitted.NoYear {
			t.Errorf("%s: transmitted %+v", c.name, m.Transmitted)
		}
		want := want
		want.Dialect, want.Transmitted = c.dialect, m.Transmitted
		want.Card = transcripts.Card{Masked: "411111******1111", Token: m.Card.Token}
		if d := cmp.Diff(want, m); d != "" {
			t.Errorf("%s: want -, got +\n%s", c.name, d)
		}
	}
}

func TestSecondBitmapAndOriginal(t *testing.T) {
	f := asciiAnswer()
	delete(f, 38)
	delete(f, 39)
	f[90] = "0200" + "000122" + "1120021300" + "00000123456" + "00000000000"
	f[95] = "000000002000" + "000000000000" + "D00000000" + "D00000000"
	f[39] = "32"
	m, fault := NewReader(testMasker(), "").Read(asciiMessage("0420", f))
	if fault != nil {
		t.Fatal(fault)
	}
	want := transcripts.Original{MTI: "0200", STAN: "000122", Date: "1120", Time: "021300"}
	if m.Original != want || m.Kind != transcripts.KindReversal || m.Function != transcripts.Advice || m.Reason != "32" || m.ResponseCode != "" {
		t.Errorf("got %+v", m)
	}
	if m.Replacement != (transcripts.Amount{Minor: 2000, Currency: "USD", Known: true}) {
		t.Errorf("replacement %+v", m.Replacement)
	}
}

func Test1993(t *testing.T) {
	f := map[int]string{
		2: "16" + testVisa, 3: "000000", 4: "000000005000", 7: "1120021403", 11: "000123", 12: "261120101403",
		15: "261121", 22: "510101511344", 24: "400", 25: "4021", 37: "632510000123", 39: "400",
		41: testTID, 42: testMID, 49: "978", 56: "22" + "1200" + "000122" + "261120101300",
	}
	m, fault := NewReader(testMasker(), "").Read(asciiMessage("1420", f))
	if fault != nil {
		t.Fatal(fault)
	}
	if m.Dialect != "iso1993-ascii" || m.Version != "1993" || m.Reason != "4021" || m.Kind != transcripts.KindReversal {
		t.Errorf("got %+v", m)
	}
	if m.LocalTime != "261120101403" || m.LocalDate != "1120" || m.SettlementDate != "1121" || m.Amount.Currency != "EUR" {
		t.Errorf("times %q %q %q, currency %q", m.LocalTime, m.LocalDate, m.SettlementDate, m.Amount.Currency)
	}
	want := transcripts.Original{MTI: "1200", STAN: "000122", Date: "1120", Time: "101300"}
	if m.Original != want {
		t.Errorf("original %+v", m.Original)
	}
	packed := fieldBytes{
		3: bcd("000000"), 4: bcd("000000005000"), 11: bcd("000123"), 12: bcd("261120101403"), 24: bcd("0200"),
		39: bcd("0116"), 41: []byte(testTID), 42: []byte(testMID), 49: []byte("978"),
	}
	m, fault = NewReader(testMasker(), "").Read(cat(bcd("1210"), bitmapOf(packed, 8), body(packed)))
	if fault != nil || m.Dialect != "iso1993-bcd" || m.ResponseCode != "116" {
		t.Errorf("packed: %+v fault %v", m, fault)
	}
}

// A message that two dialects read to the end names both.
func TestTiesAreReported(t *testing.T) {
	f := fieldBytes{3: bcd("000000"), 11: bcd("000123"), 39: []byte("00"), 41: []byte(testTID)}
	d, err := Decode(cat(bcd("0210"), bitmapOf(f, 8), body(f)), Options{Masker: testMasker()})
	if err != nil || d.Guess != "likely" || len(d.Others) != 1 {
		t.Errorf("guess %q others %q err %v", d.Guess, d.Others, err)
	}
	both := d.Message.Dialect + " " + strings.Join(d.Others, " ")
	if !strings.Contains(both, "cnpos") || !strings.Contains(both, "iso1987-bcd") {
		t.Errorf("dialects %q", both)
	}
	// In a log of Chinese messages the same bytes are Chinese.
	r := NewReader(testMasker(), "")
	if _, fault := r.Read(cat(tpdu, cnMessage("0200", saleFields()))); fault != nil {
		t.Fatal(fault)
	}
	m, fault := r.Read(cat(tpdu, bcd("0210"), bitmapOf(f, 8), body(f)))
	if fault != nil || m.Dialect != "cnpos" {
		t.Errorf("dialect %q fault %v", m.Dialect, fault)
	}
}

func TestLogThatChangesDialect(t *testing.T) {
	r := NewReader(testMasker(), "")
	for range 3 {
		for _, c := range []struct {
			raw  []byte
			want string
		}{
			{wrapCN(cnMessage("0200", saleFields())), "cnpos"},
			{asciiMessage("0210", asciiAnswer()), "iso1987-ascii"},
			{ebcdicMessage("0210", asciiAnswer()), "iso1987-ebcdic"},
		} {
			if m, fault := r.Read(c.raw); fault != nil || m.Dialect != c.want {
				t.Errorf("dialect %q, want %q, fault %+v", m.Dialect, c.want, fault)
			}
		}
	}
}

func TestStatedDialect(t *testing.T) {
	raw := wrapCN(cnMessage("0200", saleFields()))
	d, err := Decode(raw, Options{Dialect: "cnpos", Masker: testMasker()})
	if err != nil || d.Guess != "stated" || !d.Complete {
		t.Errorf("guess %q err %v fault %+v", d.Guess, err, d.Fault)
	}
	if m, fault := NewReader(testMasker(), "iso1987-ebcdic").Read(raw); fault == nil {
		t.Errorf("packed bytes were read as EBCDIC: %+v", m)
	}
	if _, err := Decode(raw, Options{Dialect: "nosuch", Masker: testMasker()}); err == nil {
		t.Error("unknown dialect accepted by Decode")
	}
	if _, fault := NewReader(testMasker(), "nosuch").Read(raw); fault == nil || fault.ID != "dialect" {
		t.Errorf("unknown dialect: fault %+v", fault)
	}
}

// Every file loads, every field is named in both languages, and no file
// releases what PCI DSS forbids.
func TestDialectFiles(t *testing.T) {
	entries, err := dialectFiles.ReadDir("dialects")
	if err != nil || len(entries) != len(dialectOrder) {
		t.Fatalf("%d files, %d dialects, err %v", len(entries), len(dialectOrder), err)
	}
	for _, d := range Dialects() {
		if d.Name.EN == "" || d.Name.ZH == "" || d.Version == "" || !Known(d.ID) {
			t.Errorf("%+v", d)
		}
		for _, l := range layouts(d.ID) {
			for id := 2; id <= 128; id++ {
				s := &l.fields[id]
				if id == 65 {
					continue
				}
				if s.kind == 0 || s.name.EN == "" || s.name.ZH == "" || s.max == 0 {
					t.Errorf("%s field %d: %+v", d.ID, id, s)
				}
				if (s.kind == 'n' || s.kind == 'z') && s.enc == encBCD && s.lenUnits > 0 && s.right {
					t.Errorf("%s field %d is right-aligned", d.ID, id)
				}
			}
			for id, k := range floor {
				if l.fields[id].keep != k {
					t.Errorf("%s releases field %d", d.ID, id)
				}
			}
			for id := 57; id <= 62; id++ {
				if k := l.fields[id].keep; k == keepValue || k == keepText {
					if !(d.Version == "1993" && (id == 57 || id == 58)) { // life cycle code, agent id
						t.Errorf("%s shows private field %d", d.ID, id)
					}
				}
			}
		}
	}
	if len(currencies()) != 1000 || letters([]byte("156")) != "CNY" || letters([]byte("0978")) != "EUR" || letters([]byte("000")) != "" {
		t.Error("currency table")
	}
}

// Packed dialects on the wire often keep track 3 in characters, and the second
// edition also comes in EBCDIC.
func TestLessUsualForms(t *testing.T) {
	f := fieldBytes{
		3: bcd("000000"), 4: bcd("000000005000"), 11: bcd("000123"), 22: bcd("0021"),
		36: cat(bcd("0021"), []byte("99"+testVisa+"=30")), 41: []byte(testTID), 42: []byte(testMID), 49: []byte("840"),
	}
	m, fault := NewReader(testMasker(), "").Read(cat(bcd("0200"), bitmapOf(f, 8), body(f)))
	if fault != nil || m.STAN != "000123" || m.Terminal != testTID || m.EntryMode != "021" {
		t.Errorf("track 3 in characters: %+v, fault %+v", m, fault)
	}
	m, fault = NewReader(testMasker(), "").Read(ebcdicMessage("1210", map[int]string{
		3: "000000", 4: "000000005000", 11: "000123", 12: "261120101403", 24: "200", 39: "116", 41: testTID, 42: testMID, 49: "978",
	}))
	if fault != nil || m.Dialect != "iso1993-ebcdic" || m.ResponseCode != "116" || m.Amount.Currency != "EUR" {
		t.Errorf("1993 in EBCDIC: %+v, fault %+v", m, fault)
	}
}
