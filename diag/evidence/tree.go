package evidence

import (
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
)

// What a bundle may hold. A shop's logs of months stay far below; an archive
// that says more is made to fill a disk.
const (
	maxFiles = 10_000
	maxBytes = 4 << 30
)

// Tree is the content of a bundle to be read: a folder or an archive. What is
// wrong with the container itself is in it as faults.
type Tree struct {
	name   string // of the folder that holds the bundle, "" when not known
	files  map[string]treeFile
	dirs   []string // with a slash behind
	faults []Fault
	cut    bool // there is more than a bundle may hold, and the rest was not read
}

type treeFile struct {
	bytes int64
	open  func() (io.ReadCloser, error)
}

// FromFS reads a folder. name is the folder's own. Links are never followed.
func FromFS(name string, fsys fs.FS) (*Tree, error) {
	t := &Tree{name: name, files: map[string]treeFile{}}
	var total int64
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && p == ".":
			return err
		case err != nil:
			t.fault(Fault{ID: "file.unreadable", Path: p})
			return nil
		case d.IsDir():
			if p != "." {
				t.dirs = append(t.dirs, p+"/")
			}
			return nil
		case !d.Type().IsRegular():
			t.fault(Fault{ID: "container.link", Path: p})
			return nil
		}
		info, err := d.Info()
		if err != nil {
			t.fault(Fault{ID: "file.unreadable", Path: p})
			return nil
		}
		if total += info.Size(); total > maxBytes || len(t.files) >= maxFiles {
			t.fault(Fault{ID: "container.too_large", Path: p})
			t.cut = true
			return fs.SkipAll
		}
		t.files[p] = treeFile{bytes: info.Size(), open: func() (io.ReadCloser, error) { return fsys.Open(p) }}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return t, t.settle()
}

// settle looks at the names as a whole. A tree without any of the files that make
// a bundle is none.
func (t *Tree) settle() error {
	if !t.cut && !t.has(fileBagit) && !t.has(fileManifest) && !t.has(fileTagManifest) {
		return &codes.Problem{ID: "input.not_a_bundle", What: textNotBundle, Hint: hintNotBundle}
	}
	t.collisions()
	t.folders()
	return nil
}

// folders names folders that no file of the bundle stands in: a manifest cannot
// list them, so that nobody vouches for their names.
func (t *Tree) folders() {
	used := map[string]bool{}
	for p := range t.files {
		for i := range len(p) {
			if p[i] == '/' {
				used[p[:i+1]] = true
			}
		}
	}
	slices.Sort(t.dirs)
	named := "/"
	for _, d := range t.dirs {
		switch {
		case t.has(strings.TrimSuffix(d, "/")):
			t.fault(Fault{ID: "container.duplicate", Path: d})
		case !used[d] && !strings.HasPrefix(d, named):
			t.fault(Fault{ID: "folder.added", Path: d})
			named = d
		}
	}
}

// collisions names files that are one file on systems that do not tell capitals.
func (t *Tree) collisions() {
	seen := map[string]string{}
	for _, p := range t.paths() {
		low := strings.ToLower(p)
		if first, ok := seen[low]; ok {
			t.fault(Fault{ID: "container.case", Path: p, To: first})
		} else {
			seen[low] = p
		}
	}
}

func (t *Tree) has(p string) bool {
	_, ok := t.files[p]
	return ok
}

func (t *Tree) paths() []string {
	out := make([]string, 0, len(t.files))
	for p := range t.files {
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}

func (t *Tree) fault(f Fault) { t.faults = append(t.faults, f) }

// maxTag bounds a tag file or a record that is read whole, in bytes.
const maxTag = 64 << 20

// read gives a small file whole; nil when it is missing or cannot be read, which
// the digests tell.
func (t *Tree) read(p string) []byte {
	f, ok := t.files[p]
	if !ok || f.bytes > maxTag {
		return nil
	}
	r, err := f.open()
	if err != nil {
		return nil
	}
	defer r.Close()
	b, err := readAtMost(r, f.bytes)
	if err != nil {
		return nil
	}
	return b
}

var (
	textNotBundle = codes.Text{EN: "there is no bundle in this: it has neither bagit.txt nor a manifest", ZH: "里面没有证据包：既没有 bagit.txt，也没有清单"}
	hintNotBundle = codes.Text{EN: "name the folder that holds bagit.txt, or the .zip file", ZH: "请指定含有 bagit.txt 的文件夹，或 .zip 文件"}
)
