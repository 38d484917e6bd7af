package evidence

import (
	"archive/zip"
	"io"
	"io/fs"
	"time"
)

// Zip packs a bundle's folder under its name: members sorted, one fixed time, no
// owner, so that the same bundle gives the same archive. It gives the first
// error of w or of the folder.
func Zip(w io.Writer, name string, fsys fs.FS, at time.Time) error {
	z := zip.NewWriter(w)
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		header := &zip.FileHeader{Name: name + "/" + p, Method: zip.Deflate, Modified: at.UTC().Truncate(2 * time.Second)}
		header.SetMode(0o644)
		out, err := z.CreateHeader(header)
		if err != nil {
			return err
		}
		in, err := fsys.Open(p)
		if err != nil {
			return err
		}
		defer in.Close()
		_, err = io.Copy(out, in)
		return err
	})
	if err != nil {
		return err
	}
	return z.Close()
}
