package main

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts/capture"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/read"
)

// stream is a source that is read while it grows: a file or a port.
type stream struct {
	input    read.Input
	health   *health
	caughtUp func() bool  // all that was there at first was read
	size     int64        // bytes that were there at first
	err      func() error // why it ended, other than by the context
}

// past reports whether all that is seen of a payment was there at first.
func (s *stream) past(t *diag.Transaction) bool {
	for _, leg := range t.Legs {
		for _, sighting := range leg.Seen {
			for _, p := range sighting.Places {
				if p.Where.Offset >= s.size {
					return false
				}
			}
		}
		for _, signal := range leg.Signals {
			if signal.Where.Offset >= s.size {
				return false
			}
		}
	}
	return true
}

// health is how the link of a stream is. It may be used by several goroutines.
type health struct {
	mu  sync.Mutex
	now linkHealth
}

// linkHealth is what a person should know about the link.
type linkHealth struct {
	Port     bool // false for a file
	Up       bool
	Last     time.Time // when bytes last came; zero for never
	Line     string
	Protocol string
	capture.Stats
}

func (h *health) look() linkHealth {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *health) change(f func(*linkHealth)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f(&h.now)
}

// fileStream follows a file.
func (a *app) fileStream(ctx context.Context, name string) (stream, error) {
	var caught atomic.Bool
	tail, err := store.NewTail(ctx, name, func() { caught.Store(true) })
	if err != nil {
		return stream{}, inputProblem(err)
	}
	h := &health{now: linkHealth{Up: true}}
	r := &noted{r: tail, note: func(int) { h.change(func(l *linkHealth) { l.Last = a.Now() }) }}
	return stream{
		input: read.Input{Name: name, R: r, Live: true}, health: h, caughtUp: caught.Load, size: tail.Size(),
		err: func() error { return tail.Close() },
	}, nil
}

// noted tells of each read that gave something.
type noted struct {
	r    io.Reader
	note func(int)
}

func (n *noted) Read(p []byte) (int, error) {
	k, err := n.r.Read(p)
	if k > 0 {
		n.note(k)
	}
	return k, err
}

// portStream listens to a port. What is heard goes the way of a capture, masked,
// to the reader of captures; only the file is left out.
func (a *app) portStream(ctx context.Context, name string, protocol *ecr.Protocol, line wire.Line) (stream, error) {
	open := func(ctx context.Context) (port, error) { return a.OpenPort(ctx, name, line) }
	p, err := open(ctx)
	if err != nil {
		return stream{}, portProblem(err)
	}
	head := header(name, p.Link(), line, protocol)
	h := &health{now: linkHealth{Port: true, Up: true, Line: head.Line}}
	r, w := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		rec := &recording{}
		var err error
		rec.writer, err = capture.NewWriter(unsynced{w}, a.Now(), capture.Config{
			Header: head, Protocol: protocol, Recognise: capture.Sure, Show: func(e capture.Entry) { h.note(e) },
		})
		if err == nil {
			l := listening{open: open, now: a.Now, tell: func(codes.Text) {}}
			err = rec.run(ctx, func(ctx context.Context, out chan<- happening) error { return l.hear(ctx, p, name, out) })
		}
		if err == nil {
			err = rec.writer.Close(a.Now())
		}
		ended <- err
		_ = w.Close() // a pipe's own end never fails
	}()
	var once sync.Once
	var why error
	return stream{
		input: read.Input{Name: name, R: r, Live: true}, health: h,
		caughtUp: func() bool { return true },
		err: func() error {
			once.Do(func() { why = <-ended })
			if errors.Is(why, context.Canceled) {
				return nil
			}
			return why
		},
	}, nil
}

// note takes what was written.
func (h *health) note(e capture.Entry) {
	h.change(func(l *linkHealth) {
		switch {
		case e.Header != nil:
			l.Protocol = e.Header.Protocol
		case e.Mark != nil:
			switch e.Mark.Sign {
			case capture.Unplugged:
				l.Up = false
				l.Gaps++
			case capture.Replugged:
				l.Up = true
			}
		default:
			l.Last = e.Record.Time
			l.Records++
			l.Bytes += int64(e.Record.Len)
			if e.Record.Check == wire.CheckBad {
				l.Bad++
			}
		}
	})
}

// unsynced is a sink without a disk behind it.
type unsynced struct{ io.Writer }

// Sync has nothing to do.
func (unsynced) Sync() error { return nil }
