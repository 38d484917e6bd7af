package store

import (
	"context"
	"errors"
	"os"
	"time"
)

// ErrBusy says that another process holds a lock for longer than one may wait.
var ErrBusy = errors.New("held by another process")

const (
	lockWait  = 20 * time.Second // of the whole queue before us
	lockRetry = 15 * time.Millisecond
)

// Lock takes the advisory lock of a file, which is made if it is not there, and
// waits while another process holds it. The system gives a lock back when its
// process ends, however it ends. release gives it back; the file stays.
func Lock(ctx context.Context, path string) (release func(), err error) {
	return lock(ctx, path, lockWait)
}

func lock(ctx context.Context, path string, wait time.Duration) (release func(), err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	give := time.NewTimer(wait)
	defer give.Stop()
	again := time.NewTicker(lockRetry)
	defer again.Stop()
	for {
		held, err := tryLock(f)
		switch {
		case err != nil:
			f.Close()
			return nil, &os.PathError{Op: "lock", Path: path, Err: err}
		case held:
			return func() {
				_ = unlock(f) // closing gives it back as well
				f.Close()
			}, nil
		}
		select {
		case <-ctx.Done():
			err = ctx.Err()
		case <-give.C:
			err = ErrBusy
		case <-again.C:
			continue
		}
		f.Close()
		return nil, &os.PathError{Op: "lock", Path: path, Err: err}
	}
}
