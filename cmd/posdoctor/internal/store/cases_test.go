package store

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/diag/cases"
)

var at = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// TestMain lets the test binary be the second process of a test.
func TestMain(m *testing.M) {
	if dir := os.Getenv("POSDOCTOR_TEST_APPEND"); dir != "" {
		n, err := strconv.Atoi(os.Getenv("POSDOCTOR_TEST_LINES"))
		if err == nil {
			err = appendLines(dir, os.Getenv("POSDOCTOR_TEST_NAME"), n)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// appendLines adds lines to the case "c" and says each number once it is safe.
func appendLines(dir, name string, n int) error {
	for i := range n {
		if err := appendOne(dir, cases.Line{At: at, By: name, Kind: cases.KindNote, Note: &cases.Note{Text: strconv.Itoa(i)}}); err != nil {
			return err
		}
		fmt.Println(i)
	}
	return nil
}

func appendOne(dir string, line cases.Line) error {
	c, err := OpenCases(noContext{}, dir, true)
	if err != nil {
		return err
	}
	defer c.Close()
	file, head, err := c.Read("c")
	if err != nil {
		return err
	}
	log := cases.Read(file, head)
	more, head, err := log.Next(line)
	if err != nil {
		return err
	}
	_, err = c.Append("c", log.Whole, more, head)
	return err
}

// noContext never ends; a re-executed test binary has no test to take one from.
type noContext struct{}

func (noContext) Deadline() (t time.Time, ok bool) { return }
func (noContext) Done() <-chan struct{}            { return nil }
func (noContext) Err() error                       { return nil }
func (noContext) Value(any) any                    { return nil }

func newCase(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "cases")
	c, err := OpenCases(t.Context(), dir, true)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	first, head, err := cases.Log{}.Next(cases.Line{At: at, Kind: cases.KindOpened, Opened: &cases.Opened{Case: "c"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Create("c", first, head); err != nil {
		t.Fatal(err)
	}
	return dir
}

func logOf(t *testing.T, dir string) cases.Log {
	t.Helper()
	c, err := OpenCases(t.Context(), dir, false)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	file, head, err := c.Read("c")
	if err != nil {
		t.Fatal(err)
	}
	return cases.Read(file, head)
}

func appender(t *testing.T, dir, name string, n int) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), "POSDOCTOR_TEST_APPEND="+dir, "POSDOCTOR_TEST_NAME="+name, "POSDOCTOR_TEST_LINES="+strconv.Itoa(n))
	return cmd
}

func TestTwoProcessesLoseNothing(t *testing.T) {
	const lines = 200
	dir := newCase(t)
	var running []*exec.Cmd
	for _, name := range []string{"a", "b"} {
		cmd := appender(t, dir, name, lines)
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		running = append(running, cmd)
	}
	for _, cmd := range running {
		if err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	log := logOf(t, dir)
	if len(log.Faults)+log.Torn != 0 || len(log.Lines) != 1+2*lines {
		t.Fatalf("%d lines, faults %v, %d torn", len(log.Lines), log.Faults, log.Torn)
	}
	next := map[string]int{}
	for _, l := range log.Lines[1:] {
		if l.Note.Text != strconv.Itoa(next[l.By]) {
			t.Fatalf("%s wrote %s where %d is next", l.By, l.Note.Text, next[l.By])
		}
		next[l.By]++
	}
	if next["a"] != lines || next["b"] != lines {
		t.Errorf("got %v", next)
	}
}

func TestAKilledProcessLosesNoLineThatItSaidIsSafe(t *testing.T) {
	dir := newCase(t)
	safe := 1
	for round := range 12 {
		cmd := appender(t, dir, "k", 1000)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		said := bufio.NewScanner(out)
		for range 1 + round%4 {
			if !said.Scan() {
				t.Fatal("the process ended by itself")
			}
			safe++
		}
		if err := cmd.Process.Kill(); err != nil { // kill -9
			t.Fatal(err)
		}
		for said.Scan() {
			safe++ // said before it was killed
		}
		_ = cmd.Wait() // killed, so this is an error
		log := logOf(t, dir)
		if len(log.Faults) != 0 || len(log.Lines) < safe || len(log.Lines) > safe+1 {
			t.Fatalf("round %d: %d lines, %d were said to be safe; faults %v", round, len(log.Lines), safe, log.Faults)
		}
		safe = len(log.Lines)
	}
}

func TestATornLineIsSetAsideAndTheCaseGoesOn(t *testing.T) {
	dir := newCase(t)
	torn := `{"n":2,"at":"2026-11-23T12:0`
	path := filepath.Join(dir, "c", CaseFile)
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(f, torn); err != nil {
		t.Fatal(err)
	}
	f.Close()
	half := filepath.Join(dir, "c", "."+caseHead+".123.tmp") // of the head that was being made
	write(t, half, "2 ")
	if log := logOf(t, dir); log.Torn != len(torn) || len(log.Lines) != 1 {
		t.Fatalf("%d torn, %d lines", log.Torn, len(log.Lines))
	}
	if err := appendOne(dir, cases.Line{At: at, Kind: cases.KindNote, Note: &cases.Note{Text: "x"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(half); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("half a head was left (%v)", err)
	}
	if log := logOf(t, dir); log.Torn != 0 || len(log.Faults) != 0 || len(log.Lines) != 2 {
		t.Errorf("%d torn, faults %v, %d lines", log.Torn, log.Faults, len(log.Lines))
	}
	if got := read(t, filepath.Join(dir, "c", caseTorn+".1")); got != torn {
		t.Errorf("set aside %q, want %q", got, torn)
	}
}

// A line whose head could not be written is not there: whoever is told so writes
// it again.
func TestALineThatFailsLeavesNothing(t *testing.T) {
	dir := newCase(t)
	path := filepath.Join(dir, "c", CaseFile)
	before := read(t, path)
	log := logOf(t, dir)
	head := filepath.Join(dir, "c", caseHead)
	if err := os.Remove(head); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(head, 0o700); err != nil { // no head can take its place
		t.Fatal(err)
	}
	more, next, err := log.Next(cases.Line{At: at, Kind: cases.KindNote, Note: &cases.Note{Text: "x"}})
	if err != nil {
		t.Fatal(err)
	}
	c, err := OpenCases(t.Context(), dir, true)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Append("c", log.Whole, more, next); err == nil {
		t.Fatal("written without a head")
	}
	if after := read(t, path); after != before {
		t.Errorf("the line is there all the same: %q", after)
	}
}

func TestHalfMadeAndHalfDeletedCasesAreCleared(t *testing.T) {
	dir := newCase(t)
	write(t, filepath.Join(dir, newMark+"d", CaseFile), "")
	write(t, filepath.Join(dir, goneMark+"e", CaseFile), "")
	c, err := OpenCases(t.Context(), dir, true)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if got := strings.Join(names(t, dir), " "); got != lockFile+" c" {
		t.Errorf("left: %s", got)
	}
	if list, err := c.List(); err != nil || len(list) != 1 || list[0] != "c" {
		t.Errorf("listed %v (%v)", list, err)
	}
	if err := c.Create("c", nil, nil); !errors.Is(err, fs.ErrExist) {
		t.Errorf("making it again: %v", err)
	}
	if err := c.Remove("c"); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(names(t, dir), " "); got != lockFile {
		t.Errorf("left after deleting: %s", got)
	}
}

func TestNamesLeadNowhereElse(t *testing.T) {
	dir := newCase(t)
	c, err := OpenCases(t.Context(), dir, true)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, id := range []string{"", ".", "..", "../c", "c/../c", `..\c`, "/etc", "C:x"} {
		if _, _, err := c.Read(id); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Read(%q): %v", id, err)
		}
		if err := c.Create(id, nil, nil); err == nil {
			t.Errorf("Create(%q) worked", id)
		}
		if err := c.Remove(id); err == nil {
			t.Errorf("Remove(%q) worked", id)
		}
	}
}

func TestDocumentsKeepTheirNamesApart(t *testing.T) {
	dir := newCase(t)
	c, err := OpenCases(t.Context(), dir, true)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for i, want := range []string{"slip.txt", "slip-2.txt", "slip-3.txt"} {
		got, err := c.AddDocument("c", "slip.txt", []byte{byte('0' + i)})
		if err != nil || got != want {
			t.Errorf("got %q (%v), want %q", got, err, want)
		}
		if b, err := c.Document("c", want); err != nil || !bytes.Equal(b, []byte{byte('0' + i)}) {
			t.Errorf("%s holds %q (%v)", want, b, err)
		}
	}
	if list, err := c.Documents("c"); err != nil || len(list) != 3 {
		t.Errorf("listed %v (%v)", list, err)
	}
}

func TestReadingAFolderThatMayNotBeWritten(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("this user may write everywhere, or the system keeps permissions elsewhere")
	}
	dir := newCase(t)
	if err := os.Remove(filepath.Join(dir, lockFile)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) }) // so that it can be removed
	if log := logOf(t, dir); len(log.Lines) != 1 {
		t.Errorf("%d lines", len(log.Lines))
	}
	if _, err := OpenCases(t.Context(), dir, true); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("writing: %v", err)
	}
}

