package pdf

import (
	"bytes"

	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Seen is what a look into a document gave. The zero value says that nothing
// shows and everything was read.
type Seen struct {
	Card     bool // something that looks like clear card data was found
	Unread   int  // parts that are no pictures and could not be read
	Pictures int  // pictures, which are never read
	Locked   bool // the document is encrypted, so that nothing of it was read
}

// What a look takes at most, in bytes and pieces; the rest is unread.
const (
	maxStream = 16 << 20 // of one stream, unpacked
	maxTotal  = 64 << 20 // of all streams
	maxTables = 64
)

// Look reads a document whole. It never fails: a document that is damaged has
// unread parts.
func Look(b []byte) Seen {
	l := looker{}
	all, rest := streams(b)
	l.source(rest, shortGroup)
	if end := bytes.LastIndex(b, []byte("%%EOF")); end >= 0 {
		l.scan(b[end:]) // no viewer shows what stands there, in whatever form
	}
	if bytes.Contains(b, []byte("/Encrypt")) {
		l.seen.Locked = true
		return l.seen
	}
	var texts [][]byte
	for _, s := range all {
		if s.picture() {
			l.seen.Pictures++
			continue
		}
		switch t := l.open(s); {
		case program(t), crossKey.Match(s.dict):
		case objectsKey.Match(s.dict), readable(t):
			l.source(t, shortNumber)
			texts = append(texts, t)
		default:
			texts = append(texts, t)
		}
	}
	glyphs := bytes.Contains(rest, []byte("/Identity-"))
	for _, t := range texts {
		glyphs = glyphs || bytes.Contains(t, []byte("/Identity-"))
		if bytes.Contains(t, []byte("begincmap")) && len(l.tables) < maxTables {
			l.tables = append(l.tables, parseTable(t))
		}
	}
	if glyphs && len(l.tables) == 0 {
		l.seen.Unread++ // glyphs by number, and nothing says which is which
	}
	for _, t := range texts {
		l.text(t)
	}
	return l.seen
}

// looker is a look under way.
type looker struct {
	seen   Seen
	total  int
	tables []*table
}

// open unpacks a stream.
func (l *looker) open(s stream) []byte {
	t, err := s.unpack(min(maxStream, maxTotal-l.total))
	if err != nil {
		l.seen.Unread++
	}
	l.total += len(t)
	return t
}

// Numbers of a document's own (places, widths, offsets) are no text. Outside of
// streams they are kept from the length of a group of a card number on, since
// anything may stand there; within, where curves are drawn by their thousands,
// from the length of a whole one.
const (
	shortGroup  = 4
	shortNumber = 12
)

// source scans the strings of a part of a document, and the part as it is written
// but for short numbers.
func (l *looker) source(b []byte, least int) {
	l.scan(quoted(b))
	l.scan(withoutNumbers(b, least))
}

// text scans what a stream draws, by its characters and by every table of the document:
// which font is in use where is not followed.
func (l *looker) text(content []byte) {
	shown := drawn(content)
	if len(shown) == 0 {
		return
	}
	l.scan(join(shown, nil))
	for _, t := range l.tables {
		l.scan(join(shown, t))
	}
}

// programs are how fonts and colour profiles begin; profiles have theirs at a
// later place.
var programs = [][]byte{[]byte("\x00\x01\x00\x00"), []byte("OTTO"), []byte("true"), []byte("ttcf"), []byte("%!PS-AdobeFont"), []byte("\x80\x01"), []byte("\x01\x00\x04")}

// program reports whether an unpacked stream draws no text itself: its bytes would
// only look like numbers by chance.
func program(b []byte) bool {
	const profile = 36
	for _, p := range programs {
		if bytes.HasPrefix(b, p) {
			return true
		}
	}
	return len(b) > profile && bytes.HasPrefix(b[profile:], []byte("acsp"))
}

// readable reports whether bytes are mostly characters.
func readable(b []byte) bool {
	plain := 0
	for _, c := range b {
		if c >= ' ' && c < 0x7F || blank(c) && c != 0 {
			plain++
		}
	}
	return 10*plain >= 8*len(b)
}

// scan looks over a text in parts, so that memory stays bounded.
func (l *looker) scan(b []byte) {
	const part, overlap = 1 << 20, 4 << 10
	for !l.seen.Card && len(b) > 0 {
		l.seen.Card = len(redact.Scan(b[:min(part+overlap, len(b))])) > 0
		b = b[min(part, len(b)):]
	}
}
