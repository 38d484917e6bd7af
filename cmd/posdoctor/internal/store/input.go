package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// The ways an input can be wrong. They are wrapped in an [fs.PathError] that
// names the input.
var (
	ErrTooLarge  = errors.New("too large")
	ErrDevice    = errors.New("a device")
	ErrEmptyDir  = errors.New("a folder without files")
	ErrNoMatch   = errors.New("no file matches the pattern")
	ErrTwiceIn   = errors.New("standard input named twice")
	errIsDir     = errors.New("is a folder")
	stdinAliases = map[string]bool{"/dev/stdin": true, "/dev/fd/0": true}
)

// Input is one thing to read, opened when it is first read and closed at its
// end, so that a folder of thousands of files needs one open file at a time.
type Input struct {
	Name string // as the user named it
	Path string // "" for standard input
	R    io.Reader
}

// List turns arguments into inputs. "-" is in; a folder gives the files in it,
// in order of their names, without hidden ones and without deeper folders; a
// pattern that the shell left alone is expanded. A file named twice is read
// once. The error is the first input that cannot be used.
func List(args []string, in io.Reader) ([]Input, error) {
	l := lister{seen: map[string]bool{}}
	for _, arg := range args {
		if err := l.add(arg, in); err != nil {
			return nil, err
		}
	}
	return l.inputs, nil
}

type lister struct {
	inputs []Input
	seen   map[string]bool
}

func (l *lister) add(arg string, in io.Reader) error {
	if arg == "-" || stdinAliases[arg] {
		if l.seen["-"] {
			return &fs.PathError{Op: "read", Path: arg, Err: ErrTwiceIn}
		}
		l.seen["-"] = true
		l.inputs = append(l.inputs, Input{Name: "-", R: in})
		return nil
	}
	info, err := os.Stat(arg)
	switch {
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(arg, "*?["):
		return l.glob(arg, in)
	case err != nil:
		return err
	case info.IsDir():
		return l.dir(arg)
	}
	return l.file(arg, info)
}

func (l *lister) glob(pattern string, in io.Reader) error {
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		return &fs.PathError{Op: "open", Path: pattern, Err: ErrNoMatch}
	}
	for _, p := range paths {
		if err := l.add(p, in); err != nil {
			return err
		}
	}
	return nil
}

func (l *lister) dir(path string) error {
	entries, err := os.ReadDir(path) // sorted by name
	if err != nil {
		return err
	}
	found := false
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		p := filepath.Join(path, e.Name())
		info, err := os.Stat(p) // follows links
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		found = true
		if err := l.file(p, info); err != nil {
			return err
		}
	}
	if !found {
		return &fs.PathError{Op: "read", Path: path, Err: ErrEmptyDir}
	}
	return nil
}

func (l *lister) file(path string, info fs.FileInfo) error {
	if info.Mode()&fs.ModeCharDevice != 0 && path != os.DevNull && !strings.HasPrefix(path, "/dev/fd/") {
		return &fs.PathError{Op: "read", Path: path, Err: ErrDevice}
	}
	if clean := filepath.Clean(path); !l.seen[clean] {
		l.seen[clean] = true
		l.inputs = append(l.inputs, Input{Name: path, Path: path, R: &lazy{path: path}})
	}
	return readable(path, info)
}

// readable opens a file once, so that one that may not be read is reported
// before the work begins. A pipe is left alone: opening it twice would lose it.
func readable(path string, info fs.FileInfo) error {
	if !info.Mode().IsRegular() {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return f.Close()
}

// lazy is a file that is opened by the first Read.
type lazy struct {
	path string
	f    *os.File
	err  error
}

func (l *lazy) Read(p []byte) (int, error) {
	if l.f == nil && l.err == nil {
		l.f, l.err = os.Open(l.path)
	}
	if l.err != nil {
		return 0, l.err
	}
	n, err := l.f.Read(p)
	if err != nil {
		l.err = err
		if cerr := l.f.Close(); cerr != nil && errors.Is(err, io.EOF) {
			l.err = fmt.Errorf("close: %w", cerr)
		}
	}
	return n, err
}

// SameFile reports whether the path names one of the inputs, by whatever name.
func SameFile(path string, inputs []Input) bool {
	out, err := os.Stat(path)
	if err != nil || !out.Mode().IsRegular() {
		return false
	}
	for _, in := range inputs {
		if info, err := os.Stat(in.Path); err == nil && os.SameFile(out, info) {
			return true
		}
	}
	return false
}
