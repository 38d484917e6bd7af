package hide

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/ecrtest"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

func TestHidden(t *testing.T) {
	tests := []struct {
		name     string
		hide     func(wire.Bytes) wire.Bytes
		in, want string
	}{
		{"a card number in a text", Text, "50414e2034313131313131313131313131313131", "50414e20343131313131xxxxxxxxxxxx31313131"},
		{"a text without one", Text, "426f6e204e722e20313233", "426f6e204e722e20313233"},
		{"packed digits nobody knows", Unknown, "ff4111111111111111ff", "ffxxxxxxxxxxxxxxxxff"},
		{"digits from a low nibble on", Unknown, "f41111111111111111ff", "fxxxxxxxxxxxxxxxxxff"},
		{"nine digits", Unknown, "f1234567890123", "fxxxxxxxxxxxxx"},
		{"digits in characters", Unknown, "4142313233343541", "xxxxxxxxxxxxxxxx"},
		{"few digits", Unknown, "1503690f15036900", "1503690f15036900"},
		{"sixteen digits", pan, "34313131313131313131313131313131", "343131313131xxxxxxxxxxxx31313131"},
		{"twelve digits", pan, "343131313131313131313131", "xxxxxxxxxxxxxxxx31313131"},
		{"a number masked by its source", pan, "2a2a2a2a2a2a2a2a2a2a2a2a33343839", "2a2a2a2a2a2a2a2a2a2a2a2a33343839"},
		{"eleven digits", pan, "3431313131313131313131", "xxxxxxxxxxxxxxxxxxxxxx"},
	}
	for _, tt := range tests {
		in := ecrtest.Hex(t, tt.in)
		got := tt.hide(in)
		if got.Hex() != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got.Hex(), tt.want)
		}
		if again := tt.hide(got); again.Hex() != got.Hex() {
			t.Errorf("%s: again it is %s, once it was %s", tt.name, again.Hex(), got.Hex())
		}
	}
}

func pan(b wire.Bytes) wire.Bytes { return PAN(b, 0, b.Len()) }

// Whatever the bytes are, no ten decimal digits in a row stay.
func TestUnknownLeavesNoNumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := wire.Known(rapid.SliceOf(rapid.SampledFrom([]byte{0x41, 0x11, 0x12, 0x34, 0x99, 0xF1, 0x1F, 0x3A})).Draw(t, "bytes"))
		got, row := Unknown(b).Hex(), 0
		if len(got) != 2*b.Len() {
			t.Fatalf("%d digits of %d bytes", len(got), b.Len())
		}
		for i := range len(got) {
			row++
			if got[i] < '0' || got[i] > '9' {
				row = 0
			}
			if row > unknownDigits {
				t.Fatalf("%s shows %d digits in a row", got, row)
			}
		}
	})
}
