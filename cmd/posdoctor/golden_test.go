package main

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/posdoctor/posdoctor/diag/report"
)

var update = flag.Bool("update", false, "write the golden files anew; review the diff")

// runAtDumps runs in the folder of the dumps, so that outputs name them without
// a path.
func runAtDumps(t *testing.T, args ...string) outcome {
	t.Helper()
	dir, err := filepath.Abs(dumps)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	return runWith(t.Context(), t, func(w *world) { w.Dir = dir }, args...)
}

// TestFirstScreens compares the first screen of every dump in both languages
// with the one that was reviewed, and holds it to 80 columns and 24 lines.
func TestFirstScreens(t *testing.T) {
	golden, err := filepath.Abs("testdata/golden")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(dumps + "*-*.*")
	if err != nil || len(files) < 10 {
		t.Fatalf("got %d dumps (%v)", len(files), err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		for _, lang := range []string{"en", "zh"} {
			t.Run(name+"/"+lang, func(t *testing.T) {
				got := runAtDumps(t, "check", "--lang", lang, name)
				if got.code != exitAttention || got.err != "" {
					t.Fatalf("exit code %d, stderr %q, want %d and silence", got.code, got.err, exitAttention)
				}
				lines := strings.Split(strings.TrimSuffix(got.out, "\n"), "\n")
				if len(lines) > 24 {
					t.Errorf("%d lines, want at most 24", len(lines))
				}
				for _, l := range lines {
					if w := report.Columns(l); w > 80 {
						t.Errorf("%d columns in %q, want at most 80", w, l)
					}
				}
				if strings.ContainsRune(got.out, 0x1B) {
					t.Error("an escape byte in a pipe")
				}
				path := filepath.Join(golden, name+"."+lang+".txt")
				if *update {
					if err := os.WriteFile(path, []byte(got.out), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(string(want), got.out); d != "" {
					t.Errorf("the screen changed (-want +got):\n%s", d)
				}
			})
		}
	}
}

// TestReportsFitTheirSchema validates the JSON of every dump against the schema
// that ships.
func TestReportsFitTheirSchema(t *testing.T) {
	var doc any
	if err := json.Unmarshal(report.Schema, &doc); err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("report.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("report.json")
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(dumps + "*-*.*")
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			got := runAtDumps(t, "check", "--format", "json", name)
			var v any
			if err := json.Unmarshal([]byte(got.out), &v); err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(v); err != nil {
				t.Error(err)
			}
			again := runAtDumps(t, "check", "--format", "json", name)
			if got.out != again.out {
				t.Error("the same input gave another output")
			}
		})
	}
}
