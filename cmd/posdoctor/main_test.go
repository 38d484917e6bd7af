package main

import (
	"flag"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// Many tests here wait for terminals that do not answer rather than compute, so
// that more of them run side by side than there are processors.
func TestMain(m *testing.M) {
	if err := flag.Set("test.parallel", "8"); err != nil {
		panic(err)
	}
	testscript.Main(m, map[string]func(){"posdoctor": main})
}

// TestScripts runs one file a behaviour. Dumps of the whole project are at
// $DUMPS.
func TestScripts(t *testing.T) {
	dumps, err := dumpsDir()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("DUMPS", dumps)
			// A script that is not about languages speaks English, whatever
			// the machine.
			env.Setenv("LANG", "en_US.UTF-8")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "serve": serve},
	})
}
