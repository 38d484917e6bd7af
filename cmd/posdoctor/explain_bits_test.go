package main

import (
	"encoding/hex"
	"strings"
	"testing"
)

// What the bits say together, by EMV Book 3 Annex C5 and C6 and Book 4 Annex A4.
func TestBitsTakenTogether(t *testing.T) {
	for _, tt := range []struct{ tag, value, says, never string }{
		{"95", "0000000000", "not an approval", ""},
		{"95", "8000008000", "that is normal", "genuineness"},
		{"95", "0400000000", "genuineness", ""}, // CDA failed
		{"95", "1000000000", "block list", ""},  // exception file
		{"95", "2000000000", "chip is not complete", "genuineness"},
		{"95", "0040000000", "dates of the card", ""}, // expired
		{"95", "0000200000", "PIN of the card is locked", "not confirmed"},
		{"95", "0000800000", "not confirmed", "locked"}, // CVM failed
		{"95", "0000040000", "went to the bank", "not confirmed"},
		{"95", "0000000040", "may have approved", ""}, // issuer authentication failed
		{"95", "0000000010", "does not undo", ""},
		{"95", "0200000000", "Nothing here speaks against", ""}, // SDA selected
		{"9B", "0000", "broke off early", ""},
		{"9B", "1000", "has seen an answer", ""},
		{"9B", "E800", "proves nothing", "has seen"},
		{"9F34", "1F0302", "No check of the cardholder was needed", ""},
		{"9F34", "020300", "The bank checks", "confirmed"},
		{"9F34", "420300", "The bank checks", "confirmed"},
		{"9F34", "410302", "was confirmed", "not confirmed"},
		{"9F34", "410301", "was not confirmed", ""},
		{"9F34", "1E0300", "has to sign", ""},
		{"9F34", "3F0000", "Nobody checked", ""},
		{"9F34", "010300", "does not say", ""},
	} {
		b, err := hex.DecodeString(tt.value)
		if err != nil {
			t.Fatal(err)
		}
		got := together(tt.tag, b)
		if !strings.Contains(got.EN, tt.says) || tt.never != "" && strings.Contains(got.EN, tt.never) {
			t.Errorf("%s=%s: %q, want %q and not %q", tt.tag, tt.value, got.EN, tt.says, tt.never)
		}
		if !han(got.ZH) || han(got.EN) {
			t.Errorf("%s=%s is not written in both languages: %+v", tt.tag, tt.value, got)
		}
	}
}

func TestChipValuesAreReadInEveryWriting(t *testing.T) {
	for _, tt := range []struct{ asked, tag, value string }{
		{"95=8000008000", "95", "8000008000"},
		{"TVR = 80 00 00 80 00", "95", "8000008000"},
		{"tvr：80-00-00-80-00", "95", "8000008000"},
		{"9f34=0x1F0302", "9F34", "1F0302"},
		{"CVM=1F0302", "9F34", "1F0302"},
		{"39=05", "39", "05"}, // taken as a field before it comes here
		{"unionpay:01", "", ""},
		{"95=800", "", ""},
		{"95=", "", ""},
	} {
		tag, value, ok := splitTag(tt.asked)
		if ok != (tt.tag != "") || tag != tt.tag || strings.ToUpper(value) != tt.value {
			t.Errorf("%q: %q %q %v, want %q %q", tt.asked, tag, value, ok, tt.tag, tt.value)
		}
	}
}

func FuzzExplain(f *testing.F) {
	for _, s := range []string{"05", "95=8000008000", "[51]余额不足", "9F34=1F0302", "8A=3035", "reversal.pending", "0x00", "TVR: 80", "4111111111111111"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := runWith(t.Context(), t, nil, "explain", "--", s)
		if got.code == exitFault {
			t.Fatalf("explain %q: %s", s, got.err)
		}
		if strings.Contains(got.out+got.err, "4111111111111111") {
			t.Fatalf("explain %q repeats a card number", s)
		}
	})
}
