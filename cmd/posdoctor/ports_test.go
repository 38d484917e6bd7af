//go:build unix

package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/ui"
	"github.com/posdoctor/posdoctor/transcripts/serial/find"
	"github.com/posdoctor/posdoctor/transcripts/serial/find/findtest"
)

// anna may not open the ports of the group dialout.
var anna = find.User{Name: "anna", UID: 1000, Groups: []uint32{1000}}

func at(m *findtest.Machine, u find.User) func(*world) {
	return func(w *world) {
		w.Find = func(ctx context.Context) (find.Listing, error) { return find.Look(ctx, find.Options{Root: m, User: u}) }
	}
}

// shopMachine has a terminal with two ports, a cable that a program holds, an
// Android terminal in debug mode and built-in ports.
func shopMachine() *findtest.Machine {
	m := findtest.New()
	m.Groups("")
	m.USB("1-4", findtest.USB{VID: "2fb8", PID: "21a6", Maker: "PAX", Product: "PAX A930", Serial: "0820000001"})
	m.CDC("1-4", 0, "ttyACM0")
	m.CDC("1-4", 2, "ttyACM1")
	m.ByID("usb-PAX_A930_0820000001-if00", "ttyACM0")
	m.ByID("usb-PAX_A930_0820000001-if02", "ttyACM1")
	m.Dev("ttyACM1", 0o660, 0, 1000)
	m.USB("1-2.1", findtest.USB{VID: "1a86", PID: "7523", Product: "USB Serial"})
	m.Adapter("1-2.1", 0, "ch341-uart", "ttyUSB0")
	m.Dev("ttyUSB0", 0o666, 0, 20)
	m.Link("dev/serial/by-path/pci-0000:00:14.0-usb-0:2.1:1.0-port0", "../../ttyUSB0")
	m.USB("1-6", findtest.USB{VID: "18d1", PID: "4ee7", Maker: "SUNMI", Product: "P2"})
	m.Interface("1-6", 0, "ff/42/01", "")
	m.Board("ttyS0", 4)
	m.Board("ttyS1", 0)
	m.Process(1, "systemd", 0, true)
	m.Process(44, "till", 1, false, "/dev/ttyUSB0")
	m.Process(60, "ModemManager", 1, true)
	return m
}

// hidMachine has no port; a terminal is plugged in all the same.
func hidMachine() *findtest.Machine {
	m := findtest.New()
	m.USB("1-1", findtest.USB{VID: "0b00", PID: "0060", Maker: "Ingenico"})
	m.Interface("1-1", 0, "03/00/00", "usbhid")
	return m
}

