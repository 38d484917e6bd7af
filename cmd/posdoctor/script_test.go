package main

import (
	"errors"
	"io"
	"net"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/rogpeppe/go-internal/testscript"
)

func dumpsDir() (string, error) { return filepath.Abs("../../testdata/dumps") }

// exits runs "exits CODE posdoctor ARGS...": the exit code must be exactly the
// one named. What the command wrote is there for stdout, stderr and cmp.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARGS...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// serve runs "serve NAME FILE": a server in the network, at the address in $NAME,
// sends each caller the hex of the file and then stays silent.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: serve NAME FILE")
	}
	data, ok := hexDigits(ts.ReadFile(args[1]))
	if !ok {
		ts.Fatalf("%s holds no hex", args[1])
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { l.Close() })
	ts.Setenv(args[0], l.Addr().String())
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				_, _ = c.Write(data.B)
				_, _ = io.Copy(io.Discard, c)
			}()
		}
	}()
}
