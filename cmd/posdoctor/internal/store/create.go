package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// File is a result being written. Nobody sees it under its name before Commit.
type File struct {
	tmp    *os.File
	target string
	mode   fs.FileMode
	direct bool
}

// Create starts a result at path. It is written to a new file in the same
// folder, so that Commit can put it in place in one step. A link is followed; a
// pipe or a device is written to directly, as nothing can be renamed onto it.
// New results are readable by their owner only, for they tell of a shop's
// sales; an existing file keeps its permissions.
func Create(path string) (*File, error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	mode := fs.FileMode(0o600)
	if info, err := os.Stat(path); err == nil {
		if info.IsDir() {
			return nil, &fs.PathError{Op: "create", Path: path, Err: errIsDir}
		}
		if !info.Mode().IsRegular() {
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			return &File{tmp: f, direct: true}, err
		}
		mode = info.Mode().Perm()
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.tmp")
	if err != nil {
		return nil, named(err, path)
	}
	return &File{tmp: tmp, target: path, mode: mode}, nil
}

// named makes an error tell of the name that was asked for instead of one that
// nobody knows.
func named(err error, path string) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		p.Path = path
	}
	return err
}

// Write appends to the result.
func (f *File) Write(p []byte) (int, error) { return f.tmp.Write(p) }

// Commit puts the result in place, after the disk has it.
func (f *File) Commit() error {
	if f.direct {
		return f.tmp.Close()
	}
	err := f.tmp.Chmod(f.mode)
	if err == nil {
		err = f.tmp.Sync()
	}
	if cerr := f.tmp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.tmp.Name(), f.target)
	}
	if err != nil {
		os.Remove(f.tmp.Name())
	}
	return err
}

// Abort drops the result; what stood under the name before stays.
func (f *File) Abort() {
	f.tmp.Close()
	if !f.direct {
		os.Remove(f.tmp.Name())
	}
}
