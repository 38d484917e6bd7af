package find

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// processes is what the process table says about open devices.
type processes struct {
	holders map[string][]Holder // by the name of the device file, without the leading slash
	names   map[string]bool     // of every process
	unseen  int
	read    bool // the table could be read at all
}

// processes walks the process table once. Only the open files of the user's own
// processes may be looked at, unless the user is root.
func (m machine) processes(ctx context.Context) processes {
	p := processes{holders: map[string][]Holder{}, names: map[string]bool{}}
	for _, entry := range m.list("proc") {
		pid, err := strconv.Atoi(entry)
		if err != nil || ctx.Err() != nil {
			continue
		}
		p.read = true
		dir := path.Join("proc", entry)
		name := m.attribute(path.Join(dir, "comm"))
		p.names[name] = true
		fds, err := fs.ReadDir(m.FS, path.Join(dir, "fd"))
		if errors.Is(err, fs.ErrPermission) && !m.kernel(dir) {
			p.unseen++
		}
		for _, fd := range fds {
			to, err := fs.ReadLink(m.FS, path.Join(dir, "fd", fd.Name()))
			if err != nil || !strings.HasPrefix(to, "/dev/") {
				continue
			}
			h, file := Holder{pid, name}, strings.TrimPrefix(to, "/")
			if !slices.Contains(p.holders[file], h) {
				p.holders[file] = append(p.holders[file], h)
			}
		}
	}
	return p
}

// kernel reports whether a process is a thread of the kernel, which has no open
// files: process 2 or a child of it.
func (m machine) kernel(dir string) bool {
	stat := m.attribute(path.Join(dir, "stat"))
	// The name stands in brackets and may hold blanks and brackets itself.
	fields := strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:])
	return path.Base(dir) == "2" || len(fields) > 1 && fields[1] == "2"
}

func (p processes) held(file string) Held {
	by := slices.Clone(p.holders[file])
	slices.SortFunc(by, func(a, b Holder) int { return a.PID - b.PID })
	return Held{By: by, Checked: p.read, Unseen: p.unseen}
}
