package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// The names of what is in a folder of cases.
const (
	CaseFile  = "case.jsonl"
	caseHead  = "case.head"
	caseTorn  = "case.torn"
	caseFiles = "documents"
	PurgeFile = "purge.jsonl"
	purgeHead = "purge.head"
	lockFile  = ".lock"
	newMark   = ".new-"    // a case that is being made
	goneMark  = ".purged-" // a case that is being deleted
)

// DefaultCases is the folder of cases in the current folder; where it exists it
// wins over the one in the user's data folder.
const DefaultCases = "posdoctor-cases"

// maxCase bounds what is read of one case in bytes.
const maxCase = 64 << 20

// Cases is a folder of cases while its lock is held. It knows nothing of what
// the lines in it say.
type Cases struct {
	dir     string
	release func()
}

// OpenCases takes the lock of a folder of cases. To write, the folder is made
// where it is not there, and what an interrupted process left behind is cleared.
// To read, a folder that is not there is an empty one, and one that cannot be
// locked, since it may not be written to, is read all the same.
func OpenCases(ctx context.Context, dir string, write bool) (*Cases, error) {
	c := &Cases{dir: dir, release: func() {}}
	if write {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, err
		}
	} else if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	release, err := Lock(ctx, filepath.Join(dir, lockFile))
	switch {
	case err == nil:
		c.release = release
	case write || errors.Is(err, ErrBusy) || ctx.Err() != nil:
		return nil, err
	}
	if write {
		return c, c.clear()
	}
	return c, nil
}

// Close gives the lock back.
func (c *Cases) Close() { c.release() }

// clear removes what was half made or half deleted.
func (c *Cases) clear() error {
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		c.Close()
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), newMark) || strings.HasPrefix(e.Name(), goneMark) {
			if err := os.RemoveAll(filepath.Join(c.dir, e.Name())); err != nil {
				c.Close()
				return err
			}
		}
	}
	return nil
}

// List gives the names of the cases, in order.
func (c *Cases) List() ([]string, error) {
	entries, err := os.ReadDir(c.dir) // sorted by name
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") && regular(filepath.Join(c.dir, e.Name(), CaseFile)) {
			out = append(out, e.Name())
		}
	}
	return out, err
}

// Path is where the lines of a case are.
func (c *Cases) Path(id string) string { return filepath.Join(c.dir, id, CaseFile) }

// Read gives the lines of a case and the head that was kept beside them, which
// is empty where there is none.
func (c *Cases) Read(id string) (file, head []byte, err error) {
	if !plain(id) {
		return nil, nil, &fs.PathError{Op: "open", Path: id, Err: fs.ErrNotExist}
	}
	return read2(c.Path(id), filepath.Join(c.dir, id, caseHead))
}

// Purges gives the lines of the log of purges, and their head.
func (c *Cases) Purges() (file, head []byte, err error) {
	file, head, err = read2(filepath.Join(c.dir, PurgeFile), filepath.Join(c.dir, purgeHead))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, head, nil
	}
	return file, head, err
}

func read2(path, headPath string) (file, head []byte, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, nil, err
	}
	if info.Size() > maxCase {
		return nil, nil, &fs.PathError{Op: "read", Path: path, Err: ErrTooLarge}
	}
	if file, err = os.ReadFile(path); err != nil {
		return nil, nil, err
	}
	if head, err = os.ReadFile(headPath); errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return file, head, err
}

// Create makes the folder of a new case, whole or not at all. The error wraps
// [fs.ErrExist] when there is one of that name.
func (c *Cases) Create(id string, file, head []byte) error {
	target := filepath.Join(c.dir, id)
	if _, err := os.Lstat(target); err == nil || !plain(id) {
		return &fs.PathError{Op: "create", Path: target, Err: fs.ErrExist}
	}
	tmp := filepath.Join(c.dir, newMark+id)
	err := os.MkdirAll(filepath.Join(tmp, caseFiles), 0o700)
	if err == nil {
		err = keepWhole(filepath.Join(tmp, CaseFile), file)
	}
	if err == nil {
		err = keepWhole(filepath.Join(tmp, caseHead), head)
	}
	if err == nil {
		err = os.Rename(tmp, target)
	}
	if err != nil {
		os.RemoveAll(tmp)
		return err
	}
	return syncDir(c.dir)
}

// keepWhole writes a file that is not there yet and has it on disk.
func keepWhole(path string, data []byte) error {
	f, err := Keep(path)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// Append adds lines to a case and puts its new head in place. whole is how many
// bytes of the file are whole lines; what stands behind them is set aside, and
// aside is the file that it is in then.
func (c *Cases) Append(id string, whole int, more, head []byte) (aside string, err error) {
	dir := filepath.Join(c.dir, id)
	return appendTo(filepath.Join(dir, CaseFile), filepath.Join(dir, caseHead), filepath.Join(dir, caseTorn), whole, more, head)
}

// AppendPurge adds lines to the log of purges.
func (c *Cases) AppendPurge(whole int, more, head []byte) error {
	path := filepath.Join(c.dir, PurgeFile)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if err := keepWhole(path, nil); err != nil {
			return err
		}
	}
	_, err := appendTo(path, filepath.Join(c.dir, purgeHead), filepath.Join(c.dir, "purge.torn"), whole, more, head)
	return err
}

