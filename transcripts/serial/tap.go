package serial

import (
	"bytes"
	"context"
	"sync"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// End is one end of a tap: an open port that nobody else listens to or asks.
type End = *Port

// untold is how many chunks may wait for saw before the bridge waits too. It
// bounds memory to 4 MiB; a disk may stall for minutes at serial speed.
const untold = 1024

// Tap joins the register side a and the terminal side b, as if there were one
// cable: to each it writes exactly the bytes just read from the other, at once,
// and nothing else. Changed settings and control lines of one side are set on
// the other as far as the drivers tell and take them; see mirror.
//
// saw gets every byte in the order in which it was read, the sides named, from
// one goroutine; the bridge does not wait for it until 1,024 chunks are untold.
//
// Tap runs until ctx ends, whose error it then returns, or one side goes: then
// with an [Error] whose Port names that side. Bytes that were read before are
// written out and told. It returns [ErrInUse] when one of the ports is in use.
func Tap(ctx context.Context, a, b End, saw func(Chunk)) error {
	for _, p := range []*Port{a, b} {
		if !p.turn.TryLock() {
			return ErrInUse
		}
		defer p.turn.Unlock()
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	t := bridge{chunks: make(chan Chunk, untold)}
	ab, ba := newMirror(a, b), newMirror(b, a)
	var told, pumps sync.WaitGroup
	told.Go(func() {
		for c := range t.chunks {
			saw(c)
		}
	})
	pumps.Go(func() { stop(t.pump(ctx, a, b, wire.FromRegister)) })
	pumps.Go(func() { stop(t.pump(ctx, b, a, wire.FromTerminal)) })
	pumps.Go(func() { mirrorBoth(ctx, ab, ba) })
	pumps.Wait()
	close(t.chunks)
	told.Wait()
	return context.Cause(ctx)
}

// bridge carries bytes from one port to the other.
type bridge struct{ chunks chan Chunk }

// pump writes to one port what it reads from the other, until one of them goes
// or ctx ends. What is told is a copy: the bytes written are those read, whatever
// is done with the copy.
func (t bridge) pump(ctx context.Context, from, to *Port, side wire.Side) error {
	buf := make([]byte, chunkSize)
	for ctx.Err() == nil {
		n, err := from.read(ctx, buf, time.Minute)
		if n > 0 {
			// Told first: an answer cannot come before its question went out, so the
			// order told is the order on the line.
			t.chunks <- Chunk{At: time.Now(), From: side, Bytes: bytes.Clone(buf[:n])}
			if _, err := send(to.l, buf[:n]); err != nil {
				return bridgeError(to.name, err)
			}
		}
		if err != nil {
			return bridgeError(from.name, err)
		}
	}
	return context.Cause(ctx)
}

func bridgeError(name string, err error) error {
	e := useError(name, err)
	if e.Kind == Silent {
		e.Outcome = NotTaken
	}
	return e
}
