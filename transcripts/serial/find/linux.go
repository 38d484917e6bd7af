package find

import (
	"context"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// machine is a Linux machine as one user sees it.
type machine struct {
	tree
	user User
	// may reports whether the user may read and write a device file.
	may func(m machine, name string, info fs.FileInfo) Access
}

const ttyClass = "sys/class/tty"

// ttyNames are the names of serial ports that may have no device behind them in
// /sys: those of drivers that are not part of Linux (PAX, WCH), of Bluetooth and
// of gadgets, and all others where /sys is not to be seen.
var ttyNames = regexp.MustCompile(`^(tty(USB|ACM|Pos|POS|CH343USB|CH9344USB|XRUSB|GS|AMA|HS|THS|MSM|SAC|mxc|O|PS|SC|MXUSB)|rfcomm)\d+$`)

// lookLinux lists the ports of a Linux machine without opening any.
func lookLinux(ctx context.Context, m machine) (Listing, error) {
	l := Listing{System: "linux"}
	names := map[string]bool{}
	for _, name := range m.list(ttyClass) {
		hardware := m.exists(path.Join(ttyClass, name, "device"))
		if !hardware && !ttyNames.MatchString(name) {
			continue
		}
		names[name] = true
		// The kernel sets up a fixed number of built-in ports; type 0 is one for
		// which it found no chip.
		if m.attribute(path.Join(ttyClass, name, "type")) == "0" {
			l.Hidden++
			continue
		}
		l.Ports = append(l.Ports, m.port(name))
	}
	for _, name := range m.list("dev") {
		if names[name] || !ttyNames.MatchString(name) {
			continue
		}
		if info, err := fs.Lstat(m.FS, path.Join("dev", name)); err == nil && info.Mode()&fs.ModeCharDevice != 0 {
			l.Ports = append(l.Ports, m.port(name))
		}
	}
	if err := ctx.Err(); err != nil {
		return Listing{}, err
	}
	m.stable(l.Ports)
	m.count(l.Ports)
	procs := m.processes(ctx)
	for i := range l.Ports {
		p := &l.Ports[i]
		p.Held = procs.held(strings.TrimPrefix(p.Name, "/"))
		m.access(p)
		m.advise(p, procs)
	}
	l.Devices = m.deaf(l.Ports, procs)
	slices.SortFunc(l.Ports, func(a, b Port) int { return natural(a.Name, b.Name) })
	return l, ctx.Err()
}

// port describes one terminal device by its name under /sys/class/tty.
func (m machine) port(name string) Port {
	p := Port{Name: "/dev/" + name, Guess: Guess{Interface: -1}}
	at := m.real(path.Join(ttyClass, name, "device"))
	number := -1
	for dir := at; dir != "." && dir != "sys"; dir = path.Dir(dir) {
		if m.exists(path.Join(dir, "idVendor")) {
			u := m.usb(dir)
			u.Interface = number
			p.USB = &u
			break
		}
		if n, err := strconv.ParseInt(m.attribute(path.Join(dir, "bInterfaceNumber")), 16, 32); err == nil {
			number = int(n)
		}
		// "port" and "ctrl" are what newer kernels put between a built-in port
		// and its driver.
		if name := m.base(path.Join(dir, "driver")); p.Driver == "" && name != "port" && name != "ctrl" {
			p.Driver = name
		}
	}
	switch {
	case p.USB != nil:
		p.Link, p.Guess = LinkUSB, guess(p.USB)
	case strings.HasPrefix(name, "rfcomm"):
		p.Link = LinkBluetooth
	case strings.HasPrefix(name, "ttyGS"):
		p.Link = LinkGadget
	case m.exists(path.Join(ttyClass, name, "type")):
		p.Link = LinkBoard
	}
	if p.Guess.Basis == BasisNone {
		p.Guess = byName(name)
	}
	return p
}

// usb reads what a USB device says about itself.
func (m machine) usb(dir string) USB {
	return USB{
		VID: strings.ToLower(m.attribute(path.Join(dir, "idVendor"))), PID: strings.ToLower(m.attribute(path.Join(dir, "idProduct"))),
		Maker: m.attribute(path.Join(dir, "manufacturer")), Product: m.attribute(path.Join(dir, "product")),
		Serial: m.attribute(path.Join(dir, "serial")), Interface: -1, Place: path.Base(dir),
	}
}

// stable finds the names that udev keeps for a device, whatever order things are
// plugged in: by what it says about itself, then by where it is plugged in.
func (m machine) stable(ports []Port) {
	for _, folder := range []string{"dev/serial/by-id", "dev/serial/by-path"} {
		for _, name := range m.list(folder) {
			target := "/" + m.real(path.Join(folder, name))
			for i := range ports {
				if ports[i].Name == target {
					ports[i].Stable = append(ports[i].Stable, "/"+path.Join(folder, name))
				}
			}
		}
	}
}

// count tells each USB port how many its device has.
func (m machine) count(ports []Port) {
	n := map[string]int{}
	for _, p := range ports {
		if p.USB != nil {
			n[p.USB.Place]++
		}
	}
	for i := range ports {
		if u := ports[i].USB; u != nil {
			u.Ports = n[u.Place]
		}
	}
}

// natural orders names with numbers as people count: ttyUSB2 before ttyUSB10.
func natural(a, b string) int {
	cut := func(s string) (string, int) {
		word := strings.TrimRight(s, "0123456789")
		n, err := strconv.Atoi(s[len(word):])
		if err != nil {
			n = -1
		}
		return word, n
	}
	wa, na := cut(a)
	wb, nb := cut(b)
	if c := strings.Compare(wa, wb); c != 0 {
		return c
	}
	if na != nb {
		return na - nb
	}
	return strings.Compare(a, b)
}
