package find

import (
	"context"
	"io/fs"
	"os"
	"slices"
	"strconv"

	"golang.org/x/sys/unix"
)

// lookHere lists the ports of this machine.
func lookHere(ctx context.Context) (Listing, error) {
	m := machine{tree: tree{os.DirFS("/")}, may: mayHere}
	m.user.UID = uint32(os.Geteuid())
	m.user.Groups = []uint32{uint32(os.Getegid())}
	// Without the list the user is in the one group that is known.
	groups, _ := os.Getgroups()
	for _, g := range groups {
		if !slices.Contains(m.user.Groups, uint32(g)) {
			m.user.Groups = append(m.user.Groups, uint32(g))
		}
	}
	if f := m.record("etc/passwd", 2, strconv.Itoa(os.Geteuid())); f != nil {
		m.user.Name = f[0]
	}
	return lookLinux(ctx, m)
}

// mayHere asks the kernel, which knows of access lists that the permission bits
// do not show. It does not open the port.
func mayHere(_ machine, name string, _ fs.FileInfo) Access {
	if unix.Faccessat(unix.AT_FDCWD, "/"+name, unix.R_OK|unix.W_OK, unix.AT_EACCESS) != nil {
		return AccessNo
	}
	return AccessYes
}
