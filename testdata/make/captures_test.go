package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts/sim"
)

// The captures in the tree are what this program writes, on any day.
func TestCapturesAreCurrent(t *testing.T) {
	for _, c := range captures {
		want, err := capture(c.scenario, c.start)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join("..", "captures", c.file))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from what make writes: run go run ./testdata/make", c.file)
		}
	}
}

// Every file in the folder is written by make or is one of the hand-made ones.
func TestNoStrayCaptures(t *testing.T) {
	known := map[string]bool{"README.md": true, "expected.tsv": true}
	for _, c := range captures {
		known[c.file] = true
	}
	files, err := os.ReadDir(filepath.Join("..", "captures"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !known[f.Name()] {
			t.Errorf("%s is not written by make", f.Name())
		}
	}
}

// The oracle names each sale of each capture once, and no other.
func TestExpectedCoversEveryCapture(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "captures", "expected.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	expected := map[string]int{}
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) != 8 {
			t.Fatalf("line %d has %d cells", i+1, len(cells))
		}
		if i > 0 {
			expected[cells[0]+" "+cells[3]]++
		}
	}
	for _, c := range captures {
		s, _ := sim.Named(c.scenario)
		for _, step := range s.Till {
			if step.Do != sim.DoSale {
				continue
			}
			key := strings.TrimSuffix(c.file, ".jsonl") + " " + strconv.FormatInt(step.Minor, 10)
			if expected[key] != 1 {
				t.Errorf("expected.tsv names %q %d times", key, expected[key])
			}
			delete(expected, key)
		}
	}
	for key := range expected {
		t.Errorf("expected.tsv names %q, which no capture has", key)
	}
}
