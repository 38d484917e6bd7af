package probe

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/serial"
)

// Port is a port that can listen and ask; serial.Port is one.
type Port interface {
	Link() wire.Link
	Line() wire.Line
	SetLine(wire.Line) error
	Signals() (serial.Signals, bool)
	Listen(ctx context.Context, quiet time.Duration, take func(serial.Chunk) error) error
	Ask(ctx context.Context, q ecr.Query, f wire.Framer, saw func(serial.Chunk)) (serial.Answer, error)
}

// The usual times: heartbeats come every two seconds (CodePay), a terminal with
// timers between bytes wants a second of rest after bytes that it could not
// read, and the first 50 ms after a change of speed are thrown away.
const (
	listenFor = 3 * time.Second
	rest      = time.Second
	settle    = 50 * time.Millisecond
	silence   = 200 * time.Millisecond
	mostHeard = 64 << 10
)

// Options say what is known beforehand and what is allowed.
type Options struct {
	// Protocol is the one that the user names; "" leaves it to what is heard and
	// to Likely.
	Protocol string
	// Likely are IDs of protocols that fit the USB numbers, likeliest first.
	Likely []string
	Params ecr.Params
	// Listen is how long to listen at each setting; 0 means three seconds.
	Listen     time.Duration
	ListenOnly bool
	// Direct is set where the terminal itself is the USB device: it ignores the
	// settings of the line, and there is no speed to search for.
	Direct bool
	// Consent is asked before a question is sent. Nil refuses.
	Consent func(q ecr.Query) bool
	// Tell gets each step as it is done; may be nil.
	Tell func(Step)
	// Saw gets every byte of both sides; may be nil.
	Saw func(serial.Chunk)
}

// Run finds out what is at the end of p. The error is that of the port, or of
// ctx; what was found until then is in the result.
func Run(ctx context.Context, p Port, o Options) (Result, error) {
	if o.Listen <= 0 {
		o.Listen = listenFor
	}
	if o.Saw == nil {
		o.Saw = func(serial.Chunk) {}
	}
	r := &run{p: p, o: o}
	err := r.run(ctx)
	return r.out, err
}

// run is one probe under way.
type run struct {
	p   Port
	o   Options
	out Result
}

func (r *run) run(ctx context.Context) error {
	heard, err := r.listen(ctx, r.p.Line())
	if err != nil {
		return err
	}
	if r.judge(heard) {
		return nil
	}
	if heard.noise.Pattern == known.WrongSpeed || heard.noise.Pattern == known.Unclear && heard.noise.Bytes > 0 {
		if done, err := r.otherSpeeds(ctx); done || err != nil {
			return err
		}
	}
	if r.o.ListenOnly {
		r.quiet(heard.noise.Bytes > 0)
		return nil
	}
	return r.ask(ctx, heard)
}

// heard is what one stretch of listening brought.
type heard struct {
	line    wire.Line
	sample  known.Sample
	noise   known.Noise
	guesses []known.Guess
}

// listen takes in what comes at one setting.
func (r *run) listen(ctx context.Context, l wire.Line) (heard, error) {
	h := heard{line: l, sample: known.Sample{Link: r.p.Link()}}
	limit, stop := context.WithTimeout(ctx, r.o.Listen)
	defer stop()
	var raw []byte
	err := r.p.Listen(limit, silence, func(c serial.Chunk) error {
		if len(c.Bytes) > 0 {
			r.o.Saw(c)
		}
		if room := mostHeard - len(raw); room > 0 {
			c.Bytes = c.Bytes[:min(room, len(c.Bytes))]
			raw = append(raw, c.Bytes...)
			h.sample.Pieces = append(h.sample.Pieces, known.Piece{From: c.From, Bytes: wire.Known(c.Bytes)})
		}
		return nil
	})
	if ctx.Err() != nil {
		return h, ctx.Err()
	}
	if err != nil && !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, context.Canceled) {
		return h, err
	}
	h.noise = known.NoiseOf(raw, nil)
	if len(raw) > 0 {
		h.guesses = known.Recognise(h.sample)
	}
	return h, nil
}

