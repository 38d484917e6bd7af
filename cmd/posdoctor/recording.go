package main

import (
	"context"
	"errors"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/capture"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/serial"
)

// port is an open port that is only listened to.
type port interface {
	Listen(ctx context.Context, quiet time.Duration, take func(serial.Chunk) error) error
	Link() wire.Link
	Close() error
}

// openPort opens a real port.
func openPort(ctx context.Context, name string, line wire.Line) (port, error) {
	p, err := serial.Open(ctx, name, line)
	if err != nil {
		return nil, portProblem(err)
	}
	return p, nil
}

// portProblem words an error of a port.
func portProblem(err error) error {
	var p *serial.Error
	if errors.As(err, &p) {
		return p.Problem()
	}
	return err
}

// happening is what a recording takes: bytes, or a mark where Sign is set.
type happening struct {
	serial.Chunk
	sign capture.Sign
	text string
}

// How a recording keeps time.
const (
	queued    = 1024                   // chunks that may wait for the disk
	tickEvery = 50 * time.Millisecond  // how often silence is looked for
	retry     = 500 * time.Millisecond // between tries to open a port that went
)

// recording takes what happens on a line and writes it. Listening never waits
// for the disk: at 115200 baud a port's own buffer is full in a third of a
// second.
type recording struct {
	writer *capture.Writer
	until  until
	ticks  <-chan time.Time // nil makes its own
}

// run records until listen ends, a condition is met or ctx ends. listen puts
// what happens into its channel and gives the reason why it ended; it must end
// with its context.
func (r *recording) run(ctx context.Context, listen func(context.Context, chan<- happening) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ticks := r.ticks
	if ticks == nil {
		t := time.NewTicker(tickEvery)
		defer t.Stop()
		ticks = t.C
	}
	in := make(chan happening, queued)
	ended := make(chan error, 1)
	go func() {
		defer close(in)
		ended <- listen(ctx, in)
	}()
	err := r.write(in, ticks, stop)
	stop()
	for range in { //nolint:revive // what comes after the end is not recorded
	}
	if lerr := <-ended; err == nil && !errors.Is(lerr, context.Canceled) {
		err = lerr
	}
	return err
}

// write writes what comes in, to the end or until a condition is met.
func (r *recording) write(in <-chan happening, ticks <-chan time.Time, stop func()) error {
	for {
		var now time.Time
		var err error
		select {
		case h, ok := <-in:
			if !ok {
				return nil
			}
			now, err = h.At, r.take(h)
		case now = <-ticks:
			if len(in) > 0 {
				continue // the line was not silent, the disk was slow
			}
			err = r.writer.Tick(now)
		}
		if err != nil {
			return writeProblem(err)
		}
		if r.until.met(now, r.writer.Stats()) {
			stop()
			return nil
		}
	}
}

func (r *recording) take(h happening) error {
	if h.sign != "" {
		return r.writer.Mark(h.At, h.sign, h.text)
	}
	return r.writer.Take(h.At, h.From, false, h.Bytes)
}

// listening hears one port and goes on when it went and came back.
type listening struct {
	open func(context.Context) (port, error)
	now  func() time.Time
	tell func(codes.Text)
	wait func(context.Context, time.Duration) // nil sleeps
}

// hear listens to an open port, which it closes.
func (l *listening) hear(ctx context.Context, p port, name string, out chan<- happening) error {
	for {
		err := p.Listen(ctx, 0, func(c serial.Chunk) error {
			out <- happening{Chunk: c}
			return nil
		})
		_ = p.Close() // it is gone or no longer wanted
		switch {
		case ctx.Err() != nil:
			return nil
		case !went(err):
			return portProblem(err)
		}
		out <- happening{Chunk: serial.Chunk{At: l.now()}, sign: capture.Unplugged, text: name}
		l.tell(textUnplugged.With(name))
		if p = l.again(ctx); p == nil {
			return nil
		}
		out <- happening{Chunk: serial.Chunk{At: l.now()}, sign: capture.Replugged, text: name}
		l.tell(textReplugged.With(name))
	}
}

// again opens a port that went, as soon as that is possible; nil when ctx ends
// before.
func (l *listening) again(ctx context.Context) port {
	for ctx.Err() == nil {
		if p, err := l.open(ctx); err == nil {
			return p
		}
		if l.wait != nil {
			l.wait(ctx, retry)
			continue
		}
		pause(ctx, retry)
	}
	return nil
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// went reports whether a port ended because its other side or its cable went.
func went(err error) bool {
	var p *serial.Error
	return errors.As(err, &p) && (p.Kind == serial.Unplugged || p.Kind == serial.Network)
}

var (
	textUnplugged = codes.Text{EN: "%s went away; what happens until it is back is not recorded", ZH: "%s 断开了；恢复之前发生的事不会录到"}
	textReplugged = codes.Text{EN: "%s is back; recording goes on", ZH: "%s 已恢复，继续录制"}
)
