package main

import (
	"context"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/sim"
)

// heard takes an output and tells when its first line is there.
type heard struct {
	mu    sync.Mutex
	text  strings.Builder
	first chan string
}

func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.text.Len() == 0 {
		h.first <- strings.TrimSpace(string(p))
	}
	return h.text.Write(p)
}

// Ctrl-C is the usual end of a pretend terminal, and no error.
func TestSimulateAnswersUntilItIsInterrupted(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	out := &heard{first: make(chan string, 1)}
	done := make(chan outcome, 1)
	go func() {
		done <- runWith(ctx, t, func(w *world) { w.Out = out }, "simulate", "transbank", "--listen", "127.0.0.1:0")
	}()
	var name string
	select {
	case name = <-out.first:
	case got := <-done:
		t.Fatalf("it ended: %+v", got)
	case <-time.After(20 * time.Second):
		t.Fatal("no name is told")
	}
	conn, err := net.Dial("tcp", strings.TrimPrefix(name, "tcp://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Write([]byte("\x020100\x03\x02")); err != nil {
		t.Fatal(err)
	}
	answer := make([]byte, 1)
	if _, err := conn.Read(answer); err != nil || answer[0] != 0x06 {
		t.Errorf("the poll is answered with %x, %v", answer, err)
	}
	interrupt()
	select {
	case got := <-done:
		if got.code != exitClean {
			t.Errorf("exit code %d, stderr %q", got.code, got.err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("it does not end")
	}
}

// Nobody could reach a terminal whose name was not shown.
func TestSimulateEndsWhenItsNameCannotBeShown(t *testing.T) {
	got := runWith(t.Context(), t, func(w *world) { w.Out = failing{} }, "simulate", "transbank", "--listen", "127.0.0.1:0")
	if got.code != exitUsage || !strings.Contains(got.err, "cannot be written") {
		t.Errorf("exit code %d, stderr %q", got.code, got.err)
	}
	for _, args := range [][]string{{"list"}, {"show", "zvt"}, {"zvt", "--capture", "-"}} {
		got := runWith(t.Context(), t, func(w *world) { w.Out = failing{} }, append([]string{"simulate"}, args...)...)
		if got.code != exitUsage {
			t.Errorf("%v: exit code %d, stderr %q", args, got.code, got.err)
		}
	}
}

func TestSubcommandsOfSimulateAreDescribedInBothLanguages(t *testing.T) {
	a, root := newApp(codes.English)
	for _, cmd := range root.Commands() {
		if cmd.Name() != "simulate" {
			continue
		}
		for _, sub := range cmd.Commands() {
			if m := a.docs[sub]; m == nil || m.short.EN == "" || !han(m.short.ZH) || han(m.short.EN) {
				t.Errorf("%s: %+v", sub.Name(), m)
			}
		}
	}
	for _, name := range sim.Names() {
		if s, ok := sim.Named(name); !ok || !han(s.Title.ZH) || han(s.Title.EN) {
			t.Errorf("%s: %+v", name, s.Title)
		}
	}
}
