package serial

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	// defaultWait is for a query that names no wait at all.
	defaultWait = 5 * time.Second
	// lateFrame is how long a wait goes on while bytes of a frame still come: a
	// frame of 1,000 bytes needs 8.3 s at 1200 baud.
	lateFrame = 10 * time.Second
	// mostBytes ends a question whose answer does not end.
	mostBytes = 1 << 20
	// mostBefore ends reading what lay on the line before the question, where
	// bytes never stop coming.
	mostBefore = 64 << 10
	// mostSettle is how long a line may take to fall silent before a question is
	// sent again.
	mostSettle = time.Second
)

// gaps are the silences that end a frame: 200 ms between two bytes of a serial
// frame (ZVT PA00P016, T1), longer over TCP, where a lost packet is sent again.
var gaps = map[wire.Link]time.Duration{wire.Serial: 200 * time.Millisecond, wire.TCP: time.Second}

// asking is one question under way.
type asking struct {
	p   *Port
	q   question
	f   wire.Framer
	saw func(Chunk)
	gap time.Duration
	buf []byte

	answer Answer
	take   func(wire.Frame) ecr.Step
	// echo is what may still come back of the question just sent, and back how
	// much of it did.
	echo []byte
	back int
	// held is true while bytes came that the framer may still hold; last is when.
	held bool
	last time.Time
}

// end is why following a question stopped.
type end int

const (
	goOn end = iota
	done
	declined
	again // the dialogue wants it sent again
	vain  // a wait passed
)

func (a *asking) run(ctx context.Context) error {
	if err := a.before(ctx); err != nil {
		return err
	}
	for {
		if err := ctx.Err(); err != nil {
			return a.stopped(err)
		}
		a.take, a.echo, a.back = a.q.dialogue(), a.q.frame, 0
		a.answer.Sent++
		if err := a.put(a.q.frame); err != nil {
			return a.failed(err)
		}
		why, err := a.follow(ctx)
		switch {
		case err != nil:
			return err
		case why == done:
			a.answer.Outcome = Answered
			return nil
		case why == declined:
			a.answer.Outcome = Declined
			return &Error{Kind: Refused, Port: a.p.name, Outcome: Declined, Words: a.answer.Words}
		case why == vain && a.answer.Acked, a.answer.Sent > a.q.repeats, a.answer.Bytes > mostBytes:
			return a.unanswered(nil)
		}
		if err := a.settle(ctx); err != nil {
			return err
		}
	}
}

// unanswered ends a question for which no answer came.
func (a *asking) unanswered(cause error) error {
	a.answer.Outcome = a.answer.judge()
	kind := Silent
	if a.answer.Outcome == NAKed {
		kind = Refused
	}
	return &Error{Kind: kind, Port: a.p.name, Outcome: a.answer.Outcome, Err: cause}
}

// stopped ends a question because ctx ended.
func (a *asking) stopped(err error) error {
	if errors.Is(err, context.DeadlineExceeded) && a.answer.Sent > 0 {
		return a.unanswered(err)
	}
	return err
}

// failed ends a question because the port did.
func (a *asking) failed(err error) error {
	e := useError(a.p.name, err)
	if errors.Is(err, errNotTaken) {
		a.answer.Outcome, e.Outcome = NotTaken, NotTaken
	}
	return e
}

// put sends the question or an acknowledgement, and nothing else calls send here.
func (a *asking) put(b []byte) error {
	n, err := send(a.p.l, b)
	if n > 0 {
		a.saw(Chunk{At: time.Now(), From: wire.FromRegister, Bytes: bytes.Clone(b[:n])})
	}
	return err
}

// read waits for bytes and shows them.
func (a *asking) read(ctx context.Context, wait time.Duration) ([]byte, error) {
	n, err := a.p.read(ctx, a.buf, wait)
	if n > 0 {
		a.last = time.Now()
		a.saw(Chunk{At: a.last, From: wire.FromTerminal, Bytes: bytes.Clone(a.buf[:n])})
	}
	if err != nil {
		return a.buf[:n], a.failed(err)
	}
	return a.buf[:n], nil
}

// before reads what lies on the line already, which answers nothing.
func (a *asking) before(ctx context.Context) error {
	for a.answer.Before < mostBefore && ctx.Err() == nil {
		b, err := a.read(ctx, 0)
		a.answer.Before += len(b)
		if err != nil || len(b) == 0 {
			return err
		}
	}
	return nil
}

