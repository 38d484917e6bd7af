package evidence

import (
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/codes"
)

func TestABundleHasTheFixedLayout(t *testing.T) {
	m := written(t, aBag(t))
	want := []string{
		"VERIFY.txt", "bag-info.txt", "bagit.txt", "data/custody/custody.jsonl", "data/custody/redaction.json",
		"data/report/other.txt", "data/report/report.txt", "data/source/terminal-log.redacted.bin", "manifest-sha256.txt",
		"tagmanifest-sha256.txt", "tagmanifest-sha256.txt.sig", "tagmanifest-sha256.txt.tsq",
	}
	if d := cmp.Diff(want, slices.Sorted(maps.Keys(m.files))); d != "" {
		t.Errorf("files (-want +got):\n%s", d)
	}
	if got := string(m.files[fileBagit]); got != "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n" {
		t.Errorf("bagit.txt is %q", got)
	}
	manifest := string(m.files[fileManifest])
	lines := strings.Split(strings.TrimSuffix(manifest, "\n"), "\n")
	if len(lines) != 5 || !slices.IsSortedFunc(lines, func(a, b string) int { return strings.Compare(a[66:], b[66:]) }) {
		t.Errorf("the manifest is not a sorted list of the payload:\n%s", manifest)
	}
	for _, line := range lines {
		if digest(m.files[line[66:]]) != line[:64] || line[64:66] != "  " {
			t.Errorf("wrong line %q", line)
		}
	}
	if tags := string(m.files[fileTagManifest]); strings.Contains(tags, "data/") || strings.Contains(tags, "tagmanifest") || !strings.Contains(tags, "  VERIFY.txt\n") {
		t.Errorf("tag manifest:\n%s", tags)
	}
}

func TestTheSameInputsGiveTheSameBytes(t *testing.T) {
	a, b := written(t, aBag(t)), written(t, aBag(t))
	if d := cmp.Diff(a.files, b.files); d != "" {
		t.Errorf("two runs differ:\n%s", d)
	}
	var one, two strings.Builder
	for _, w := range []*strings.Builder{&one, &two} {
		if err := Zip(w, "bundle", a.fs(), made); err != nil {
			t.Fatal(err)
		}
	}
	if one.String() != two.String() {
		t.Error("two archives of one bundle differ")
	}
}

func TestACopyIsMaskedInPlaceAndTheOriginalIsKnownByAKeyedDigestOnly(t *testing.T) {
	m := written(t, aBag(t))
	got := string(m.files["data/source/terminal-log.redacted.bin"])
	if want := strings.Replace(aLog, "4111111111111111", "411111******1111", 1); got != want {
		t.Errorf("the copy is %q", got)
	}
	plain := digest([]byte(aLog))
	for name, b := range m.files {
		if strings.Contains(string(b), plain) {
			t.Errorf("%s holds the plain digest of the original", name)
		}
		if strings.Contains(string(b), "4111111111111111") {
			t.Errorf("%s shows the card number", name)
		}
	}
	lines, broken := readCustody(m.files[dirPayload+CustodyPath])
	if broken > 0 || lines[0].Action != actionAcquire || len(lines[0].HMAC) != 64 || lines[0].HMAC == plain {
		t.Errorf("custody begins with %+v", lines[0])
	}
	other := aBag(t)
	other.Key = []byte("another key")
	again, _ := readCustody(written(t, other).files[dirPayload+CustodyPath])
	if again[0].HMAC == lines[0].HMAC {
		t.Error("the digest of the original does not hang on the key")
	}
}

func TestTextPartsPassALastScan(t *testing.T) {
	bag := aBag(t)
	bag.Typed = []string{"6228480000000000019"}
	bag.Parts = []Part{textPart("report/report.txt", "card 5555555555554444 order 6228480000000000019\n")}
	m := newMemory()
	done, err := Write(m, bag)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(m.files["data/report/report.txt"]); got != "card 555555******4444 order 6228480000000000019\n" {
		t.Errorf("the part is %q", got)
	}
	if done.Masked["pan"] != 1 {
		t.Errorf("counted %v", done.Masked)
	}
}

