package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/diag"
)

const captures = "../../testdata/captures/"

// TestCapturesSayWhatTheOracleSays reads each capture and compares every payment
// with what people worked out by hand beside the captures.
func TestCapturesSayWhatTheOracleSays(t *testing.T) {
	b, err := os.ReadFile(captures + "expected.tsv")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{}
	for i, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		if f := strings.Split(line, "\t"); i > 0 {
			want[f[0]] = append(want[f[0]], strings.Join(f[1:], " "))
		}
	}
	files, err := filepath.Glob(captures + "*.jsonl")
	if err != nil || len(files) != len(want) {
		t.Fatalf("%d captures, %d in the table (%v)", len(files), len(want), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".jsonl")
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, x := range diagnoseFiles(t, file).Transactions {
				got = append(got, row(x, want[name]))
			}
			if !slices.Equal(got, want[name]) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want[name], "\n  "))
			}
		})
	}
}

// row writes a payment as the table does. The kind is compared only where the
// table names one.
func row(x diag.Transaction, want []string) string {
	root, v := x.Root(), x.Verdict
	id := root.STAN
	if id == "" {
		id = root.Order
	}
	kind := string(x.Kind)
	if slices.ContainsFunc(want, func(w string) bool { return strings.HasPrefix(w, id+"  ") }) {
		kind = ""
	}
	minor := ""
	if root.Amount.Known {
		minor = strconv.FormatInt(root.Amount.Minor, 10)
	}
	return fmt.Sprint(strings.Join([]string{
		id, kind, minor, v.Money.String(), string(v.Stage), v.Confidence.String(), v.Guards.ChargeAgain.State.String(),
	}, " "))
}
