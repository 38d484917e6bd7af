//go:build unix

package find

import (
	"io/fs"
	"syscall"
)

// owner gives who a file belongs to, where the file system tells.
func owner(info fs.FileInfo) (uid, gid uint32, ok bool) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0, false
	}
	return st.Uid, st.Gid, true
}
