//go:build !linux && !darwin

package sim

import "github.com/posdoctor/posdoctor/codes"

// HasPTY tells whether this system has pseudo-terminals.
const HasPTY = false

func newPTY() (cable, error) {
	return nil, &codes.Problem{ID: "terminal.pretend", What: textNoPTY, Hint: hintNoPTY}
}
