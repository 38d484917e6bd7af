package store

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func write(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func TestAResultAppearsOnlyWhenItIsWhole(t *testing.T) {
	dir := t.TempDir()
	path := write(t, filepath.Join(dir, "report.json"), "old")
	f, err := Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(f, "new"); err != nil {
		t.Fatal(err)
	}
	if got := read(t, path); got != "old" {
		t.Errorf("before Commit the file holds %q", got)
	}
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	if got := read(t, path); got != "new" {
		t.Errorf("after Commit the file holds %q", got)
	}
	if got := names(t, dir); len(got) != 1 {
		t.Errorf("files left: %v", got)
	}
}

func TestAnAbortedResultLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	f, err := Create(filepath.Join(dir, "report.json"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(f, "half"); err != nil {
		t.Fatal(err)
	}
	f.Abort()
	if got := names(t, dir); len(got) != 0 {
		t.Errorf("files left: %v", got)
	}
}

func TestAResultIsPrivateUnlessItWasNot(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps permissions elsewhere")
	}
	dir := t.TempDir()
	old := write(t, filepath.Join(dir, "old"), "")
	for path, want := range map[string]fs.FileMode{filepath.Join(dir, "new"): 0o600, old: 0o644} {
		f, err := Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Commit(); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", filepath.Base(path), got, want)
		}
	}
}

func TestAResultCannotReplaceAFolder(t *testing.T) {
	if _, err := Create(t.TempDir()); err == nil {
		t.Error("a folder was accepted")
	}
}

func TestTheNearestProfileWins(t *testing.T) {
	dir := t.TempDir()
	user := filepath.Join(dir, "config")
	shop := filepath.Join(dir, "shop")
	till := filepath.Join(shop, "till", "logs")
	if err := os.MkdirAll(till, 0o755); err != nil {
		t.Fatal(err)
	}
	if got := FindProfile(till, user); got != "" {
		t.Fatalf("found %q where there is none", got)
	}
	own := write(t, filepath.Join(user, "posdoctor", ProfileName), "")
	if got := FindProfile(till, user); got != own {
		t.Errorf("got %q, want the user's %q", got, own)
	}
	above := write(t, filepath.Join(shop, ProfileName), "")
	if got := FindProfile(till, user); got != above {
		t.Errorf("got %q, want the one above, %q", got, above)
	}
	here := write(t, filepath.Join(till, ProfileName), "")
	if got := FindProfile(till, user); got != here {
		t.Errorf("got %q, want the nearest, %q", got, here)
	}
}

func TestAProfileIsBounded(t *testing.T) {
	path := write(t, filepath.Join(t.TempDir(), ProfileName), strings.Repeat("#", maxProfile+1))
	if _, err := ReadProfile(path); !errors.Is(err, ErrTooLarge) {
		t.Errorf("error = %v, want ErrTooLarge", err)
	}
}

func TestListExpands(t *testing.T) {
	dir := t.TempDir()
	b := write(t, filepath.Join(dir, "b.log"), "B")
	a := write(t, filepath.Join(dir, "a.log"), "A")
	write(t, filepath.Join(dir, ".hidden"), "H")
	write(t, filepath.Join(dir, "deeper", "c.log"), "C")
	odd := write(t, filepath.Join(dir, "x[1].log"), "X")
	tests := []struct {
		name string
		args []string
		want []string
	}{
		{"a folder, sorted, without hidden and deeper files", []string{dir}, []string{a, b, odd}},
		{"a pattern the shell left alone", []string{filepath.Join(dir, "?.log")}, []string{a, b}},
		{"the order of the arguments is kept", []string{b, a}, []string{b, a}},
		{"a file named twice is read once", []string{b, dir, b}, []string{b, a, odd}},
		{"a file whose name looks like a pattern", []string{odd}, []string{odd}},
		{"standard input", []string{"-", a}, []string{"-", a}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inputs, err := List(tt.args, strings.NewReader("S"))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, in := range inputs {
				got = append(got, in.Name)
			}
			if strings.Join(got, " ") != strings.Join(tt.want, " ") {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
	inputs, err := List([]string{a, "-"}, strings.NewReader("S"))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"A", "S"} {
		if got, err := io.ReadAll(inputs[i].R); err != nil || string(got) != want {
			t.Errorf("input %d holds %q (%v), want %q", i, got, err, want)
		}
	}
}

func TestListRefuses(t *testing.T) {
	dir := t.TempDir()
	tests := []struct {
		args []string
		want error
	}{
		{[]string{filepath.Join(dir, "missing.log")}, fs.ErrNotExist},
		{[]string{filepath.Join(dir, "*.log")}, ErrNoMatch},
		{[]string{filepath.Join(dir, "[")}, ErrNoMatch},
		{[]string{dir}, ErrEmptyDir},
		{[]string{"-", "-"}, ErrTwiceIn},
	}
	for _, tt := range tests {
		_, err := List(tt.args, strings.NewReader(""))
		var path *fs.PathError
		if !errors.Is(err, tt.want) || !errors.As(err, &path) {
			t.Errorf("List(%v) = %v, want a path error of %v", tt.args, err, tt.want)
		}
	}
}

func TestSameFileSeesThroughNames(t *testing.T) {
	dir := t.TempDir()
	a := write(t, filepath.Join(dir, "a.log"), "A")
	inputs, err := List([]string{a}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !SameFile(filepath.Join(dir, ".", "a.log"), inputs) {
		t.Error("the input itself is not recognised")
	}
	if SameFile(filepath.Join(dir, "b.log"), inputs) {
		t.Error("a new file is taken for an input")
	}
}

type stuck struct{}

func (stuck) Read([]byte) (int, error) { select {} }

func TestInterruptibleEndsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r := Interruptible(ctx, io.MultiReader(strings.NewReader("first"), stuck{}))
	buf := make([]byte, 3)
	if n, err := io.ReadFull(r, buf); err != nil || string(buf[:n]) != "fir" {
		t.Fatalf("got %q, %v", buf[:n], err)
	}
	cancel()
	if _, err := io.Copy(io.Discard, r); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want that of the context", err)
	}
	whole, err := io.ReadAll(Interruptible(t.Context(), strings.NewReader("all of it")))
	if err != nil || string(whole) != "all of it" {
		t.Errorf("got %q, %v", whole, err)
	}
}
