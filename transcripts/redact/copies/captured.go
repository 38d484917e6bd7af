package copies

import (
	"bytes"

	"github.com/posdoctor/posdoctor/transcripts/capture"
)

// hexKey is what stands before the bytes of a record of a capture.
var hexKey = []byte(`"hex":"`)

// captured looks at a line of a capture, whose bytes were masked when they were
// recorded: it holds them to that. False when the line is none.
func (c *copier) captured(l *line) bool {
	e, err := capture.Parse(l.text)
	if err != nil {
		return false
	}
	masked, ok := c.checker.Record(e)
	if !ok {
		return true // words, for their shapes
	}
	from := bytes.Index(l.text, hexKey)
	hex := masked.Hex()
	if from < 0 || bytes.Count(l.text, hexKey) > 1 || from+len(hexKey)+len(hex) > len(l.text) {
		l.stars(0, len(l.text)) // written in a way of its own: nothing can be placed
		c.counts.Masked["line"]++
		return true
	}
	from += len(hexKey)
	changed := false
	for i := range len(hex) {
		if hex[i] == 'x' {
			changed = l.put(from+i, 'x') || changed
		}
	}
	// What is whole and typed in it was looked at frame by frame.
	for i := range l.view {
		l.view[i] = blank
	}
	if changed {
		c.counts.Masked["other"]++
	}
	return true
}
