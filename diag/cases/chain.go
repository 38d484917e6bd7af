package cases

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxLine bounds a line in bytes; the longest that is written, an opened line
// with its proof, is a few tens of thousands.
const maxLine = 1 << 20

// maxLines bounds the numbers of lines.
const maxLines = 1 << 30

// Log is what a case file holds.
type Log struct {
	Lines []Line
	// Faults are where the chain is broken. A log with faults is still read as
	// far as its lines can be.
	Faults []Fault
	// Whole is how many bytes are whole lines. What stands behind them was being
	// written when the power went: it is no part of the case.
	Whole int
	// Torn is how many bytes that is, 0 for a file that ends as it should.
	Torn int

	schema string // of the first line, if it names one, whatever else it holds
	count  int    // lines, readable or not
	n      int    // number of the last one, which is count where none is missing
	last   string // SHA-256 of the last one
}

// Read reads a case file and the head that was kept beside it. It takes any
// bytes: what cannot be read becomes a fault or the torn end.
func Read(file, head []byte) Log {
	var log Log
	synced, sum, vouched := parseHead(head)
	rest := file
	for len(rest) > 0 {
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			break
		}
		raw := rest[:end+1]
		line, ok := parse(raw)
		if (!ok || line.Prev != log.last) && vouched && log.n >= synced {
			break // behind what was synced: the end of an interrupted writing
		}
		log.take(raw, line, ok)
		if log.n == synced && vouched && log.last != sum {
			log.fault(log.count, FaultChanged)
		}
		rest = rest[end+1:]
		log.Whole += len(raw)
	}
	log.Torn = len(rest)
	switch {
	case !vouched && len(file) > 0:
		log.fault(log.count, FaultNoHead)
	case log.n < synced:
		log.fault(log.count+1, FaultRemoved)
	}
	return log
}

func (l *Log) take(raw []byte, line Line, ok bool) {
	if l.count++; l.count == 1 {
		l.schema = schemaOf(raw)
	}
	expected := l.n + 1
	l.n = expected
	switch {
	case !ok:
		l.fault(l.count, FaultUnreadable)
	case line.N > expected:
		l.fault(l.count, FaultRemoved)
	case line.N < expected:
		l.fault(l.count, FaultChanged)
	case line.Prev != l.last:
		// The line holds what the one before it was, so that one is not it any more.
		l.fault(max(l.count-1, 1), FaultChanged)
	}
	for _, f := range line.Broken {
		if f.Line <= l.count { // said of what stood there then
			l.fault(f.Line, f.Kind)
		}
	}
	if ok {
		l.Lines = append(l.Lines, line)
		l.n = line.N
	}
	l.last = digest(raw)
}

// fault notes the first thing that is wrong with a line.
func (l *Log) fault(line int, kind FaultKind) {
	if !slices.ContainsFunc(l.Faults, func(f Fault) bool { return f.Line == max(line, 1) }) {
		l.Faults = append(l.Faults, Fault{Line: max(line, 1), Kind: kind})
	}
}

// Next gives the bytes of one more line and of the head that belongs to the file
// then. It fills in the line's number and chain, and in the first line the
// format.
func (l Log) Next(line Line) (more, head []byte, err error) {
	line.N, line.Prev, line.Schema, line.Broken = l.n+1, l.last, "", nil
	for _, f := range l.Faults {
		if !slices.ContainsFunc(l.Lines, func(known Line) bool { return slices.Contains(known.Broken, f) }) {
			line.Broken = append(line.Broken, f)
		}
	}
	if l.count == 0 {
		line.Schema = Schema
	}
	line.At = line.At.Truncate(time.Second)
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(line); err != nil {
		return nil, nil, err
	}
	if b.Len() > maxLine {
		return nil, nil, fmt.Errorf("a line of %d bytes", b.Len())
	}
	return b.Bytes(), []byte(strconv.Itoa(line.N) + " " + digest(b.Bytes()) + "\n"), nil
}

// Last is the SHA-256 of the last line with its line end, in hex.
func (l Log) Last() string { return l.last }

// Newer reports whether the file is of another version of the format, which this
// program must neither guess at nor write to. Nothing but the name of the format
// is expected of its first line.
func (l Log) Newer() bool {
	if strings.HasPrefix(l.schema, family) {
		return l.schema != Schema
	}
	return len(l.Lines) > 0 && l.Lines[0].N == 1 && l.Lines[0].Schema != Schema
}

func schemaOf(raw []byte) string {
	var first struct {
		Schema string `json:"schema"`
	}
	if len(raw) > maxLine || json.Unmarshal(raw, &first) != nil {
		return ""
	}
	return first.Schema
}

func parse(raw []byte) (Line, bool) {
	var line Line
	if len(raw) > maxLine || json.Unmarshal(raw, &line) != nil || line.N < 1 || line.N > maxLines || line.Kind == "" {
		return Line{}, false
	}
	return line, true
}

// parseHead reads "12 <sha256>": how many lines were synced and the digest of
// the last of them.
func parseHead(b []byte) (n int, sum string, ok bool) {
	count, sum, cut := strings.Cut(strings.TrimSuffix(string(b), "\n"), " ")
	n, err := strconv.Atoi(count)
	_, hexErr := hex.DecodeString(sum)
	return n, sum, cut && err == nil && n > 0 && hexErr == nil && len(sum) == 2*sha256.Size
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
