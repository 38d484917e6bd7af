package find

import (
	"io/fs"
	"runtime"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
)

// noTerminal are devices of macOS that look like serial ports and never lead to
// a terminal.
var noTerminal = []string{"cu.Bluetooth-Incoming-Port", "cu.BLTH", "cu.debug-console", "cu.wlan-debug"}

// lookNames lists ports by the names of their files in a folder such as /dev.
// Of the two names that macOS and the BSDs give each port it lists the one for
// calling out: the other waits for a carrier that a terminal's cable may never
// raise.
func lookNames(dev fs.FS) Listing {
	l := Listing{System: runtime.GOOS, Limits: []codes.Text{limitNames, limitHolders}}
	for _, name := range (tree{dev}).list(".") {
		callOut := strings.HasPrefix(name, "cu.") || strings.HasPrefix(name, "cuaU")
		state := strings.HasSuffix(name, ".init") || strings.HasSuffix(name, ".lock")
		if !callOut || state || slices.Contains(noTerminal, name) {
			continue
		}
		p := Port{Name: "/dev/" + name, Guess: byName(name), Advice: []Advice{{ID: "port.call_out", Text: adviceCallOut}}}
		if p.Guess.Kind == KindAdapter || strings.HasPrefix(name, "cu.usb") || strings.HasPrefix(name, "cuaU") {
			p.Link = LinkUSB
		}
		l.Ports = append(l.Ports, p)
	}
	slices.SortFunc(l.Ports, func(a, b Port) int { return natural(a.Name, b.Name) })
	return l
}
