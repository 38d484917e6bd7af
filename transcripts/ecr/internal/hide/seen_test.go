package hide

import (
	"encoding/hex"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// shown writes a text with stars for what may not be seen.
func shown(text string, seen []bool) string {
	b := []byte(text)
	for i, s := range seen {
		if !s {
			b[i] = '*'
		}
	}
	return string(b)
}

func TestSeen(t *testing.T) {
	packed, err := hex.DecodeString("4111111111111111")
	if err != nil {
		t.Fatal(err)
	}
	printable, err := hex.DecodeString("4242424242424242") // all of it letters, too
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text  string
		doubt Doubt
		want  string
	}{
		{"APPROVED", Sure, "APPROVED"},
		{"309421771602", Sure, "309421771602"},
		{"card 4111111111111111.", Sure, "card 411111******1111."}, // first six and last four may stay
		{"two\x00lines", Sure, "*********"},
		{string(packed), Sure, "********"},
		{string(printable), Sure, "********"},
		{"trace 123456", Damaged, "trace 123456"},
		{"order 1234567", Damaged, "order *******"},
		{"000000000215", InNumber, "000000000215"},
		{"4000000000000", InNumber, "*************"},
		{"", Sure, ""},
	} {
		got := shown(tt.text, Seen(wire.Known([]byte(tt.text)), tt.doubt))
		if got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestNumber(t *testing.T) {
	for text, want := range map[string]string{
		"4111111111111111":       "411111******1111",
		"4111111111111111   ":    "411111******1111   ",
		"  4111111111111111\x00": "  411111******1111\x00",
		"418359******9105":       "418359******9105",
		"4111111111111":          "*********1111", // of thirteen digits the first six would tell too much
		"41111":                  "*****",
		"4111 1111 1111 1111":    "*******************",
		"secret":                 "******",
		"":                       "",
	} {
		if got := shown(text, Number(text)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestUnless(t *testing.T) {
	got := Unless(wire.Known([]byte("abcdef")), 1, []bool{false, true, false, false}).Hex()
	if want := "61xx63xxxx66"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
