// Package findtest makes pretend Linux machines for tests of what lists serial
// ports. Its door is [New].
package findtest

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing/fstest"
)

// Machine is a tree of /dev, /sys, /proc and /etc. It is an [fs.FS] with links.
type Machine struct {
	files  fstest.MapFS
	closed map[string]bool // folders that the user may not look into
}

// New gives a machine without any port or process.
func New() *Machine {
	return &Machine{files: fstest.MapFS{}, closed: map[string]bool{}}
}

// Open implements [fs.FS].
func (m *Machine) Open(name string) (fs.File, error) {
	if m.closed[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return m.files.Open(name)
}

// ReadLink implements [fs.ReadLinkFS].
func (m *Machine) ReadLink(name string) (string, error) { return m.files.ReadLink(name) }

// Lstat implements [fs.ReadLinkFS].
func (m *Machine) Lstat(name string) (fs.FileInfo, error) { return m.files.Lstat(name) }

// File adds a file.
func (m *Machine) File(name, content string) {
	m.files[name] = &fstest.MapFile{Data: []byte(content), Mode: 0o444}
}

// Link adds a link.
func (m *Machine) Link(name, to string) {
	m.files[name] = &fstest.MapFile{Data: []byte(to), Mode: fs.ModeSymlink | 0o777}
}

// Close keeps the user out of a folder.
func (m *Machine) Close(name string) { m.closed[name] = true }

// Remove takes away a file, or a folder with everything in it.
func (m *Machine) Remove(name string) {
	for file := range m.files {
		if file == name || strings.HasPrefix(file, name+"/") {
			delete(m.files, file)
		}
	}
}

// Dev adds a device file with its permission bits and owners.
func (m *Machine) Dev(name string, mode fs.FileMode, uid, gid uint32) {
	m.files[path.Join("dev", name)] = &fstest.MapFile{Mode: fs.ModeDevice | fs.ModeCharDevice | mode, Sys: owned(uid, gid)}
}

// USB is a USB device; texts that are empty are not there.
type USB struct {
	VID, PID, Maker, Product, Serial string
}

func usbDir(place string) string { return "sys/devices/pci0000:00/usb1/" + place }

// USB plugs a device in at a place such as "1-4".
func (m *Machine) USB(place string, u USB) {
	dir := usbDir(place)
	for name, text := range map[string]string{"idVendor": u.VID, "idProduct": u.PID, "manufacturer": u.Maker, "product": u.Product, "serial": u.Serial} {
		if text != "" {
			m.File(path.Join(dir, name), text+"\n")
		}
	}
	m.File(path.Join(dir, "bDeviceClass"), "00\n")
	m.Link("sys/bus/usb/devices/"+place, "../../../devices/pci0000:00/usb1/"+place)
}

// Interface adds an interface of a class such as "02/02/01" to a device. An
// empty driver is none. It gives the interface's folder.
func (m *Machine) Interface(place string, number int, class, driver string) string {
	dir := fmt.Sprintf("%s/%s:1.%d", usbDir(place), place, number)
	m.File(path.Join(dir, "bInterfaceNumber"), fmt.Sprintf("%02x\n", number))
	parts := strings.Split(class, "/")
	m.File(path.Join(dir, "bInterfaceClass"), parts[0]+"\n")
	m.File(path.Join(dir, "bInterfaceSubClass"), parts[1]+"\n")
	m.File(path.Join(dir, "bInterfaceProtocol"), parts[2]+"\n")
	if driver != "" {
		m.Link(path.Join(dir, "driver"), "../../../../../bus/usb/drivers/"+driver)
	}
	return dir
}

// CDC adds a serial port of the class that every system knows.
func (m *Machine) CDC(place string, number int, tty string) {
	dir := m.Interface(place, number, "02/02/01", "cdc_acm")
	m.tty(dir, path.Join(dir, "tty", tty), tty)
	m.Dev(tty, 0o660, 0, 20)
}

// Adapter adds a serial port of a driver of its own, such as "ftdi_sio".
func (m *Machine) Adapter(place string, number int, driver, tty string) {
	dir := path.Join(m.Interface(place, number, "ff/ff/ff", driver), tty)
	m.Link(path.Join(dir, "driver"), "../../../../../../bus/usb-serial/drivers/"+driver)
	m.tty(dir, path.Join(dir, "tty", tty), tty)
	m.Dev(tty, 0o660, 0, 20)
}

// tty adds what /sys/class/tty says: at is the tty's own folder, device the one
// of what it belongs to.
func (m *Machine) tty(device, at, name string) {
	m.File(path.Join(at, "dev"), "188:0\n")
	m.Link(path.Join(at, "device"), strings.Repeat("../", strings.Count(at, "/")+1)+device)
	m.Link("sys/class/tty/"+name, "../../../"+at)
}

// Board adds a built-in port; kind 0 is one without a chip.
func (m *Machine) Board(tty string, kind int) {
	dir := "sys/devices/platform/serial8250"
	m.File(path.Join(dir, "modalias"), "platform:serial8250\n")
	m.File(path.Join(dir, "tty", tty, "type"), fmt.Sprintf("%d\n", kind))
	m.tty(dir, path.Join(dir, "tty", tty), tty)
	m.Dev(tty, 0o660, 0, 20)
}

// ByID adds a name that stays the same.
func (m *Machine) ByID(name, tty string) { m.Link("dev/serial/by-id/"+name, "../../"+tty) }

// Process adds a process with open files. With closed its open files may not be
// looked at.
func (m *Machine) Process(pid int, name string, parent int, closed bool, open ...string) {
	dir := fmt.Sprintf("proc/%d", pid)
	m.File(dir+"/comm", name+"\n")
	m.File(dir+"/stat", fmt.Sprintf("%d (%s) S %d 0 0\n", pid, name, parent))
	m.files[dir+"/fd"] = &fstest.MapFile{Mode: fs.ModeDir | 0o500}
	for i, file := range open {
		m.Link(fmt.Sprintf("%s/fd/%d", dir, i), file)
	}
	if closed {
		m.Close(dir + "/fd")
	}
}

// Groups writes /etc/group with dialout as group 20, and its members.
func (m *Machine) Groups(members string) {
	m.File("etc/group", "root:x:0:\ndialout:x:20:"+members+"\n")
}
