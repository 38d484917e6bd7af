package find

import (
	"path"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
)

const usbDevices = "sys/bus/usb/devices"

// iface is one interface of a USB device.
type iface struct {
	class, sub, protocol string // two hex digits each
	driver               string // "" when none has taken it
}

// deaf lists USB devices that may be a terminal or a cable to one and show no
// serial port, with the reason.
func (m machine) deaf(ports []Port, procs processes) []Device {
	has := map[string]bool{}
	for _, p := range ports {
		if p.USB != nil {
			has[p.USB.Place] = true
		}
	}
	var out []Device
	for _, name := range m.list(usbDevices) {
		if strings.Contains(name, ":") || has[name] {
			continue
		}
		dir := m.real(path.Join(usbDevices, name))
		if !m.exists(path.Join(dir, "idVendor")) || m.attribute(path.Join(dir, "bDeviceClass")) == classHub {
			continue
		}
		d := Device{USB: m.usb(dir)}
		d.Guess = guess(&d.USB)
		faces := m.interfaces(dir)
		if !worthTelling(d.Guess, faces) {
			continue
		}
		m.reason(&d, faces, procs)
		out = append(out, d)
	}
	return out
}

// The classes of interfaces that matter here (USB-IF, Defined Class Codes).
const (
	classCDC     = "02"
	classHID     = "03"
	classStorage = "08"
	classHub     = "09"
	classVendor  = "ff"
)

// worthTelling keeps what nobody asked about off the page: a mouse, and a phone
// that is only charged.
func worthTelling(g Guess, faces []iface) bool {
	switch g.Kind {
	case KindTerminal, KindAdapter:
		return true
	case KindAndroid, KindGadget:
		return slices.ContainsFunc(faces, debugBridge)
	}
	return slices.ContainsFunc(faces, func(f iface) bool { return f.class == classCDC && f.sub == "02" && f.driver == "" })
}

func debugBridge(f iface) bool { return f.class == classVendor && f.sub == "42" && f.protocol == "01" }

// interfaces reads the interfaces of a device in order of their names.
func (m machine) interfaces(dir string) []iface {
	var out []iface
	for _, name := range m.list(dir) {
		at := path.Join(dir, name)
		class := m.attribute(path.Join(at, "bInterfaceClass"))
		if class == "" {
			continue
		}
		out = append(out, iface{
			class: class, sub: m.attribute(path.Join(at, "bInterfaceSubClass")), protocol: m.attribute(path.Join(at, "bInterfaceProtocol")),
			driver: m.base(path.Join(at, "driver")),
		})
	}
	return out
}

// reason says why a device shows no port, and what helps.
func (m machine) reason(d *Device, faces []iface, procs processes) {
	all := func(class string) bool {
		return len(faces) > 0 && !slices.ContainsFunc(faces, func(f iface) bool { return f.class != class })
	}
	taken := slices.ContainsFunc(faces, func(f iface) bool { return f.driver == "usbfs" })
	cdc := slices.ContainsFunc(faces, func(f iface) bool { return f.class == classCDC && f.driver == "" })
	drv := driverOf(d.USB.VID)
	say := func(id string, why, text codes.Text, command string) {
		d.Why = why
		d.Advice = append(d.Advice, Advice{ID: id, Text: text, Command: command})
	}
	switch {
	case taken && procs.names["brltty"]:
		say("usb.brltty", whyBrltty, adviceBrltty, "sudo systemctl mask --now brltty.service brltty-udev.service")
	case taken:
		say("usb.taken", whyTaken, adviceTaken, "")
	case slices.ContainsFunc(faces, debugBridge):
		say("usb.debug_bridge", whyDebug, adviceDebug, "")
	case all(classHID):
		say("usb.hid", whyHID, adviceHID, "")
	case all(classStorage):
		say("usb.storage", whyStorage, adviceHID, "")
	case cdc:
		say("usb.driver", whyDriver.With("cdc_acm"), adviceDriver, "sudo modprobe cdc_acm")
	case drv.Linux != "" && d.Guess.Kind == KindAdapter:
		say("usb.driver", whyDriver.With(drv.Linux), adviceDriver, "sudo modprobe "+drv.Linux)
	default:
		say("usb.no_driver", whyNoDriver, adviceNoDriver, "")
	}
}
