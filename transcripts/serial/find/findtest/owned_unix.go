//go:build unix

package findtest

import "syscall"

func owned(uid, gid uint32) any { return &syscall.Stat_t{Uid: uid, Gid: gid} }
