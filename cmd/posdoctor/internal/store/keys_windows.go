package store

import "io/fs"

// readByOthers cannot tell: Windows keeps permissions elsewhere, and a user's
// configuration folder is closed to others by default.
func readByOthers(fs.FileInfo) bool { return false }
