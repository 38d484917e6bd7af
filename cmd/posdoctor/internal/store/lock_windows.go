package store

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// all is the length of the range that is locked: the whole file.
const all = ^uint32(0)

func tryLock(f *os.File) (bool, error) {
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, all, all, &windows.Overlapped{})
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, windows.ERROR_LOCK_VIOLATION), errors.Is(err, windows.ERROR_IO_PENDING):
		return false, nil
	}
	return false, err
}

func unlock(f *os.File) error {
	return windows.UnlockFileEx(windows.Handle(f.Fd()), 0, all, all, &windows.Overlapped{})
}

// syncDir does nothing: Windows has no way to ask for it, and NTFS keeps names
// in a journal of its own.
func syncDir(string) error { return nil }
