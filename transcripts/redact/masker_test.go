package redact

import (
	"strings"
	"sync"
	"testing"
)

func TestPAN(t *testing.T) {
	m := New([]byte("key"))
	for _, c := range []struct {
		in, want string
		token    bool
	}{
		{visa, "411111******1111", true},
		{unionpay, "622848*********0019", true},
		{"378282246310005", "378282*****0005", true},
		{"30569309025904", "305693****5904", true},
		{"4222222222222", "*********2222", true},
		{"501800000009", "********0009", true},
		{"12345678901", "***********", false},
		{"12345678901234567890", "********************", false},
		{"4111 1111 1111 1111", "*******************", false},
		{"", "", false},
	} {
		got := m.PAN(c.in)
		if got.Masked != c.want || (got.Token != "") != c.token {
			t.Errorf("%q: got %q with token %v, want %q with token %v", c.in, got.Masked, got.Token != "", c.want, c.token)
		}
		if c.in != "" && strings.Contains(got.Token, c.in) {
			t.Errorf("the token of %q holds it", c.in)
		}
	}
}

func TestTokenTellsCardsApart(t *testing.T) {
	m := New([]byte("key"))
	first := m.PAN(visa).Token
	if second := m.PAN(visa).Token; first != second {
		t.Error("one card, two tokens")
	}
	if m.PAN(visa).Token == m.PAN("4111110000001111").Token {
		t.Error("two cards that show the same digits, one token")
	}
	if m.PAN(visa).Token == New([]byte("other")).PAN(visa).Token {
		t.Error("two runs, one token")
	}
}

func TestMaskedNormalisesForeignStyles(t *testing.T) {
	m := New(nil)
	for in, want := range map[string]string{
		"447398______1381":    "447398******1381",
		"521729FFFFFF3894":    "521729******3894",
		"****1234":            "****1234",
		"622848xxxxxxxxx0019": "622848*********0019",
		"6228 48** **** 0019": "622848******0019",
		"62284800****0019":    "622848******0019",
		"•••• •••• •••• 1111": "************1111",
		"501800xx0009":                   "********0009",
		"尾号1234":                         "**1234",
		visa:                             "411111******1111",
		"1234":                           "****",
		"12345678":                       "********",
		"123456789012345678901234567890": "*******************",
		"":                               "",
	} {
		if got := m.Masked(in); got.Masked != want || got.Token != "" {
			t.Errorf("%q: got %+v, want %q without a token", in, got, want)
		}
	}
}

func TestMaskerIsSafeForSeveralGoroutines(t *testing.T) {
	m := New([]byte("key"))
	want := m.PAN(visa)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				if m.PAN(visa) != want || m.Text("pay "+visa) != "pay 411111******1111" {
					t.Error("another result beside other goroutines")
					return
				}
			}
		})
	}
	wg.Wait()
	if got := m.Counts()["pan"]; got != 1+8*200*2 {
		t.Errorf("counted %d", got)
	}
}
