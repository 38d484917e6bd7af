package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
)

// TestTraces compares what trace shows of three incidents with what was reviewed.
func TestTraces(t *testing.T) {
	golden, err := filepath.Abs("testdata/golden")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		dump, stan string
		code       int
	}{
		{"contact-issuer-pos.log", "000512", exitAttention},
		{"reversal-accepted-pos.log", "000208", exitClean}, // all of it was given back, which is proved
		{"no-response-q2.log", "000304", exitAttention},
	} {
		for _, lang := range []string{"en", "zh"} {
			t.Run(tt.dump+"/"+lang, func(t *testing.T) {
				got := runAtDumps(t, "trace", tt.dump, "--stan", tt.stan, "--lang", lang, "-v")
				if got.code != tt.code || got.err != "" {
					t.Fatalf("exit code %d, stderr %q", got.code, got.err)
				}
				for l := range strings.Lines(got.out) {
					if w := report.Columns(strings.TrimSuffix(l, "\n")); w > 80 {
						t.Errorf("%d columns in %q", w, l)
					}
				}
				if strings.ContainsRune(got.out, 0x1B) {
					t.Error("an escape byte in a pipe")
				}
				path := filepath.Join(golden, "trace-"+tt.dump+"."+lang+".txt")
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
					t.Errorf("the page changed (-want +got):\n%s", d)
				}
			})
		}
	}
}

// TestThePlacesAreWhereTheBytesAre reads each dump at every place that its
// timelines name, and finds there what the row speaks of.
func TestThePlacesAreWhereTheBytesAre(t *testing.T) {
	files, err := filepath.Glob(dumps + "*-*.*")
	if err != nil || len(files) < 10 {
		t.Fatalf("got %d dumps (%v)", len(files), err)
	}
	messages := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r := diagnoseFiles(t, file)
		for _, tx := range r.Transactions {
			for _, row := range report.Timeline(r, tx.Key) {
				w := row.Where
				if w.Offset < 0 || w.Length <= 0 || w.Offset+w.Length > int64(len(data)) {
					t.Fatalf("%s: %+v is outside of %d bytes", file, w, len(data))
				}
				if line := int64(bytes.Count(data[:w.Offset], []byte("\n"))) + 1; line != w.Line {
					t.Errorf("%s: byte %d is on line %d, not on %d", file, w.Offset, line, w.Line)
				}
				if row.Message == nil {
					continue
				}
				messages++
				// A trace number stands there as digits (or packed), as hex of them, or
				// in EBCDIC. Hex of a record may be spaced, and stand in rows with an offset
				// before and characters behind them.
				record := strings.ToUpper(string(data[w.Offset : w.Offset+w.Length]))
				packed := strings.NewReplacer(" ", "", "\n", "", "\r", "", "\t", "").Replace(record)
				if !slices.ContainsFunc(spelled(row.Message.STAN), func(f string) bool {
					return strings.Contains(packed, strings.ToUpper(f)) || strings.Contains(hexOf(record), strings.ToUpper(f))
				}) {
					t.Errorf("%s: trace number %s is not in the record at byte %d: %s", file, row.Message.STAN, w.Offset, record)
				}
			}
		}
	}
	if messages < 100 {
		t.Errorf("only %d messages were looked at", messages)
	}
}

// hexOf takes the pairs of hex out of the rows of a hex dump.
func hexOf(record string) string {
	var out strings.Builder
	for line := range strings.Lines(record) {
		for _, field := range strings.Fields(line) {
			if b, err := hex.DecodeString(field); err == nil && len(b) == 1 {
				out.WriteString(field)
			}
		}
	}
	return out.String()
}

// TestTheProofIsWhatTheTimelineShows: each step of a proof that has a place is a
// row of the timeline, so that the page, the JSON and the bundle cannot differ.
func TestTheProofIsWhatTheTimelineShows(t *testing.T) {
	files, _ := filepath.Glob(dumps + "*-*.*")
	steps := 0
	for _, set := range [][]string{files, files[:1], files[3:5]} {
		r := diagnoseFiles(t, set...)
		for _, tx := range r.Transactions {
			rows := map[string]bool{}
			for _, row := range report.Timeline(r, tx.Key) {
				rows[fmt.Sprint(row.Leg, row.Where, row.Text.EN)] = true
			}
			for _, e := range tx.Verdict.Because {
				if e.Where.IsZero() {
					continue
				}
				steps++
				if !rows[fmt.Sprint(e.Leg, e.Where, e.Text.EN)] {
					t.Errorf("%s: %q of leg %d at %+v is no row", tx.Key, e.Text.EN, e.Leg, e.Where)
				}
			}
		}
	}
	if steps < 100 {
		t.Errorf("only %d steps were looked at", steps)
	}
}

