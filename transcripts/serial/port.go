package serial

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// ErrInUse is what Listen, Ask and Tap give when another of them is running on
// the same port. Reading is one goroutine's work: two would steal bytes from
// each other. It tells a fault in the program, not on the line.
var ErrInUse = errors.New("the port is listening or asking already")

// slice is how long one read of a driver may last. Most drivers cannot be
// stopped in a read, so this is also how late a cancelled context is seen.
const slice = 25 * time.Millisecond

// Port is an open port. Its methods may be called from any goroutine, but only
// one Listen, Ask or Tap runs at a time.
type Port struct {
	name string
	link wire.Link
	l    line

	turn sync.Mutex // held by whoever reads

	mu  sync.Mutex
	set wire.Line
}

// Open opens a port: a device ("/dev/ttyUSB0", "COM3", "/dev/pts/4") with the
// settings told, or a TCP connection ("tcp://192.168.0.20:20007"), to which
// settings do not apply. "tcp-listen://:20007" waits for a register or a
// terminal that connects by itself, takes the first that does and no other.
//
// A device is claimed so that no second posdoctor opens it, by root either, and
// its control lines DTR and RTS are raised, as every driver does. Open ends when
// ctx does; reaching a TCP host is given ten seconds at most. Every error is an
// [Error].
func Open(ctx context.Context, name string, set wire.Line) (*Port, error) {
	addr, listen, isTCP, err := address(name)
	switch {
	case err != nil:
		return nil, &Error{Kind: NotAPort, Port: name, Err: err}
	case isTCP:
		n, err := openNetwork(ctx, addr, listen)
		if err != nil {
			return nil, networkError(name, err)
		}
		return &Port{name: name, link: wire.TCP, l: n}, nil
	}
	if err := checkLine(set); err != nil {
		return nil, &Error{Kind: BadLine, Port: name, Err: err}
	}
	d, err := openDevice(ctx, name, set)
	if err != nil {
		return nil, openError(name, err)
	}
	return &Port{name: name, link: wire.Serial, l: d, set: set}, nil
}

// Name is the name that the port was opened by.
func (p *Port) Name() string { return p.name }

// Link is what carries the bytes.
func (p *Port) Link() wire.Link { return p.link }

// Line are the settings of a serial line; the zero value over TCP.
func (p *Port) Line() wire.Line {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.set
}

// SetLine changes speed and format, and drops what came in under the old ones.
// The old ones stay when it fails: with Kind BadLine when the settings are wrong
// or the driver refuses them, or the port is TCP. What comes in during the next
// 50 ms may still be garbled by the change.
func (p *Port) SetLine(set wire.Line) error {
	if p.link == wire.TCP {
		return &Error{Kind: BadLine, Port: p.name, Err: errors.New("a TCP connection has no speed and format")}
	}
	if err := checkLine(set); err != nil {
		return &Error{Kind: BadLine, Port: p.name, Err: err}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.l.setLine(set); err != nil {
		return setError(p.name, err)
	}
	p.set = set
	return nil
}

// Signals tells the control lines that the other side drives. It is false where
// they are unknown: over TCP, on a pseudo-terminal, with some drivers. USB
// devices often report all of them lowered, from which nothing follows.
func (p *Port) Signals() (Signals, bool) { return p.l.signals() }

// Close gives the port back. What is listening or asking on it ends with Kind
// Closed. Closing again does nothing.
func (p *Port) Close() error {
	if err := p.l.close(); err != nil {
		return useError(p.name, err)
	}
	return nil
}

// read waits for bytes until there are some, wait is over or ctx ends; then it
// gives none and no error.
func (p *Port) read(ctx context.Context, b []byte, wait time.Duration) (int, error) {
	end := time.Now().Add(wait)
	for {
		left := max(time.Until(end), time.Millisecond)
		n, err := p.l.read(b, min(left, slice))
		if n > 0 || err != nil {
			return n, err
		}
		if ctx.Err() != nil || !time.Now().Before(end) {
			return 0, nil
		}
	}
}
