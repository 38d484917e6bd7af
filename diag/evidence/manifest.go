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

// parseManifest reads a manifest. Lines that are none are given by number, from
// 1; a path that stands twice is one of them.
func parseManifest(b []byte) (entries map[string]string, wrong []int) {
	entries = map[string]string{}
	n := 0
	for line := range bytes.Lines(b) {
		n++
		digest, path, ok := splitManifest(string(line))
		if _, twice := entries[path]; !ok || twice {
			wrong = append(wrong, n)
			continue
		}
		entries[path] = digest
	}
	return entries, wrong
}

// splitManifest takes one line apart. Only what posdoctor writes is taken: a
// reader that is more generous than sha256sum would see other files than it.
func splitManifest(line string) (digest, path string, ok bool) {
	line, whole := strings.CutSuffix(line, "\n")
	if !whole || !utf8.ValidString(line) {
		return "", "", false
	}
	digest, path, ok = strings.Cut(line, "  ")
	return digest, path, ok && isDigest(digest) && path != ""
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
