//go:build unix

package serial

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/creack/pty"
	driver "go.bug.st/serial"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

var usual = wire.Line{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1}

// terminals makes a pseudo-terminal: the side of the terminal, and the name by
// which the other side opens.
func terminals(t testing.TB) (master *os.File, name string) {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo-terminals on this machine: %v", err)
	}
	name = slave.Name()
	_ = slave.Close()
	t.Cleanup(func() { _ = master.Close() })
	return master, name
}

func opened(t testing.TB) (*Port, *os.File) {
	t.Helper()
	master, name := terminals(t)
	p, err := Open(t.Context(), name, usual)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p, master
}

func TestPtyListens(t *testing.T) {
	p, master := opened(t)
	if p.Link() != wire.Serial || p.Line() != usual {
		t.Errorf("link %s, line %s", p.Link(), p.Line())
	}
	if _, ok := p.Signals(); ok {
		t.Error("a pseudo-terminal told control lines, which it has none of")
	}
	if p.l.raise(true, true) {
		t.Error("a pseudo-terminal took control lines, which it has none of")
	}
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	go func() { _, _ = master.Write(every) }()
	var heard []byte
	err := p.Listen(bounded(t), 50*ms, func(c Chunk) error {
		if heard = append(heard, c.Bytes...); len(heard) >= len(every) && len(c.Bytes) == 0 {
			return io.EOF
		}
		return nil
	})
	if !errors.Is(err, io.EOF) || !bytes.Equal(heard, every) {
		t.Errorf("heard %x, %v", heard, err)
	}
}

func TestPtyAnswers(t *testing.T) {
	p, master := opened(t)
	go func() {
		got := make([]byte, len(toyFrame("state?")))
		if _, err := io.ReadFull(master, got); err != nil || !bytes.Equal(got, toyFrame("state?")) {
			t.Errorf("asked %q, %v", got, err)
		}
		_, _ = master.Write([]byte{6})
		_, _ = master.Write(toyFrame("state idle"))
	}()
	a, err := p.ask(bounded(t), toyQuestion(), &toyFramer{}, nil)
	if err != nil || a.Outcome != Answered || !a.Acked {
		t.Errorf("outcome %s, %v", a.Outcome, err)
	}
}

func TestPtyUnplugged(t *testing.T) {
	t.Run("while listened to", func(t *testing.T) {
		p, master := opened(t)
		err := p.Listen(bounded(t), 10*ms, func(Chunk) error { return master.Close() })
		if kindOf(err) != Unplugged {
			t.Errorf("error %v", err)
		}
		// Gone stays gone, for whatever is tried.
		if _, err := p.ask(bounded(t), toyQuestion(), &toyFramer{}, nil); kindOf(err) != Unplugged {
			t.Errorf("asking gave %v", err)
		}
		if _, err := p.l.write([]byte("x"), time.Second); kindOf(useError("x", err)) != Unplugged {
			t.Errorf("writing gave %v", err)
		}
		if err := p.SetLine(usual); kindOf(err) != Unplugged {
			t.Errorf("SetLine gave %v", err)
		}
	})
	t.Run("while asked", func(t *testing.T) {
		p, master := opened(t)
		go func() {
			_, _ = master.Read(make([]byte, 100))
			_ = master.Close()
		}()
		if _, err := p.ask(bounded(t), toyQuestion(), &toyFramer{}, nil); kindOf(err) != Unplugged {
			t.Errorf("error %v", err)
		}
	})
}

func TestPtyClosedHere(t *testing.T) {
	p, _ := opened(t)
	err := p.Listen(bounded(t), 10*ms, func(Chunk) error {
		go func() { _ = p.Close() }()
		return nil
	})
	if kindOf(err) != Closed {
		t.Errorf("error %v", err)
	}
	if _, err := p.ask(bounded(t), toyQuestion(), &toyFramer{}, nil); kindOf(err) != Closed {
		t.Errorf("asking gave %v", err)
	}
	if _, err := p.l.write([]byte("x"), time.Second); kindOf(useError("x", err)) != Closed {
		t.Errorf("writing gave %v", err)
	}
	if err := p.SetLine(usual); kindOf(err) != Closed {
		t.Errorf("SetLine gave %v", err)
	}
	if err := p.Close(); err != nil {
		t.Errorf("closing again gave %v", err)
	}
}

// The driver's own lock does not hold against root; the claim does.
func TestPtyOpenTwice(t *testing.T) {
	p, _ := opened(t)
	alias := filepath.Join(t.TempDir(), "terminal")
	if err := os.Symlink(p.Name(), alias); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{p.Name(), alias} {
		if _, err := Open(t.Context(), name, usual); kindOf(err) != Busy {
			t.Errorf("a second Open of %s gave %v", name, err)
		}
	}
	_ = p.Close()
	again, err := Open(t.Context(), alias, usual)
	if err != nil {
		t.Fatalf("after Close: %v", err)
	}
	_ = again.Close()
}

