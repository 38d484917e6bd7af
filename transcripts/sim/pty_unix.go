//go:build linux || darwin

package sim

import (
	"context"
	"os"

	"github.com/creack/pty"
	"golang.org/x/term"

	"github.com/posdoctor/posdoctor/codes"
)

// HasPTY tells whether this system has pseudo-terminals.
const HasPTY = true

// ptyCable is a pseudo-terminal. The terminal has the master side; the till's
// side is held open too, so that it stays raw between tills and a till that
// leaves does not end the terminal.
type ptyCable struct{ master, till *os.File }

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
	// Raw, or the system would send the terminal's own words back to it.
	if _, err := term.MakeRaw(int(till.Fd())); err != nil {
		master.Close()
		till.Close()
		return err
	}
	c.master, c.till = master, till
	return nil
}

func (c *ptyCable) name() string { return c.till.Name() }

// plug gives the line at once: nobody can see when a till opens its side.
func (c *ptyCable) plug(context.Context) (line, error) { return c.master, nil }

func (c *ptyCable) unplug() { c.close() }

func (c *ptyCable) close() {
	c.till.Close()
	c.master.Close()
}
