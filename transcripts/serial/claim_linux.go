package serial

import (
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// taken reports whether another program holds the device in exclusive mode.
// Root is let in all the same, and must ask.
func (c *claim) taken() bool {
	on, err := unix.IoctlGetInt(c.fd, unix.TIOCGEXCL)
	return err == nil && on != 0 && !c.isPty()
}

// isPty reports whether the device is a pseudo-terminal. Its exclusive mode
// outlives the program that set it, as long as the other end stays open.
func (c *claim) isPty() bool {
	name, err := os.Readlink("/proc/self/fd/" + strconv.Itoa(c.fd))
	return err == nil && strings.HasPrefix(name, "/dev/pts/")
}

// settings reads what the driver has now: who holds the other end of a
// pseudo-terminal sets them for both.
func (c *claim) settings() (wire.Line, bool) {
	t, err := unix.IoctlGetTermios(c.fd, unix.TCGETS2)
	if err != nil {
		return wire.Line{}, false
	}
	l := wire.Line{Baud: int(t.Ospeed), Bits: 8, Parity: 'N', Stop: 1}
	if t.Cflag&unix.CSIZE == unix.CS7 {
		l.Bits = 7
	}
	switch t.Cflag & (unix.PARENB | unix.PARODD) {
	case unix.PARENB:
		l.Parity = 'E'
	case unix.PARENB | unix.PARODD:
		l.Parity = 'O'
	}
	if t.Cflag&unix.CSTOPB != 0 {
		l.Stop = 2
	}
	return l, true
}

// wake lets a write look again whether there is room. Dropping what a
// pseudo-terminal holds makes room, but only changed settings wake the writer;
// these are set as they are.
func (c *claim) wake() {
	if t, err := unix.IoctlGetTermios(c.fd, unix.TCGETS2); err == nil {
		_ = unix.IoctlSetTermios(c.fd, unix.TCSETS2, t)
	}
}
