package evidence

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
)

// What a bundle may hold. A shop's logs of months stay far below; an archive
// that says more is made to fill a disk.
const (
	maxFiles = 10_000
	maxBytes = 4 << 30
	// Deflate packs at most about 1:1030; logs of stars and zeros come near 1:100.
	maxRatio  = 300
	ratioFrom = 16 << 20 // bytes unpacked from which the ratio counts
)

// Tree is the content of a bundle to be read: a folder or an archive. What is
// wrong with the container itself is in it as faults.
type Tree struct {
	name   string // of the folder that holds the bundle, "" when not known
	files  map[string]treeFile
	faults []Fault
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
			return fs.SkipAll
		}
		t.files[p] = treeFile{bytes: info.Size(), open: func() (io.ReadCloser, error) { return fsys.Open(p) }}
		return nil
	})
	if err != nil {
		return nil, err
	}
	t.collisions()
	return t, nil
}

// FromZip reads an archive in place: nothing is unpacked to a disk. It gives an
// error when it is no ZIP archive at all.
func FromZip(r io.ReaderAt, size int64) (*Tree, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, &codes.Problem{ID: "input.not_a_bundle", What: textNotZip, Hint: hintNotBundle, Err: err}
	}
	t := &Tree{files: map[string]treeFile{}}
	if z.Comment != "" {
		t.fault(Fault{ID: "container.comment", Path: "zip"})
	}
	begin := make([]byte, 4)
	if _, err := r.ReadAt(begin, 0); err != nil || string(begin) != "PK\x03\x04" {
		t.fault(Fault{ID: "container.prefix", Path: "zip"})
	}
	var total uint64
	for _, f := range z.File {
		if len(t.files) >= maxFiles {
			t.fault(Fault{ID: "container.too_large", Path: f.Name})
			break
		}
		id := badMember(f)
		if total += f.UncompressedSize64; id == "" && (f.UncompressedSize64 > maxBytes || total > maxBytes) {
			id = "container.too_large"
		}
		if _, twice := t.files[f.Name]; id == "" && twice {
			id = "container.duplicate"
		}
		switch {
		case id != "":
			t.fault(Fault{ID: id, Path: f.Name})
		case !strings.HasSuffix(f.Name, "/"):
			t.files[f.Name] = treeFile{bytes: int64(f.UncompressedSize64), open: f.Open}
		}
	}
	t.enter()
	t.collisions()
	return t, nil
}

// badMember says what is wrong with a member of an archive, "" if nothing.
func badMember(f *zip.File) string {
	name := strings.TrimSuffix(f.Name, "/")
	dir := name != f.Name
	switch {
	case name == "" || path.IsAbs(name) || strings.ContainsAny(name, "\\:\x00") || path.Clean(name) != name || name == ".." || strings.HasPrefix(name, "../"):
		return "container.path"
	case f.Mode()&fs.ModeType != 0 && !(dir && f.Mode().IsDir()):
		return "container.link"
	case f.Flags&1 != 0:
		return "container.encrypted"
	case dir && f.UncompressedSize64 > 0:
		return "container.path"
	case f.UncompressedSize64 > ratioFrom && f.UncompressedSize64/max(f.CompressedSize64, 1) > maxRatio:
		return "container.bomb"
	}
	return ""
}

// enter goes down into the one folder that an archive of a bundle holds.
func (t *Tree) enter() {
	root := ""
	for p := range t.files {
		if dir, file := path.Split(p); file == fileBagit && strings.Count(dir, "/") == 1 && (root == "" || dir < root) {
			root = dir
		}
	}
	if root == "" || t.has(fileBagit) {
		return
	}
	t.name = strings.TrimSuffix(root, "/")
	inside := map[string]treeFile{}
	for p, f := range t.files {
		if rest, ok := strings.CutPrefix(p, root); ok {
			inside[rest] = f
		} else {
			t.fault(Fault{ID: "file.added", Path: p})
		}
	}
	t.files = inside
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
	textNotZip    = codes.Text{EN: "this is neither a bundle folder nor a ZIP archive of one", ZH: "这既不是证据包文件夹，也不是它的 ZIP 压缩包"}
	hintNotBundle = codes.Text{EN: "name the folder that holds bagit.txt, or the .zip file", ZH: "请指定含有 bagit.txt 的文件夹，或 .zip 文件"}
)
