package main

import (
	"bytes"
	"compress/zlib"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/diag/cases"
)

// here is the folder of this package, whatever folder a test goes to.
var here = func() string {
	dir, err := os.Getwd()
	if err != nil {
		panic(err)
	}
	return dir
}()

// session runs commands about cases one after the other in one folder, each at
// its own day of November 2026.
type session struct {
	t    *testing.T
	dir  string
	dump string
}

func newSession(t *testing.T) *session {
	t.Helper()
	s := &session{t: t, dir: t.TempDir(), dump: filepath.Join(here, dumps, "failed-debited-hex.txt")}
	t.Chdir(s.dir)
	if err := os.WriteFile("posdoctor.yaml", []byte("time_zone: Asia/Shanghai\nretention_days: 30\ncases: kept\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *session) run(day int, args ...string) outcome {
	s.t.Helper()
	return runWith(s.t.Context(), s.t, func(w *world) {
		w.Dir = s.dir
		w.Now = func() time.Time { return time.Date(2026, 11, day, 1, 30, 0, 0, time.UTC) }
	}, append([]string{"case"}, args...)...)
}

// must runs a command that must give this exit code.
func (s *session) must(code, day int, args ...string) outcome {
	s.t.Helper()
	got := s.run(day, args...)
	if got.code != code {
		s.t.Fatalf("%v: exit code %d, want %d; stderr %q", args, got.code, code, got.err)
	}
	return got
}

// told is a case with something of everything.
func (s *session) told() {
	s.t.Helper()
	s.must(0, 23, "open", s.dump, "--country", "CN", "--by", "Wang")
	s.must(0, 23, "note", "000878", "they look into it", "--with", "acquirer", "--channel", "phone", "--promised", "2026-11-24", "--reference", "A-1", "--at", "2026-11-23 09:00")
	if err := os.WriteFile("slip.txt", []byte("slip of card 4111111111111111\n"), 0o600); err != nil {
		s.t.Fatal(err)
	}
	s.must(0, 24, "note", "000878", "send the slip", "--answer-by", "2026-11-26", "--attach", "slip.txt:slip")
	s.must(0, 26, "recheck", "000878", s.dump)
	s.must(0, 27, "escalate", "000878", "--text", "by letter")
}

func TestPagesOfCases(t *testing.T) {
	golden := filepath.Join(here, "testdata", "golden")
	s := newSession(t)
	s.told()
	for _, lang := range []string{"en", "zh"} {
		for name, page := range map[string][]string{
			"show":  {"show", "000878"},
			"due":   {"due"},
			"list":  {"list"},
			"month": {"list", "--month", "2026-11", "--format", "markdown"},
		} {
			t.Run(name+"/"+lang, func(t *testing.T) {
				got := s.run(30, append(page, "--lang", lang)...)
				if got.err != "" || strings.ContainsRune(got.out, 0x1B) {
					t.Errorf("stderr %q", got.err)
				}
				path := filepath.Join(golden, "case-"+name+"."+lang+".txt")
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

func TestCasesFollowTheirSchemas(t *testing.T) {
	s := newSession(t)
	empty := s.must(0, 23, "list", "--format", "json")
	s.told()
	list := compile(t, "cases")
	validate(t, list, empty)
	for _, args := range [][]string{{"list"}, {"list", "--which", "all"}, {"list", "--month", "2026-11"}, {"list", "--verify"}, {"show", "000878"}, {"due"}} {
		validate(t, list, s.run(30, append(args, "--format", "json")...))
	}
	s.must(0, 30, "close", "000878", "--outcome", "returned", "--lesson", "x")
	validate(t, list, s.run(30, "show", "000878", "--format", "json"))
	path := filepath.Join(s.dir, "kept", "20261123-000878", store.CaseFile)
	lines := readLines(t, path)
	line := compile(t, "case")
	kinds := validateLines(t, line, lines)
	for _, kind := range []string{"opened", "note", "document", "rechecked", "escalated", "closed"} {
		if !kinds[kind] {
			t.Errorf("no line of kind %s was checked", kind)
		}
	}
	// A case whose first line is gone still gives JSON of its schema.
	if err := os.WriteFile(path, []byte(strings.Join(lines[1:], "")), 0o600); err != nil {
		t.Fatal(err)
	}
	validate(t, list, s.must(exitVerify, 30, "list", "--which", "all", "--verify", "--format", "json"))
	if err := os.WriteFile(path, []byte(strings.Join(lines, "")), 0o600); err != nil {
		t.Fatal(err)
	}
	got := runWith(t.Context(), t, func(w *world) {
		w.Dir = s.dir
		w.Now = func() time.Time { return time.Date(2027, 3, 1, 0, 0, 0, 0, time.UTC) }
	}, "case", "purge", "--yes")
	if got.code != exitClean {
		t.Fatalf("exit code %d: %s", got.code, got.err)
	}
	if !validateLines(t, line, readLines(t, filepath.Join(s.dir, "kept", store.PurgeFile)))["purged"] {
		t.Error("the purge left no line")
	}
	// The schema does refuse: a kind without its part, and a second schema.
	for _, bad := range []string{
		strings.Replace(lines[1], `"kind":"note"`, `"kind":"closed"`, 1),
		strings.Replace(lines[1], `{"n"`, `{"schema":"posdoctor.case/1","n"`, 1),
	} {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if err != nil {
			t.Fatal(err)
		}
		if line.Validate(v) == nil {
			t.Errorf("accepted %s", bad)
		}
	}
}

// A kind and a field of a later version within the format are passed over, kept as
// they are, and no fault.
func TestUnknownKindsAreKept(t *testing.T) {
	s := newSession(t)
	s.must(0, 23, "open", s.dump)
	path := filepath.Join(s.dir, "kept", "20261123-000878", store.CaseFile)
	first := readLines(t, path)[0]
	sum := sha256.Sum256([]byte(first))
	later := fmt.Sprintf(`{"n":2,"at":"2026-11-23T09:00:00+08:00","kind":"weighed","prev_sha256":"%x","weighed":{"grams":3},"mood":"good"}`+"\n", sum)
	if err := os.WriteFile(path, []byte(first+later), 0o600); err != nil {
		t.Fatal(err)
	}
	sum = sha256.Sum256([]byte(later))
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "case.head"), fmt.Appendf(nil, "2 %x\n", sum), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := s.must(0, 24, "note", "000878", "x"); got.err != "" {
		t.Errorf("stderr %q", got.err)
	}
	s.must(0, 24, "list", "--verify")
	if lines := readLines(t, path); len(lines) != 3 || lines[1] != later {
		t.Errorf("the line of a later version became %q", lines[1])
	}
	if got := s.must(0, 24, "show", "000878", "--format", "json"); !strings.Contains(got.out, `"lines": 3`) {
		t.Error("it does not count")
	}
}

func readLines(t *testing.T, path string) []string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(b), "\n")
	return lines[:len(lines)-1]
}

func validateLines(t *testing.T, schema *jsonschema.Schema, lines []string) map[string]bool {
	t.Helper()
	kinds := map[string]bool{}
	for i, l := range lines {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(l))
		if err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("line %d: %v", i+1, err)
		}
		var head struct {
			Kind string `json:"kind"`
		}
		if err := json.Unmarshal([]byte(l), &head); err != nil {
			t.Fatal(err)
		}
		kinds[head.Kind] = true
	}
	return kinds
}

// The same commands at the same time give the same bytes.
func TestCasesAreTheSameAgain(t *testing.T) {
	written := func() string {
		s := newSession(t)
		s.told()
		return strings.Join(readLines(t, filepath.Join(s.dir, "kept", "20261123-000878", store.CaseFile)), "")
	}
	if a, b := written(), written(); a != b {
		t.Errorf("first:\n%s\nagain:\n%s", a, b)
	}
}

// A PDF keeps its text packed, so that no card number shows in its bytes.
func TestACardNumberInAPackedDocumentIsRefused(t *testing.T) {
	s := newSession(t)
	s.must(0, 23, "open", s.dump)
	for text, code := range map[string]int{"card 4111 1111 1111 1111": 3, "hello": 0} {
		var packed bytes.Buffer
		z := zlib.NewWriter(&packed)
		_, _ = z.Write([]byte("BT (" + text + ") Tj ET"))
		z.Close()
		body := "%PDF-1.7\n1 0 obj<</Filter/FlateDecode>>stream\n" + packed.String() + "\nendstream\nendobj\n"
		path := filepath.Join(s.dir, "letter.pdf")
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := s.run(24, "note", "000878", "from the bank", "--attach", path); got.code != code {
			t.Errorf("%s: exit code %d, want %d; stderr %q", text, got.code, code, got.err)
		}
	}
}

// Whatever way a card number is brought in, it is neither shown nor kept.
func TestNoCardNumberGetsIntoACase(t *testing.T) {
	const pan = "4111111111111111"
	s := newSession(t)
	dump := filepath.Join(s.dir, pan+".log")
	b, err := os.ReadFile(s.dump)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dump, b, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		pan + ".txt": "card " + pan + "\ntrack ;" + pan + "=30121011234567890?\n", "utf16.txt": "\xff\xfe4\x001\x001\x001\x001\x001\x001\x001\x001\x001\x001\x001\x001\x001\x001\x001\x00",
		"photo.png": "\x89PNG\x00" + pan,
	} {
		if err := os.WriteFile(filepath.Join(s.dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var shown strings.Builder
	for _, args := range [][]string{
		{"open", dump, "--by", "card " + pan},
		{"note", "000878", "card 4111 1111 1111 1111, cvv 123", "--with", pan, "--reference", pan, "--by", pan, "--attach", pan + ".txt"},
		{"note", "000878", "--attach", "utf16.txt"},
		{"note", "000878", "--attach", "photo.png"},
		{"note", pan, "x"},
		{"note", "000878", "x", "--channel", pan},
		{"note", "000878", "x", "--promised", pan},
		{"escalate", "000878", "--reference", pan, "--text", "card " + pan},
		{"recheck", "000878", dump},
		{"show", "000878"},
		{"show", "000878", "--format", "json"},
		{"close", "000878", "--outcome", "paid", "--lesson", "never read out " + pan},
		{"list", "--which", "all", "--format", "json"},
		{"list", "--month", "2026-11", "--format", "markdown"},
		{"due"},
		{"list", "--dir", pan},
	} {
		got := s.run(23, args...)
		shown.WriteString(got.out + got.err)
	}
	files := 0
	check := func(where, text string) {
		flat := strings.NewReplacer(" ", "", "\x00", "", "\n", "").Replace(text)
		for _, p := range append(cardNumbersAt(t, s), pan) {
			if strings.Contains(flat, p) {
				t.Errorf("%s holds a clear card number", where)
			}
		}
	}
	check("what was shown", shown.String())
	err = filepath.WalkDir(filepath.Join(s.dir, "kept"), func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files++
		check("a file name", path)
		b, err := os.ReadFile(path)
		check(filepath.Base(path), string(b))
		return err
	})
	if err != nil || files < 4 {
		t.Errorf("looked at %d files (%v)", files, err)
	}
}

// cardNumbersAt are the numbers of the dumps, read from where the test began.
func cardNumbersAt(t *testing.T, s *session) []string {
	t.Helper()
	t.Chdir(here)
	defer t.Chdir(s.dir)
	return cardNumbers(t)
}

// Somebody else writes and does not finish.
func TestABusyFolderIsSaid(t *testing.T) {
	s := newSession(t)
	s.told()
	release, err := store.Lock(t.Context(), filepath.Join(s.dir, "kept", ".lock"))
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	got := runWith(ctx, t, func(w *world) { w.Dir = s.dir }, "case", "due")
	if got.code != exitInterrupted {
		t.Errorf("interrupted while waiting: exit code %d, stderr %q", got.code, got.err)
	}
	err = caseProblem(&os.PathError{Op: "lock", Path: "kept/.lock", Err: store.ErrBusy}, true)
	if exitOf(err) != exitUsage || !strings.Contains(err.Error(), "another posdoctor") {
		t.Errorf("got %v", err)
	}
}

// A purge that was interrupted after any of its steps is finished by the next,
// and logged once.
func TestAnInterruptedPurgeIsFinished(t *testing.T) {
	s := newSession(t)
	s.must(0, 1, "open", s.dump)
	s.must(0, 1, "close", "000878", "--outcome", "paid", "--lesson", "x")
	a := &app{world: world{
		Dir: s.dir, Env: func(string) string { return "" }, Out: &strings.Builder{}, Err: &strings.Builder{},
		Now: func() time.Time { return time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC) },
	}}
	d, err := a.desk(t.Context(), caseFlags{}, true)
	if err != nil {
		t.Fatal(err)
	}
	old, err := d.purgeable()
	if err != nil || len(old) != 1 {
		t.Fatalf("%d cases may go (%v)", len(old), err)
	}
	left := cases.Purged{Case: old[0].id, ClosedAt: "2026-11-01", Outcome: cases.OutcomePaid, Days: 30, Lines: 2, Last: old[0].log.Last()}
	if err := d.write(old[0], cases.Line{Kind: cases.KindPurged, Purged: &left}); err != nil {
		t.Fatal(err)
	}
	if err := d.logPurge(left); err != nil {
		t.Fatal(err)
	}
	d.files.Close()
	got := runWith(t.Context(), t, func(w *world) { w.Dir, w.Now = s.dir, a.Now }, "case", "purge", "--yes")
	if got.code != exitClean {
		t.Fatalf("exit code %d: %s", got.code, got.err)
	}
	if n := len(readLines(t, filepath.Join(s.dir, "kept", store.PurgeFile))); n != 1 {
		t.Errorf("logged %d times", n)
	}
	if _, err := os.Stat(filepath.Join(s.dir, "kept", old[0].id)); !os.IsNotExist(err) {
		t.Errorf("the case is still there (%v)", err)
	}
}
