package main

import (
	"context"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// freePort gives a port of this machine that nobody listens at.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// answering is a terminal that answers each request with the given bytes.
func answering(t *testing.T, want int, answer []byte) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			if _, err := io.ReadFull(c, make([]byte, want)); err == nil {
				_, _ = c.Write(answer)
			}
			_, _ = io.Copy(io.Discard, c)
			c.Close()
		}
	}()
	return l.Addr().String()
}

// pay connects as a till does, sends a request and gives what comes back.
func pay(ctx context.Context, t *testing.T, addr string, request []byte, answer int) []byte {
	t.Helper()
	var c net.Conn
	for {
		var err error
		if c, err = (&net.Dialer{}).DialContext(ctx, "tcp", addr); err == nil {
			break
		}
		if ctx.Err() != nil {
			t.Error(err)
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(15 * time.Second))
	if _, err := c.Write(request); err != nil {
		t.Error(err)
	}
	got := make([]byte, answer)
	if _, err := io.ReadFull(c, got); err != nil {
		t.Error(err)
	}
	return got
}

func TestTapRecordsBothDirections(t *testing.T) {
	dir := t.TempDir()
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	till, answer := freePort(t), append([]byte{0x06}, gotSale...)
	term := answering(t, len(askSale), answer)
	paid := make(chan []byte, 1)
	go func() { paid <- pay(ctx, t, till, askSale, len(answer)) }()
	got := runWith(ctx, t, func(w *world) { w.Dir = dir }, "tap", "tcp-listen://"+till, "tcp://"+term, "--yes", "-o", "t.capture", "--until", "frames:3")
	if got.code != exitClean {
		t.Fatalf("exit code %d\n%s%s", got.code, got.out, got.err)
	}
	if b := <-paid; string(b) != string(answer) {
		t.Error("the till did not get exactly what the terminal sent")
	}
	if !strings.Contains(got.err, "Nobody may charge again") || !strings.Contains(got.out, "the till: 1") || !strings.Contains(got.out, "the terminal: 2") {
		t.Errorf("says\n%s%s", got.out, got.err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "t.capture"))
	if err != nil {
		t.Fatal(err)
	}
	noCard(t, "the file", string(data))
	if !strings.Contains(string(data), `"both":true`) || !strings.Contains(string(data), `"dir":"register"`) || !strings.Contains(string(data), `"dir":"terminal"`) {
		t.Errorf("file\n%s", data)
	}
	validate(t, compile(t, "capture"), outcome{out: string(data)})
	// A tap that was not interrupted proves that nothing on this line is missing.
	got = runWith(t.Context(), t, nil, "check", filepath.Join(dir, "t.capture"), "--format", "json")
	if !strings.Contains(got.out, `"gap_free": true`) || !strings.Contains(got.out, `"charged": 1`) {
		t.Errorf("check gives %d\n%s%s", got.code, got.out, got.err)
	}
}

// Over a network the connection ends with each payment; the bridge waits for the
// next one.
func TestTapGoesOnWhenTheTillConnectsAgain(t *testing.T) {
	dir := t.TempDir()
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	defer stop()
	till := freePort(t)
	term := answering(t, len(askSale), gotSale)
	go func() {
		for range 2 {
			pay(ctx, t, till, askSale, len(gotSale))
		}
	}()
	got := runWith(ctx, t, func(w *world) { w.Dir = dir }, "tap", "tcp-listen://"+till, "tcp://"+term, "--yes", "-o", "t.capture", "--protocol", "linkpos", "--until", "frames:4")
	if got.code != exitClean || !strings.Contains(got.err, "ended the connection") || !strings.Contains(got.err, "is back") {
		t.Errorf("exit code %d\n%s%s", got.code, got.out, got.err)
	}
}

func TestTapAsksFirst(t *testing.T) {
	got := runWith(t.Context(), t, nil, "tap", "tcp://127.0.0.1:1", "tcp://127.0.0.1:2")
	if got.code != exitUsage || !strings.Contains(got.err, "not started") || !strings.Contains(got.err, "the customer may be charged") {
		t.Errorf("exit code %d: %s", got.code, got.err)
	}
	got = runWith(t.Context(), t, nil, "tap", "tcp://127.0.0.1:1", "tcp://127.0.0.1:2", "--lang", "zh")
	if got.code != exitUsage || !strings.Contains(got.err, "谁也不要再次收款") {
		t.Errorf("exit code %d: %s", got.code, got.err)
	}
	if got = runWith(t.Context(), t, nil, "tap", "nothing://x", "tcp://127.0.0.1:2", "--yes"); got.code != exitTerminal {
		t.Errorf("exit code %d: %s", got.code, got.err)
	}
}