// TestTraceAgreesWithCheck: the same payment has the same verdict, legs and
// findings in both.
func TestTraceAgreesWithCheck(t *testing.T) {
	type tx struct {
		Key      string
		Verdict  json.RawMessage
		Legs     json.RawMessage
		Findings []string
		Timeline []struct{ Where map[string]int64 }
	}
	var all, one struct{ Transactions []tx }
	if err := json.Unmarshal([]byte(runAtDumps(t, "check", "reversal-accepted-q2.log", "--format", "json").out), &all); err != nil {
		t.Fatal(err)
	}
	if len(all.Transactions) == 0 {
		t.Fatal("no transactions")
	}
	for _, want := range all.Transactions {
		got := runAtDumps(t, "trace", "reversal-accepted-q2.log", "--key", want.Key, "--format", "json")
		if err := json.Unmarshal([]byte(got.out), &one); err != nil {
			t.Fatal(err)
		}
		if len(one.Transactions) != 1 {
			t.Fatalf("%s: %d transactions", want.Key, len(one.Transactions))
		}
		x := one.Transactions[0]
		if len(x.Timeline) == 0 {
			t.Errorf("%s has no timeline", want.Key)
		}
		x.Timeline, want.Timeline = nil, nil
		if d := cmp.Diff(want, x); d != "" {
			t.Errorf("%s (-check +trace):\n%s", want.Key, d)
		}
		one.Transactions = nil
	}
}

func TestTracesFollowTheirSchema(t *testing.T) {
	schema := compile(t, "report")
	files, _ := filepath.Glob(dumps + "*-*.*")
	for _, file := range files {
		path, err := filepath.Abs(file)
		if err != nil {
			t.Fatal(err)
		}
		validate(t, schema, runWith(t.Context(), t, nil, "trace", path, "--format", "json"))
	}
}

// The masked bytes of a message are as long as the message, and only in what
// asks for them.
func TestBytesAreShownOnlyWhereTheyAreAskedFor(t *testing.T) {
	got := runAtDumps(t, "trace", "contact-issuer-pos.log", "--stan", "512", "--format", "json")
	// Length, TPDU, header, type and bitmap as the log has them; then DE2, a byte
	// of length and 19 digits in ten; then DE3, DE4 and DE11.
	want := "011260000300006031003100010200702406c020c09a11" + strings.Repeat("x", 2+20) + "000000000000068800000512"
	if !strings.Contains(got.out, `"bytes": "`+want) {
		t.Errorf("the bytes of the request are not there: %s", got.out)
	}
	if got := runAtDumps(t, "check", "contact-issuer-pos.log", "--format", "json"); strings.Contains(got.out, `"bytes": "`) || strings.Contains(got.out, `"timeline"`) {
		t.Error("check writes what only trace shows")
	}
}

// What is kept while reading does not grow with the input: of many payments only
// the one that fits is in the report.
func TestTraceKeepsOnlyWhatFits(t *testing.T) {
	got := runAtDumps(t, "trace", ".", "--stan", "000305", "--format", "json")
	var r struct {
		Transactions []struct{ STAN string }
		Findings     []struct{ Transactions []string }
		Exchanges    []any
		Summary      struct{ Transactions int }
	}
	if err := json.Unmarshal([]byte(got.out), &r); err != nil {
		t.Fatalf("%v: %s", err, got.err)
	}
	if len(r.Transactions) != 1 || r.Transactions[0].STAN != "000305" || r.Summary.Transactions != 1 || len(r.Exchanges) != 0 {
		t.Errorf("got %+v", r)
	}
	for _, f := range r.Findings {
		if len(f.Transactions) != 1 {
			t.Errorf("a finding names %v", f.Transactions)
		}
	}
}

func TestAGuardThatWaitsSaysWhatFor(t *testing.T) {
	for _, until := range []string{"statement", "reversal_answer", "host_query", "upload", "batch_end"} {
		r := diag.Report{Transactions: []diag.Transaction{{
			Key: "k", Legs: []diag.Leg{{Target: -1}},
			Verdict: diag.Verdict{Guards: diag.Guards{Refund: diag.Guard{State: diag.Wait, Until: until}}},
		}}}
		for _, b := range report.Trace(r, "k", report.PageOptions{}).Blocks {
			for _, row := range b.Rows {
				for _, s := range row {
					if strings.Contains(s.Text, ": "+until+".") {
						t.Errorf("%q is shown as it is", until)
					}
				}
			}
		}
	}
}
