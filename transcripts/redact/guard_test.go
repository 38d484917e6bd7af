package redact

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestScanTellsPlacesNotDigits(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []Hit
	}{
		{"no cards here 612612345678", nil},
		{"a " + visa + " b", []Hit{{"pan", 2, 16}}},
		{"卡 " + unionpay, []Hit{{"pan", 4, 19}}},
		{";" + visa + "=25122011234?", []Hit{{"track", 1, 28}}},
		{utf16le(visa), []Hit{{"pan", 0, 31}}},
		{"5A08" + visa, []Hit{{"pan", 2, 18}}},
		{"WghBEREREREREQ==", []Hit{{"pan", 0, 14}}},
		{"411111******1111", nil},
		{"CVV: 123", nil},
	} {
		if got := Scan([]byte(c.in)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: got %v, want %v", c.in, got, c.want)
		}
	}
}

func guarded(t *testing.T, in string, allow ...string) (string, map[string]int64) {
	t.Helper()
	var out strings.Builder
	g := Guard(&out, allow...)
	if n, err := g.Write([]byte(in)); n != len(in) || err != nil {
		t.Fatalf("wrote %d of %d bytes, %v", n, len(in), err)
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String(), g.Counts()
}

func TestGuardMasksInPlace(t *testing.T) {
	got, counts := guarded(t, `{"note":"`+visa+`"}`)
	if want := `{"note":"411111******1111"}`; got != want || counts["pan"] != 1 {
		t.Errorf("got %s and %v, want %s and one pan", got, counts, want)
	}
}

func TestGuardLetsTypedValuesPassWhole(t *testing.T) {
	order := "6200000000000000017"
	phrase := "batch 6200000000000000 017"
	for _, c := range []struct{ in, want string }{
		{`"order":"` + order + `"`, `"order":"` + order + `"`},
		{"see " + phrase + ".", "see " + phrase + "."},
		// Only whole: the same digits inside of others are another value.
		{"9" + order, "9620000*********0017"},
		{"x " + visa, "x 411111******1111"},
	} {
		if got, _ := guarded(t, c.in, order, phrase, ""); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// A typed value may be much shorter than what is found.
func TestGuardMasksBesideShortValues(t *testing.T) {
	for _, allow := range []string{"-.1", ".", "1 1", "4 "} {
		if got, _ := guarded(t, visa+" and "+visa, allow); got != "411111******1111 and 411111******1111" {
			t.Errorf("%q: got %s", allow, got)
		}
	}
}

func TestGuardFindsNumbersAcrossItsParts(t *testing.T) {
	for at := guardPart - 40; at < guardPart+2*guardContext; at += 7 {
		in := strings.Repeat(".", at) + visa + strings.Repeat(".", guardPart)
		want := strings.Repeat(".", at) + "411111******1111" + strings.Repeat(".", guardPart)
		if got, _ := guarded(t, in); got != want {
			t.Fatalf("a number at %d came out", at)
		}
	}
}

func TestGuardTellsTheErrorOfTheWriter(t *testing.T) {
	g := Guard(failing{})
	if _, err := g.Write([]byte("text")); err != nil {
		t.Fatal(err)
	}
	if err := g.Close(); !errors.Is(err, errFull) {
		t.Errorf("got %v, want %v", err, errFull)
	}
}

var errFull = errors.New("no space left")

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errFull }

func FuzzScan(f *testing.F) {
	for _, s := range []string{visa, "5A08" + visa, utf16le(visa), "WghBEREREREREQ==", ";" + visa + "=2512201", "41 11 11 11", "\x1b[", "x"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, h := range Scan(b) {
			if h.Offset < 0 || h.Length <= 0 || h.Offset+h.Length > len(b) || h.Kind == "" {
				t.Errorf("a hit outside of %d bytes: %v", len(b), h)
			}
		}
		var out strings.Builder
		g := Guard(&out)
		if _, err := g.Write(b); err != nil {
			t.Fatal(err)
		}
		if err := g.Close(); err != nil {
			t.Fatal(err)
		}
		if left := Scan([]byte(out.String())); out.Len() != len(b) || len(left) > 0 {
			t.Errorf("%q became %q with %v", b, out.String(), left)
		}
	})
}

func FuzzText(f *testing.F) {
	for _, s := range []string{
		"PAN: " + visa, "卡号：" + unionpay, "T2=" + visa + "D2512201", "%B" + visa + "^A/B^2512201?", "00 20 00 80 08 24 12 34 FF FF FF FF FF",
		"<PIN len=\"4\">1234</PIN>", "TMK: 0123456789ABCDEF", "0000: 41 11 11 11 A...\n0010: 11 11 11 11 ....\n", "62284800****0018", "(5A)", "<![CDATA[",
		`PAN":"\u0034\u0031`, "%34%31%31", "手机+8613800138000", "EXP 12/25",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m := New(nil)
		out := m.Text(s)
		if len(out) != len(s) {
			t.Fatalf("%d bytes became %d", len(s), len(out))
		}
		if again := m.Text(out); again != out {
			t.Errorf("%q became %q, then %q", s, out, again)
		}
		if left := Scan([]byte(out)); len(left) > 0 {
			t.Errorf("%q became %q with %v", s, out, left)
		}
	})
}
