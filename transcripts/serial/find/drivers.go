package find

import (
	_ "embed"
	"sync"

	"github.com/posdoctor/posdoctor/codes"
)

// Driver says what a kind of adapter or terminal needs on each system.
type Driver struct {
	VID  string // four hex digits in lower case
	Chip string
	// Linux is the name of the kernel's module, "" for none; Windows and MacOS
	// are the names under which the systems and the makers list the driver.
	Linux, Windows, MacOS string
	Note                  codes.Text // where it comes from
}

//go:embed drivers.tsv
var driversFile string

var driverTable = sync.OnceValue(func() []Driver {
	var out []Driver
	for _, f := range table(driversFile) {
		out = append(out, Driver{f[0], f[1], f[2], f[3], f[4], codes.Text{EN: f[5], ZH: f[6]}})
	}
	return out
})

// Drivers lists the drivers that the usual cables and terminals need. Callers
// must not change the list.
func Drivers() []Driver { return driverTable() }

func driverOf(vid string) Driver {
	for _, d := range driverTable() {
		if d.VID == vid {
			return d
		}
	}
	return Driver{}
}
