package evidence

import (
	"errors"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestStatementsOfChineseBanksAreReadAndMasked(t *testing.T) {
	const row = "2026-11-20,卡号 6228480000000000019,消费,128.00\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(row)
	if err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string]string{"utf-8": row, "utf-8 with a mark": "\uFEFF" + row, "gb18030": gb} {
		var out strings.Builder
		masked, err := MaskStatement("bank.csv", strings.NewReader(in), &out)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if want := "2026-11-20,卡号 622848*********0019,消费,128.00\n"; out.String() != want {
			t.Errorf("%s: %q", name, out.String())
		}
		if masked.Counts["pan"] == 0 {
			t.Errorf("%s: counted %v", name, masked.Counts)
		}
	}
	for name, in := range map[string]string{"a workbook": "PK\x03\x04\x00\x00", "broken": "\x81\x20\xFF\xFE\x00"} {
		var out strings.Builder
		if _, err := MaskStatement("bank.xlsx", strings.NewReader(in), &out); err == nil || out.Len() > 0 {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestATextThatCannotBeReadIsAnError(t *testing.T) {
	broken := errors.New("broken")
	var out strings.Builder
	if _, err := MaskText("x", iotest.ErrReader(broken), &out); !errors.Is(err, broken) {
		t.Errorf("error = %v", err)
	}
}

func TestFormulasLoseTheirPower(t *testing.T) {
	for in, want := range map[string]string{"=1+1": "'=1+1", "@x": "'@x", "000123": "000123", "": ""} {
		if got := plainCell(in); got != want {
			t.Errorf("plainCell(%q) = %q", in, got)
		}
	}
}

// TestTheLastScanSeesAcrossItsCuts puts a card number, then a typed value, at
// every place around the end of the first part.
func TestTheLastScanSeesAcrossItsCuts(t *testing.T) {
	const card = "4111111111111111"
	line := strings.Repeat("a line without anything in it\n", scanPart/30)
	for shift := -20; shift <= 20; shift += 4 {
		at := scanPart + shift
		text := (line + line)[:at-1] + " " + card + "\n" + line[:scanPart/2]
		clear, err := showsCard(strings.NewReader(text), int64(len(text)), map[string]bool{})
		if err != nil || !clear {
			t.Errorf("at %d the card number is not seen (%v)", at, err)
		}
		clear, err = showsCard(strings.NewReader(text), int64(len(text)), map[string]bool{card: true})
		if err != nil || clear {
			t.Errorf("at %d a typed value is taken for a card number (%v)", at, err)
		}
	}
}
