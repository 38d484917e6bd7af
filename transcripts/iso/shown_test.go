package iso

import (
	"bufio"
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// messageHex finds long runs of hex in a dump.
var messageHex = regexp.MustCompile(`[0-9A-F]{120,}`)

// dumped gives the messages that stand on one line of a dump.
func dumped(t *testing.T) map[string][][]byte {
	t.Helper()
	out := map[string][][]byte{}
	files, _ := filepath.Glob("../../testdata/dumps/*.log")
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if m := messageHex.FindString(lines.Text()); m != "" && len(m)%2 == 0 {
				raw, err := hex.DecodeString(m)
				if err != nil {
					t.Fatal(err)
				}
				out[filepath.Base(name)] = append(out[filepath.Base(name)], raw)
			}
		}
	}
	return out
}

// Only what is on the list is shown, where it stands: every shown half byte is
// the one of the message, and the fields that hold card data are hidden whole.
func TestShownHidesAllThatIsNotOnTheList(t *testing.T) {
	messages := 0
	for name, list := range dumped(t) {
		for _, raw := range list {
			d, err := Decode(raw, Options{Masker: redact.New(nil)})
			if err != nil || !d.Complete {
				continue
			}
			got, want := NewReader(redact.New(nil), "").Shown(raw), hex.EncodeToString(raw)
			if len(got) != len(want) {
				t.Fatalf("%s: %d half bytes shown of %d", name, len(got), len(want))
			}
			messages++
			for i := range got {
				if got[i] != 'x' && got[i] != want[i] {
					t.Fatalf("%s: half byte %d is %c, in the message %c", name, i, got[i], want[i])
				}
			}
			for _, f := range d.Fields {
				part := got[2*f.Offset : 2*(f.Offset+f.Length)]
				switch f.ID {
				case "TPDU", "header", "MTI", "3", "4", "7", "11", "12", "13", "15", "22", "25", "37", "38", "39", "41", "42", "49":
					if strings.Contains(part, "x") {
						t.Errorf("%s: %s is hidden: %q", name, f.ID, part)
					}
				default:
					if strings.Trim(part, "x") != "" {
						t.Errorf("%s: DE%s shows %q", name, f.ID, part)
					}
				}
			}
		}
	}
	if messages < 20 {
		t.Errorf("only %d messages were looked at", messages)
	}
}

func TestShownOfWhatIsNoWholeMessageIsNothing(t *testing.T) {
	for name, list := range dumped(t) {
		raw := list[0]
		if s := NewReader(redact.New(nil), "").Shown(raw[:len(raw)-9]); s != "" {
			t.Errorf("%s: a cut message shows %q", name, s)
		}
	}
	if s := NewReader(redact.New(nil), "").Shown([]byte("4111111111111111")); s != "" {
		t.Errorf("no message shows %q", s)
	}
}

// A field that does not hold what it should is hidden whole: nobody knows what
// else it holds.
func TestShownHidesAFieldOfTheListThatHoldsSomethingElse(t *testing.T) {
	message := func(rrn string) []byte {
		return []byte("0200" + "3220000008800000" + "000000" + "000000012800" + "1120101403" + "000123" + rrn + "10000001")
	}
	good, odd := message("632410000123"), message("6324\x01\x02\x03\x04\x05\x06\x07\x08")
	r := NewReader(redact.New(nil), "iso1987-ascii")
	if got := r.Shown(good); got != hex.EncodeToString(good) {
		t.Errorf("all of it may be shown, got %s", got)
	}
	at := 2 * (4 + 16 + 6 + 12 + 10 + 6)
	want := []byte(hex.EncodeToString(odd))
	for i := at; i < at+2*12; i++ {
		want[i] = 'x'
	}
	if got := r.Shown(odd); got != string(want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
