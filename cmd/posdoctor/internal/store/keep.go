package store

import (
	"os"
	"path/filepath"
)

// Keep creates a file that is proof while it is still being written: what is
// there already is never opened, only its owner may read it, and its name is on
// disk before anything is in it.
func Keep(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	_ = syncDir(filepath.Dir(path))
	return f, nil
}