func TestPortsScreens(t *testing.T) {
	for name, m := range map[string]*findtest.Machine{"ports-shop": shopMachine(), "ports-hid": hidMachine()} {
		for _, way := range [][]string{{"en"}, {"zh"}, {"en", "--plain"}, {"zh", "--plain"}} {
			file := "testdata/golden/" + name + "." + strings.Join(way, "") + ".txt"
			t.Run(file, func(t *testing.T) {
				args := append([]string{"ports", "--lang"}, way...)
				got := runWith(t.Context(), t, at(m, anna), args...)
				if *update {
					if err := os.WriteFile(file, []byte(got.out), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(string(want), got.out); d != "" {
					t.Errorf("the screen changed (-want +got):\n%s", d)
				}
				for line := range strings.Lines(got.out) {
					// A line to be copied is as long as it is.
					if len(way) == 1 && ui.Width(strings.TrimRight(line, "\n")) > 80 && !strings.Contains(line, "sudo ") {
						t.Errorf("wider than 80 columns: %q", line)
					}
				}
			})
		}
	}
}

func TestPortsTellsTheExactLine(t *testing.T) {
	got := runWith(t.Context(), t, at(shopMachine(), anna), "ports")
	for _, part := range []string{
		"  sudo usermod -aG dialout anna\n",
		`ENV{ID_MM_DEVICE_IGNORE}="1"`,
		"Next: posdoctor probe /dev/ttyACM1\n",
		"Not shown: built-in ports without hardware behind them (1).",
	} {
		if !strings.Contains(got.out, part) {
			t.Errorf("%q is not said", part)
		}
	}
	if got.code != exitClean {
		t.Errorf("exit code %d", got.code)
	}
}

func TestNoPortAtAll(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		got := runWith(t.Context(), t, at(hidMachine(), anna), "ports", "--format", format)
		if got.code != exitTerminal || !strings.Contains(got.err, "no serial port") {
			t.Errorf("%s: exit code %d, stderr %q", format, got.code, got.err)
		}
		if !strings.Contains(got.out, "0b00") {
			t.Errorf("%s: the terminal that is plugged in is not told of: %q", format, got.out)
		}
	}
}

// Without its driver a cable shows nothing on Windows, so the drivers are named.
func TestNoPortOnWindowsNamesTheDrivers(t *testing.T) {
	got := runWith(t.Context(), t, func(w *world) {
		w.Find = func(context.Context) (find.Listing, error) { return find.Listing{System: "windows"}, nil }
	}, "ports")
	for _, driver := range []string{"CH340", "CP210x", "FTDI", "PL2303", "USBVCOM"} {
		if !strings.Contains(got.out, driver) {
			t.Errorf("%s is not named", driver)
		}
	}
	if got.code != exitTerminal {
		t.Errorf("exit code %d", got.code)
	}
}

func TestPortsThatCannotBeListed(t *testing.T) {
	got := runWith(t.Context(), t, func(w *world) {
		w.Find = func(context.Context) (find.Listing, error) { return find.Listing{}, errors.New("secret") }
	}, "ports")
	if got.code != exitTerminal || strings.Contains(got.err, "secret") || !strings.Contains(got.err, "cannot be listed") {
		t.Errorf("exit code %d, stderr %q", got.code, got.err)
	}
}

func TestPortsFollowTheirSchema(t *testing.T) {
	schema := compile(t, "ports")
	for name, m := range map[string]*findtest.Machine{"shop": shopMachine(), "hid": hidMachine(), "nothing": findtest.New()} {
		t.Run(name, func(t *testing.T) {
			validate(t, schema, runWith(t.Context(), t, at(m, anna), "ports", "--format", "json"))
		})
	}
	validate(t, schema, watch(t, "--format", "json"))
}

// watch runs ports --watch while a terminal is plugged in, seen once while it
// is set up, and pulled out again. Each tick is taken before the next change.
func watch(t *testing.T, args ...string) outcome {
	t.Helper()
	terminal := func(m *findtest.Machine) {
		m.USB("1-4", findtest.USB{VID: "2fb8", PID: "225e", Maker: "PAX"})
		m.CDC("1-4", 0, "ttyACM0")
	}
	m := findtest.New()
	m.Board("ttyS0", 4)
	looks := []func(){
		func() {},
		// At first only the device is there, then its port.
		func() {
			m.USB("1-4", findtest.USB{VID: "2fb8", PID: "225e", Maker: "PAX"})
			m.Interface("1-4", 0, "02/02/01", "")
		},
		func() { m.Remove("sys/devices/pci0000:00"); terminal(m) },
		func() {},
		func() {},
		func() {
			m.Remove("sys/devices/pci0000:00")
			m.Remove("sys/bus")
			m.Remove("sys/class/tty/ttyACM0")
			m.Remove("dev/ttyACM0")
		},
		func() {},
	}
	ctx, cancel := context.WithCancel(t.Context())
	ticks := make(chan time.Time)
	n := 0
	got := runWith(ctx, t, func(w *world) {
		w.Tick = func(time.Duration) (<-chan time.Time, func()) { return ticks, func() {} }
		w.Find = func(ctx context.Context) (find.Listing, error) {
			looks[n]()
			n++
			go func() {
				if n == len(looks) {
					cancel()
					return
				}
				ticks <- time.Time{}
			}()
			return find.Look(context.WithoutCancel(ctx), find.Options{Root: m, User: find.User{Groups: []uint32{20}, UID: 5}})
		}
	}, append([]string{"ports", "--watch"}, args...)...)
	if n != len(looks) {
		t.Fatalf("looked %d times of %d", n, len(looks))
	}
	return got
}

func TestWatchTellsWhatComesAndGoes(t *testing.T) {
	got := watch(t)
	if got.code != exitClean {
		t.Errorf("exit code %d, stderr %q", got.code, got.err)
	}
	var lines []string
	for line := range strings.Lines(got.out) {
		if strings.Contains(line, "ttyACM0") || strings.Contains(line, "2fb8") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	want := []string{"10:00:00 plugged in /dev/ttyACM0: PAX IM30, payment terminal", "10:00:00 pulled out /dev/ttyACM0: PAX IM30, payment terminal"}
	if d := cmp.Diff(want, lines); d != "" {
		t.Errorf("(-want +got):\n%s\nall of it:\n%s", d, got.out)
	}
	if zh := watch(t, "--lang", "zh"); !strings.Contains(zh.out, "插入 /dev/ttyACM0") || !strings.Contains(zh.err, "Ctrl-C") {
		t.Errorf("%q, stderr %q", zh.out, zh.err)
	}
}

func TestWatchWritesALineOfJSONForEachChange(t *testing.T) {
	got := watch(t, "--format", "json")
	var changes []string
	for line := range strings.Lines(got.out) {
		var c struct {
			Change string
			Port   struct{ Name string }
		}
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		changes = append(changes, c.Change+c.Port.Name)
	}
	if d := cmp.Diff([]string{"", "came/dev/ttyACM0", "went/dev/ttyACM0"}, changes); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
