package serial

import (
	"bytes"
	"context"
	"io"
	"net"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// patienceOfTests bounds what should not wait at all.
const patienceOfTests = 20 * time.Second

func bounded(t *testing.T) context.Context {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), patienceOfTests)
	t.Cleanup(stop)
	return ctx
}

// host is a TCP peer: the port opened to it and the connection's other end.
func host(t *testing.T) (*Port, net.Conn) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skipf("no TCP on this machine: %v", err)
	}
	defer func() { _ = l.Close() }()
	p, err := Open(bounded(t), "tcp://"+l.Addr().String(), wire.Line{})
	if err != nil {
		t.Fatal(err)
	}
	conn, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = p.Close(), conn.Close() })
	return p, conn
}

// freeAddress is an address at which nobody waits.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skipf("no TCP on this machine: %v", err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

func TestAskOverTCP(t *testing.T) {
	p, conn := host(t)
	if p.Link() != wire.TCP || p.Line() != (wire.Line{}) {
		t.Errorf("link %s, line %s", p.Link(), p.Line())
	}
	if _, ok := p.Signals(); ok {
		t.Error("a TCP connection told control lines")
	}
	if err := p.SetLine(wire.Line{Baud: 9600, Bits: 8, Parity: 'N', Stop: 1}); kindOf(err) != BadLine {
		t.Errorf("SetLine gave %v", err)
	}
	asked := make(chan []byte, 1)
	go func() {
		got := make([]byte, len(toyFrame("state?")))
		_, _ = io.ReadFull(conn, got)
		asked <- got
		for _, b := range append([]byte{6}, toyFrame("state idle")...) {
			_, _ = conn.Write([]byte{b})
		}
	}()
	a, err := p.ask(bounded(t), toyQuestion(), &toyFramer{}, nil)
	if err != nil || a.Outcome != Answered {
		t.Errorf("outcome %s, %v", a.Outcome, err)
	}
	if got := <-asked; !bytes.Equal(got, toyFrame("state?")) {
		t.Errorf("asked %q", got)
	}
}

func TestTCPPeerThatGoes(t *testing.T) {
	t.Run("while listened to", func(t *testing.T) {
		p, conn := host(t)
		_, _ = conn.Write([]byte("last words"))
		_ = conn.Close()
		var heard []byte
		err := p.Listen(bounded(t), 0, func(c Chunk) error { heard = append(heard, c.Bytes...); return nil })
		if kindOf(err) != Unplugged || string(heard) != "last words" {
			t.Errorf("heard %q, %v", heard, err)
		}
	})
	t.Run("while asked", func(t *testing.T) {
		p, conn := host(t)
		go func() {
			_, _ = conn.Read(make([]byte, 100))
			_ = conn.(*net.TCPConn).SetLinger(0) // a reset
			_ = conn.Close()
		}()
		if _, err := p.ask(bounded(t), toyQuestion(), &toyFramer{}, nil); kindOf(err) != Unplugged {
			t.Errorf("error %v", err)
		}
	})
	t.Run("closed here", func(t *testing.T) {
		p, conn := host(t)
		_, _ = conn.Write([]byte("x"))
		err := p.Listen(bounded(t), 0, func(Chunk) error { return p.Close() })
		if kindOf(err) != Closed {
			t.Errorf("error %v", err)
		}
		if _, err := p.ask(bounded(t), toyQuestion(), &toyFramer{}, nil); kindOf(err) != Closed {
			t.Errorf("asking a closed port gave %v", err)
		}
		if err := p.Close(); err != nil {
			t.Errorf("closing again gave %v", err)
		}
	})
}

// A peer that never reads must not hold a write longer than its limit.
func TestTCPPeerThatNeverReads(t *testing.T) {
	p, _ := host(t)
	big := make([]byte, 32<<20)
	n, err := p.l.write(big, 100*ms)
	if kindOf(useError("x", err)) != Silent || n == 0 || n == len(big) {
		t.Errorf("%d bytes taken, %v", n, err)
	}
}

func TestClosingEndsAWrite(t *testing.T) {
	p, _ := host(t)
	go func() {
		// Whether this comes before the write or while it waits, it must end it.
		time.Sleep(20 * ms)
		_ = p.Close()
	}()
	_, err := p.l.write(make([]byte, 32<<20), patienceOfTests)
	if kindOf(useError("x", err)) != Closed {
		t.Errorf("error %v", err)
	}
}

func TestHostThatCannotBeReached(t *testing.T) {
	addr := freeAddress(t)
	_, err := Open(bounded(t), "tcp://"+addr, wire.Line{})
	if kindOf(err) != Network {
		t.Errorf("error %v", err)
	}
}

func TestWaitingForAConnection(t *testing.T) {
	addr := freeAddress(t)
	opened := make(chan *Port, 1)
	go func() {
		p, err := Open(bounded(t), "tcp-listen://"+addr, wire.Line{})
		if err != nil {
			t.Error(err)
		}
		opened <- p
	}()
	var (
		conn net.Conn
		err  error
	)
	for range 2000 {
		if conn, err = net.Dial("tcp", addr); err == nil {
			break
		}
		time.Sleep(5 * ms)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	p := <-opened
	defer func() { _ = p.Close() }()
	_, _ = conn.Write([]byte("hello"))
	_ = conn.Close()
	var heard []byte
	err = p.Listen(bounded(t), 0, func(c Chunk) error { heard = append(heard, c.Bytes...); return nil })
	if string(heard) != "hello" || kindOf(err) != Unplugged {
		t.Errorf("heard %q, %v", heard, err)
	}
}

func TestWaitingForAConnectionInVain(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skipf("no TCP on this machine: %v", err)
	}
	defer func() { _ = l.Close() }()
	if _, err := Open(bounded(t), "tcp-listen://"+l.Addr().String(), wire.Line{}); kindOf(err) != Busy {
		t.Errorf("an address in use gave %v", err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 50*ms)
	defer stop()
	if _, err := Open(ctx, "tcp-listen://"+freeAddress(t), wire.Line{}); kindOf(err) != Network {
		t.Errorf("nobody connected, and it gave %v", err)
	}
}
