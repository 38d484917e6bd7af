package find

import (
	"context"
	"slices"
	"strings"

	"go.bug.st/serial/enumerator"
	"golang.org/x/sys/windows/registry"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// limitWindows tells what could not be found out.
var limitWindows = codes.Text{
	EN: "Windows does not tell who has a port open nor which interface of a device it is; opening it will tell whether it is free.",
	ZH: "Windows 不提供谁在占用串口、是设备的哪个接口；打开时才知道是否空闲。",
}

// lookHere lists the ports of this machine. The names come from the system's
// map of serial devices, the USB numbers from its list of devices; no device is
// asked for anything.
func lookHere(ctx context.Context) (Listing, error) {
	l := Listing{System: "windows", Limits: []codes.Text{limitWindows}}
	details, err := enumerator.GetDetailedPortsList()
	if err != nil {
		// The map of names is there all the same.
		l.Limits = append(l.Limits, limitNames)
	}
	paths := serialMap()
	for _, d := range details {
		p := byPath(d.Name, paths[d.Name])
		delete(paths, d.Name)
		if d.IsUSB {
			p.Link = LinkUSB
			p.USB = &USB{
				VID: strings.ToLower(d.VID), PID: strings.ToLower(d.PID), Product: redact.Clean(d.Product),
				Serial: redact.Clean(d.SerialNumber), Interface: -1,
			}
			if g := guess(p.USB); g.Basis != BasisNone {
				p.Guess = g
			}
		}
		l.Ports = append(l.Ports, p)
	}
	for name, path := range paths {
		l.Ports = append(l.Ports, byPath(name, path))
	}
	slices.SortFunc(l.Ports, func(a, b Port) int { return natural(a.Name, b.Name) })
	return l, ctx.Err()
}

// byPath describes a port by the name that its driver gave the device.
func byPath(name, path string) Port {
	p := Port{Name: name, Driver: path, Guess: byName(path)}
	switch {
	case strings.HasPrefix(path, "Serial"):
		p.Link = LinkBoard
	case strings.HasPrefix(path, "BthModem"):
		p.Link = LinkBluetooth
	}
	return p
}

// serialMap gives the system's own name of the device behind each port, such as
// \Device\USBSER000 for COM3. Without the map there is no port.
func serialMap() map[string]string {
	out := map[string]string{}
	key, err := registry.OpenKey(registry.LOCAL_MACHINE, `HARDWARE\DEVICEMAP\SERIALCOMM`, registry.QUERY_VALUE)
	if err != nil {
		return out
	}
	defer key.Close()
	names, err := key.ReadValueNames(-1)
	if err != nil {
		return out
	}
	for _, device := range names {
		if port, _, err := key.GetStringValue(device); err == nil {
			out[redact.Clean(port)] = redact.Clean(strings.TrimPrefix(device, `\Device\`))
		}
	}
	return out
}
