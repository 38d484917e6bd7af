package read

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"

	"github.com/posdoctor/posdoctor/codes"
)

// Text gives the lines of an input, as Events reads them.
type Text struct {
	name  string
	lines *lineReader
	text  text
	// Gzip tells that the input is compressed. All places count in its content.
	Gzip bool
}

// TextLine is one line of an input.
type TextLine struct {
	Offset, Length int64 // in the content, without the line end
	// Text is the line as UTF-8, valid until the next call; nil when it is over.
	Text []byte
	Over bool // longer than 1 MiB, so that Events passes over it
	// Binary tells that the line holds bytes that are no text in any encoding.
	Binary bool
}

// Encodings of a text, by the width of its units.
const (
	Narrow       = int(narrow)       // bytes, of which those below 80 are ASCII
	LittleEndian = int(littleEndian) // UTF-16
	BigEndian    = int(bigEndian)    // UTF-16
)

// OpenText unpacks gzip and tells the encoding. Every byte of the content is
// written to tee as it is read. The problem says why an input is no text:
// input.binary, input.empty or input.read.
func OpenText(name string, in io.Reader, tee io.Writer) (*Text, *codes.Problem) {
	r := bufio.NewReaderSize(in, chunk)
	t := &Text{name: name}
	var content io.Reader = r
	if magic, _ := r.Peek(2); bytes.Equal(magic, []byte{0x1F, 0x8B}) {
		gz, err := gzip.NewReader(r)
		if err != nil {
			return nil, binaryInput(name)
		}
		content, t.Gzip = gz, true
	}
	t.lines = newLineReader(io.TeeReader(content, tee))
	t.lines.fill(chunk)
	front := t.lines.buf[:min(t.lines.end, chunk)]
	if len(front) == 0 {
		if t.lines.err != nil {
			return nil, brokenInput(name, t.lines.err)
		}
		return nil, emptyInput(name)
	}
	is := sniff(front)
	if is.binary {
		return nil, binaryInput(name)
	}
	t.lines.wide, t.text.wide, t.text.guess = is.wide, is.wide, is.guess
	t.lines.skip(is.mark)
	return t, nil
}

// Wide tells the width of the units: Narrow, LittleEndian or BigEndian.
func (t *Text) Wide() int { return int(t.text.wide) }

// Offset is where the next line starts in the content.
func (t *Text) Offset() int64 { return t.lines.offset }

// Next gives the next line; false at the end, whose reason Err tells.
func (t *Text) Next() (TextLine, bool) {
	raw, ok := t.lines.next()
	if !ok {
		return TextLine{}, false
	}
	line := TextLine{Offset: raw.offset, Length: raw.length, Over: raw.over}
	if !raw.over {
		line.Text = t.text.line(raw.bytes)
		line.Binary = bytes.IndexByte(line.Text, 0) >= 0 || binary(line.Text)
	}
	return line, true
}

// Err gives why reading ended before the end of the input; nil when it did not.
func (t *Text) Err() *codes.Problem {
	if t.lines.err == nil {
		return nil
	}
	return brokenInput(t.name, t.lines.err)
}
