package sim

import (
	"context"
	"errors"
	"net"
	"os"
	"time"

	"github.com/posdoctor/posdoctor/codes"
)

// cable is where tills plug in. The package makes every one itself.
type cable interface {
	// name is what a till opens.
	name() string
	// plug waits for a till, or for nothing where a till cannot be seen.
	plug(ctx context.Context) (line, error)
	// unplug takes the cable out; replug brings it back, perhaps under another
	// name.
	unplug()
	replug() error
	close()
}

// line is an open connection to a till.
type line interface {
	Read(b []byte) (int, error)
	Write(b []byte) (int, error)
	SetWriteDeadline(t time.Time) error
	Close() error
}

const (
	// writeWait is how long a till that does not read may hold the terminal up.
	writeWait = 500 * time.Millisecond
	// lingering is how long a line stays open after the last write: what was
	// written to a pseudo-terminal just before it closes is lost.
	lingering = 100 * time.Millisecond
)

// Serve switches a pretend terminal on and lets it work until ctx ends, which is
// no error. listen is an address on this machine, "127.0.0.1:0"; "" makes a
// pseudo-terminal. plugged is told each name under which the terminal can be
// reached, at the beginning and whenever its cable comes back. An error is a
// [codes.Problem].
func Serve(ctx context.Context, s Scenario, listen string, plugged func(name string)) error {
	c, err := makeCable(listen)
	if err != nil {
		return err
	}
	defer c.close()
	plugged(c.name())
	t := New(s, time.Now())
	for ctx.Err() == nil {
		l, err := c.plug(ctx)
		if err != nil {
			return lineProblem(ctx, c.name(), err)
		}
		out := work(ctx, t, l)
		l.Close()
		if out == 0 {
			continue
		}
		c.unplug()
		if !sleep(ctx, out) {
			break
		}
		if err := c.replug(); err != nil {
			return lineProblem(ctx, c.name(), err)
		}
		plugged(c.name())
	}
	return nil
}

func makeCable(listen string) (cable, error) {
	if listen == "" {
		return newPTY()
	}
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return nil, &codes.Problem{ID: "usage.value", What: textBadAddress, At: "--listen", Hint: hintAddress}
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, &codes.Problem{ID: "usage.value", What: textOtherMachines, At: "--listen", Hint: hintAddress}
	}
	return newSocket(listen)
}

func lineProblem(ctx context.Context, name string, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	var p *codes.Problem
	if errors.As(err, &p) {
		return p
	}
	return &codes.Problem{ID: "terminal.pretend", What: textLine, At: name, Hint: hintLine, Err: err}
}

// work lets a terminal speak on one line until ctx ends, the till is gone, or
// the cable comes out; then it gives for how long.
func work(ctx context.Context, t *Terminal, l line) (out time.Duration) {
	came := make(chan []byte)
	gone := make(chan struct{})
	stop := make(chan struct{})
	defer close(stop)
	go hear(l, came, gone, stop)

	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	written := time.Now()
	defer func() { time.Sleep(lingering - min(lingering, time.Since(written))) }()
	for {
		wait := time.Hour
		if at, ok := t.Next(); ok {
			wait = max(time.Until(at), 0)
		}
		timer.Reset(wait)
		select {
		case <-ctx.Done():
			return 0
		case <-gone:
			return 0
		case b := <-came:
			t.Receive(time.Now(), b)
		case <-timer.C:
			for a, ok := t.Do(time.Now()); ok; a, ok = t.Do(time.Now()) {
				if a.Unplug > 0 {
					return a.Unplug
				}
				written = time.Now()
				switch err := send(l, a.Bytes); {
				case errors.Is(err, os.ErrDeadlineExceeded):
					// Nobody reads. What is due now would be late; it is lost.
					for ok {
						_, ok = t.Do(time.Now())
					}
				case err != nil:
					return 0
				}
			}
		}
	}
}

// send writes, and waits a bounded time for a till that does not read.
func send(l line, b []byte) error {
	if err := l.SetWriteDeadline(time.Now().Add(writeWait)); err != nil && !errors.Is(err, os.ErrNoDeadline) {
		return err
	}
	_, err := l.Write(b)
	return err
}

// hear passes on what comes until the line ends or nobody wants it.
func hear(l line, came chan<- []byte, gone chan<- struct{}, stop <-chan struct{}) {
	defer close(gone)
	for {
		b := make([]byte, 4096)
		n, err := l.Read(b)
		if n > 0 {
			select {
			case came <- b[:n]:
			case <-stop:
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// socket is a cable over TCP on this machine. One till is served at a time.
type socket struct {
	address string
	l       net.Listener
}

func newSocket(address string) (*socket, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, &codes.Problem{ID: "terminal.pretend", What: textListen, At: address, Hint: hintListen, Err: err}
	}
	return &socket{l.Addr().String(), l}, nil
}

func (s *socket) name() string { return "tcp://" + s.address }

func (s *socket) plug(ctx context.Context) (line, error) {
	l := s.l
	stop := context.AfterFunc(ctx, func() { l.Close() })
	defer stop()
	conn, err := l.Accept()
	if err != nil {
		return nil, err
	}
	return conn, nil
}

func (s *socket) unplug() { s.l.Close() }

func (s *socket) replug() error {
	l, err := net.Listen("tcp", s.address)
	if err == nil {
		s.l = l
	}
	return err
}

func (s *socket) close() { s.l.Close() }

// What can go wrong with a line.
var (
	textBadAddress    = codes.Text{EN: "this is no address to listen on", ZH: "这不是可以监听的地址"}
	textOtherMachines = codes.Text{EN: "a pretend terminal listens on this machine only: a till elsewhere could take it for a real one and hand out goods that nobody paid for", ZH: "模拟终端只能在本机监听：别的收银机可能把它当成真终端，没收到钱就交货"}
	hintAddress       = codes.Text{EN: "write 127.0.0.1:0 for any free port, or 127.0.0.1:20007", ZH: "写 127.0.0.1:0 由系统选空闲端口，或写 127.0.0.1:20007"}
	textListen        = codes.Text{EN: "this address cannot be listened on", ZH: "无法在这个地址监听"}
	hintListen        = codes.Text{EN: "another program may have the port; 127.0.0.1:0 takes any free one", ZH: "端口可能被别的程序占用；127.0.0.1:0 会自动选空闲端口"}
	textLine          = codes.Text{EN: "the pretend terminal lost its line", ZH: "模拟终端的线路断了"}
	hintLine          = codes.Text{EN: "start it again", ZH: "请重新启动"}
	textNoPTY         = codes.Text{EN: "there are no pseudo-terminals here", ZH: "这个系统没有伪终端"}
	hintNoPTY         = codes.Text{EN: "use a TCP address instead: --listen 127.0.0.1:0", ZH: "请改用 TCP 地址：--listen 127.0.0.1:0"}
)
