package evidence

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// entry is one file with the digest of its bytes.
type entry struct {
	path   string
	sha256 string // lower-case hex
	bytes  int64
}

// manifest writes entries as RFC 8493 and sha256sum both read them: digest, two
// blanks, path; sorted by path.
func manifest(entries []entry) []byte {
	sorted := slices.SortedFunc(slices.Values(entries), func(a, b entry) int { return strings.Compare(a.path, b.path) })
	var out bytes.Buffer
	for _, e := range sorted {
		fmt.Fprintf(&out, "%s  %s\n", e.sha256, e.path)
	}
	return out.Bytes()
}

// listing is what a manifest says.
type listing struct {
	files map[string]string // digests by path
	// wrong tells of a line that lists no file, or one that stands there already.
	wrong bool
	// foreign tells of a line that can be read and that posdoctor does not write so.
	foreign bool
}

// parseManifest reads a manifest as other programs may write it, so that what it
// says can be compared; whether it is one of posdoctor's own is told.
func parseManifest(b []byte) listing {
	l := listing{files: map[string]string{}}
	for line := range bytes.Lines(b) {
		digest, path, ok := splitManifest(string(line))
		if _, twice := l.files[path]; !ok || twice {
			l.wrong = true
			continue
		}
		l.files[path] = digest
		l.foreign = l.foreign || string(line) != digest+"  "+path+"\n"
	}
	return l
}

// inPath undoes what RFC 8493, 2.1.3 writes of a path in another way.
var inPath = strings.NewReplacer("%0A", "\n", "%0a", "\n", "%0D", "\r", "%0d", "\r", "%25", "%")

// splitManifest takes one line apart.
func splitManifest(line string) (digest, path string, ok bool) {
	line = strings.TrimRight(line, "\r\n")
	at := strings.IndexAny(line, " \t")
	if at < 0 || !utf8.ValidString(line) {
		return "", "", false
	}
	digest = strings.ToLower(line[:at])
	path = strings.TrimLeft(line[at:], " \t")
	path = strings.TrimPrefix(strings.TrimPrefix(path, "*"), "./") // of a binary file, and of here, as sha256sum may write
	return digest, inPath.Replace(path), isDigest(digest) && path != ""
}

// isDigest reports whether s is a SHA-256 as posdoctor writes it.
func isDigest(s string) bool {
	if len(s) != 64 || s != strings.ToLower(s) {
		return false
	}
	_, err := hex.DecodeString(s)
	return err == nil
}

// label is one line of bag-info.txt.
type label struct{ name, value string }

// bagInfo writes labels in their order. A value is one line, whatever it was.
func bagInfo(labels []label) []byte {
	var out bytes.Buffer
	for _, l := range labels {
		if value := strings.Join(strings.Fields(l.value), " "); value != "" {
			fmt.Fprintf(&out, "%s: %s\n", l.name, value)
		}
	}
	return out.Bytes()
}

// parseInfo reads bag-info.txt; labels are told apart without regard to case, a
// line that begins with a blank goes on with the one before (RFC 8493, 2.2.2).
func parseInfo(b []byte) map[string]string {
	out := map[string]string{}
	last := ""
	for line := range strings.Lines(string(b)) {
		line = strings.TrimRight(line, "\r\n")
		if last != "" && strings.TrimLeft(line, " \t") != line {
			out[last] += " " + strings.TrimSpace(line)
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		last = strings.ToLower(strings.TrimSpace(name))
		out[last] = strings.TrimSpace(value)
	}
	return out
}
