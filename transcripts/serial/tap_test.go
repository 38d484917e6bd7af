package serial

import (
	"bytes"
	"context"
	"errors"
	"net"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// tapped runs a tap until stop; ended gives its error.
func tapped(t *testing.T, a, b *Port, saw func(Chunk)) (stop func(), ended chan error) {
	t.Helper()
	if saw == nil {
		saw = func(Chunk) {}
	}
	ctx, stop := context.WithCancel(bounded(t))
	ended = make(chan error, 1)
	go func() { ended <- Tap(ctx, a, b, saw) }()
	return stop, ended
}

// However the bytes are cut and however the directions cross: what comes out on
// one side is what went in on the other, and what is told is both.
func TestTapOutputEqualsInput(t *testing.T) {
	chunks := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 1, 3000), 0, 12)
	rapid.Check(t, func(rt *rapid.T) {
		toTerminal, toRegister := chunks.Draw(rt, "to terminal"), chunks.Draw(rt, "to register")
		pauses := rapid.SliceOfN(rapid.IntRange(0, 30), 24, 24).Draw(rt, "pauses")
		var outTerminal, outRegister, sawRegister, sawTerminal []byte
		synctest.Test(t, func(t *testing.T) {
			a, b := newFake(), newFake()
			stop, ended := tapped(t, a.port("a"), b.port("b"), func(c Chunk) {
				if c.From == wire.FromRegister {
					sawRegister = append(sawRegister, c.Bytes...)
				} else {
					sawTerminal = append(sawTerminal, c.Bytes...)
				}
				// What is done with the copy must not reach the line.
				clear(c.Bytes)
			})
			var feeding sync.WaitGroup
			feed := func(f *fake, in [][]byte, pauses []int) {
				for i, c := range in {
					time.Sleep(time.Duration(pauses[i]) * ms)
					f.in <- slices.Clone(c)
				}
			}
			feeding.Go(func() { feed(a, toTerminal, pauses[:12]) })
			feeding.Go(func() { feed(b, toRegister, pauses[12:]) })
			feeding.Wait()
			synctest.Wait()
			stop()
			<-ended
			outTerminal, outRegister = b.written(), a.written()
		})
		wantTerminal, wantRegister := slices.Concat(toTerminal...), slices.Concat(toRegister...)
		for what, got := range map[string][2][]byte{
			"terminal got":     {outTerminal, wantTerminal},
			"register got":     {outRegister, wantRegister},
			"told of register": {sawRegister, wantTerminal},
			"told of terminal": {sawTerminal, wantRegister},
		} {
			if !bytes.Equal(got[0], got[1]) {
				rt.Errorf("%s %d bytes %x, want %d bytes %x", what, len(got[0]), got[0], len(got[1]), got[1])
			}
		}
	})
}

func TestTapTellsInTheOrderOfTheLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := newFake(), newFake()
		// Each side answers at once, from within the write.
		n := byte(0)
		bounce := func(back *fake) func([]byte) {
			return func(got []byte) {
				if n++; n < 200 {
					back.in <- []byte{got[0] + 1}
				}
			}
		}
		b.onSend, a.onSend = bounce(b), bounce(a)
		var told []byte
		stop, ended := tapped(t, a.port("a"), b.port("b"), func(c Chunk) { told = append(told, c.Bytes...) })
		a.in <- []byte{0}
		synctest.Wait()
		stop()
		<-ended
		if len(told) != 200 {
			t.Fatalf("%d bytes were told", len(told))
		}
		for i, c := range told {
			if c != byte(i) {
				t.Fatalf("byte %d is %d", i, c)
			}
		}
	})
}

func TestTapTellsWhichSideWent(t *testing.T) {
	tests := []struct {
		name string
		do   func(a, b *fake)
		port string
		kind Kind
	}{
		{"register unplugged", func(a, _ *fake) { close(a.in) }, "a", Unplugged},
		{"terminal unplugged", func(_, b *fake) { close(b.in) }, "b", Unplugged},
		{"register closed here", func(a, _ *fake) { _ = a.close() }, "a", Closed},
		{"terminal takes no bytes", func(a, b *fake) { b.change(func() { b.stuck = true }); a.in <- []byte("x") }, "b", Silent},
		{"last bytes, then unplugged", func(a, b *fake) { a.in <- []byte("last"); close(a.in) }, "a", Unplugged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a, b := newFake(), newFake()
				var told []byte
				_, ended := tapped(t, a.port("a"), b.port("b"), func(c Chunk) { told = append(told, c.Bytes...) })
				synctest.Wait()
				tt.do(a, b)
				err := <-ended
				var e *Error
				if !errors.As(err, &e) || e.Port != tt.port || e.Kind != tt.kind {
					t.Errorf("error %v", err)
				}
				if tt.kind == Silent && e.Outcome != NotTaken {
					t.Errorf("outcome %q", e.Outcome)
				}
				if want := told; tt.kind == Unplugged && !bytes.Equal(b.written(), want) {
					t.Errorf("wrote %q, told %q", b.written(), told)
				}
			})
		})
	}
}

func TestTapEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stop, ended := tapped(t, newFake().port("a"), newFake().port("b"), nil)
		synctest.Wait()
		stop()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	})
}

