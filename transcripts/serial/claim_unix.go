//go:build unix

package serial

import (
	"errors"
	"os"
	"os/user"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

// claim is an own hold on a device. The driver's exclusive mode does not hold
// against root, and two readers steal bytes from each other.
type claim struct{ fd int }

// claimDevice takes a device for this process alone, as far as programs ask for
// it: an advisory lock on the device file, which ends with the process.
func claimDevice(name string) (*claim, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	// Looked at before it is opened: opening some files does something.
	if info.Mode()&os.ModeCharDevice == 0 {
		return nil, errNoDevice
	}
	fd, err := unix.Open(name, unix.O_RDONLY|unix.O_NOCTTY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	c := &claim{fd}
	err = unix.Flock(fd, unix.LOCK_EX|unix.LOCK_NB)
	// Some systems cannot lock device files; there the driver's own lock stands alone.
	if errors.Is(err, unix.EWOULDBLOCK) || c.taken() {
		c.release()
		return nil, unix.EBUSY
	}
	return c, nil
}

// release gives the device back.
func (c *claim) release() { _ = unix.Close(c.fd) }

// deviceGroup is the group whose members may use a device, "" when that is
// nobody but root or cannot be told. Systems name it differently, so it is read
// off the device itself.
func deviceGroup(name string) string {
	info, err := os.Stat(name)
	if err != nil || info.Mode().Perm()&0o060 != 0o060 {
		return ""
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok || st.Gid == 0 {
		return ""
	}
	g, err := user.LookupGroupId(strconv.FormatUint(uint64(st.Gid), 10))
	if err != nil {
		return ""
	}
	return g.Name
}

// unplugged reports whether a device in use gave an error because it is gone:
// EIO on Linux, ENXIO on macOS.
func unplugged(err error) bool {
	return errors.Is(err, unix.EIO) || errors.Is(err, unix.ENXIO) || errors.Is(err, unix.ENODEV)
}

// missing reports whether a device could not be opened because it is not there.
// A name of a device without hardware behind it gives ENXIO or ENODEV.
func missing(err error) bool {
	return errors.Is(err, unix.ENXIO) || errors.Is(err, unix.ENODEV) || errors.Is(err, unix.ENOTDIR)
}

// occupied reports whether another program holds a device or an address.
func occupied(err error) bool {
	return errors.Is(err, unix.EBUSY) || errors.Is(err, unix.EADDRINUSE)
}

// refusedLine reports whether a driver refused settings with a plain EINVAL.
func refusedLine(err error) bool { return errors.Is(err, unix.EINVAL) }

// busyMayBeRights is true where the system says the same of a port that is held
// and of one that this user may not open.
const busyMayBeRights = false
