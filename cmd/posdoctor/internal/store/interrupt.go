package store

import (
	"context"
	"io"
)

// Interruptible gives a reader of r that ends with the context's error as soon
// as the context does, even while r waits: somebody who pressed Ctrl-C must not
// have to type a line first. It reads ahead by at most one chunk.
func Interruptible(ctx context.Context, r io.Reader) io.Reader {
	return &interruptible{ctx: ctx, r: r}
}

type chunk struct {
	data []byte
	err  error
}

type interruptible struct {
	ctx    context.Context
	r      io.Reader
	chunks chan chunk
	left   chunk
}

func (i *interruptible) Read(p []byte) (int, error) {
	if i.chunks == nil {
		i.chunks = make(chan chunk)
		go i.pump()
	}
	for len(i.left.data) == 0 {
		if i.left.err != nil {
			return 0, i.left.err
		}
		select {
		case <-i.ctx.Done():
			return 0, i.ctx.Err()
		case i.left = <-i.chunks:
		}
	}
	n := copy(p, i.left.data)
	i.left.data = i.left.data[n:]
	return n, nil
}

// pump ends after the first error. If nobody listens any more it ends with the
// context; a read that never returns ends with the program.
func (i *interruptible) pump() {
	const size = 64 << 10
	for {
		buf := make([]byte, size)
		n, err := i.r.Read(buf)
		select {
		case i.chunks <- chunk{buf[:n], err}:
		case <-i.ctx.Done():
			return
		}
		if err != nil {
			return
		}
	}
}
