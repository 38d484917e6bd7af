package read

import (
	"bytes"
	"context"
	"crypto/sha256"
	"hash"
	"io"
)

const (
	// longestLine is the most bytes a line may have to be looked at. Beyond it
	// the line is skipped, so that one endless line costs no memory.
	longestLine = 1 << 20
	// chunk is how much is read at once, and how much of an input is looked at
	// to tell its encoding.
	chunk = 1 << 16
)

// tally passes bytes on and keeps their count and digest. It ends reading when
// the context does.
type tally struct {
	ctx context.Context
	r   io.Reader
	n   int64
	sum hash.Hash
	err error // what reading ended with, other than io.EOF
}

func newTally(ctx context.Context, r io.Reader) *tally {
	return &tally{ctx: ctx, r: r, sum: sha256.New()}
}

func (t *tally) Read(p []byte) (int, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := t.r.Read(p)
	t.sum.Write(p[:n])
	t.n += int64(n)
	if err != nil && err != io.EOF {
		t.err = err
	}
	return n, err
}

// rawLine is a line in the bytes of the original.
type rawLine struct {
	bytes  []byte // without the line end; nil when over
	offset int64
	length int64
	over   bool // longer than longestLine
}

// lineReader cuts bytes into lines at CR, LF and CRLF, in any encoding that
// keeps these bytes for themselves and in UTF-16.
type lineReader struct {
	r      io.Reader
	buf    []byte
	start  int   // of the line in buf
	seen   int   // up to where no line end is
	end    int   // of what buf holds
	offset int64 // of buf[start] in the original
	wide   wide
	eof    bool
	err    error // why reading ended early
}

// wide is how the bytes of a UTF-16 unit are ordered; 0 for single bytes.
type wide int

const (
	narrow wide = iota
	littleEndian
	bigEndian
)

func newLineReader(r io.Reader) *lineReader {
	return &lineReader{r: r, buf: make([]byte, 2*chunk)}
}

// fill reads until n bytes are there or nothing more comes.
func (l *lineReader) fill(n int) {
	for l.end-l.start < n && !l.eof {
		l.more()
	}
}

// more reads once. Empty reads without an error are bounded, as in bufio.
func (l *lineReader) more() {
	if l.start > 0 && l.end+chunk > len(l.buf) {
		copy(l.buf, l.buf[l.start:l.end])
		l.seen -= l.start
		l.end -= l.start
		l.start = 0
	}
	if l.end+chunk > len(l.buf) {
		l.buf = append(l.buf, make([]byte, len(l.buf))...)
	}
	for range 100 {
		n, err := l.r.Read(l.buf[l.end : l.end+chunk])
		l.end += n
		if err != nil {
			l.eof = true
			if err != io.EOF {
				l.err = err
			}
			return
		}
		if n > 0 {
			return
		}
	}
	l.eof, l.err = true, io.ErrNoProgress
}

// skip drops bytes at the front: a byte order mark.
func (l *lineReader) skip(n int) {
	l.start += n
	l.seen = max(l.seen, l.start)
	l.offset += int64(n)
}

// next gives the next line. The bytes are valid until the next call.
func (l *lineReader) next() (rawLine, bool) {
	for {
		at, width := l.lineEnd()
		if width > 0 {
			line := l.cut(at)
			l.advance(at + width)
			return line, true
		}
		switch {
		case l.eof && l.start == l.end:
			return rawLine{}, false
		case l.eof:
			line := l.cut(l.end)
			l.advance(l.end)
			return line, true
		case l.end-l.start > longestLine:
			return l.endless(), true
		}
		l.more()
	}
}

// cut gives the line that ends at a place in the buffer.
func (l *lineReader) cut(at int) rawLine {
	line := rawLine{offset: l.offset, length: int64(at - l.start)}
	if line.over = line.length > longestLine; !line.over {
		line.bytes = l.buf[l.start:at]
	}
	return line
}

func (l *lineReader) advance(to int) {
	l.offset += int64(to - l.start)
	l.start, l.seen = to, to
}

// endless passes over the rest of a line that is too long.
func (l *lineReader) endless() rawLine {
	line := rawLine{offset: l.offset, over: true}
	for {
		at, width := l.lineEnd()
		if width > 0 {
			l.advance(at)
			line.length = l.offset - line.offset
			l.advance(at + width)
			return line
		}
		if l.eof {
			l.advance(l.end)
			line.length = l.offset - line.offset
			return line
		}
		l.advance(l.seen) // a CR at the very end waits for its LF
		l.more()
	}
}

// lineEnd finds the end of the line and the width of what ends it; width 0 when
// more bytes are needed to tell.
func (l *lineReader) lineEnd() (at, width int) {
	if l.wide != narrow {
		return l.wideEnd()
	}
	s := l.buf[l.seen:l.end]
	if i := bytes.IndexByte(s, '\n'); i >= 0 {
		s = s[:i+1]
	}
	i := bytes.IndexByte(s, '\r')
	switch {
	case i < 0 && len(s) > 0 && s[len(s)-1] == '\n':
		return l.seen + len(s) - 1, 1
	case i < 0:
		l.seen = l.end
		return 0, 0
	case i+1 < len(s) && s[i+1] == '\n':
		return l.seen + i, 2
	case i+1 < len(s) || l.eof:
		return l.seen + i, 1
	}
	l.seen += i
	return 0, 0
}

// wideEnd is lineEnd for UTF-16.
func (l *lineReader) wideEnd() (at, width int) {
	lo, hi := 0, 1
	if l.wide == bigEndian {
		lo, hi = 1, 0
	}
	i := l.seen
	for ; i+1 < l.end; i += 2 {
		if l.buf[i+hi] != 0 {
			continue
		}
		switch l.buf[i+lo] {
		case '\n':
			return i, 2
		case '\r':
			switch {
			case i+3 < l.end && l.buf[i+2+hi] == 0 && l.buf[i+2+lo] == '\n':
				return i, 4
			case i+3 < l.end || l.eof:
				return i, 2
			}
			l.seen = i
			return 0, 0
		}
	}
	l.seen = i
	return 0, 0
}
