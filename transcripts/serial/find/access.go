package find

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// mayByMode judges by the permission bits alone, as far as a tree of files that
// is not this machine's can tell.
func mayByMode(m machine, _ string, info fs.FileInfo) Access {
	uid, gid, ok := owner(info)
	if !ok {
		return AccessUnknown
	}
	bits := info.Mode().Perm()
	switch {
	case m.user.UID == 0:
		return AccessYes
	case uid == m.user.UID:
		bits >>= 6
	case slices.Contains(m.user.Groups, gid):
		bits >>= 3
	}
	if bits&6 == 6 {
		return AccessYes
	}
	return AccessNo
}

// access says whether the port may be opened, and if not, what lets the user.
func (m machine) access(p *Port) {
	name := strings.TrimPrefix(p.Name, "/")
	info, err := fs.Stat(m.FS, name)
	if err != nil {
		p.Access = AccessNo
		p.Advice = append(p.Advice, Advice{ID: "port.no_file", Text: adviceNoFile})
		return
	}
	if p.Access = m.may(m, name, info); p.Access == AccessNo {
		p.Advice = append(p.Advice, m.permission(p, info))
	}
}

// permission gives the exact line that lets the user open a port. The group is
// that of the device file: its name differs between systems.
func (m machine) permission(p *Port, info fs.FileInfo) Advice {
	_, gid, known := owner(info)
	user := m.userName()
	group, members := m.group(gid)
	member := slices.Contains(members, m.user.Name) && m.user.Name != ""
	// Joining the group of root gives away far more than a port.
	joinable := known && gid != 0 && info.Mode().Perm()&0o060 == 0o060
	switch {
	case joinable && member:
		return Advice{ID: "port.log_in_again", Text: adviceLogInAgain.With(user, group)}
	case joinable && slices.Contains(m.user.Groups, gid):
		return Advice{ID: "port.closed_to_user", Text: adviceClosed, Command: setfacl(user, p.Name)}
	case joinable:
		if group == "" {
			group = fmt.Sprintf(`"$(getent group %d | cut -d: -f1)"`, gid)
		}
		return Advice{ID: "port.permission", Text: adviceGroup, Command: "sudo usermod -aG " + group + " " + user}
	case p.USB.ID() != "":
		return Advice{ID: "port.closed_to_group", Text: adviceRule, Command: udevRule("70-posdoctor.rules", fmt.Sprintf(
			`SUBSYSTEM=="tty", ATTRS{idVendor}=="%s", ATTRS{idProduct}=="%s", TAG+="uaccess"`, p.USB.VID, p.USB.PID))}
	}
	return Advice{ID: "port.closed_to_group", Text: adviceClosed, Command: setfacl(user, p.Name)}
}

func setfacl(user, port string) string { return "sudo setfacl -m u:" + user + ":rw " + port }

// udevRule is the line that adds a rule and applies it.
func udevRule(file, rule string) string {
	return "echo '" + rule + "' | sudo tee -a /etc/udev/rules.d/" + file + " && sudo udevadm control --reload && sudo udevadm trigger"
}

// userName is the user's name, or what the shell puts in its place.
func (m machine) userName() string {
	if m.user.Name == "" {
		return `"$USER"`
	}
	return m.user.Name
}

// group looks a group up by its number.
func (m machine) group(gid uint32) (name string, members []string) {
	f := m.record("etc/group", 2, strconv.FormatUint(uint64(gid), 10))
	if len(f) < 4 {
		return "", nil
	}
	return f[0], strings.Split(f[3], ",")
}

// record gives the first line of a file like /etc/passwd whose field has a
// value.
func (m machine) record(file string, field int, value string) []string {
	b, err := fs.ReadFile(m.FS, file)
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(b)) {
		if f := strings.Split(strings.TrimSpace(line), ":"); len(f) > field && f[field] == value {
			return f
		}
	}
	return nil
}
