package hide

import (
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"pgregory.net/rapid"
)

func TestPANKeepsSixAndFour(t *testing.T) {
	for in, want := range map[string]string{
		"4111111111111111   ": "411111******1111   ",
		"6228480000000000019": "622848*********0019",
		"1234567890123":       "*********0123",
		"12345":               "*****",
		"     ":               "     ",
	} {
		if got := PAN(wire.Known([]byte(in)), 0, len(in)).Text(); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestAllStaysInside(t *testing.T) {
	if got := All(wire.Known([]byte("abc")), -1, 9).Text(); got != "***" {
		t.Errorf("got %q", got)
	}
}

func TestWordsHidesHalfANumberAtAnEnd(t *testing.T) {
	if got := Words(wire.Known([]byte("CARD 41111111"))).Text(); strings.Contains(got, "41111111") {
		t.Errorf("got %q", got)
	}
	if got := Words(wire.Known([]byte("AMT 1250 REF 77"))).Text(); got != "AMT 1250 REF 77" {
		t.Errorf("short numbers are gone: %q", got)
	}
}

func TestLooseHidesEveryNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pan := rapid.StringMatching(`[2-6][0-9]{12,18}`).Draw(t, "pan")
		before := rapid.SliceOfN(rapid.Byte(), 0, 12).Draw(t, "before")
		after := rapid.SliceOfN(rapid.Byte(), 0, 12).Draw(t, "after")
		b := append(append(before, pan...), after...)
		if got := Words(wire.Known(b)).Text(); strings.Contains(got, pan) {
			t.Fatalf("%q shows in %q", pan, got)
		}
		packed, err := wire.ParseHex(pan + strings.Repeat("F", len(pan)%2))
		if err != nil {
			t.Fatal(err)
		}
		c := wire.Known(before).Append(packed).Append(wire.Known(after))
		if got := Loose(c).Nibbles(); strings.Contains(got, pan) {
			t.Fatalf("%q shows in %q", pan, got)
		}
	})
}

func TestJSONHidesByName(t *testing.T) {
	rule := func(name string) Rule {
		return map[string]Rule{"Card": Card, "Order": Keep, "Expiry": Drop}[name]
	}
	for in, want := range map[string]string{
		`{"Card":"4111111111111111","Order":"1234567890123456","Expiry":2512}`: `{"Card":"411111******1111","Order":"1234567890123456","Expiry":****}`,
		`{"a":{"Card" : "4111111111111111"},"Note":"pan 4111111111111111"}`:    `{"a":{"Card" : "411111******1111"},"Note":"pan 411111******1111"}`,
		`{"Card":"411111111111111`: `{"Card":"411111*****1111`,
		`"Expiry":"\"25`:           `"Expiry":"****`,
	} {
		if got := JSON(wire.Known([]byte(in)), rule).Text(); got != want {
			t.Errorf("%s: got %s", in, got)
		}
	}
}