func TestOpenWhatIsNoPort(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]Kind{
		os.DevNull:                   NotAPort,
		dir:                          NotAPort,
		file:                         NotAPort,
		filepath.Join(dir, "ttyS99"): NotFound,
		filepath.Join(file, "under"): NotFound,
	} {
		if _, err := Open(t.Context(), name, usual); kindOf(err) != want {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
	if kept, _ := os.ReadFile(file); string(kept) != "kept" {
		t.Errorf("the file holds %q now", kept)
	}
}

func TestOpenEndsWithItsContext(t *testing.T) {
	_, name := terminals(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Open(ctx, name, usual); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	// Nothing is left that holds it.
	p, err := Open(t.Context(), name, usual)
	if err != nil {
		t.Fatal(err)
	}
	_ = p.Close()
}

// A peer that never reads blocks the driver's write for good. It must give up,
// and neither the goroutine nor Close may hang on it.
func TestPtyThatNeverReads(t *testing.T) {
	p, _ := opened(t)
	before := runtime.NumGoroutine()
	var err error
	for range 1000 {
		if _, err = p.l.write(make([]byte, pieceSize), 100*ms); err != nil {
			break
		}
	}
	if kindOf(useError("x", err)) != Silent {
		t.Fatalf("error %v", err)
	}
	settled(t, "goroutines", before, runtime.NumGoroutine)
	if err := p.Close(); err != nil {
		t.Errorf("Close gave %v", err)
	}
	settled(t, "goroutines", before, runtime.NumGoroutine)
}

// settled waits until a count is back where it was.
func settled(t *testing.T, what string, want int, count func() int) {
	t.Helper()
	var got int
	for range 400 {
		if got = count(); got <= want {
			return
		}
		time.Sleep(5 * ms)
	}
	t.Errorf("%d %s are left, there were %d", got, what, want)
}

func TestPtyAThousandRounds(t *testing.T) {
	_, name := terminals(t)
	round := func() {
		p, err := Open(t.Context(), name, usual)
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		stop()
		_ = p.Listen(ctx, 0, func(Chunk) error { return nil })
		if _, err := p.l.write([]byte{0}, time.Second); err != nil {
			t.Fatal(err)
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
	}
	round()
	files, goroutines := openFiles(t), runtime.NumGoroutine()
	for range 1000 {
		round()
	}
	settled(t, "goroutines", goroutines, runtime.NumGoroutine)
	if now := openFiles(t); now > files {
		t.Errorf("%d files are open, there were %d", now, files)
	}
}

// openFiles counts the open files of this process; 0 where the system does not tell.
func openFiles(t *testing.T) int {
	t.Helper()
	list, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		list, _ = os.ReadDir("/dev/fd")
	}
	return len(list)
}

// The driver panics for file numbers of 1,024 and more.
func TestPtyPastAThousandFiles(t *testing.T) {
	_, name := terminals(t)
	for range 1100 {
		f, err := os.Open(os.DevNull)
		if err != nil {
			t.Skipf("this machine gives no 1,100 files: %v", err)
		}
		t.Cleanup(func() { _ = f.Close() })
	}
	p, err := Open(t.Context(), name, usual)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = p.Close() }()
	err = p.Listen(bounded(t), 0, func(Chunk) error { return nil })
	if !errors.Is(err, errTooManyFiles) || kindOf(err) != Trouble {
		t.Errorf("error %v", err)
	}
}

func TestTapFromPtyToPty(t *testing.T) {
	a, register := opened(t)
	b, terminal := opened(t)
	_, ended := tapped(t, a, b, nil)
	crossed(t, register, terminal, 200_000)
	_ = terminal.Close()
	var e *Error
	if err := <-ended; !errors.As(err, &e) || e.Kind != Unplugged || e.Port != b.Name() {
		t.Errorf("error %v", err)
	}
}

func TestTapFromPtyToTCP(t *testing.T) {
	a, register := opened(t)
	b, terminal := host(t)
	_, ended := tapped(t, a, b, nil)
	crossed(t, register, terminal, 200_000)
	_ = register.Close()
	var e *Error
	if err := <-ended; !errors.As(err, &e) || e.Kind != Unplugged || e.Port != a.Name() {
		t.Errorf("error %v", err)
	}
}

// One byte from end to end: directly through one pseudo-terminal, and through a
// tap between two. The difference is what the tap adds.
func BenchmarkTap(b *testing.B) {
	b.Run("without", func(b *testing.B) {
		p, master := opened(b)
		one := make([]byte, 1)
		for b.Loop() {
			_, _ = master.Write(one)
			if n, err := p.l.read(one, time.Second); n != 1 {
				b.Fatal(err)
			}
		}
	})
	b.Run("with", func(b *testing.B) {
		pa, register := opened(b)
		pb, terminal := opened(b)
		ctx, stop := context.WithCancel(b.Context())
		ended := make(chan error, 1)
		go func() { ended <- Tap(ctx, pa, pb, func(Chunk) {}) }()
		one := make([]byte, 1)
		for b.Loop() {
			_, _ = register.Write(one)
			if _, err := terminal.Read(one); err != nil {
				b.Fatal(err)
			}
		}
		stop()
		<-ended
	})
}

// refusing is a driver that closes the port when it refuses settings, as that
// of Windows does.
type refusing struct {
	driver.Port
	err error
}

func (r refusing) SetMode(*driver.Mode) error {
	_ = r.Close()
	return r.err
}

func TestRefusedSettingsKeepThePort(t *testing.T) {
	p, master := opened(t)
	_, refusal := driver.Open(os.DevNull, &driver.Mode{})
	d := p.l.(*device)
	d.port = refusing{d.port, refusal}
	if err := p.SetLine(wire.Line{Baud: 12345, Bits: 8, Parity: 'N', Stop: 1}); kindOf(err) != BadLine || p.Line() != usual {
		t.Errorf("refused settings gave %v and left %s", err, p.Line())
	}
	go func() { _, _ = master.WriteString("x") }()
	err := p.Listen(bounded(t), 0, func(c Chunk) error { return io.EOF })
	if !errors.Is(err, io.EOF) {
		t.Errorf("listening on gave %v", err)
	}
	if err := p.SetLine(wire.Line{Baud: 19200, Bits: 8, Parity: 'N', Stop: 1}); err != nil {
		t.Errorf("other settings gave %v", err)
	}
}
