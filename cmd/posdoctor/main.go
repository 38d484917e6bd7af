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
	"syscall"
	"time"
	_ "time/tzdata" // profiles name time zones, and shop machines often lack the table
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first Ctrl-C ends the work in order, a second one ends it at once.
	context.AfterFunc(ctx, stop)
	code := run(ctx, outside())
	stop()
	os.Exit(code)
}

// outside is the real world.
func outside() world {
	w := world{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Args: os.Args[1:], Env: os.Getenv, Now: time.Now, System: systemLanguage}
	// Without either folder no profile is found there, which is no error.
	w.Dir, _ = os.Getwd()
	w.UserConfig, _ = os.UserConfigDir()
	return w
}
