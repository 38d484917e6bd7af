package capture

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Looks reports whether a file that starts so is a capture: its first line is an
// entry, or as much of one as front holds.
func Looks(front []byte) bool {
	front = bytes.TrimLeft(front, " \t\r\n")
	line, _, whole := bytes.Cut(front, []byte("\n"))
	if !whole {
		return bytes.HasPrefix(line, []byte(`{"schema":"`+Schema+`"`))
	}
	_, err := Parse(line)
	return err == nil
}

// longestLine bounds a line, in bytes. No frame of any protocol is as long.
const longestLine = 1 << 20

// LineError is a line that could not be read. Reading goes on behind it.
type LineError struct {
	Line   int64 // from 1
	Offset int64 // of its first byte in the file
	// Half is set when the line has no end: the capture was cut off while this
	// line was written.
	Half bool
	Err  error // a *FieldError, or ErrTooLong
}

// Error names line and byte.
func (e *LineError) Error() string {
	return fmt.Sprintf("line %d, byte %d: %v", e.Line, e.Offset, e.Err)
}

// Unwrap gives the reason.
func (e *LineError) Unwrap() error { return e.Err }

// ErrTooLong is the reason for a line over 1 MiB.
var ErrTooLong = errors.New("the line is longer than 1 MiB")

// Reader gives the entries of a capture one by one.
type Reader struct {
	r      *bufio.Reader
	line   int64
	offset int64 // behind the last line read
	at     int64 // its first byte
	length int64 // without its end
}

// NewReader reads a capture.
func NewReader(r io.Reader) *Reader { return &Reader{r: bufio.NewReaderSize(r, 1<<16)} }

// Next gives the next entry. A line that is none gives a *LineError, after which
// Next may be called again; at the end the error is io.EOF. Empty lines are
// passed over.
func (r *Reader) Next() (Entry, error) {
	for {
		r.at = r.offset
		line, half, err := r.cut()
		if err != nil && !errors.Is(err, ErrTooLong) {
			return Entry{}, err
		}
		r.line++
		if err == nil {
			if len(bytes.TrimSpace(line)) == 0 {
				continue
			}
			var e Entry
			if e, err = Parse(line); err == nil {
				r.length = int64(len(bytes.TrimRight(line, "\r\n")))
				return e, nil
			}
		}
		return Entry{}, &LineError{Line: r.line, Offset: r.at, Half: half, Err: err}
	}
}

// cut takes one line. half tells that it has no end.
func (r *Reader) cut() (line []byte, half bool, err error) {
	over := false
	for {
		part, err := r.r.ReadSlice('\n')
		r.offset += int64(len(part))
		if over = over || len(line)+len(part) > longestLine; !over {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == nil && over:
			return nil, false, ErrTooLong
		case err == nil:
			return line, false, nil
		case over:
			return nil, true, ErrTooLong
		case len(line) > 0 && err == io.EOF:
			return line, true, nil
		}
		return nil, false, err
	}
}

// Place is where the entry that Next last gave stands: its line from 1, its
// first byte from 0, and its length without the line end.
func (r *Reader) Place() (line, offset, length int64) { return r.line, r.at, r.length }
