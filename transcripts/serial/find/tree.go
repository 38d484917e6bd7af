package find

import (
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// tree is the file system of a Linux machine: /dev, /sys, /proc, /etc and /run,
// named without the leading slash.
type tree struct{ fs.FS }

const (
	maxAttribute = 4 << 10 // bytes; what a device says about itself is far shorter
	maxLinks     = 40      // links followed in one path, as Linux counts
)

// attribute reads a short file and cleans it; "" when there is none.
func (t tree) attribute(name string) string {
	f, err := t.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxAttribute))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(redact.Clean(string(b)))
}

// link is where a link points, as a name in the tree; "" when it is no link.
func (t tree) link(name string) string {
	to, err := fs.ReadLink(t.FS, name)
	if err != nil {
		return ""
	}
	if strings.HasPrefix(to, "/") {
		return strings.TrimPrefix(path.Clean(to), "/")
	}
	return path.Join(path.Dir(name), to)
}

// real follows every link in a name. A name that leads nowhere is given as far
// as it could be followed.
func (t tree) real(name string) string {
	done, rest := "", name
	for links := 0; rest != ""; {
		part, after, _ := strings.Cut(rest, "/")
		next := path.Join(done, part)
		if to := t.link(next); to != "" && links < maxLinks {
			links++
			done, rest = "", path.Join(to, after)
			continue
		}
		done, rest = next, after
	}
	return done
}

// base is the last part of what a link points to: the name of a driver.
func (t tree) base(name string) string {
	if to := t.link(name); to != "" {
		return path.Base(to)
	}
	return ""
}

func (t tree) exists(name string) bool {
	_, err := fs.Stat(t.FS, name)
	return err == nil
}

// list gives the names in a folder, sorted; none when it cannot be read.
func (t tree) list(name string) []string {
	entries, err := fs.ReadDir(t.FS, name)
	if err != nil {
		return nil
	}
	out := make([]string, len(entries))
	for i, e := range entries {
		out[i] = e.Name()
	}
	return out
}
