//go:build unix

package find

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts/serial/find/findtest"
)

func TestWhoMayOpen(t *testing.T) {
	outside := User{Name: "anna", UID: 1000, Groups: []uint32{1000}}
	for _, tt := range []struct {
		name     string
		mode     fs.FileMode
		gid      uint32
		members  string
		user     User
		usb      bool
		may      Access
		id       string
		command  string // part of it
		contains string // of the text
	}{
		{"in the group", 0o660, 20, "", anna, false, AccessYes, "", "", ""},
		{"root", 0o600, 0, "", User{}, false, AccessYes, "", "", ""},
		{"everybody", 0o666, 0, "", outside, false, AccessYes, "", "", ""},
		{"not in the group", 0o660, 20, "bob", outside, false, AccessNo, "port.permission", "sudo usermod -aG dialout anna", "log out and in"},
		{"in the group since a moment ago", 0o660, 20, "bob,anna", outside, false, AccessNo, "port.log_in_again", "", "anna is in the group dialout"},
		{"a group without a name", 0o660, 986, "", outside, false, AccessNo, "port.permission", `sudo usermod -aG "$(getent group 986 | cut -d: -f1)" anna`, ""},
		{"a user without a name", 0o660, 20, "", User{UID: 7}, false, AccessNo, "port.permission", `sudo usermod -aG dialout "$USER"`, ""},
		{"the group of root", 0o660, 0, "", outside, false, AccessNo, "port.closed_to_group", "sudo setfacl -m u:anna:rw /dev/tty", ""},
		{"the group of root, USB", 0o660, 0, "", outside, true, AccessNo, "port.closed_to_group", `ATTRS{idVendor}=="1a86"`, ""},
		{"a group that may only read", 0o640, 20, "", anna, true, AccessNo, "port.closed_to_group", `TAG+="uaccess"`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := findtest.New()
			m.Groups(tt.members)
			name := "ttyS0"
			if tt.usb {
				name = "ttyUSB0"
				m.USB("1-1", findtest.USB{VID: "1a86", PID: "7523"})
				m.Adapter("1-1", 0, "ch341-uart", name)
			} else {
				m.Board(name, 4)
			}
			m.Dev(name, tt.mode, 0, tt.gid)
			p := one(t, look(t, m, tt.user), "/dev/"+name)
			if p.Access != tt.may || advices(p.Advice) != tt.id {
				t.Fatalf("may %q, advice %+v", p.Access, p.Advice)
			}
			if tt.id == "" {
				return
			}
			if a := p.Advice[0]; !strings.Contains(a.Command, tt.command) || (a.Command == "") != (tt.command == "") || !strings.Contains(a.Text.EN, tt.contains) {
				t.Errorf("advice %q, line %q", a.Text.EN, a.Command)
			}
		})
	}
}

func TestAPortWithoutAFile(t *testing.T) {
	m := findtest.New()
	m.USB("1-1", findtest.USB{VID: "1a86", PID: "7523"})
	m.Adapter("1-1", 0, "ch341-uart", "ttyUSB0")
	m.Remove("dev/ttyUSB0")
	if p := one(t, look(t, m, anna), "/dev/ttyUSB0"); p.Access != AccessNo || advices(p.Advice) != "port.no_file" {
		t.Errorf("may %q, advice %+v", p.Access, p.Advice)
	}
}

// A machine may hold links that lead in a circle, or nowhere.
func TestLinksInACircle(t *testing.T) {
	dir := t.TempDir()
	for name, to := range map[string]string{"a": "b", "b": "a", "gone": "/nowhere/x", "deep": "one/two"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	here := tree{os.DirFS(dir)}
	if got := here.real("a/x"); here.exists("a/x") || got == "" {
		t.Errorf("a circle leads to %q", got)
	}
	for name, want := range map[string]string{"gone": "nowhere/x", "deep/three": "one/two/three", "plain/name": "plain/name"} {
		if got := here.real(name); got != want {
			t.Errorf("%s leads to %q, want %q", name, got, want)
		}
	}
}
