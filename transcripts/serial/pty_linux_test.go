package serial

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// speed is what the other end of a pseudo-terminal has as its speed: both ends
// share the settings.
func speed(t *testing.T, master *os.File) int {
	t.Helper()
	tio, err := unix.IoctlGetTermios(int(master.Fd()), unix.TCGETS2)
	if err != nil {
		t.Fatal(err)
	}
	return int(tio.Ospeed)
}

func TestPtySetLineReachesTheKernel(t *testing.T) {
	p, master := opened(t)
	for _, baud := range []int{9600, 115200, 12345, 1200} {
		set := wire.Line{Baud: baud, Bits: 8, Parity: 'N', Stop: 1}
		if err := p.SetLine(set); err != nil {
			t.Fatal(err)
		}
		if got := speed(t, master); got != baud || p.Line() != set {
			t.Errorf("the kernel has %d and the port %s, want %d", got, p.Line(), baud)
		}
		if got, ok := p.l.settings(); !ok || got.Baud != baud {
			t.Errorf("settings tell %s", got)
		}
	}
}

// What came in under the old settings is no part of what comes under the new.
func TestPtySetLineDropsWhatCameIn(t *testing.T) {
	p, master := opened(t)
	_, _ = master.WriteString("old")
	// The kernel carries bytes over in its own time.
	for range 1000 {
		if n, err := unix.IoctlGetInt(p.l.(*device).held.fd, unix.TIOCINQ); err != nil || n == len("old") {
			break
		}
		time.Sleep(ms)
	}
	if err := p.SetLine(wire.Line{Baud: 19200, Bits: 8, Parity: 'N', Stop: 1}); err != nil {
		t.Fatal(err)
	}
	_, _ = master.WriteString("new")
	var heard strings.Builder
	_ = p.Listen(bounded(t), 100*ms, func(c Chunk) error {
		heard.Write(c.Bytes)
		if len(c.Bytes) == 0 {
			return os.ErrClosed
		}
		return nil
	})
	if heard.String() != "new" {
		t.Errorf("heard %q", heard.String())
	}
}

// asNobody runs do on a thread without any rights, which ends with it.
func asNobody(t *testing.T, do func()) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root can drop its rights")
	}
	done := make(chan bool)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
		_, _, e1 := unix.RawSyscall(unix.SYS_SETGROUPS, 0, 0, 0)
		_, _, e2 := unix.RawSyscall(unix.SYS_SETRESGID, 65534, 65534, 65534)
		_, _, e3 := unix.RawSyscall(unix.SYS_SETRESUID, 65534, 65534, 65534)
		if e1|e2|e3 == 0 {
			do()
		}
		done <- e1|e2|e3 == 0
	}()
	if !<-done {
		t.Skip("this machine lets nobody drop their rights")
	}
}

func TestOpenWithoutRights(t *testing.T) {
	_, name := terminals(t)
	const group = 5
	if err := os.Chown(name, 0, group); err != nil {
		t.Skipf("the group of a device cannot be set here: %v", err)
	}
	for _, tt := range []struct {
		mode  os.FileMode
		group bool
	}{{0o660, true}, {0o620, false}, {0o600, false}} {
		if err := os.Chmod(name, tt.mode); err != nil {
			t.Fatal(err)
		}
		asNobody(t, func() {
			_, err := openNow(name, usual)
			e := openError(name, err)
			if err == nil || e.Kind != Permission {
				t.Errorf("%o: %v", tt.mode, err)
				return
			}
			if (e.Group != "") != tt.group {
				t.Errorf("%o: group %q", tt.mode, e.Group)
			}
			if hint := e.Problem().Hint; tt.group && !strings.Contains(hint.EN, e.Group) {
				t.Errorf("%o: the hint does not name the group: %s", tt.mode, hint.EN)
			}
		})
	}
}

// A program that took the port for itself, as till software does.
func TestOpenWhatAnotherProgramHolds(t *testing.T) {
	_, name := terminals(t)
	if err := os.Chmod(name, 0o666); err != nil {
		t.Fatal(err)
	}
	other, err := os.OpenFile(name, os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	if err := unix.IoctlSetInt(int(other.Fd()), unix.TIOCEXCL, 0); err != nil {
		t.Fatal(err)
	}
	asNobody(t, func() {
		if _, err := openNow(name, usual); kindOf(openError(name, err)) != Busy {
			t.Errorf("error %v", err)
		}
	})
}

// A tap on a pseudo-terminal sees the settings that the holder of its other end
// makes, and makes them on its own other side.
func TestTapCarriesASpeedFromPtyToPty(t *testing.T) {
	a, register := opened(t)
	b, terminal := opened(t)
	stop, ended := tapped(t, a, b, nil)
	crossed(t, register, terminal, 1) // it runs
	tio, err := unix.IoctlGetTermios(int(register.Fd()), unix.TCGETS2)
	if err != nil {
		t.Fatal(err)
	}
	tio.Cflag = tio.Cflag&^unix.CBAUD | unix.B19200
	tio.Ospeed, tio.Ispeed = 19200, 19200
	if err := unix.IoctlSetTermios(int(register.Fd()), unix.TCSETS2, tio); err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		if speed(t, terminal) == 19200 {
			break
		}
		time.Sleep(5 * ms)
	}
	if got := speed(t, terminal); got != 19200 {
		t.Errorf("the terminal's side has %d", got)
	}
	stop()
	<-ended
	if a.Line().Baud != 19200 || b.Line().Baud != 19200 {
		t.Errorf("the ports have %s and %s", a.Line(), b.Line())
	}
}