func appendTo(path, headPath, tornPath string, whole int, more, head []byte) (aside string, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return "", err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	if aside, err = setAside(f, whole, tornPath); err != nil {
		return aside, err
	}
	// What is not said to be written must not be there: who is told of a full disk
	// writes the same line again. If cutting it off fails too, the next one to
	// write finds it torn or, whole and unsaid, in its place.
	if err := clearHalf(headPath); err != nil {
		return aside, err
	}
	h, err := Create(headPath)
	if err != nil {
		return aside, err
	}
	if _, err = h.Write(head); err == nil {
		_, err = f.WriteAt(more, int64(whole))
	}
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		h.Abort()
	} else {
		err = h.Commit()
	}
	if err != nil {
		_ = f.Truncate(int64(whole))
		return aside, err
	}
	return aside, syncDir(filepath.Dir(path))
}

// clearHalf removes what a process that was killed left of the file that it was
// making for a path. The lock is held, so nobody else is making one.
func clearHalf(path string) error {
	entries, err := os.ReadDir(filepath.Dir(path))
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "."+filepath.Base(path)+".") && strings.HasSuffix(e.Name(), ".tmp") {
			err = errors.Join(err, os.Remove(filepath.Join(filepath.Dir(path), e.Name())))
		}
	}
	return err
}

// setAside moves what stands behind the whole lines to a file of its own.
func setAside(f *os.File, whole int, tornPath string) (aside string, err error) {
	info, err := f.Stat()
	if err != nil || info.Size() == int64(whole) {
		return "", err
	}
	if info.Size() < int64(whole) {
		return "", &fs.PathError{Op: "append", Path: f.Name(), Err: errShrunk}
	}
	torn := make([]byte, info.Size()-int64(whole))
	if _, err := f.ReadAt(torn, int64(whole)); err != nil {
		return "", err
	}
	for i := 1; ; i++ {
		aside = tornPath + "." + strconv.Itoa(i)
		if err = keepWhole(aside, torn); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return "", err
	}
	return aside, f.Truncate(int64(whole))
}

var errShrunk = errors.New("the file became shorter while it was open")

// AddDocument copies a document into the folder of a case and gives the name
// that it has there. A name that is taken gets a number.
func (c *Cases) AddDocument(id, name string, data []byte) (string, error) {
	dir := filepath.Join(c.dir, id, caseFiles)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	ext := filepath.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	for i := 1; ; i++ {
		if i > 1 {
			name = fmt.Sprintf("%s-%d%s", stem, i, ext)
		}
		if err := keepWhole(filepath.Join(dir, name), data); !errors.Is(err, fs.ErrExist) {
			return name, err
		}
	}
}

// Documents gives the names of the documents of a case, in order.
func (c *Cases) Documents(id string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(c.dir, id, caseFiles))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out, err
}

// Document gives the bytes of a document.
func (c *Cases) Document(id, name string) ([]byte, error) {
	if !plain(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	return os.ReadFile(filepath.Join(c.dir, id, caseFiles, name))
}

// Remove deletes the folder of a case. Interrupted, it is finished by the next
// process that writes.
func (c *Cases) Remove(id string) error {
	if !plain(id) {
		return &fs.PathError{Op: "remove", Path: id, Err: fs.ErrInvalid}
	}
	gone := filepath.Join(c.dir, goneMark+id)
	if err := os.Rename(filepath.Join(c.dir, id), gone); err != nil {
		return err
	}
	if err := os.RemoveAll(gone); err != nil {
		return err
	}
	return syncDir(c.dir)
}

// plain reports whether a name is that of one thing in a folder and leads
// nowhere else.
func plain(name string) bool {
	return name != "" && !strings.HasPrefix(name, ".") && !strings.ContainsAny(name, `/\:`) && filepath.IsLocal(name)
}

// UserCases is the folder of cases in the user's data folder on a system
// ("linux", "windows", "darwin"), "" when the environment does not say where
// that is.
func UserCases(env func(string) string, system string) string {
	under := func(base string, more ...string) string {
		if base == "" || !filepath.IsAbs(base) {
			return ""
		}
		return filepath.Join(append([]string{base}, more...)...)
	}
	switch system {
	case "windows":
		return under(env("LOCALAPPDATA"), "posdoctor", "cases")
	case "darwin":
		return under(env("HOME"), "Library", "Application Support", "posdoctor", "cases")
	}
	if dir := under(env("XDG_DATA_HOME"), "posdoctor", "cases"); dir != "" {
		return dir
	}
	return under(env("HOME"), ".local", "share", "posdoctor", "cases")
}
