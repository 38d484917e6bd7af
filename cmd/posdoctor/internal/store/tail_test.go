package store

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestTailReadsWhatComes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pos.log")
	write := func(flags int, text string) {
		t.Helper()
		f, err := os.OpenFile(path, flags|os.O_WRONLY|os.O_CREATE, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := f.WriteString(text); err != nil {
			t.Fatal(err)
		}
	}
	write(0, "one\n")
	ctx, stop := context.WithCancel(t.Context())
	idle := 0
	tail, err := NewTail(ctx, path, func() { idle++ })
	if err != nil {
		t.Fatal(err)
	}
	defer tail.Close()
	// Each time that nothing more is there, the next thing happens.
	steps := []func(){
		func() { write(os.O_APPEND, "two\n") },
		func() { write(os.O_TRUNC, "cut\n") },
		func() {
			if err := os.Rename(path, path+".1"); err != nil {
				t.Fatal(err)
			}
			write(0, "another file\n")
		},
		func() {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		},
		stop,
	}
	tail.wait = func(context.Context) {
		if len(steps) > 0 {
			steps[0]()
			steps = steps[1:]
		}
	}
	got, err := io.ReadAll(tail)
	if err != nil || string(got) != "one\ntwo\ncut\nanother file\n" {
		t.Errorf("got %q, %v", got, err)
	}
	if tail.Size() != 4 || idle != 6 {
		t.Errorf("size %d, idle %d times", tail.Size(), idle)
	}
	if _, err := NewTail(ctx, path, nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file gives %v", err)
	}
}

func TestKeepNeverWritesOver(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.capture")
	f, err := Keep(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if _, err := Keep(path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second time gives %v", err)
	}
}
