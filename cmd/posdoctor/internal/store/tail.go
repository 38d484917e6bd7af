package store

import (
	"context"
	"io"
	"os"
	"time"
)

// Tail reads a file that grows. At its end it waits for more, until the context
// ends; then the end is the end. A file that was replaced by another of the same
// name, or cut off, is read from its new beginning.
type Tail struct {
	ctx  context.Context
	path string
	f    *os.File
	at   int64
	size int64 // when it was opened
	wait func(context.Context)
	idle func() // called each time that nothing more is there
}

// tailEvery is how often the file is looked at again.
const tailEvery = 200 * time.Millisecond

// NewTail opens the file. idle, which may be nil, is called from Read each time
// that everything there is was read.
func NewTail(ctx context.Context, path string, idle func()) (*Tail, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		_ = f.Close() // it was not read
		return nil, err
	}
	if idle == nil {
		idle = func() {}
	}
	return &Tail{ctx: ctx, path: path, f: f, size: info.Size(), idle: idle, wait: func(ctx context.Context) {
		t := time.NewTimer(tailEvery)
		defer t.Stop()
		select {
		case <-ctx.Done():
		case <-t.C:
		}
	}}, nil
}

// Read waits for at least one byte.
func (t *Tail) Read(p []byte) (int, error) {
	for {
		n, err := t.f.Read(p)
		t.at += int64(n)
		if n > 0 || err != nil && err != io.EOF {
			return n, err
		}
		if t.again() {
			continue
		}
		t.idle()
		if t.ctx.Err() != nil {
			return 0, io.EOF
		}
		t.wait(t.ctx)
	}
}

// again goes to the beginning of what took the place of the file.
func (t *Tail) again() bool {
	now, err := os.Stat(t.path)
	if err != nil {
		return false // it may come back
	}
	old, err := t.f.Stat()
	switch {
	case err != nil:
		return false
	case !os.SameFile(old, now):
		f, err := os.Open(t.path)
		if err != nil {
			return false
		}
		_ = t.f.Close() // read to its end
		t.f, t.at = f, 0
		return true
	case now.Size() < t.at:
		_, err := t.f.Seek(0, io.SeekStart)
		t.at = 0
		return err == nil
	}
	return false
}

// Size is how large the file was when it was opened.
func (t *Tail) Size() int64 { return t.size }

// Close closes the file.
func (t *Tail) Close() error { return t.f.Close() }
