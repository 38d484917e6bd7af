// Package simtest switches pretend terminals on for tests.
package simtest

import (
	"context"
	"testing"
	"time"

	"github.com/posdoctor/posdoctor/transcripts/sim"
)

// Start switches a pretend terminal on until the test ends, and gives the name of
// the line that it hangs on: a pseudo-terminal, or an address of this machine for
// a scenario that goes over TCP.
func Start(t testing.TB, s sim.Scenario) string {
	t.Helper()
	listen := ""
	if s.Link == sim.TCP {
		listen = "127.0.0.1:0"
	}
	ctx, stop := context.WithCancel(context.Background())
	name, ended := make(chan string, 8), make(chan error, 1)
	go func() { ended <- sim.Serve(ctx, s, listen, func(n string) { name <- n }) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	select {
	case n := <-name:
		return n
	case err := <-ended:
		ended <- nil
		t.Fatal(err)
	case <-time.After(10 * time.Second):
		t.Fatal("the pretend terminal did not come up")
	}
	return ""
}

// Named is the scenario of a name; it ends the test when there is none.
func Named(t testing.TB, name string) sim.Scenario {
	t.Helper()
	s, ok := sim.Named(name)
	if !ok {
		t.Fatalf("there is no scenario %s", name)
	}
	return s
}
