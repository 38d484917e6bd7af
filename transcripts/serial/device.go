package serial

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	driver "go.bug.st/serial"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// patience is how long closing and changing settings wait for a write that does
// not end.
const patience = time.Second

// device is a serial device or pseudo-terminal behind go.bug.st/serial.
//
// The driver's own lock does not hold against root, its writes cannot be
// stopped, a write after a close may hit whatever file got the same number, and
// a pulled cable looks like a close. So a device claims its name, writes from a
// goroutine that can be left behind, keeps reads, writes and close apart, and
// knows itself whether it was closed.
type device struct {
	name string
	held *claim

	writer chan struct{} // has room for whoever writes
	state  sync.RWMutex  // read: uses port; written: port changes or is closed
	port   driver.Port
	set    wire.Line
	closed atomic.Bool
}

// openDevice opens a device. A driver that does not come back (a Bluetooth port
// out of reach) is left behind when ctx ends, and closed when it does come back.
func openDevice(ctx context.Context, name string, set wire.Line) (*device, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	type opened struct {
		d   *device
		err error
	}
	came := make(chan opened)
	go func() {
		d, err := openNow(name, set)
		select {
		case came <- opened{d, err}:
		case <-ctx.Done():
			if err == nil {
				_ = d.close()
			}
		}
	}()
	select {
	case o := <-came:
		return o.d, o.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func openNow(name string, set wire.Line) (*device, error) {
	held, err := claimDevice(name)
	if err != nil {
		return nil, err
	}
	port, err := driver.Open(name, mode(set))
	if err != nil {
		held.release()
		return nil, err
	}
	return &device{name: name, held: held, writer: make(chan struct{}, 1), port: port, set: set}, nil
}

// mode says settings in the driver's words. InitialStatusBits stays out: it
// makes opening a pseudo-terminal fail.
func mode(l wire.Line) *driver.Mode {
	m := &driver.Mode{BaudRate: l.Baud, DataBits: l.Bits}
	switch l.Parity {
	case 'E':
		m.Parity = driver.EvenParity
	case 'O':
		m.Parity = driver.OddParity
	}
	if l.Stop == 2 {
		m.StopBits = driver.TwoStopBits
	}
	return m
}

func (d *device) read(b []byte, wait time.Duration) (n int, err error) {
	d.state.RLock()
	defer d.state.RUnlock()
	if d.closed.Load() {
		return 0, errOwnClose
	}
	// An empty buffer reads as the end of the line.
	if len(b) == 0 {
		return 0, nil
	}
	defer func() {
		if recover() != nil {
			n, err = 0, errTooManyFiles
		}
	}()
	if err := d.port.SetReadTimeout(max(wait, time.Millisecond)); err != nil {
		return 0, err
	}
	return d.port.Read(b)
}

func (d *device) write(b []byte, limit time.Duration) (int, error) {
	if d.closed.Load() {
		return 0, errOwnClose
	}
	end := time.NewTimer(limit)
	defer end.Stop()
	select {
	case d.writer <- struct{}{}:
	case <-end.C:
		return 0, errNotTaken
	}
	if d.closed.Load() {
		<-d.writer
		return 0, errOwnClose
	}
	type written struct {
		n   int
		err error
	}
	done := make(chan written, 1)
	port, piece := d.port, bytes.Clone(b)
	go func() {
		n, err := port.Write(piece)
		done <- written{n, err}
		<-d.writer
	}()
	select {
	case w := <-done:
		return w.n, w.err
	case <-end.C:
	}
	// Dropping what the driver holds makes room, which lets the write end; what
	// it then puts there is dropped as well. A write that goes on nevertheless is
	// left behind, and holds the place of the writer until it ends.
	_ = port.ResetOutputBuffer()
	d.held.wake()
	select {
	case <-done:
		_ = port.ResetOutputBuffer()
	case <-time.After(patience):
	}
	return 0, errNotTaken
}

func (d *device) setLine(set wire.Line) error {
	if d.closed.Load() {
		return errOwnClose
	}
	if !d.stopWriting() {
		return errNotTaken
	}
	defer func() { <-d.writer }()
	d.state.Lock()
	defer d.state.Unlock()
	if d.closed.Load() {
		return errOwnClose
	}
	err := d.port.SetMode(mode(set))
	if err != nil {
		return d.reopen(err)
	}
	d.set = set
	return d.port.ResetInputBuffer()
}

// reopen opens the device again with the settings it had, when the driver
// closed it because it refused others (Windows).
func (d *device) reopen(refused error) error {
	var pe *driver.PortError
	if !errors.As(refused, &pe) || pe.Code() != driver.InvalidSerialPort {
		return refused
	}
	port, err := driver.Open(d.name, mode(d.set))
	if err != nil {
		return err
	}
	d.port = port
	return errRefusedLine
}

// stopWriting takes the place of the writer; false when it stays taken.
func (d *device) stopWriting() bool {
	select {
	case d.writer <- struct{}{}:
		return true
	case <-time.After(patience):
		return false
	}
}

func (d *device) settings() (wire.Line, bool) {
	d.state.RLock()
	defer d.state.RUnlock()
	if d.closed.Load() {
		return wire.Line{}, false
	}
	return d.held.settings()
}

func (d *device) signals() (Signals, bool) {
	d.state.RLock()
	defer d.state.RUnlock()
	if d.closed.Load() {
		return Signals{}, false
	}
	s, err := d.port.GetModemStatusBits()
	if err != nil {
		return Signals{}, false
	}
	return Signals{CTS: s.CTS, DSR: s.DSR, DCD: s.DCD, RI: s.RI}, true
}

func (d *device) raise(dtr, rts bool) bool {
	d.state.RLock()
	defer d.state.RUnlock()
	return !d.closed.Load() && d.port.SetDTR(dtr) == nil && d.port.SetRTS(rts) == nil
}

// close waits for reads and writes under way before it gives the file number
// back, so that none of them can hit another file of the same number.
func (d *device) close() error {
	if d.closed.Swap(true) {
		return nil
	}
	if !d.stopWriting() {
		d.state.RLock()
		_ = d.port.ResetOutputBuffer()
		d.held.wake()
		d.state.RUnlock()
		d.stopWriting()
	}
	d.state.Lock()
	defer d.state.Unlock()
	err := d.port.Close()
	d.held.release()
	return err
}
