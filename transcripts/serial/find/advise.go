package find

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
)

const modemManager = "ModemManager"

// advise adds what to know about a port beside the permission to open it.
func (m machine) advise(p *Port, procs processes) {
	for _, h := range p.Held.By {
		if h.Name == modemManager {
			p.Advice = append(p.Advice, m.ignoreModem(p, adviceModemHolds))
			return
		}
	}
	if len(p.Held.By) > 0 {
		p.Advice = append(p.Advice, Advice{ID: "port.held", Text: adviceHeld.With(holderNames(p.Held.By))})
	}
	// It leaves cables with a known chip alone and tries what calls itself a modem.
	if p.Driver == "cdc_acm" && procs.names[modemManager] && !m.modemIgnored(p) {
		p.Advice = append(p.Advice, m.ignoreModem(p, adviceModemTries))
	}
}

func holderNames(by []Holder) string {
	words := make([]string, len(by))
	for i, h := range by {
		words[i] = fmt.Sprintf("%s (%d)", h.Name, h.PID)
	}
	return strings.Join(words, ", ")
}

// modemIgnored reports whether udev already keeps ModemManager off the device.
// The mark stands at the USB device.
func (m machine) modemIgnored(p *Port) bool {
	if p.USB == nil {
		return false
	}
	number := m.attribute(path.Join(m.real(path.Join(usbDevices, p.USB.Place)), "dev"))
	words := strings.Fields(m.attribute("run/udev/data/c" + number))
	return number != "" && slices.Contains(words, "E:ID_MM_DEVICE_IGNORE=1")
}

func (m machine) ignoreModem(p *Port, text codes.Text) Advice {
	a := Advice{ID: "port.modem_manager", Text: text}
	if p.USB.ID() != "" {
		a.Command = udevRule("78-posdoctor.rules", fmt.Sprintf(
			`SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{idVendor}=="%s", ATTR{idProduct}=="%s", ENV{ID_MM_DEVICE_IGNORE}="1"`, p.USB.VID, p.USB.PID))
	}
	return a
}
