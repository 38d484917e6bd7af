//go:build !windows

package store

import "io/fs"

// readByOthers reports whether a key is open to more people than its owner.
func readByOthers(info fs.FileInfo) bool { return info.Mode().Perm()&0o077 != 0 }