func TestUserCases(t *testing.T) {
	root := "/"
	if runtime.GOOS == "windows" {
		root = `C:\`
	}
	home := filepath.Join(root, "home", "li")
	for _, tt := range []struct {
		system string
		env    map[string]string
		want   string
	}{
		{"linux", map[string]string{"HOME": home}, filepath.Join(home, ".local", "share", "posdoctor", "cases")},
		{"linux", map[string]string{"HOME": home, "XDG_DATA_HOME": filepath.Join(root, "data")}, filepath.Join(root, "data", "posdoctor", "cases")},
		{"linux", map[string]string{"HOME": home, "XDG_DATA_HOME": "relative"}, filepath.Join(home, ".local", "share", "posdoctor", "cases")},
		{"darwin", map[string]string{"HOME": home}, filepath.Join(home, "Library", "Application Support", "posdoctor", "cases")},
		{"windows", map[string]string{"LOCALAPPDATA": home}, filepath.Join(home, "posdoctor", "cases")},
		{"linux", nil, ""},
		{"windows", nil, ""},
	} {
		if got := UserCases(func(k string) string { return tt.env[k] }, tt.system); got != tt.want {
			t.Errorf("%s %v: got %q, want %q", tt.system, tt.env, got, tt.want)
		}
	}
}

func TestALockThatIsNotGivenBackIsSaid(t *testing.T) {
	path := filepath.Join(t.TempDir(), lockFile)
	release, err := Lock(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lock(t.Context(), path, 40*time.Millisecond); !errors.Is(err, ErrBusy) {
		t.Errorf("got %v, want ErrBusy", err)
	}
	release()
	again, err := lock(t.Context(), path, time.Minute)
	if err != nil {
		t.Fatalf("given back and still held: %v", err)
	}
	again()
}
