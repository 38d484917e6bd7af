package iso

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/transcripts"
)

func TestReadChineseSale(t *testing.T) {
	m, fault := NewReader(testMasker(), "").Read(wrapCN(cnMessage("0200", saleFields())))
	if fault != nil {
		t.Fatalf("fault: %+v", fault)
	}
	want := transcripts.Message{
		Protocol: "iso8583", Dialect: "cnpos", Version: "1987", MTI: "0200",
		Class: transcripts.ClassFinancial, Function: transcripts.Request, Kind: transcripts.KindSale,
		ProcessingCode: "000000", Amount: transcripts.Amount{Minor: 12345, Currency: "CNY", Known: true},
		STAN: "000123", EntryMode: "051", Condition: "00", Terminal: testTID, Merchant: testMID,
		Batch: "000007", NetworkCode: "000", TypeCode: "22", HasMAC: true,
		Card: transcripts.Card{Masked: "622848*********0019", Token: m.Card.Token},
		EMV:  transcripts.EMV{CID: "80", TVR: "8000040800", AC: "0102030405060708", ATC: "002A", Results: "420300"},
	}
	if m.Card.Token == "" {
		t.Error("no card token")
	}
	if d := cmp.Diff(want, m); d != "" {
		t.Errorf("want -, got +\n%s", d)
	}
}

func TestReadChineseAnswer(t *testing.T) {
	r := NewReader(testMasker(), "")
	m, fault := r.Read(wrapCN(cnMessage("0210", answerFields())))
	if fault != nil {
		t.Fatalf("fault: %+v", fault)
	}
	want := transcripts.Message{
		Protocol: "iso8583", Dialect: "cnpos", Version: "1987", MTI: "0210",
		Class: transcripts.ClassFinancial, Function: transcripts.Answer, Kind: transcripts.KindSale,
		ProcessingCode: "000000", Amount: transcripts.Amount{Minor: 12345, Currency: "CNY", Known: true},
		STAN: "000123", LocalTime: "101403", LocalDate: "1120", SettlementDate: "1121", Condition: "00",
		AcquirerID: "01020000", RRN: "112010140312", AuthCode: "654321", ResponseCode: "00",
		Terminal: testTID, Merchant: testMID, Batch: "000007", NetworkCode: "000", TypeCode: "22",
		HostText: "交易成功", HasMAC: true,
		Card: transcripts.Card{Masked: "622848*********0019", Token: m.Card.Token},
	}
	if d := cmp.Diff(want, m); d != "" {
		t.Errorf("want -, got +\n%s", d)
	}
}

// The sign-on of the reference, with other ids: eleven digits of field 60 in
// six bytes, a text in 62 that must not come out.
func TestReadSignOn(t *testing.T) {
	f := fieldBytes{
		11: bcd("000001"), 41: []byte("20010077"), 42: []byte("123456789012345"),
		60: bcdLLL("00000001003", "0"), 62: bytesLLL([]byte("SEQUENCE NO0112345678")), 63: bytesLLL([]byte("01 ")),
	}
	raw := lenBinary(cat(tpdu, cnHeader, cnMessage("0800", f)))
	if got := raw[15:23]; !cmp.Equal(got, []byte{0x00, 0x20, 0x00, 0x00, 0x00, 0xC0, 0x00, 0x16}) {
		t.Fatalf("bitmap %X", got)
	}
	m, fault := NewReader(testMasker(), "").Read(raw)
	if fault != nil {
		t.Fatalf("fault: %+v", fault)
	}
	if m.Kind != transcripts.KindSignOn || m.Class != transcripts.ClassNetwork || m.NetworkCode != "003" || m.Batch != "000001" || m.STAN != "000001" {
		t.Errorf("got %+v", m)
	}
}

func TestHeaderDigitAsksForSignOn(t *testing.T) {
	asks := []byte{0x60, 0x31, 0x03, 0x31, 0x00, 0x07}
	m, fault := NewReader(testMasker(), "").Read(lenBinary(cat(tpdu, asks, cnMessage("0210", answerFields()))))
	if fault != nil || m.HostAsks != "3" {
		t.Errorf("host asks %q, fault %v", m.HostAsks, fault)
	}
}

func TestReversalReasonIsNoResponseCode(t *testing.T) {
	f := saleFields()
	delete(f, 35)
	delete(f, 52)
	f[39] = []byte("98")
	f[61] = bcdLLL("0000070001231120", "")
	m, fault := NewReader(testMasker(), "").Read(wrapCN(cnMessage("0400", f)))
	if fault != nil {
		t.Fatalf("fault: %+v", fault)
	}
	if m.Kind != transcripts.KindReversal || m.Reason != "98" || m.ResponseCode != "" {
		t.Errorf("kind %q reason %q code %q", m.Kind, m.Reason, m.ResponseCode)
	}
	want := transcripts.Original{Batch: "000007", STAN: "000123", Date: "1120"}
	if m.Original != want {
		t.Errorf("original %+v, want %+v", m.Original, want)
	}
}

func TestOriginalDateOfZerosIsUnknown(t *testing.T) {
	f := saleFields()
	f[61] = bcdLLL("0000070001230000", "")
	m, _ := NewReader(testMasker(), "").Read(wrapCN(cnMessage("0400", f)))
	if m.Original.Date != "" || m.Original.STAN != "000123" {
		t.Errorf("original %+v", m.Original)
	}
}

