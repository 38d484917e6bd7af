package find

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
)

func TestTheTableOfNumbers(t *testing.T) {
	kinds := []Kind{KindTerminal, KindAdapter, KindGadget, KindAndroid, KindReader, KindScanner, KindOther}
	sure := []codes.Confidence{codes.High, codes.Medium, codes.Low, codes.Memory}
	vid, pid := regexp.MustCompile(`^[0-9a-f]{4}$`), regexp.MustCompile(`^(-|[0-9a-f]{4}|[0-9a-f]{2}xx)$`)
	seen := map[string]bool{}
	for i, line := range strings.Split(strings.TrimSpace(idsFile), "\n") {
		if n := strings.Count(line, "\t"); n != 9 {
			t.Errorf("line %d has %d columns", i+1, n+1)
		}
	}
	for _, r := range idTable() {
		id := r.vid + ":" + r.pid
		if seen[id] {
			t.Errorf("%s stands twice", id)
		}
		seen[id] = true
		if !vid.MatchString(r.vid) || !pid.MatchString(r.pid) || !slices.Contains(kinds, r.guess.Kind) || !slices.Contains(sure, r.guess.Confidence) {
			t.Errorf("%s: %+v", id, r.guess)
		}
		if r.guess.Source == "" || (r.guess.Note.EN == "") != (r.guess.Note.ZH == "") {
			t.Errorf("%s: a source or a language is missing", id)
		}
		if r.pid == "-" && r.guess.Kind == KindTerminal && r.guess.Confidence != codes.Low {
			t.Errorf("%s: a vendor id alone is never more than a weak sign", id)
		}
		if r.pid == "-" && r.guess.Note.IsZero() {
			t.Errorf("%s: a vendor id needs a warning", id)
		}
	}
	if len(seen) < 70 {
		t.Errorf("only %d rows", len(seen))
	}
	for _, d := range Drivers() {
		if !vid.MatchString(d.VID) || d.Windows == "" || d.MacOS == "" || d.Note.EN == "" || d.Note.ZH == "" {
			t.Errorf("driver %+v", d)
		}
	}
}

func TestGuess(t *testing.T) {
	for _, tt := range []struct {
		name  string
		usb   USB
		kind  Kind
		maker string
		basis Basis
		sure  codes.Confidence
	}{
		{"both numbers", USB{VID: "11ca", PID: "0219"}, KindTerminal, "Verifone", BasisIDs, codes.High},
		{"the vendor alone proves nothing", USB{VID: "0b00", PID: "9999"}, KindTerminal, "Ingenico", BasisWeak, codes.Low},
		{"a keyboard with the same vendor id", USB{VID: "0b00", PID: "1001"}, KindOther, "Elgato", BasisIDs, codes.Medium},
		{"the vendor and its own words", USB{VID: "2fb8", PID: "9999", Maker: "PAX Technology"}, KindTerminal, "PAX", BasisVendor, codes.Medium},
		{"a word that only begins like it", USB{VID: "2fb8", PID: "9999", Maker: "Paxton"}, KindTerminal, "PAX", BasisWeak, codes.Low},
		{"its own words alone", USB{VID: "dead", PID: "0001", Product: "Verifone Carbon"}, KindTerminal, "Verifone", BasisWords, codes.Low},
		{"a scanner of a maker of terminals", USB{VID: "1eab", PID: "0106"}, KindScanner, "Newland", BasisIDs, codes.High},
		{"a range", USB{VID: "0acd", PID: "26ff"}, KindReader, "ID TECH", BasisIDs, codes.Low},
		{"a health card reader", USB{VID: "0b00", PID: "0090"}, KindReader, "Ingenico", BasisIDs, codes.Medium},
		{"nobody knows", USB{VID: "046d", PID: "c077", Maker: "Logitech"}, KindUnknown, "", BasisNone, ""},
	} {
		g := guess(&tt.usb)
		if g.Kind != tt.kind || g.Maker != tt.maker || g.Basis != tt.basis || g.Confidence != tt.sure {
			t.Errorf("%s: %+v", tt.name, g)
		}
	}
}