// judge says what was heard; true ends the probe.
func (r *run) judge(h heard) bool {
	did := didListen.With(seconds(r.o.Listen), r.at(h.line))
	if len(h.guesses) > 0 {
		g := h.guesses[0]
		if g.Sure || g.ForeignNAK {
			line := h.line
			if g.Parity != 0 {
				line.Bits, line.Parity = 7, g.Parity
			}
			r.found(Recognised, g.Protocol, line)
			r.step(did, sawFrames.With(g.Good, g.Protocol.Name), whyBeyondChance)
			r.next(r.nextCheck(g.Protocol.ID, line))
			return true
		}
		r.step(did, sawMaybe.With(g.Protocol.Name), whyNotSure)
		return false
	}
	switch h.noise.Pattern {
	case known.Console:
		r.out.Outcome = Console
		r.step(did, h.noise.Words(), whyConsole)
		r.next(nextOtherPort)
		return true
	case known.Quiet:
		r.step(did, sawNothing, codes.Text{})
	default:
		r.step(did, sawBytes.With(h.noise.Bytes), h.noise.Words())
	}
	return false
}

// otherSpeeds listens at the other usual settings, for something that talks by
// itself. Nothing is sent.
func (r *run) otherSpeeds(ctx context.Context) (done bool, err error) {
	if r.o.Direct || r.p.Link() == wire.TCP {
		return false, nil
	}
	first := r.p.Line()
	for _, l := range usual(first) {
		if err := r.set(ctx, l); err != nil {
			r.step(didSet.With(l.String()), sawRefused, codes.Text{})
			continue
		}
		h, err := r.listen(ctx, l)
		if err != nil {
			return false, err
		}
		if r.judge(h) {
			return true, nil
		}
	}
	r.out.Outcome = WrongSpeed
	r.next(nextSpeed)
	return true, r.set(ctx, first)
}

// usual are the speeds by how often they are met, less the one that was tried
// (reference: detection, section 8).
func usual(first wire.Line) []wire.Line {
	var out []wire.Line
	for _, l := range []wire.Line{
		{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1},
		{Baud: 115200, Bits: 8, Parity: 'N', Stop: 1},
		{Baud: 19200, Bits: 8, Parity: 'N', Stop: 1},
		{Baud: 57600, Bits: 8, Parity: 'N', Stop: 1},
		{Baud: 38400, Bits: 8, Parity: 'N', Stop: 1},
		{Baud: 4800, Bits: 8, Parity: 'N', Stop: 1},
		{Baud: 2400, Bits: 8, Parity: 'N', Stop: 1},
		{Baud: 1200, Bits: 8, Parity: 'N', Stop: 1},
	} {
		if l.Baud != first.Baud {
			out = append(out, l)
		}
	}
	return out
}

// set changes the line and throws away what comes in while it changes.
func (r *run) set(ctx context.Context, l wire.Line) error {
	if l == r.p.Line() || l == (wire.Line{}) {
		return nil
	}
	if err := r.p.SetLine(l); err != nil {
		return err
	}
	return r.pause(ctx, settle)
}

// pause lets time pass while what comes is thrown away.
func (r *run) pause(ctx context.Context, d time.Duration) error {
	limit, stop := context.WithTimeout(ctx, d)
	defer stop()
	err := r.p.Listen(limit, 0, func(serial.Chunk) error { return nil })
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

func (r *run) found(o Outcome, p ecr.Protocol, l wire.Line) {
	r.out.Outcome, r.out.Protocol, r.out.Line = o, p, l
}

func (r *run) step(did, saw, why codes.Text) {
	s := Step{Did: did, Saw: saw, Why: why}
	r.out.Steps = append(r.out.Steps, s)
	if r.o.Tell != nil {
		r.o.Tell(s)
	}
}

func (r *run) next(t ...codes.Text) {
	for _, x := range t {
		if !slices.Contains(r.out.Next, x) {
			r.out.Next = append(r.out.Next, x)
		}
	}
}

// at words the settings, or that there are none.
func (r *run) at(l wire.Line) codes.Text {
	if r.p.Link() == wire.TCP || l == (wire.Line{}) {
		return overTCP
	}
	return codes.Same(l.String())
}

func seconds(d time.Duration) string { return d.Round(100 * time.Millisecond).String() }
