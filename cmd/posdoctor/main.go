// Command posdoctor says where the money of a card payment is.
//
// Each subcommand is one file: flags, one call into the packages, one render.
// Everything it takes from the outside comes through [world], so that tests run
// it whole inside one process.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"
	_ "time/tzdata" // profiles name time zones, and shop machines often lack the table

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
)

// A long log makes much garbage of little live data. Collecting it earlier than
// Go does by default costs some time and halves the memory.
const (
	collectAt    = 50        // percent of growth over the live data
	memoryWanted = 160 << 20 // bytes; a wish, not a bound: what must be held is held
)

func main() {
	debug.SetGCPercent(collectAt)
	debug.SetMemoryLimit(memoryWanted)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first Ctrl-C ends the work in order, a second one ends it at once.
	context.AfterFunc(ctx, stop)
	code := run(ctx, outside())
	stop()
	os.Exit(code)
}

// outside is the real world.
func outside() world {
	w := world{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Args: os.Args[1:], Env: os.Getenv, Now: time.Now, System: systemLanguage,
		Find: findHere, Tick: everySo, OpenPort: openPort,
	}
	// Without either folder no profile is found there, which is no error.
	w.Dir, _ = os.Getwd()
	w.UserConfig, _ = os.UserConfigDir()
	w.UserCases = store.UserCases(os.Getenv, runtime.GOOS)
	return w
}