// A recorder that stands still must not stop a payment.
func TestTapDoesNotWaitForTheRecorder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := newFake(), newFake()
		release := make(chan struct{})
		told := 0
		stop, ended := tapped(t, a.port("a"), b.port("b"), func(c Chunk) { <-release; told += len(c.Bytes) })
		for range 500 {
			a.in <- []byte("x")
			synctest.Wait()
		}
		if got := len(b.written()); got != 500 {
			t.Errorf("%d bytes came through", got)
		}
		stop()
		close(release)
		<-ended
		if told != 500 {
			t.Errorf("%d bytes were told", told)
		}
	})
}

func TestTapCarriesSettings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fast := wire.Line{Baud: 115200, Bits: 7, Parity: 'E', Stop: 2}
		a, b := newFake(), newFake()
		pa, pb := a.port("a"), b.port("b")
		stop, ended := tapped(t, pa, pb, nil)
		synctest.Wait()
		if err := pa.SetLine(fast); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * mirrorEvery)
		if pb.Line() != fast || b.set != fast {
			t.Errorf("the terminal's side has %s", pb.Line())
		}
		if err := pb.SetLine(usualLine); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * mirrorEvery)
		if pa.Line() != usualLine {
			t.Errorf("the register's side has %s", pa.Line())
		}
		// Another program changes one thing: that alone is carried.
		b.change(func() { b.refuse = errRefusedLine })
		a.change(func() { a.driver.Baud = 4800 })
		time.Sleep(2 * mirrorEvery)
		if pa.Line().Baud != 4800 || pb.Line() != usualLine {
			t.Errorf("the sides have %s and %s, of which the second refuses", pa.Line(), pb.Line())
		}
		b.change(func() { b.refuse = nil })
		a.change(func() { a.driver.Baud = 2400 })
		time.Sleep(2 * mirrorEvery)
		if want := (wire.Line{Baud: 2400, Bits: 8, Parity: 'N', Stop: 1}); pb.Line() != want {
			t.Errorf("the terminal's side has %s", pb.Line())
		}
		stop()
		<-ended
		if len(a.written())+len(b.written()) > 0 {
			t.Error("settings were carried as bytes")
		}
	})
}

var usualLine = wire.Line{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1}

func TestTapCarriesControlLines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := newFake(), newFake()
		inputs := func(s Signals) { a.change(func() { a.inputs = &s }); time.Sleep(2 * mirrorEvery) }
		check := func(when string, want Signals) {
			t.Helper()
			b.change(func() {
				if b.outputs != want {
					t.Errorf("%s: outputs %+v, want %+v", when, b.outputs, want)
				}
			})
		}
		stop, ended := tapped(t, a.port("a"), b.port("b"), nil)
		both := Signals{CTS: true, DSR: true}
		inputs(Signals{})
		check("a driver that knows nothing reports all lowered", both)
		inputs(both)
		check("raised", both)
		inputs(Signals{DSR: true})
		check("CTS lowered", Signals{DSR: true})
		inputs(Signals{CTS: true})
		check("DSR lowered", Signals{CTS: true})
		inputs(Signals{})
		check("both lowered", Signals{})
		stop()
		<-ended
		check("after the tap", both)
	})
}

func TestTapOverTCP(t *testing.T) {
	a, register := host(t)
	b, terminal := host(t)
	_, ended := tapped(t, a, b, nil)
	crossed(t, register, terminal, 300_000)
	_ = register.Close()
	var e *Error
	if err := <-ended; !errors.As(err, &e) || e.Kind != Unplugged || e.Port != a.Name() {
		t.Errorf("error %v", err)
	}
}

// crossed sends many bytes both ways at once and compares what comes out.
func crossed(t *testing.T, register, terminal interface {
	Read([]byte) (int, error)
	Write([]byte) (int, error)
}, size int,
) {
	t.Helper()
	pattern := func(step byte) []byte {
		b := make([]byte, size)
		for i := range b {
			b[i] = byte(i>>8)*step + byte(i)
		}
		return b
	}
	var all sync.WaitGroup
	for _, way := range []struct {
		what    string
		in, out interface {
			Read([]byte) (int, error)
			Write([]byte) (int, error)
		}
		bytes []byte
	}{
		{"to the terminal", register, terminal, pattern(3)},
		{"to the register", terminal, register, pattern(5)},
	} {
		all.Go(func() {
			for i := 0; i < size; i += 1000 {
				if _, err := way.in.Write(way.bytes[i:min(i+1000, size)]); err != nil {
					t.Errorf("%s: %v", way.what, err)
					return
				}
			}
		})
		all.Go(func() {
			got := make([]byte, 0, size)
			buf := make([]byte, 3000)
			for len(got) < size {
				n, err := way.out.Read(buf)
				got = append(got, buf[:n]...)
				if err != nil {
					t.Errorf("%s: %v after %d bytes", way.what, err, len(got))
					return
				}
			}
			if !bytes.Equal(got, way.bytes) {
				t.Errorf("%s: other bytes came out than went in", way.what)
			}
		})
	}
	done := make(chan struct{})
	go func() { all.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(patienceOfTests):
		t.Fatal("not every byte came out")
	}
}

// One byte from end to end through a tap between two TCP connections.
func BenchmarkTapTCP(b *testing.B) {
	open := func() (*Port, net.Conn) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			b.Skip(err)
		}
		defer func() { _ = l.Close() }()
		p, err := Open(b.Context(), "tcp://"+l.Addr().String(), wire.Line{})
		if err != nil {
			b.Fatal(err)
		}
		conn, err := l.Accept()
		if err != nil {
			b.Fatal(err)
		}
		return p, conn
	}
	pa, register := open()
	pb, terminal := open()
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
	_, _, _, _ = pa.Close(), pb.Close(), register.Close(), terminal.Close()
}
