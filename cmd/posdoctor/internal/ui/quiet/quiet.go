// Package quiet keeps a library from questioning the terminal as the program
// starts. bubbletea asks for the background colour in its init, whatever command
// runs: it writes escape sequences in spite of NO_COLOR and waits up to five
// seconds for an answer. A terminal named "dumb" is not asked.
//
// Go initialises packages that are ready in the order of their paths. This one
// needs nothing but os, and bubbletea needs packages whose paths come later, so
// this one is first; a test on a terminal holds it true. The door is [Over].
package quiet

import "os"

const name = "TERM"

var was, set = os.LookupEnv(name)

func init() { _ = os.Setenv(name, "dumb") }

// Over puts the environment back. It must be called once the library is
// initialised.
func Over() {
	if set {
		_ = os.Setenv(name, was)
		return
	}
	_ = os.Unsetenv(name)
}
