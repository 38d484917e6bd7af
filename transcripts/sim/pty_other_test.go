//go:build !linux && !darwin

package sim

import (
	"errors"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
)

func openPTY(t *testing.T, _ string) wire {
	t.Fatal("there are no pseudo-terminals here")
	return nil
}

func TestWithoutPseudoTerminalsTCPIsNamed(t *testing.T) {
	err := Serve(t.Context(), named(t, "zvt"), "", func(string) {})
	var p *codes.Problem
	if !errors.As(err, &p) || p.ID != "terminal.pretend" || p.Hint != hintNoPTY {
		t.Errorf("%v", err)
	}
}