func TestWhatCannotBeMaskedIsNotWritten(t *testing.T) {
	bag := aBag(t)
	bag.Copies[0].Open = opened("\x41\x11\x11\x11\x11\x11\x11\x11\x00\xFF")
	_, err := Write(newMemory(), bag)
	var p *codes.Problem
	if !errors.As(err, &p) || p.ID != "input.not_text" {
		t.Errorf("error = %v", err)
	}
}

func TestAnInputThatChangesMeanwhileIsRefused(t *testing.T) {
	bag := aBag(t)
	bag.Copies[0].SHA256 = digest([]byte("what was diagnosed"))
	_, err := Write(newMemory(), bag)
	var p *codes.Problem
	if !errors.As(err, &p) || p.ID != "input.changed" {
		t.Errorf("error = %v", err)
	}
}

func TestAnOmittedCopyIsRecorded(t *testing.T) {
	bag := aBag(t)
	bag.Copies[0].Redact, bag.Copies[0].Why = nil, codes.Text{EN: "it is packed", ZH: "是压缩的"}
	m := newMemory()
	done, err := Write(m, bag)
	if err != nil {
		t.Fatal(err)
	}
	if c := done.Copies[0]; c.Path != "" || c.HMAC == "" || c.OriginalBytes != int64(len(aLog)) {
		t.Errorf("recorded as %+v", c)
	}
	if out := Verify(m.tree(t), expectOwn(t)); !out.Passed {
		t.Errorf("faults %v", ids(out.Faults))
	}
}

// TestEveryFailureOfTheFolderComesBack runs the disk full after every number of
// bytes and of files: there is never a success that is not whole.
func TestEveryFailureOfTheFolderComesBack(t *testing.T) {
	whole := written(t, aBag(t))
	total := 0
	for _, b := range whole.files {
		total += len(b)
	}
	for room := 0; room < total; room += 97 {
		m := newMemory()
		m.room = room
		if _, err := Write(m, aBag(t)); !errors.Is(err, errFull) {
			t.Fatalf("with room for %d of %d bytes: error %v", room, total, err)
		}
	}
	for most := range len(whole.files) {
		m := newMemory()
		m.most = most
		if _, err := Write(m, aBag(t)); !errors.Is(err, errFull) {
			t.Fatalf("with room for %d files: error %v", most, err)
		}
	}
}

func TestPartsMayNotLeaveTheBundle(t *testing.T) {
	for _, path := range []string{"../x", "/x", "a/../../x", "report/Ünicode", "a b", "", "report/REPORT.txt", "report//x"} {
		bag := aBag(t)
		bag.Parts = append(bag.Parts, textPart(path, "x"))
		if _, err := Write(newMemory(), bag); err == nil {
			t.Errorf("a part was written to %q", path)
		}
	}
}

func TestAFailingPartFailsTheBundle(t *testing.T) {
	bag := aBag(t)
	bag.Parts[0].Write = func(io.Writer) error { return errFull }
	if _, err := Write(newMemory(), bag); !errors.Is(err, errFull) {
		t.Errorf("error = %v", err)
	}
}

func TestNames(t *testing.T) {
	for _, tt := range []struct {
		number   string
		revision int
		want     string
	}{
		{"", 1, "posdoctor-evidence-20261122T100000Z"},
		{"2026/0042 A", 1, "posdoctor-evidence-2026-0042-A-20261122T100000Z"},
		{"../../etc", 1, "posdoctor-evidence-etc-20261122T100000Z"},
		{"案件", 2, "posdoctor-evidence-20261122T100000Z-r2"},
	} {
		if got := Name(tt.number, tt.revision, made); got != tt.want {
			t.Errorf("Name(%q, %d) = %q, want %q", tt.number, tt.revision, got, tt.want)
		}
	}
}
