package redact

import "io"

// GuardWriter is the last scan of an output: it masks what looks like card
// data. Close must be called; it writes what is still held, and does not close
// the writer below.
type GuardWriter struct {
	w      io.Writer
	held   []byte
	allow  []string
	masker Masker
}

// Guard puts the last scan before w. Exact strings in allow are typed values
// (digests, reference numbers) that pass.
func Guard(w io.Writer, allow ...string) *GuardWriter { return &GuardWriter{w: w, allow: allow} }

// Write takes p; it may come out at a later Write or at Close.
func (g *GuardWriter) Write(p []byte) (int, error) {
	g.held = append(g.held, p...)
	return len(p), nil
}

// Close writes what is held.
func (g *GuardWriter) Close() error {
	_, err := io.WriteString(g.w, g.masker.Text(string(g.held)))
	g.held = nil
	return err
}

// Counts says what was masked, as [Masker.Counts] does.
func (g *GuardWriter) Counts() map[string]int64 { return g.masker.Counts() }
