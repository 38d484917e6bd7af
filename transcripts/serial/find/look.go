package find

import (
	"context"
	"io/fs"
)

// Options say where to look. The zero value is this machine and this user.
type Options struct {
	// Root is a tree of files to look into instead of this machine, laid out as
	// on Linux: dev, sys, proc, etc, run. It needs [fs.ReadLinkFS]. For tests, and
	// for the disk of another machine.
	Root fs.FS
	// User is who wants to open the ports of Root.
	User User
}

// User is somebody who wants to open a port.
type User struct {
	Name   string // "" when not known
	UID    uint32
	Groups []uint32 // of the running session, which may be fewer than /etc/group says
}

// Look lists what can be found on the machine. An error is about the machine as
// a whole; a port of which something cannot be read is listed with what could.
// No port at all is no error.
func Look(ctx context.Context, o Options) (Listing, error) {
	if o.Root != nil {
		return lookLinux(ctx, machine{tree: tree{o.Root}, user: o.User, may: mayByMode})
	}
	return lookHere(ctx)
}

// Ports gives the serial ports of [Look] alone.
func Ports(ctx context.Context, o Options) ([]Port, error) {
	l, err := Look(ctx, o)
	return l.Ports, err
}
