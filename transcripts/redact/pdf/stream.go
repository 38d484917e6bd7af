package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"io"
	"regexp"
	"strconv"
)

// stream is a stream of a document with what its dictionary says (ISO 32000-1,
// 7.3.8).
type stream struct {
	dict []byte
	data []byte
}

var (
	errFilter  = errors.New("a filter that is not known")
	errTooMuch = errors.New("too much to read")
)

// streams finds the streams in the order of the file, without regard to the
// cross-reference table: what an earlier version of the document holds is in the
// file as well. rest is the file without their data.
func streams(b []byte) (found []stream, rest []byte) {
	from := 0
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("stream"))
		if i < 0 {
			return found, append(rest, b[from:]...)
		}
		i += at
		at = i + len("stream")
		begin := at
		switch {
		case bytes.HasSuffix(b[:i], []byte("end")):
			continue
		case bytes.HasPrefix(b[begin:], []byte("\r\n")):
			begin += 2
		case bytes.HasPrefix(b[begin:], []byte("\n")), bytes.HasPrefix(b[begin:], []byte("\r")):
			begin++
		default:
			continue
		}
		dict := b[:i]
		if obj := bytes.LastIndex(dict, []byte("obj")); obj >= 0 {
			dict = dict[obj:]
		}
		n := dataLength(dict, b[begin:])
		found = append(found, stream{dict: names(dict), data: b[begin : begin+n]})
		rest = append(rest, b[from:begin]...)
		at, from = begin+n, begin+n
	}
}

var lengthKey = regexp.MustCompile(`/Length\s+(\d+)\s*(?:/|>|\r|\n)`)

// dataLength is how long the data of a stream is: what the dictionary says where
// that fits, else up to the next end.
func dataLength(dict, data []byte) int {
	const end = "endstream"
	if m := lengthKey.FindSubmatch(dict); m != nil {
		n, err := strconv.Atoi(string(m[1]))
		if err == nil && n <= len(data) && bytes.HasPrefix(bytes.TrimLeft(data[n:min(n+len(end)+2, len(data))], "\r\n"), []byte(end)) {
			return n
		}
	}
	if n := bytes.Index(data, []byte(end)); n >= 0 {
		return n
	}
	return len(data)
}

var escapedName = regexp.MustCompile(`#[0-9A-Fa-f]{2}`)

// names writes out names in which characters are escaped (7.3.5).
func names(dict []byte) []byte {
	return escapedName.ReplaceAllFunc(dict, func(m []byte) []byte {
		n, _ := strconv.ParseUint(string(m[1:]), 16, 8)
		return []byte{byte(n)}
	})
}

var pictureKey = regexp.MustCompile(`/Subtype\s*/Image\b|/(DCT|JPX|CCITTFax|JBIG2)Decode\b`)

func (s stream) picture() bool { return pictureKey.Match(s.dict) }

var (
	filterKey    = regexp.MustCompile(`/Filter\s*(\[[^\]]*\]|/\w+)?`)
	filterName   = regexp.MustCompile(`/\w+`)
	predictorKey = regexp.MustCompile(`/Predictor\s+([2-9]|1\d)\b`)
	objectsKey   = regexp.MustCompile(`/Type\s*/ObjStm\b`)
	crossKey     = regexp.MustCompile(`/Type\s*/XRef\b`)
)

// unpack undoes the filters of a stream. With an error comes what could be read.
func (s stream) unpack(most int) ([]byte, error) {
	var err error
	out := s.data
	if m := filterKey.FindSubmatch(s.dict); m != nil {
		filters := filterName.FindAll(m[1], -1)
		if len(filters) == 0 && !bytes.HasPrefix(m[1], []byte("[")) {
			return nil, errFilter // named elsewhere
		}
		for _, f := range filters {
			if out, err = unfilter(string(f), out, most); err != nil {
				return out, err
			}
		}
	}
	if predictorKey.Match(s.dict) && !crossKey.Match(s.dict) {
		err = errFilter
	}
	if len(out) > most {
		return out[:max(most, 0)], errTooMuch
	}
	return out, err
}

func unfilter(name string, b []byte, most int) ([]byte, error) {
	var r io.Reader
	switch name {
	case "/FlateDecode", "/Fl":
		z, err := zlib.NewReader(bytes.NewReader(b))
		if err != nil {
			return nil, err
		}
		r = z
	case "/ASCII85Decode", "/A85":
		b = bytes.TrimPrefix(bytes.TrimSpace(b), []byte("<~"))
		if end := bytes.IndexByte(b, '~'); end >= 0 {
			b = b[:end]
		}
		r = ascii85.NewDecoder(bytes.NewReader(b))
	case "/ASCIIHexDecode", "/AHx":
		l := lexer{b: b}
		return l.hex(), nil
	default:
		return nil, errFilter
	}
	out, err := io.ReadAll(io.LimitReader(r, int64(max(most, 0))+1))
	if errors.Is(err, io.ErrUnexpectedEOF) && len(out) > 0 {
		err = nil // writers leave out the sum at the end, and readers do not mind
	}
	return out, err
}
