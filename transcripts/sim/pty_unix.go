//go:build linux || darwin

package sim

import (
	"context"
	"os"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
	"golang.org/x/term"

	"github.com/posdoctor/posdoctor/codes"
)

// HasPTY tells whether this system has pseudo-terminals.
const HasPTY = true

// ptyCable is a pseudo-terminal. The terminal has the master side; the till's
// side is held open too, so that it stays raw between tills and a till that
// leaves does not end the terminal.
type ptyCable struct {
	master, till *os.File
	plugged      bool
}

func newPTY() (cable, error) {
	c := &ptyCable{}
	if err := c.replug(); err != nil {
		return nil, &codes.Problem{ID: "terminal.pretend", What: textNoPTY, Hint: hintNoPTY, Err: err}
	}
	return c, nil
}

func (c *ptyCable) replug() error {
	master, till, err := pty.Open()
	if err != nil {
		return err
	}
	defer master.Close()
	// Raw, or the system would send the terminal's own words back to it.
	if _, err := term.MakeRaw(int(till.Fd())); err != nil {
		till.Close()
		return err
	}
	c.master, err = unblocked(master)
	if err != nil {
		till.Close()
		return err
	}
	c.till, c.plugged = till, false
	return nil
}

// unblocked gives the same file anew. The library leaves its own in a state in
// which a write to a till that does not read could never be ended.
func unblocked(f *os.File) (*os.File, error) {
	fd, err := unix.FcntlInt(f.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		unix.Close(fd)
		return nil, err
	}
	return os.NewFile(uintptr(fd), f.Name()), nil
}

func (c *ptyCable) name() string { return c.till.Name() }

// plug gives the line at once: nobody can see when a till opens its side. It
// has one line between two unplugs.
func (c *ptyCable) plug(context.Context) (line, error) {
	if c.plugged {
		return nil, os.ErrClosed
	}
	c.plugged = true
	return c.master, nil
}

func (c *ptyCable) unplug() { c.close() }

func (c *ptyCable) close() {
	c.till.Close()
	c.master.Close()
}
