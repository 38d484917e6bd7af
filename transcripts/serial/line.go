package serial

import (
	"errors"
	"fmt"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Signals are the control lines that the other side drives, true for raised.
type Signals struct {
	CTS, DSR, DCD, RI bool
}

// line is what carries bytes, whatever the driver. Reads come from one goroutine
// at a time, writes too; a read and a write may run side by side, and close may
// come at any time.
type line interface {
	// read waits for bytes, as long as wait at most and at least a millisecond.
	// No bytes and no error tell that none came.
	read(b []byte, wait time.Duration) (int, error)
	// write gives up after limit with errNotTaken and says how much went out.
	write(b []byte, limit time.Duration) (int, error)
	// setLine changes speed and format, and drops what came in under the old ones.
	setLine(l wire.Line) error
	// settings tells what the driver has now, where another program may have
	// changed it and the system tells; false elsewhere.
	settings() (wire.Line, bool)
	// signals tells the control lines; false where the driver does not know them.
	signals() (Signals, bool)
	// raise drives the own control lines; false where the driver cannot.
	raise(dtr, rts bool) bool
	close() error
}

// errNotTaken is the cause of an error when the other side takes no bytes.
var errNotTaken = errors.New("the other side takes no bytes")

// errOwnClose is what a line gives once it was closed from this side. Drivers
// say the same for a pulled cable, so lines must tell the two apart themselves.
var errOwnClose = errors.New("closed from this side")

// errTooManyFiles is what a line gives when its file number is too high for the
// driver, which keeps a set of 1,024 and panics past it.
var errTooManyFiles = errors.New("too many files are open")

// The settings that are let through. Drivers take more than they should: 0 as a
// speed means 9600 to them, and -1 went through to the kernel.
const (
	slowest = 50
	fastest = 4_000_000
)

// checkLine says what is wrong with settings.
func checkLine(l wire.Line) error {
	switch {
	case l == wire.Line{}:
		return errors.New("no speed and format were told")
	case l.Baud < slowest || l.Baud > fastest:
		return fmt.Errorf("speed %d is not between %d and %d", l.Baud, slowest, fastest)
	case l.Bits != 7 && l.Bits != 8:
		return fmt.Errorf("%d data bits are neither 7 nor 8", l.Bits)
	case l.Parity != 'N' && l.Parity != 'E' && l.Parity != 'O':
		return fmt.Errorf("parity %q is none of N, E and O", l.Parity)
	case l.Stop != 1 && l.Stop != 2:
		return fmt.Errorf("%d stop bits are neither 1 nor 2", l.Stop)
	}
	return nil
}
