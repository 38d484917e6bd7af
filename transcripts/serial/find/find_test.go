package find

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/serial/find/findtest"
)

var anna = User{Name: "anna", UID: 1000, Groups: []uint32{1000, 20}}

func look(t *testing.T, m *findtest.Machine, u User) Listing {
	t.Helper()
	l, err := Look(t.Context(), Options{Root: m, User: u})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func one(t *testing.T, l Listing, name string) Port {
	t.Helper()
	for _, p := range l.Ports {
		if p.Name == name {
			return p
		}
	}
	t.Fatalf("no port %s in %+v", name, l.Ports)
	return Port{}
}

func portNames(ports []Port) string {
	var out []string
	for _, p := range ports {
		out = append(out, strings.TrimPrefix(p.Name, "/dev/"))
	}
	return strings.Join(out, " ")
}

func advices(list []Advice) string {
	var out []string
	for _, a := range list {
		out = append(out, a.ID)
	}
	return strings.Join(out, " ")
}

func TestADeviceWithSeveralPorts(t *testing.T) {
	m := findtest.New()
	m.USB("1-4", findtest.USB{VID: "2fb8", PID: "21a6", Maker: "PAX", Product: "A930\x1b[2J", Serial: "0820000001"})
	m.CDC("1-4", 0, "ttyACM0")
	m.CDC("1-4", 2, "ttyACM1")
	m.ByID("usb-PAX_A930_0820000001-if02", "ttyACM1")
	m.Link("dev/serial/by-path/pci-0000:00-usb-0:4:1.2", "../../ttyACM1")
	m.Process(7, "till", 1, false)
	l := look(t, m, anna)
	want := Port{
		Name: "/dev/ttyACM1", Link: LinkUSB, Driver: "cdc_acm",
		Stable: []string{"/dev/serial/by-id/usb-PAX_A930_0820000001-if02", "/dev/serial/by-path/pci-0000:00-usb-0:4:1.2"},
		USB:    &USB{VID: "2fb8", PID: "21a6", Maker: "PAX", Product: "A930", Serial: "0820000001", Interface: 2, Ports: 2, Place: "1-4"},
		Held:   Held{Checked: true}, Access: AccessYes,
	}
	got := one(t, l, "/dev/ttyACM1")
	if g := got.Guess; g.Kind != KindTerminal || g.Maker != "PAX" || g.Model != "A930" || g.Basis != BasisIDs || g.Interface != 2 {
		t.Errorf("guess %+v", g)
	}
	got.Guess = Guess{}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if !got.Held.Free() {
		t.Error("nobody holds it and everything was seen, so it is free")
	}
	if got := portNames(Likely(l.Ports)); got != "ttyACM1 ttyACM0" {
		t.Errorf("likely %s: the interface known to talk to tills comes first", got)
	}
}

func TestAnAdapter(t *testing.T) {
	m := findtest.New()
	m.USB("1-2.1", findtest.USB{VID: "1A86", PID: "7523", Product: "USB Serial"})
	m.Adapter("1-2.1", 0, "ch341-uart", "ttyUSB0")
	p := one(t, look(t, m, anna), "/dev/ttyUSB0")
	if p.Driver != "ch341-uart" || p.USB.VID != "1a86" || p.USB.Interface != 0 || p.Guess.Kind != KindAdapter || p.Guess.Model != "CH340" {
		t.Errorf("got %+v, USB %+v", p, p.USB)
	}
}

func TestBuiltInPortsWithoutHardwareAreCounted(t *testing.T) {
	m := findtest.New()
	m.Board("ttyS0", 4)
	m.Board("ttyS1", 0)
	m.Board("ttyS2", 0)
	m.Link("sys/devices/platform/serial8250/driver", "../../../bus/serial-base/drivers/port")
	m.Link("sys/devices/platform/driver", "../../bus/pnp/drivers/serial")
	m.File("sys/class/tty/tty0/dev", "4:0\n")
	m.File("sys/class/tty/ptmx/dev", "5:2\n")
	l := look(t, m, anna)
	if portNames(l.Ports) != "ttyS0" || l.Hidden != 2 || l.Ports[0].Link != LinkBoard || l.Ports[0].Driver != "serial" {
		t.Errorf("ports %s, hidden %d", portNames(l.Ports), l.Hidden)
	}
}

// What the usual list of ports leaves out.
func TestPortsOfDriversOutsideLinux(t *testing.T) {
	m := findtest.New()
	for _, name := range []string{"ttyPos0", "ttyPOS0", "ttyCH343USB0", "ttyXRUSB0", "ttyGS0", "rfcomm0", "ttyUSB10", "ttyUSB9", "tty1", "ttyS4", "ttyprintk"} {
		m.Dev(name, 0o660, 0, 20)
	}
	m.File("sys/class/tty/ttyPos0/dev", "188:0\n")
	l := look(t, m, anna)
	if got, want := portNames(l.Ports), "rfcomm0 ttyCH343USB0 ttyGS0 ttyPOS0 ttyPos0 ttyUSB9 ttyUSB10 ttyXRUSB0"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if g := one(t, l, "/dev/ttyPos0").Guess; g.Maker != "PAX" || g.Basis != BasisDriver {
		t.Errorf("guess %+v", g)
	}
	if got := one(t, l, "/dev/rfcomm0").Link; got != LinkBluetooth {
		t.Errorf("link %q", got)
	}
}

func TestWhoHoldsAPort(t *testing.T) {
	m := findtest.New()
	m.Board("ttyS0", 4)
	m.Board("ttyS1", 4)
	m.Process(1, "systemd", 0, true)
	m.Process(2, "kthreadd", 0, true)
	m.Process(30, "kworker/0:1 (x) 2", 2, true)
	m.Process(44, "till", 1, false, "/dev/ttyS0", "/dev/ttyS0", "/dev/null")
	m.Process(400, "minicom", 1, false, "/dev/ttyS0")
	m.Process(50, "sh", 1, false, "socket:[1]")
	l := look(t, m, anna)
	got := one(t, l, "/dev/ttyS0")
	want := Held{By: []Holder{{44, "till"}, {400, "minicom"}}, Checked: true, Unseen: 1}
	if d := cmp.Diff(want, got.Held); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if advices(got.Advice) != "port.held" || !strings.Contains(got.Advice[0].Text.EN, "till (44), minicom (400)") {
		t.Errorf("advice %+v", got.Advice)
	}
	if other := one(t, l, "/dev/ttyS1"); len(other.Held.By) != 0 || other.Held.Free() {
		t.Errorf("%+v: with a process that could not be looked at nothing is certain", other.Held)
	}
	empty := findtest.New()
	empty.Board("ttyS0", 4)
	if p := one(t, look(t, empty, anna), "/dev/ttyS0"); p.Held.Checked || p.Held.Free() {
		t.Errorf("%+v: without a process table nothing was checked", p.Held)
	}
}

func TestModemManager(t *testing.T) {
	make := func() *findtest.Machine {
		m := findtest.New()
		m.USB("1-4", findtest.USB{VID: "11ca", PID: "0219"})
		m.CDC("1-4", 0, "ttyACM0")
		m.File("sys/devices/pci0000:00/usb1/1-4/dev", "189:3\n")
		m.Process(9, "ModemManager", 1, true)
		return m
	}
	p := one(t, look(t, make(), anna), "/dev/ttyACM0")
	if advices(p.Advice) != "port.modem_manager" {
		t.Fatalf("advice %+v", p.Advice)
	}
	for _, part := range []string{`ATTR{idVendor}=="11ca"`, `ATTR{idProduct}=="0219"`, `ENV{ID_MM_DEVICE_IGNORE}="1"`, "/etc/udev/rules.d/"} {
		if !strings.Contains(p.Advice[0].Command, part) {
			t.Errorf("the line lacks %s: %s", part, p.Advice[0].Command)
		}
	}
	m := make()
	m.File("run/udev/data/c189:3", "E:ID_VENDOR=x\nE:ID_MM_DEVICE_IGNORE=1\n")
	if p := one(t, look(t, m, anna), "/dev/ttyACM0"); advices(p.Advice) != "" {
		t.Errorf("udev keeps it away already, yet: %+v", p.Advice)
	}
	m.Process(10, "ModemManager", 1, false, "/dev/ttyACM0")
	if p := one(t, look(t, m, anna), "/dev/ttyACM0"); advices(p.Advice) != "port.modem_manager" || p.Advice[0].Text != adviceModemHolds {
		t.Errorf("it holds the port: %+v", p.Advice)
	}
}

func TestPluggedInButNoPort(t *testing.T) {
	type face struct{ class, driver string }
	for _, tt := range []struct {
		name    string
		usb     findtest.USB
		faces   []face
		running string
		id      string // "" is not worth telling
		command string
	}{
		{"Android in debug mode", findtest.USB{VID: "18d1", PID: "4ee7"}, []face{{"ff/42/01", ""}}, "", "usb.debug_bridge", ""},
		{"a phone that charges", findtest.USB{VID: "18d1", PID: "4ee1"}, []face{{"06/01/01", ""}}, "", "", ""},
		{"a terminal in HID mode", findtest.USB{VID: "0b00", PID: "0060"}, []face{{"03/00/00", "usbhid"}}, "", "usb.hid", ""},
		{"a mouse", findtest.USB{VID: "046d", PID: "c077"}, []face{{"03/01/02", "usbhid"}}, "", "", ""},
		{"a terminal without its driver", findtest.USB{VID: "1234", PID: "0101"}, []face{{"ff/00/00", ""}}, "", "usb.no_driver", ""},
		{"brltty", findtest.USB{VID: "1a86", PID: "7523"}, []face{{"ff/01/02", "usbfs"}}, "brltty", "usb.brltty", "sudo systemctl mask --now brltty.service brltty-udev.service"},
		{"a virtual machine", findtest.USB{VID: "1a86", PID: "7523"}, []face{{"ff/01/02", "usbfs"}}, "qemu", "usb.taken", ""},
		{"a cable without its module", findtest.USB{VID: "10c4", PID: "ea60"}, []face{{"ff/00/00", ""}}, "", "usb.driver", "sudo modprobe cp210x"},
		{"a serial class without its module", findtest.USB{VID: "abcd", PID: "0001"}, []face{{"02/02/01", ""}, {"0a/00/00", ""}}, "", "usb.driver", "sudo modprobe cdc_acm"},
		{"a terminal as a disk", findtest.USB{VID: "2fb8", PID: "225e"}, []face{{"08/06/50", "usb-storage"}}, "", "usb.storage", ""},
		{"a scanner", findtest.USB{VID: "05e0", PID: "1200"}, []face{{"03/00/00", "usbhid"}}, "", "", ""},
		{"a network gadget", findtest.USB{VID: "1d6b", PID: "0104"}, []face{{"02/06/00", "cdc_ether"}}, "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := findtest.New()
			m.USB("1-1", tt.usb)
			for i, f := range tt.faces {
				m.Interface("1-1", i, f.class, f.driver)
			}
			if tt.running != "" {
				m.Process(5, tt.running, 1, true)
			}
			l := look(t, m, anna)
			if len(l.Ports) != 0 {
				t.Fatalf("ports %+v", l.Ports)
			}
			if tt.id == "" {
				if len(l.Devices) != 0 {
					t.Errorf("told of %+v", l.Devices)
				}
				return
			}
			if len(l.Devices) != 1 || advices(l.Devices[0].Advice) != tt.id || l.Devices[0].Advice[0].Command != tt.command {
				t.Fatalf("got %+v, want %s", l.Devices, tt.id)
			}
			if d := l.Devices[0]; d.Why.EN == "" || d.Why.ZH == "" || d.USB.Place != "1-1" {
				t.Errorf("%+v", d)
			}
		})
	}
}

