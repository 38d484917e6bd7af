package find

import (
	"github.com/posdoctor/posdoctor/codes"
)

// Link is how a port is attached to this machine.
type Link string

// The links. The zero value is "not known".
const (
	LinkUnknown   Link = ""
	LinkUSB       Link = "usb"
	LinkBoard     Link = "board" // a UART of the machine itself
	LinkBluetooth Link = "bluetooth"
	LinkGadget    Link = "gadget" // this machine itself plays a USB device
)

// USB is what a USB device says about itself. Its texts are cleaned of what
// could act on a screen.
type USB struct {
	VID, PID string // four hex digits in lower case; "" is not known
	Maker    string // the device's own words, "" when it says none
	Product  string
	Serial   string // serial number of the device, "" for none
	// Interface is the number of the interface behind the port, from 0, or -1
	// when it is not known. A device with several ports has one each.
	Interface int
	// Ports is how many serial ports the same device has, 0 when not known.
	Ports int
	Place string // where it is plugged in, "1-4.2"; "" is not known
}

// ID is the numbers as they are usually written, "11ca:0219"; "" when they are
// not known.
func (u *USB) ID() string {
	if u == nil || u.VID == "" {
		return ""
	}
	return u.VID + ":" + u.PID
}

// Access is whether this user may open a port.
type Access string

// The answers. The zero value is "could not be checked".
const (
	AccessUnknown Access = ""
	AccessYes     Access = "yes"
	AccessNo      Access = "no"
)

// Holder is a process that has a port open.
type Holder struct {
	PID  int
	Name string
}

// Held is who has a port open, as far as could be seen.
type Held struct {
	By []Holder
	// Checked is false where the system does not tell.
	Checked bool
	// Unseen counts processes of other users whose open files may not be looked
	// at: while it is not 0, an empty By proves nothing.
	Unseen int
}

// Free reports whether it is certain that nobody has the port open.
func (h Held) Free() bool { return h.Checked && h.Unseen == 0 && len(h.By) == 0 }

// Advice is one thing to know or to do about a port or the machine.
type Advice struct {
	ID      string // stable, "port.permission"
	Text    codes.Text
	Command string // the exact line to type, "" when there is none
}

// Port is one serial port.
type Port struct {
	Name   string   // what to open: "/dev/ttyACM0", "COM3", "/dev/cu.usbmodem1"
	Stable []string // names that stay the same after replugging, best first
	Link   Link
	Driver string // the system's name of it, "" when not known
	USB    *USB   // nil when it is no USB device or nothing is known of it
	Guess  Guess
	Access Access
	Held   Held
	Advice []Advice
}

// Device is a USB device that may be a terminal or its cable and shows no
// serial port.
type Device struct {
	USB    USB
	Guess  Guess
	Why    codes.Text // why there is no port
	Advice []Advice
}

// Listing is everything that was found.
type Listing struct {
	System  string   // what was looked at, as runtime.GOOS names it
	Ports   []Port   // in order of their names
	Devices []Device // plugged in, but no serial port
	// Hidden counts built-in ports without hardware behind them, which are not
	// listed.
	Hidden int
	// Limits say what could not be found out on this system.
	Limits []codes.Text
}
