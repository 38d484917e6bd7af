package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func put(t *testing.T, f *Folder, name, content string) {
	t.Helper()
	w, err := f.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestAFolderAppearsOnlyWhenItIsWhole(t *testing.T) {
	dir := t.TempDir()
	f, err := NewFolder(dir, "bundle")
	if err != nil {
		t.Fatal(err)
	}
	put(t, f, "data/report/a.txt", "A")
	put(t, f, "b.txt", "B")
	if _, err := os.Lstat(filepath.Join(dir, "bundle")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("before Commit something has the name: %v", err)
	}
	if b, err := fs.ReadFile(f.FS(), "data/report/a.txt"); err != nil || string(b) != "A" {
		t.Errorf("what was written reads as %q, %v", b, err)
	}
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	f.Abort() // does nothing any more
	if got := names(t, dir); len(got) != 1 || got[0] != "bundle" {
		t.Errorf("left in the folder above: %v", got)
	}
	if got := read(t, filepath.Join(dir, "bundle", "data", "report", "a.txt")); got != "A" {
		t.Errorf("got %q", got)
	}
	if runtime.GOOS != "windows" {
		for name, want := range map[string]fs.FileMode{"bundle": 0o700, "bundle/data": 0o700, "bundle/b.txt": 0o600} {
			if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: mode %v, %v", name, info.Mode(), err)
			}
		}
	}
}

func TestTheFolderAboveIsMadeAndDroppedWithIt(t *testing.T) {
	parent := filepath.Join(t.TempDir(), "evidence")
	f, err := NewFolder(parent, "bundle")
	if err != nil {
		t.Fatal(err)
	}
	f.Abort()
	if _, err := os.Lstat(parent); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an aborted folder leaves the one above: %v", err)
	}
	if f, err = NewFolder(parent, "bundle"); err != nil {
		t.Fatal(err)
	}
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	if f, err = NewFolder(parent, "other"); err != nil {
		t.Fatal(err)
	}
	f.Abort()
	if got := names(t, parent); len(got) != 1 || got[0] != "bundle" {
		t.Errorf("in the folder above: %v", got)
	}
}

func TestAnAbortedFolderLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	f, err := NewFolder(dir, "bundle")
	if err != nil {
		t.Fatal(err)
	}
	put(t, f, "data/a.txt", "A")
	f.Abort()
	if got := names(t, dir); len(got) != 0 {
		t.Errorf("left: %v", got)
	}
}

func TestAFolderNeverReplacesAnything(t *testing.T) {
	dir := t.TempDir()
	old := write(t, filepath.Join(dir, "bundle", "mine.txt"), "mine")
	if _, err := NewFolder(dir, "bundle"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("error = %v", err)
	}
	// The name is taken while the folder is written.
	f, err := NewFolder(dir, "late")
	if err != nil {
		t.Fatal(err)
	}
	put(t, f, "a.txt", "A")
	if err := os.Mkdir(filepath.Join(dir, "late"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := f.Commit(); !errors.Is(err, fs.ErrExist) {
		t.Errorf("error = %v", err)
	}
	if got := names(t, filepath.Join(dir, "late")); len(got) != 0 || read(t, old) != "mine" {
		t.Errorf("it was written over: %v", got)
	}
	if got := names(t, dir); len(got) != 2 {
		t.Errorf("left: %v", got)
	}
}

// TestAnErrorNamesWhatWasAskedFor holds errors to tell of no name that only this
// package knows.
func TestAnErrorNamesWhatWasAskedFor(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing", "too")
	_, folder := NewFolder(missing, "bundle")
	_, file := Create(filepath.Join(missing, "result.txt"))
	for want, err := range map[string]error{"bundle": folder, "result.txt": file} {
		var p *fs.PathError
		if !errors.As(err, &p) || p.Path != filepath.Join(missing, want) {
			t.Errorf("error %v, want one about %s", err, want)
		}
	}
}

func TestAFolderIsNotMadeWhereNoneMayBe(t *testing.T) {
	if _, err := NewFolder(filepath.Join(t.TempDir(), "missing", "too"), "bundle"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error = %v", err)
	}
	f, err := NewFolder(t.TempDir(), "bundle")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Abort()
	put(t, f, "a", "A")
	if _, err := f.Create("a"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a file was written twice: %v", err)
	}
}
