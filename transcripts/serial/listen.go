package serial

import (
	"bytes"
	"context"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// chunkSize is the most that one read gives.
const chunkSize = 4096

// Chunk are bytes as they came off the line, cut by chance. They are not masked:
// who keeps or shows them masks them first.
type Chunk struct {
	At time.Time
	// From is who sent them: the register for what Ask sends and for what a tap
	// reads from its side; the terminal for what Ask hears and for the other side
	// of a tap; SideUnknown for what Listen hears.
	From wire.Side
	// Bytes belong to whoever gets the chunk. None tell a silence.
	Bytes []byte
}

// Listen gives what comes in, sending nothing, until ctx ends, take gives an
// error or the port goes. After each silence of quiet it gives a Chunk without
// bytes, again and again while the silence lasts; with quiet 0 it never does.
//
// It returns the error of take as it is, that of ctx, [ErrInUse], or an [Error]:
// Unplugged, Closed after Close.
func (p *Port) Listen(ctx context.Context, quiet time.Duration, take func(Chunk) error) error {
	if !p.turn.TryLock() {
		return ErrInUse
	}
	defer p.turn.Unlock()
	buf := make([]byte, chunkSize)
	since := time.Now()
	for ctx.Err() == nil {
		wait := slice
		if quiet > 0 {
			wait = time.Until(since.Add(quiet))
		}
		n, err := p.read(ctx, buf, wait)
		now := time.Now()
		if n > 0 {
			since = now
			if err := take(Chunk{At: now, Bytes: bytes.Clone(buf[:n])}); err != nil {
				return err
			}
		}
		if err != nil {
			return useError(p.name, err)
		}
		if n == 0 && quiet > 0 && ctx.Err() == nil && now.Sub(since) >= quiet {
			since = now
			if err := take(Chunk{At: now}); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}