// follow gives what comes to the dialogue until the question ends.
func (a *asking) follow(ctx context.Context) (end, error) {
	wait := a.q.ackWait
	if wait == 0 {
		wait = a.q.answerWait
	}
	if wait == 0 {
		wait = defaultWait
	}
	deadline := time.Now().Add(wait)
	for {
		if err := ctx.Err(); err != nil {
			return goOn, a.stopped(err)
		}
		until := deadline
		if a.held {
			until = a.last.Add(a.gap)
		}
		b, err := a.read(ctx, time.Until(until))
		frames := a.frames(b)
		for i, f := range frames {
			why, longer, err := a.step(f)
			if why != goOn || err != nil {
				// What came before the terminal could know of this step is only noted.
				for _, f := range frames[i+1:] {
					a.note(f)
				}
				return why, err
			}
			if longer > 0 {
				deadline = time.Now().Add(longer)
			}
		}
		now := time.Now()
		switch {
		case err != nil:
			return goOn, err
		case a.answer.Bytes > mostBytes,
			!a.held && !now.Before(deadline),
			a.held && now.After(deadline.Add(lateFrame)):
			return vain, nil
		}
	}
}

// frames cuts what came, and after a silence what is held.
func (a *asking) frames(b []byte) []wire.Frame {
	var out []wire.Frame
	if len(b) > 0 {
		a.held = true
		if b = a.withoutEcho(b); len(b) > 0 {
			out = a.f.Feed(wire.Known(bytes.Clone(b)))
		}
	}
	if a.held && time.Since(a.last) >= a.gap {
		a.held = false
		if back := a.giveBack(); len(back) > 0 {
			a.answer.Bytes += len(back)
			out = append(out, a.f.Feed(wire.Known(back))...)
		}
		out = append(out, a.f.Flush()...)
	}
	return out
}

// withoutEcho takes the question itself away where it comes back first: from a
// loop, or from a wire that carries both ways. What only begins like it is given
// back.
func (a *asking) withoutEcho(b []byte) []byte {
	if a.echo == nil {
		a.answer.Bytes += len(b)
		return b
	}
	n := 0
	for n < len(b) && a.back+n < len(a.echo) && b[n] == a.echo[a.back+n] {
		n++
	}
	switch {
	case a.back+n == len(a.echo):
		a.answer.Echoes++
		a.echo, a.back = nil, 0
		b = b[n:]
	case n == len(b):
		a.back += n
		return nil
	default:
		b = append(a.giveBack(), b...)
	}
	a.answer.Bytes += len(b)
	return b
}

// giveBack gives the bytes that were held because they looked like an echo.
func (a *asking) giveBack() []byte {
	b := bytes.Clone(a.echo[:a.back])
	a.echo, a.back = nil, 0
	return b
}

// note counts a frame.
func (a *asking) note(f wire.Frame) {
	a.answer.Frames = append(a.answer.Frames, f)
	switch {
	case f.Kind == wire.Rejected:
		a.answer.Rejected++
	case f.Kind == wire.Control && f.Sign == wire.ACK:
		a.answer.Acked = true
	case f.Kind == wire.Control && f.Sign == wire.NAK:
		a.answer.NAKs++
	}
}

// step gives one frame to the dialogue and does what it wants. longer is how
// long to wait from now, 0 for no change.
func (a *asking) step(f wire.Frame) (why end, longer time.Duration, err error) {
	a.note(f)
	s := a.take(f)
	if s.Ack != nil {
		if !a.q.allows(s.Ack) {
			return goOn, 0, ErrForeignAck
		}
		if err := a.put(s.Ack); err != nil {
			return goOn, 0, a.failed(err)
		}
	}
	switch {
	case !s.Refused.IsZero():
		a.answer.Words = s.Refused
		return declined, 0, nil
	case s.Done:
		return done, 0, nil
	case s.Resend:
		return again, 0, nil
	case s.Longer > 0:
		return goOn, s.Longer, nil
	case f.Kind == wire.Rejected, f.Sign == wire.Heartbeat, f.Sign == wire.Padding:
		return goOn, 0, nil
	}
	return goOn, a.q.answerWait, nil
}

// settle waits for the line to fall silent before the question is sent again,
// for a terminal answers NAK to each piece of what it could not read.
func (a *asking) settle(ctx context.Context) error {
	end := time.Now().Add(mostSettle)
	for ctx.Err() == nil && time.Now().Before(end) {
		b, err := a.read(ctx, a.gap)
		for _, f := range a.frames(b) {
			a.note(f)
		}
		if err != nil {
			return err
		}
		if len(b) == 0 {
			break
		}
	}
	for _, f := range a.f.Flush() {
		a.note(f)
	}
	a.held = false
	return nil
}
