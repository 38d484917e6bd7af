package transcripts

import (
	"fmt"

	"github.com/posdoctor/posdoctor/codes"
)

// Source is one input: a file, standard input, a member of an archive, a port.
type Source struct {
	Name     string // as the user named it, made safe to show
	Bytes    int64
	SHA256   string // lower-case hex digest of the bytes as read
	Format   string // "cnpos", "jpos", "hex"; several joined by "+"; "" when nothing was recognised
	Encoding string // "utf-8", "utf-16le", "utf-16be", "gb18030", "latin1", "binary"
	Lines    int64
	// Unparsed counts lines that no format understood. They are counted, never lost.
	Unparsed int64
	Messages int64 // payment messages decoded whole
	Faults   int64 // messages that could not be decoded whole
	From, To Stamp // first and last time proved in it; may be unknown
	// GapFree is true only when the source itself proves that nothing is
	// missing between From and To.
	GapFree bool
	// Masked counts clear card data masked while reading, by kind: "pan",
	// "track", "pin", "key". It never holds the data.
	Masked map[string]int64
	// Stopped says why reading ended early, with what was read kept. Nil when
	// the source was read to its end.
	Stopped *codes.Problem
}

// Where points at the proof in the original: which source, which line (from
// 1), which byte (from 0) and how many bytes. The zero value means "nowhere".
type Where struct {
	Source int   `json:"source"` // index into the list of sources
	Line   int64 `json:"line"`
	Offset int64 `json:"offset"`
	Length int64 `json:"length"`
}

// IsZero reports whether the place is unknown.
func (w Where) IsZero() bool { return w == Where{} }

// In gives the place as "file:line".
func (w Where) In(sources []Source) string {
	if w.IsZero() || w.Source >= len(sources) {
		return ""
	}
	return fmt.Sprintf("%s:%d", sources[w.Source].Name, w.Line)
}
