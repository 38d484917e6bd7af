package serial

import (
	"errors"

	"golang.org/x/sys/windows"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// claim holds nothing: Windows opens a serial device once only.
type claim struct{}

func claimDevice(string) (*claim, error) { return &claim{}, nil }

func (c *claim) release() {}

// settings are not followed here: nobody else can have the device open.
func (c *claim) settings() (wire.Line, bool) { return wire.Line{}, false }

// deviceGroup is unknown: Windows gives no rights to serial devices by group.
func deviceGroup(string) string { return "" }

// unplugged reports whether a device in use gave an error because it is gone.
// What a driver says then differs by maker.
func unplugged(err error) bool {
	for _, e := range []error{
		windows.ERROR_ACCESS_DENIED, windows.ERROR_INVALID_HANDLE, windows.ERROR_BAD_COMMAND,
		windows.ERROR_GEN_FAILURE, windows.ERROR_DEV_NOT_EXIST, windows.ERROR_OPERATION_ABORTED,
		windows.ERROR_IO_DEVICE, windows.ERROR_DEVICE_NOT_CONNECTED, windows.ERROR_DEVICE_REMOVED,
		windows.ERROR_NO_SUCH_DEVICE,
	} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// missing reports whether a device could not be opened because it is not there.
func missing(err error) bool {
	return errors.Is(err, windows.ERROR_GEN_FAILURE) || errors.Is(err, windows.ERROR_DEVICE_NOT_CONNECTED) ||
		errors.Is(err, windows.ERROR_NO_SUCH_DEVICE)
}

// occupied reports whether another program holds a device or an address.
func occupied(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.WSAEADDRINUSE)
}

// refusedLine is always false: the driver closes a port that refuses settings,
// which is seen before.
func refusedLine(error) bool { return false }

// busyMayBeRights is true where the system says the same of a port that is held
// and of one that this user may not open.
const busyMayBeRights = true

// wake does nothing: dropping what the driver holds ends a write here.
func (c *claim) wake() {}
