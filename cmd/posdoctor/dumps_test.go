package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/diagnose"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/read"
)

const dumps = "../../testdata/dumps/"

// expectation is one row of expected.tsv, which people wrote from the rules.
type expectation struct{ stan, money, confidence, chargeAgain string }

func expectations(t *testing.T) map[string][]expectation {
	t.Helper()
	b, err := os.ReadFile(dumps + "expected.tsv")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]expectation{}
	for i, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		f := strings.Split(line, "\t")
		if i > 0 {
			out[f[0]] = append(out[f[0]], expectation{f[1], f[2], f[3], f[4]})
		}
	}
	return out
}

func diagnoseFiles(t *testing.T, files ...string) diag.Report {
	t.Helper()
	engine := diagnose.New(diagnose.Config{Books: codes.Open()})
	inputs := make([]read.Input, len(files))
	for i, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		inputs[i] = read.Input{Name: filepath.Base(name), R: f}
	}
	sources, err := read.Events(context.Background(), inputs, read.Options{Key: []byte("key of this test run only")},
		func(ev transcripts.Event) error { engine.Add(ev); return nil })
	if err != nil {
		t.Fatal(err)
	}
	return engine.Finish(sources)
}

// TestDumpsSayWhatTheOracleSays reads every dump alone, and all dumps of one
// incident together in both orders, and compares every payment with what the
// oracle beside the dumps expects.
func TestDumpsSayWhatTheOracleSays(t *testing.T) {
	for incident, rows := range expectations(t) {
		files, err := filepath.Glob(dumps + incident + "-*")
		if err != nil || len(files) < 2 {
			t.Fatalf("%s: got %d dumps, want at least two formats (%v)", incident, len(files), err)
		}
		sets := [][]string{files}
		backwards := slices.Clone(files)
		slices.Reverse(backwards)
		sets = append(sets, backwards)
		for _, f := range files {
			sets = append(sets, []string{f})
		}
		for _, set := range sets {
			var names []string
			for _, f := range set {
				names = append(names, filepath.Base(f))
			}
			t.Run(strings.Join(names, "+"), func(t *testing.T) {
				r := diagnoseFiles(t, set...)
				var got, want []string
				for _, x := range r.Transactions {
					v := x.Verdict
					got = append(got, fmt.Sprintf("%s %s %s charge_again=%s", x.Root().STAN, v.Money, v.Confidence, v.Guards.ChargeAgain.State))
				}
				for _, e := range rows {
					want = append(want, fmt.Sprintf("%s %s %s charge_again=%s", e.stan, e.money, e.confidence, e.chargeAgain))
				}
				slices.Sort(got)
				slices.Sort(want)
				if !slices.Equal(got, want) {
					t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
				}
			})
		}
	}
}
