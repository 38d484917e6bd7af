//go:build linux || darwin

package sim

import (
	"bytes"
	"os"
	"syscall"
	"testing"
	"time"
)

func openPTY(t *testing.T, path string) wire {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR|syscall.O_NOCTTY|syscall.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// The line is raw: no sign is taken for the interrupt key or a line end, and
// nothing comes back by itself.
func TestAPseudoTerminalIsRaw(t *testing.T) {
	t.Parallel()
	s, err := Parse("t", []byte("protocol: transbank\nbehaviour: echo\n"))
	if err != nil {
		t.Fatal(err)
	}
	w := openPTY(t, next(t, serving(t, s, "")))
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	if _, err := w.Write(all); err != nil {
		t.Fatal(err)
	}
	if got := read(t, w, 256); !bytes.Equal(got, all) {
		t.Errorf("got %x", got)
	}
}

// A till may leave and another one come: the terminal stays.
func TestAPseudoTerminalOutlivesATill(t *testing.T) {
	t.Parallel()
	name := next(t, serving(t, named(t, "transbank"), ""))
	for range 3 {
		w := openPTY(t, name)
		if _, err := w.Write(unhex(t, transbankPoll)); err != nil {
			t.Fatal(err)
		}
		if got := read(t, w, 1); !bytes.Equal(got, []byte{ack}) {
			t.Errorf("got %x", got)
		}
		w.Close()
	}
}

// A till that never reads does not stop the terminal: it loses bytes.
func TestATillThatDoesNotRead(t *testing.T) {
	t.Parallel()
	s, err := Parse("t", []byte("protocol: transbank\nbehaviour: echo\n"))
	if err != nil {
		t.Fatal(err)
	}
	w := openPTY(t, next(t, serving(t, s, ""))).(*os.File)
	for range 40 {
		if err := w.SetWriteDeadline(time.Now().Add(5 * time.Second)); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(make([]byte, 1000)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAPseudoTerminalComesBack(t *testing.T) {
	t.Parallel()
	s, err := Parse("t", []byte(unplugged))
	if err != nil {
		t.Fatal(err)
	}
	names := serving(t, s, "")
	w := openPTY(t, next(t, names))
	if _, err := w.Write(unhex(t, linkposSale)); err != nil {
		t.Fatal(err)
	}
	if got := read(t, w, 1); !bytes.Equal(got, []byte{ack}) {
		t.Fatalf("got %x", got)
	}
	if got := read(t, w, 1); len(got) > 0 {
		t.Errorf("the line gives %x after the cable came out", got)
	}
	w.Close()
	w = openPTY(t, next(t, names))
	if _, err := w.Write(unhex(t, linkposTest)); err != nil {
		t.Fatal(err)
	}
	if got := read(t, w, 1); !bytes.Equal(got, []byte{ack}) {
		t.Errorf("got %x", got)
	}
}
