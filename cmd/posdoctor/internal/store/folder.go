package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Folder is a folder of results being written. Nobody sees it under its name
// before Commit.
type Folder struct {
	tmp, target string
	made        string          // the parent, if it was made for this folder
	dirs        map[string]bool // made below tmp
}

// NewFolder starts a folder of that name in parent, which is made when only the
// last of its own folders is missing. What stands under the name already is never
// touched: it is an error of fs.ErrExist. Only the owner may read what is written.
func NewFolder(parent, name string) (*Folder, error) {
	target := filepath.Join(parent, name)
	if err := Free(target); err != nil {
		return nil, err
	}
	f := &Folder{target: target}
	if os.Mkdir(parent, 0o700) == nil {
		f.made = parent
	}
	tmp, err := os.MkdirTemp(parent, "."+name+".*.tmp")
	if err != nil {
		f.Abort()
		return nil, named(err, target)
	}
	f.tmp, f.dirs = tmp, map[string]bool{tmp: true}
	return f, nil
}

// Free reports fs.ErrExist when something stands under a name.
func Free(path string) error {
	switch _, err := os.Lstat(path); {
	case err == nil:
		return &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
	case errors.Is(err, fs.ErrNotExist):
		return nil
	default:
		return err
	}
}

// Create starts a file of the folder; name has slashes. It is on disk when it is
// closed without an error.
func (f *Folder) Create(name string) (io.WriteCloser, error) {
	path := filepath.Join(f.tmp, filepath.FromSlash(name))
	dir := filepath.Dir(path)
	if !f.dirs[dir] {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, err
		}
		for d := dir; !f.dirs[d]; d = filepath.Dir(d) {
			f.dirs[d] = true
		}
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	return syncedFile{file}, nil
}

// FS gives what was written so far.
func (f *Folder) FS() fs.FS { return os.DirFS(f.tmp) }

// Commit puts the folder under its name in one step, after the disk has it.
func (f *Folder) Commit() error {
	for dir := range f.dirs {
		_ = syncDir(dir)
	}
	err := Free(f.target)
	if err == nil {
		err = os.Rename(f.tmp, f.target)
	}
	if err != nil {
		f.Abort()
		return err
	}
	_ = syncDir(filepath.Dir(f.target))
	return nil
}

// Abort drops the folder. After Commit it does nothing.
func (f *Folder) Abort() {
	os.RemoveAll(f.tmp)
	if f.made != "" {
		os.Remove(f.made) // which fails, as it should, when something is in it
	}
}

// syncedFile is a file that is on disk once it is closed.
type syncedFile struct{ *os.File }

func (f syncedFile) Close() error {
	err := f.Sync()
	if cerr := f.File.Close(); err == nil {
		err = cerr
	}
	return err
}
