package serial

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// The prefixes of names that are no devices.
const (
	tcpPrefix    = "tcp://"
	listenPrefix = "tcp-listen://"
)

// dialLimit is how long a host is given to take a connection.
const dialLimit = 10 * time.Second

// address takes a name apart: isTCP is false for the name of a device.
func address(name string) (addr string, listen, isTCP bool, err error) {
	if name == "" {
		return "", false, false, errors.New("the name is empty")
	}
	scheme, rest, found := strings.Cut(name, "://")
	if !found {
		return "", false, false, nil
	}
	switch scheme + "://" {
	case tcpPrefix:
	case listenPrefix:
		listen = true
	default:
		return "", false, false, fmt.Errorf("%s is neither %s nor %s", scheme, tcpPrefix, listenPrefix)
	}
	host, port, err := net.SplitHostPort(rest)
	if err != nil {
		return "", false, false, errors.New("the host or the port number is missing")
	}
	if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
		return "", false, false, errors.New("the port number is not between 1 and 65535")
	}
	if host == "" && !listen {
		return "", false, false, errors.New("the host is missing")
	}
	return rest, listen, true, nil
}

// network is a TCP connection as a line.
type network struct {
	conn   net.Conn
	closed atomic.Bool
}

func openNetwork(ctx context.Context, addr string, listen bool) (*network, error) {
	if !listen {
		conn, err := (&net.Dialer{Timeout: dialLimit}).DialContext(ctx, "tcp", addr)
		if err != nil {
			return nil, err
		}
		return &network{conn: conn}, nil
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { _ = l.Close() })
	conn, err := l.Accept()
	stop()
	_ = l.Close()
	if err != nil {
		return nil, errors.Join(ctx.Err(), err)
	}
	return &network{conn: conn}, nil
}

func (n *network) read(b []byte, wait time.Duration) (int, error) {
	if n.closed.Load() {
		return 0, errOwnClose
	}
	if err := n.conn.SetReadDeadline(time.Now().Add(wait)); err != nil {
		return 0, n.told(err)
	}
	got, err := n.conn.Read(b)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = nil
	}
	return got, n.told(err)
}

func (n *network) write(b []byte, limit time.Duration) (int, error) {
	if n.closed.Load() {
		return 0, errOwnClose
	}
	if err := n.conn.SetWriteDeadline(time.Now().Add(limit)); err != nil {
		return 0, n.told(err)
	}
	put, err := n.conn.Write(b)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = errNotTaken
	}
	return put, n.told(err)
}

// told gives errOwnClose for whatever an own close caused.
func (n *network) told(err error) error {
	if err != nil && n.closed.Load() {
		return errOwnClose
	}
	return err
}

func (n *network) setLine(wire.Line) error     { return nil }
func (n *network) settings() (wire.Line, bool) { return wire.Line{}, false }
func (n *network) signals() (Signals, bool)    { return Signals{}, false }
func (n *network) raise(bool, bool) bool       { return false }

func (n *network) close() error {
	if n.closed.Swap(true) {
		return nil
	}
	return n.conn.Close()
}