func TestVoidQuotesTheSale(t *testing.T) {
	f := saleFields()
	f[3] = bcd("200000")
	f[37] = []byte("112010140312")
	f[38] = []byte("654321")
	f[60] = bcdLLL("2300000700050", "0")
	f[61] = bcdLLL("0000070001231120", "")
	m, fault := NewReader(testMasker(), "").Read(wrapCN(cnMessage("0200", f)))
	if fault != nil || m.Kind != transcripts.KindVoid {
		t.Fatalf("kind %q fault %v", m.Kind, fault)
	}
	if m.Original.RRN != "112010140312" || m.Original.AuthCode != "654321" || m.Original.STAN != "000123" {
		t.Errorf("original %+v", m.Original)
	}
}

func TestSettlementAnswerDigits(t *testing.T) {
	inner := "000000012345001000000000000000"
	foreign := "000000000000000000000000000000"
	for _, c := range []struct{ digits, want string }{
		{inner + "1" + foreign + "1", "1"},
		{inner + "1" + foreign + "0", "1"},
		{inner + "2" + foreign + "1", "2"},
		{inner + "1" + inner + "3", "3"},
		{inner + "1" + inner + "0", ""},
		{inner + "9" + foreign + "1", ""},
		{inner, ""},
	} {
		f := fieldBytes{
			11: bcd("000200"), 41: []byte(testTID), 42: []byte(testMID),
			48: bcdLLL(c.digits, "0"), 49: []byte("156"), 60: bcdLLL("00000007201", "0"),
		}
		m, fault := NewReader(testMasker(), "").Read(wrapCN(cnMessage("0510", f)))
		if fault != nil || m.Kind != transcripts.KindSettlement || m.SettledAnswer != c.want {
			t.Errorf("%s: kind %q answer %q want %q, fault %v", c.digits, m.Kind, m.SettledAnswer, c.want, fault)
		}
	}
}

// Field 39 in EBCDIC inside a message of another code page.
func TestEBCDICResponseCode(t *testing.T) {
	f := answerFields()
	f[39] = []byte{0xF5, 0xF1}
	m, fault := NewReader(testMasker(), "").Read(wrapCN(cnMessage("0210", f)))
	if fault != nil || m.ResponseCode != "51" {
		t.Errorf("code %q fault %v", m.ResponseCode, fault)
	}
}

func TestOddDigitsAtEitherEnd(t *testing.T) {
	for name, c := range map[string]struct {
		pan, mode []byte
		warn      bool
	}{
		"left, zero":     {bcd("19" + testPAN + "0"), bcd("0510"), false},
		"left, F":        {bcd("19" + testPAN + "F"), bcd("051F"), false},
		"right, zero":    {bcd("190" + testPAN), bcd("0051"), true},
		"right, F":       {bcd("19F" + testPAN), bcd("F051"), true},
		"mixed, PAN odd": {bcd("190" + testPAN), bcd("0510"), true},
	} {
		f := saleFields()
		delete(f, 35)
		f[2], f[22] = c.pan, c.mode
		m, fault := NewReader(testMasker(), "").Read(wrapCN(cnMessage("0200", f)))
		if fault != nil {
			t.Errorf("%s: fault %+v", name, fault)
			continue
		}
		if m.Card.Masked != "622848*********0019" || m.EntryMode != "051" {
			t.Errorf("%s: card %q mode %q", name, m.Card.Masked, m.EntryMode)
		}
		if got := len(m.Warnings) == 1 && m.Warnings[0] == "odd_padding"; got != c.warn {
			t.Errorf("%s: warnings %q", name, m.Warnings)
		}
	}
}

func TestCardFromTrackAndChip(t *testing.T) {
	without := func(ids ...int) fieldBytes {
		f := saleFields()
		for _, id := range ids {
			delete(f, id)
		}
		return f
	}
	track := without(2)
	tag5A := without(2, 35)
	tag5A[55] = bytesLLL(cat(chipSale(), []byte{0x5A, 10}, bcd(testPAN+"F")))
	tag57 := without(2, 35)
	tag57[55] = bytesLLL(cat(chipSale(), []byte{0x57, 13}, bcd(testVisa+"D30122010F")))
	locked := without(2)
	locked[53] = bcd("2610000000000000")
	for name, c := range map[string]struct {
		f    fieldBytes
		want string
	}{
		"track 2":           {track, "622848*********0019"},
		"tag 5A":            {tag5A, "622848*********0019"},
		"tag 57":            {tag57, "411111******1111"},
		"encrypted track 2": {locked, ""},
	} {
		m, fault := NewReader(testMasker(), "").Read(wrapCN(cnMessage("0200", c.f)))
		if fault != nil || m.Card.Masked != c.want {
			t.Errorf("%s: card %q, want %q; fault %v", name, m.Card.Masked, c.want, fault)
		}
	}
}

// A log that was masked before: F nibbles in the number. The card has no token.
func TestMaskedNumberInTheMessage(t *testing.T) {
	f := saleFields()
	f[2] = bcdLL("622848FFFFFFFFF0019", "0")
	delete(f, 35)
	m, fault := NewReader(testMasker(), "").Read(wrapCN(cnMessage("0200", f)))
	if want := (transcripts.Card{Masked: "622848*********0019"}); fault != nil || m.Card != want {
		t.Errorf("card %+v fault %v", m.Card, fault)
	}
}
