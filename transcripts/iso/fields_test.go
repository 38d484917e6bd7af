package iso

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/transcripts"
)

func values(pairs ...string) []FieldValue {
	var out []FieldValue
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, FieldValue{ID: pairs[i], Value: pairs[i+1]})
	}
	return out
}

func TestFieldsOfAMaskedLog(t *testing.T) {
	m, fault := NewReader(testMasker(), "").Fields("0210", values(
		"2", "447398______1381", "3", "000000", "4", "000000005000", "7", "1120021403", "11", "000123",
		"14", "____", "35", "[WIPED]", "37", "632510000123", "38", "A1B2C3", "39", "51", "41", "10023456", "42", "898310058120001 ", "44", "CALL BANK", "49", "840", "52", "[WIPED]",
	))
	if fault != nil {
		t.Fatal(fault)
	}
	want := transcripts.Message{
		Protocol: "iso8583", Dialect: "iso1987-ascii", Version: "1987", MTI: "0210",
		Class: transcripts.ClassFinancial, Function: transcripts.Answer, Kind: transcripts.KindSale,
		ProcessingCode: "000000", Amount: transcripts.Amount{Minor: 5000, Currency: "USD", Known: true},
		Transmitted: m.Transmitted, STAN: "000123", RRN: "632510000123", AuthCode: "A1B2C3", ResponseCode: "51",
		Terminal: testTID, Merchant: testMID, HostText: "CALL BANK",
		Card: transcripts.Card{Masked: "447398******1381"},
	}
	if d := cmp.Diff(want, m); d != "" {
		t.Errorf("want -, got +\n%s", d)
	}
}

func TestFieldsOfTheChineseDialect(t *testing.T) {
	chip := FieldValue{ID: "55", Value: hexText(chipSale()), Binary: true}
	whole := append(values("2", "622848******0019", "3", "000000", "4", "12345", "11", "123", "25", "00", "41", testTID,
		"42", testMID, "49", "156", "60", "22000007000501", "61", "0000060001221119"), chip)
	parts := append(values("2", "622848******0019", "3", "000000", "4", "12345", "11", "123", "25", "00", "41", testTID,
		"42", testMID, "49", "156", "60.1", "22", "60.2", "000007", "60.3", "000", "61.1", "000006", "61.2", "000122", "61.3", "1119"), chip)
	for name, fs := range map[string][]FieldValue{"whole": whole, "parts": parts} {
		m, fault := NewReader(testMasker(), "").Fields("0200", fs)
		if fault != nil {
			t.Errorf("%s: %v", name, fault)
			continue
		}
		want := transcripts.Message{
			Protocol: "iso8583", Dialect: "cnpos", Version: "1987", MTI: "0200",
			Class: transcripts.ClassFinancial, Function: transcripts.Request, Kind: transcripts.KindSale,
			ProcessingCode: "000000", Amount: transcripts.Amount{Minor: 12345, Currency: "CNY", Known: true},
			STAN: "000123", Condition: "00", Terminal: testTID, Merchant: testMID,
			Batch: "000007", NetworkCode: "000", TypeCode: "22",
			Original: transcripts.Original{Batch: "000006", STAN: "000122", Date: "1119"},
			Card:     transcripts.Card{Masked: "622848******0019"},
			EMV:      transcripts.EMV{CID: "80", TVR: "8000040800", AC: "0102030405060708", ATC: "002A", Results: "420300"},
		}
		if d := cmp.Diff(want, m); d != "" {
			t.Errorf("%s: want -, got +\n%s", name, d)
		}
	}
}

// What the bytes say and what a log of the same fields says is one message.
func TestFieldsAndBytesAgree(t *testing.T) {
	m, fault := NewReader(testMasker(), "").Read(wrapCN(cnMessage("0210", answerFields())))
	if fault != nil {
		t.Fatal(fault)
	}
	listed, fault := NewReader(testMasker(), "").Fields("0210", values(
		"2", testPAN, "3", "000000", "4", "000000012345", "11", "000123", "12", "101403", "13", "1120", "15", "1121", "25", "00",
		"32", "01020000", "37", "112010140312", "38", "654321", "39", "00", "41", testTID, "42", testMID,
		"44", "01020000   48120000   ", "49", "156", "60", "2200000700050", "63", "CUP交易成功", "64", "4131423243334434",
	))
	if fault != nil {
		t.Fatal(fault)
	}
	if d := cmp.Diff(m, listed); d != "" {
		t.Errorf("bytes -, fields +\n%s", d)
	}
}

func TestFieldsRefuseWhatCannotBe(t *testing.T) {
	for name, c := range map[string]struct {
		mti   string
		field string
		value string
		want  string
	}{
		"MTI":            {"6000", "11", "000123", "MTI"},
		"short MTI":      {"020", "11", "000123", "MTI"},
		"STAN":           {"0200", "11", "12X4", "DE11"},
		"STAN too long":  {"0200", "11", "1234567", "DE11"},
		"response code":  {"0210", "39", "5$", "DE39"},
		"merchant":       {"0210", "42", "4111111111111111", "DE42"},
		"acquirer":       {"0210", "32", "4111111111111111", "DE32"},
		"negative":       {"0210", "4", "-100", "DE4"},
		"1993 code":      {"1210", "39", "A0", "DE39"},
		"RRN of a title": {"0210", "37", "4111111111111111", "DE37"},
	} {
		m, fault := NewReader(testMasker(), "").Fields(c.mti, values(c.field, c.value))
		if fault == nil || fault.Field != c.want {
			t.Errorf("%s: fault %+v", name, fault)
		}
		absent(t, name, m, c.value)
		if fault != nil {
			absent(t, name, *fault, c.value)
		}
	}
}

func TestFieldsWithUnknownValuesAreLeftOut(t *testing.T) {
	m, fault := NewReader(testMasker(), "").Fields("0210", values(
		"2", "****************", "11", "******", "37", "[WIPED]", "38", "______", "48.1", "4111111111111111", "127.22", "x", "x", "y", "300", "1", "-1", "2",
	))
	if fault != nil || m.STAN != "" || m.RRN != "" || m.AuthCode != "" || m.Card.Token != "" {
		t.Errorf("%+v, fault %v", m, fault)
	}
}

func TestParseHex(t *testing.T) {
	raw, masked, err := ParseHex("60 00xx 6x\n2A")
	if err != nil || hexText(raw) != "6000FF6F2A" {
		t.Errorf("%X %v", raw, err)
	}
	if d := cmp.Diff([]bool{false, false, true, true, false}, masked); d != "" {
		t.Error(d)
	}
	for _, bad := range []string{"4", "4G", "60,00"} {
		if _, _, err := ParseHex(bad); err == nil {
			t.Errorf("%q is no hex", bad)
		}
	}
	// A masked copy of a message reads like the message, the card without token.
	f := saleFields()
	delete(f, 35)
	text := hexText(wrapCN(cnMessage("0200", f)))
	pan := hexText(bcd(testPAN + "0"))
	at := len(hexText(wrapCN(nil))) + 4 + 16 + 2
	if text[at:at+20] != pan {
		t.Fatalf("the test looks for the number at the wrong place")
	}
	raw, _, err = ParseHex(text[:at+6] + "xxxxxxxxx" + text[at+15:])
	if err != nil {
		t.Fatal(err)
	}
	m, fault := NewReader(testMasker(), "").Read(raw)
	if want := (transcripts.Card{Masked: "622848*********0019"}); fault != nil || m.Card != want || m.STAN != "000123" {
		t.Errorf("card %+v STAN %q fault %+v", m.Card, m.STAN, fault)
	}
}
