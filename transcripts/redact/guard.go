package redact

import (
	"bytes"
	"io"
	"strings"
)

// The guard looks at so much at a time, and keeps so much before and behind
// what it lets go, so that nothing hides across a cut.
const (
	guardPart    = 1 << 16
	guardContext = 1 << 12
)

// GuardWriter is the last scan of an output: it masks in place what [Scan] would
// find. It holds a bounded part of what passes. Close must be called; it writes
// what is still held and leaves the writer below open.
type GuardWriter struct {
	w      io.Writer
	buf    []byte
	shown  []byte // what the round at hand looks at
	passed int    // bytes at the start of buf that are written already
	allow  map[string]bool
	phrase []string // allowed strings of more than one word
	masker Masker
	err    error
}

// Guard puts the last scan before w. The strings in allow are typed values
// (digests, reference numbers): where one of them stands whole, it passes.
func Guard(w io.Writer, allow ...string) *GuardWriter {
	g := &GuardWriter{w: w, allow: make(map[string]bool, len(allow))}
	for _, s := range allow {
		switch {
		case s == "":
		case strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 || !isToken(byte(r)) }) < 0:
			g.allow[s] = true
		default:
			g.phrase = append(g.phrase, s)
		}
	}
	return g
}

// Write takes p; it may come out at a later Write or at Close. The error is that
// of the writer below.
func (g *GuardWriter) Write(p []byte) (int, error) {
	taken := 0
	for taken < len(p) && g.err == nil {
		n := min(len(p)-taken, guardPart+2*guardContext-len(g.buf))
		g.buf = append(g.buf, p[taken:taken+n]...)
		taken += n
		if len(g.buf) == guardPart+2*guardContext {
			g.let(len(g.buf) - guardContext)
		}
	}
	return taken, g.err
}

// Close writes what is held.
func (g *GuardWriter) Close() error {
	if g.err == nil {
		g.let(len(g.buf))
	}
	g.buf = nil
	return g.err
}

// Counts says what was masked, as [Masker.Counts] does. What lies where two
// parts meet may be counted twice.
func (g *GuardWriter) Counts() map[string]int64 { return g.masker.Counts() }

// let writes the bytes up to end, masked, and keeps the last of them as context.
func (g *GuardWriter) let(end int) {
	out := g.buf
	for range mostRounds {
		g.shown = out
		f := look(out, func(k kind, _, to int) {
			if to > g.passed {
				g.masker.count(k)
			}
		})
		f.torn, f.pass = g.passed > 0, g.allowed
		f.shapes()
		masked := f.out
		f.done()
		if masked == nil {
			break
		}
		out = masked
	}
	if _, err := g.w.Write(out[g.passed:end]); err != nil {
		g.err = err
		return
	}
	keep := max(0, end-guardContext)
	g.buf = append(g.buf[:0], g.buf[keep:]...)
	g.passed = end - keep
}

// allowed reports whether the finding [from, to) lies in a typed value.
func (g *GuardWriter) allowed(from, to int) bool {
	if len(g.allow) > 0 {
		i, j := from, to
		for i > 0 && isToken(g.shown[i-1]) {
			i--
		}
		for j < len(g.shown) && isToken(g.shown[j]) {
			j++
		}
		if g.allow[string(g.shown[i:j])] {
			return true
		}
	}
	for _, s := range g.phrase {
		if len(s) < to-from {
			continue
		}
		at := max(0, to-len(s))
		near := g.shown[at:min(len(g.shown), from+len(s))]
		for k := 0; ; k++ {
			n := bytes.Index(near[k:], []byte(s))
			if n < 0 {
				break
			}
			k += n
			if at+k <= from && to <= at+k+len(s) {
				return true
			}
		}
	}
	return false
}

// isToken reports what typed values are made of.
func isToken(c byte) bool {
	return isWord(c) || c == '-' || c == '_' || c == '+' || c == '/' || c == '='
}
