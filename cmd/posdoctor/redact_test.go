package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// TestCheckSaysOfACopyWhatItSaysOfTheOriginal compares whole reports, with all
// verdicts, keys, places and reference numbers. Only what is of the bytes
// themselves differs: their digest, what was masked while reading, and the finding
// that the log holds clear card data, which a copy must not have.
func TestCheckSaysOfACopyWhatItSaysOfTheOriginal(t *testing.T) {
	files, err := filepath.Glob(dumps + "*-*.*")
	if err != nil || len(files) < 10 {
		t.Fatalf("got %d dumps (%v)", len(files), err)
	}
	dir, originals := t.TempDir(), 0
	for _, file := range files {
		copied := filepath.Join(dir, filepath.Base(file))
		if got := runWith(t.Context(), t, nil, "redact", abs(t, file), "-o", copied); got.code != exitClean {
			t.Fatalf("%s: exit code %d: %s", file, got.code, got.err)
		}
		info, err := os.Stat(copied)
		if err != nil {
			t.Fatal(err)
		}
		if original, err := os.Stat(file); err != nil || info.Size() != original.Size() {
			t.Errorf("%s: the copy has %d bytes", file, info.Size())
		}
		got, clear := checked(t, copied)
		if clear {
			t.Errorf("%s: check finds clear card data in the copy", filepath.Base(file))
		}
		want, held := checked(t, abs(t, file))
		if held {
			originals++
		}
		if !reflect.DeepEqual(got, want) {
			for k := range want {
				if !reflect.DeepEqual(got[k], want[k]) {
					t.Errorf("%s: check says something else of the copy in %q", filepath.Base(file), k)
				}
			}
		}
	}
	if originals == 0 {
		t.Error("no dump holds clear card data, so this test proves little")
	}
}

func abs(t *testing.T, path string) string {
	t.Helper()
	out, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// checked is the report of a log without what is of its bytes, and whether clear
// card data was found in it.
func checked(t *testing.T, path string) (rep map[string]any, clear bool) {
	t.Helper()
	got := runWith(t.Context(), t, nil, "check", "--format", "json", path)
	if err := json.Unmarshal([]byte(got.out), &rep); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	delete(rep, "generated_at")
	for _, s := range rep["sources"].([]any) {
		for _, k := range []string{"name", "sha256", "masked"} {
			delete(s.(map[string]any), k)
		}
	}
	delete(rep["summary"].(map[string]any), "findings") // counts of what follows
	var findings []any
	list, _ := rep["findings"].([]any)
	for _, f := range list {
		f := f.(map[string]any)
		if f["id"] == "security.pan_in_log" {
			clear = true
			continue
		}
		delete(f, "ref") // counted through
		findings = append(findings, f)
	}
	rep["findings"] = findings
	return rep, clear
}