// A device that has a port is not told of a second time.
func TestADeviceWithAPortIsNotDeaf(t *testing.T) {
	m := findtest.New()
	m.USB("1-4", findtest.USB{VID: "2fb8", PID: "21a6"})
	m.CDC("1-4", 0, "ttyACM0")
	m.Interface("1-4", 1, "ff/42/01", "")
	if l := look(t, m, anna); len(l.Devices) != 0 {
		t.Errorf("devices %+v", l.Devices)
	}
}

func TestAMachineWithNothing(t *testing.T) {
	l := look(t, findtest.New(), anna)
	if len(l.Ports)+len(l.Devices)+l.Hidden != 0 {
		t.Errorf("found %+v", l)
	}
	ports, err := Ports(t.Context(), Options{Root: fstest.MapFS{}})
	if err != nil || len(ports) != 0 {
		t.Errorf("ports %v, error %v", ports, err)
	}
}

func TestAContextThatEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Look(ctx, Options{Root: findtest.New()}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestTheMachineItself(t *testing.T) {
	l, err := Look(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range l.Ports {
		if p.Name == "" {
			t.Errorf("a port without a name: %+v", p)
		}
	}
}

func TestLikely(t *testing.T) {
	terminal := func(b Basis, c codes.Confidence) Guess {
		return Guess{Kind: KindTerminal, Basis: b, Confidence: c, Interface: -1}
	}
	ports := []Port{
		{Name: "scanner", Guess: Guess{Kind: KindScanner, Basis: BasisIDs}},
		{Name: "bluetooth", Link: LinkBluetooth},
		{Name: "board", Link: LinkBoard},
		{Name: "android", Link: LinkUSB, Guess: Guess{Kind: KindAndroid, Basis: BasisWeak}},
		{Name: "unknown", Link: LinkUSB},
		{Name: "gadget", Link: LinkUSB, Guess: Guess{Kind: KindGadget, Basis: BasisIDs}},
		{Name: "adapter", Link: LinkUSB, Guess: Guess{Kind: KindAdapter, Basis: BasisIDs}},
		{Name: "weak", Guess: terminal(BasisWeak, codes.Low)},
		{Name: "doubtful", Guess: terminal(BasisIDs, codes.Low)},
		{Name: "named", Guess: terminal(BasisVendor, codes.Medium)},
		{Name: "exact", Guess: terminal(BasisIDs, codes.High), Access: AccessNo},
	}
	want := "exact named doubtful weak adapter gadget unknown board bluetooth android scanner"
	if got := portNames(Likely(ports)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if ports[0].Name != "scanner" {
		t.Error("the list that was given changed")
	}
}

func TestDiff(t *testing.T) {
	cable := Port{Name: "/dev/ttyUSB0", USB: &USB{VID: "1a86", PID: "7523", Place: "1-1"}}
	moved := Port{Name: "/dev/ttyUSB0", USB: &USB{VID: "1a86", PID: "7523", Place: "1-2"}}
	board := Port{Name: "/dev/ttyS0"}
	held := board
	held.Held = Held{By: []Holder{{1, "till"}}}
	for _, tt := range []struct {
		name          string
		before, after []Port
		came, went    string
	}{
		{"nothing", []Port{board}, []Port{board}, "", ""},
		{"opened by somebody", []Port{board}, []Port{held}, "", ""},
		{"plugged in", []Port{board}, []Port{board, cable}, "ttyUSB0", ""},
		{"pulled out", []Port{cable, board}, []Port{board}, "", "ttyUSB0"},
		{"into another socket", []Port{cable}, []Port{moved}, "ttyUSB0", "ttyUSB0"},
	} {
		came, went := Diff(Listing{Ports: tt.before}, Listing{Ports: tt.after})
		if portNames(came.Ports) != tt.came || portNames(went.Ports) != tt.went {
			t.Errorf("%s: came %q, went %q", tt.name, portNames(came.Ports), portNames(went.Ports))
		}
	}
	deaf := Listing{Devices: []Device{{USB: *cable.USB}}}
	if came, went := Diff(Listing{}, deaf); len(came.Devices) != 1 || len(went.Devices) != 0 {
		t.Errorf("came %+v, went %+v", came, went)
	}
	if came, went := Diff(deaf, deaf); len(came.Devices)+len(went.Devices) != 0 {
		t.Errorf("came %+v, went %+v", came, went)
	}
}

func TestNamesOnly(t *testing.T) {
	dev := fstest.MapFS{}
	for _, name := range []string{
		"cu.Bluetooth-Incoming-Port", "tty.Bluetooth-Incoming-Port", "cu.debug-console", "cu.wlan-debug", "cu.usbmodem14201", "tty.usbmodem14201",
		"cu.wchusbserial110", "cu.SLAB_USBtoUART", "cuaU0", "cuaU0.init", "cuaU0.lock", "ttyU0", "null",
	} {
		dev[name] = &fstest.MapFile{}
	}
	l := lookNames(dev)
	if got, want := portNames(l.Ports), "cu.SLAB_USBtoUART cu.usbmodem14201 cu.wchusbserial110 cuaU0"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(l.Limits) == 0 {
		t.Error("it does not say that makers are not known")
	}
	for _, p := range l.Ports {
		if p.USB != nil || p.Held.Checked || p.Access != AccessUnknown {
			t.Errorf("%s claims more than a name proves: %+v", p.Name, p)
		}
	}
	if g := l.Ports[0].Guess; g.Maker != "Silicon Labs" {
		t.Errorf("guess %+v", g)
	}
}
