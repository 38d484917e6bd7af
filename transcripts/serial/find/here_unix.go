//go:build unix && !linux

package find

import (
	"context"
	"os"

	"golang.org/x/sys/unix"

	"github.com/posdoctor/posdoctor/codes"
)

// adviceMode is said where nothing tells which group would help.
var adviceMode = codes.Text{
	EN: "You may not open this port. The line below shows who may.",
	ZH: "没有权限打开这个串口。下面这一行能看到谁有权限。",
}

// lookHere lists the ports of this machine by the names of their files: without
// C code the system cannot be asked for more.
func lookHere(ctx context.Context) (Listing, error) {
	l := lookNames(os.DirFS("/dev"))
	for i := range l.Ports {
		p := &l.Ports[i]
		p.Access = AccessYes
		if unix.Access(p.Name, unix.R_OK|unix.W_OK) != nil {
			p.Access = AccessNo
			p.Advice = append(p.Advice, Advice{ID: "port.permission", Text: adviceMode, Command: "ls -l " + p.Name})
		}
	}
	return l, ctx.Err()
}
