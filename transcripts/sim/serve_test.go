package sim

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/codes"
)

// serving runs a terminal until the test ends and gives the names under which it
// can be reached.
func serving(t *testing.T, s Scenario, at string) <-chan string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	names, done := make(chan string, 8), make(chan error, 1)
	go func() { done <- Serve(ctx, s, at, func(name string) { names <- name }) }()
	t.Cleanup(func() {
		stop()
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(10 * time.Second):
			t.Error("the terminal does not stop")
		}
	})
	return names
}

func next(t *testing.T, names <-chan string) string {
	t.Helper()
	select {
	case name := <-names:
		return name
	case <-time.After(10 * time.Second):
		t.Fatal("the terminal cannot be reached")
		return ""
	}
}

// wire is a till's end of a cable.
type wire interface {
	io.ReadWriteCloser
	SetReadDeadline(time.Time) error
}

// read gives what comes until a number of bytes is there or nothing comes for a
// while.
func read(t *testing.T, w wire, want int) []byte {
	t.Helper()
	var got []byte
	for len(got) < want {
		if err := w.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
			t.Fatal(err)
		}
		b := make([]byte, 256)
		n, err := w.Read(b)
		got = append(got, b[:n]...)
		if err != nil {
			break
		}
	}
	return got
}

func dial(t *testing.T, name string) wire {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(name, "tcp://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

// first is what a scenario's till sends first, and what a terminal under a test
// clock writes to it within a second.
func first(s Scenario) (sent, want []byte) {
	now := time.Now()
	b := &bench{term: New(s, now), now: now}
	for _, f := range protocolOf(s.Protocol).till(s).ask(call{Step: s.Till[0], sc: s, now: now, n: 1}) {
		sent = append(sent, f...)
		b.term.Receive(now, f)
	}
	for _, w := range b.hear(time.Second) {
		frame, _ := hex.DecodeString(w)
		want = append(want, frame...)
	}
	return sent, want
}

// Every scenario over a real socket, and over a real pseudo-terminal where there
// are any, says what it says under the test clock. All run at once.
func TestEveryScenarioOnARealLine(t *testing.T) {
	type running struct {
		s     Scenario
		names <-chan string
		w     wire
		want  []byte
	}
	var all []*running
	for _, name := range Names() {
		s := named(t, name)
		if s.Link == Serial && HasPTY {
			all = append(all, &running{s: s, names: serving(t, s, "")})
		}
		s = s.OverTCP()
		all = append(all, &running{s: s, names: serving(t, s, "127.0.0.1:0")})
	}
	for _, r := range all {
		if name := next(t, r.names); strings.HasPrefix(name, "tcp://") {
			r.w = dial(t, name)
		} else {
			r.w = openPTY(t, name)
		}
	}
	for _, r := range all {
		var sent []byte
		sent, r.want = first(r.s)
		if _, err := r.w.Write(sent); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range all {
		got := read(t, r.w, len(r.want))
		// The minute that an answer names may have turned in between.
		if _, later := first(r.s); !bytes.Equal(got, r.want) && !bytes.Equal(got, later) {
			t.Errorf("%s over %s:\ngot  %x\nwant %x", r.s.Name, r.s.Link, got, r.want)
		}
	}
}

const (
	unplugged   = "protocol: linkpos\nvariant: bdo\nbehaviour: unplug\n"
	linkposSale = "02003536303030303030303030313032303030301c343000123030303030303030313030301c0314"
	linkposTest = "02001836303030303030303030313144303030311c0344"
)

func TestACableThatComesOutComesBack(t *testing.T) {
	t.Parallel()
	s, err := Parse("t", []byte(unplugged))
	if err != nil {
		t.Fatal(err)
	}
	names := serving(t, s, "127.0.0.1:0")
	w := dial(t, next(t, names))
	if _, err := w.Write(unhex(t, linkposSale)); err != nil {
		t.Fatal(err)
	}
	if got := read(t, w, 1); !bytes.Equal(got, []byte{ack}) {
		t.Fatalf("got %x", got)
	}
	back := next(t, names) // the payment takes four seconds
	if got := read(t, w, 1); len(got) > 0 {
		t.Errorf("the old line still gives %x", got)
	}
	w = dial(t, back)
	if _, err := w.Write(unhex(t, linkposTest)); err != nil {
		t.Fatal(err)
	}
	if got := read(t, w, 1); !bytes.Equal(got, []byte{ack}) {
		t.Errorf("got %x", got)
	}
}

func TestOneTillAfterAnother(t *testing.T) {
	t.Parallel()
	name := next(t, serving(t, named(t, "transbank").OverTCP(), "localhost:0"))
	for range 3 {
		w := dial(t, name)
		if _, err := w.Write(unhex(t, transbankPoll)); err != nil {
			t.Fatal(err)
		}
		if got := read(t, w, 1); !bytes.Equal(got, []byte{ack}) {
			t.Errorf("got %x", got)
		}
		w.Close()
	}
}

func TestOnlyThisMachineCanReachIt(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", ":0", "192.0.2.1:20007", "example.org:1", "[::]:0", "127.0.0.1"} {
		err := Serve(t.Context(), named(t, "transbank"), address, func(string) { t.Errorf("%s: it listens", address) })
		var p *codes.Problem
		if !errors.As(err, &p) || p.ID != "usage.value" {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestAnAddressInUseIsNamed(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	err = Serve(t.Context(), named(t, "transbank"), l.Addr().String(), func(string) {})
	var p *codes.Problem
	if !errors.As(err, &p) || p.ID != "terminal.pretend" || p.At != l.Addr().String() {
		t.Errorf("%v", err)
	}
}

// The package can open nothing but what it makes: it names no function that
// opens a file, a port or a connection by its name.
func TestNothingElseIsOpened(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	// Of these packages only what is named here may be used; of all others that
	// could open something, nothing.
	allowed := map[string][]string{
		"os":                    {"File", "NewFile", "ErrClosed", "ErrDeadlineExceeded", "ErrNoDeadline"},
		"net":                   {"Listen", "Listener", "ParseIP", "SplitHostPort"},
		"github.com/creack/pty": {"Open"},
		"golang.org/x/term":     {"MakeRaw"},
		"golang.org/x/sys/unix": {"FcntlInt", "F_DUPFD_CLOEXEC", "SetNonblock", "Close"},
		"os/exec":               nil, "syscall": nil, "unsafe": nil, "net/http": nil, "io/ioutil": nil,
		"go.bug.st/serial": nil, "golang.org/x/sys/windows": nil,
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		names := map[string]string{}
		for _, i := range f.Imports {
			path, _ := strconv.Unquote(i.Path.Value)
			if _, watched := allowed[path]; watched {
				names[path[strings.LastIndex(path, "/")+1:]] = path
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && names[x.Name] != "" && !slices.Contains(allowed[names[x.Name]], sel.Sel.Name) {
				t.Errorf("%s uses %s.%s", file, names[x.Name], sel.Sel.Name)
			}
			return true
		})
	}
}

var _ wire = (*os.File)(nil)
