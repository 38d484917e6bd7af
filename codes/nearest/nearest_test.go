package nearest

import (
	"strings"
	"testing"
)

func TestTo(t *testing.T) {
	known := []string{"books", "dialect", "merchant", "terminals", "time_zone", "host", "05"}
	for typed, want := range map[string]string{
		"book":                     "books",     // a letter missing
		"termnials":                "terminals", // two letters swapped
		"Merchant":                 "merchant",  // case
		"hots":                     "host",
		"dial":                     "dialect", // the beginning
		"time-zone":                "time_zone",
		"currency":                 "",
		"x":                        "", // anything is one slip away from one letter
		"":                         "",
		strings.Repeat("b", 10000): "",
	} {
		if got := To(typed, known); got != want {
			t.Errorf("To(%.20q) = %q, want %q", typed, got, want)
		}
	}
}
