package evidence

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
)

// Deflate packs at most about 1:1030; logs of stars and zeros come near 1:100.
const (
	maxRatio  = 300
	ratioFrom = 16 << 20 // bytes unpacked from which the ratio counts
)

// FromZip reads an archive in place: nothing is unpacked to a disk. It gives an
// error when it is no ZIP archive at all.
func FromZip(r io.ReaderAt, size int64) (*Tree, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, &codes.Problem{ID: "input.not_a_bundle", What: textNotZip, Hint: hintNotBundle, Err: err}
	}
	t := &Tree{files: map[string]treeFile{}}
	t.frame(r, size, z)
	var total uint64
	for _, f := range z.File {
		if len(t.files) >= maxFiles {
			t.fault(Fault{ID: "container.too_large", Path: f.Name})
			t.cut = true
			break
		}
		id := badMember(f)
		if id == "" {
			if total += min(f.UncompressedSize64, maxBytes+1); total > maxBytes {
				id = "container.too_large"
			}
		}
		if _, twice := t.files[f.Name]; id == "" && twice {
			id = "container.duplicate"
		}
		switch {
		case id != "":
			t.fault(Fault{ID: id, Path: f.Name})
		case !strings.HasSuffix(f.Name, "/"):
			t.files[f.Name] = treeFile{bytes: int64(f.UncompressedSize64), open: f.Open}
		default:
			t.dirs = append(t.dirs, f.Name)
		}
	}
	t.enter()
	return t, t.settle()
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
	dirs := t.dirs
	t.dirs = nil
	for _, d := range dirs {
		switch rest, ok := strings.CutPrefix(d, root); {
		case !ok:
			t.fault(Fault{ID: "folder.added", Path: d})
		case rest != "":
			t.dirs = append(t.dirs, rest)
		}
	}
}

var textNotZip = codes.Text{EN: "this is neither a bundle folder nor a ZIP archive of one", ZH: "这既不是证据包文件夹，也不是它的 ZIP 压缩包"}
