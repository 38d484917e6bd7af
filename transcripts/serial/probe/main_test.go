package probe_test

import (
	"flag"
	"os"
	"testing"
)

// The tests here wait for terminals that do not answer rather than compute, so
// that more of them run side by side than there are processors.
func TestMain(m *testing.M) {
	if err := flag.Set("test.parallel", "16"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
