package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/capture"
)

// captureFile is where a capture is written: one file after the other, or
// standard output. It is a capture.Sink.
type captureFile struct {
	out   io.Writer
	file  *os.File // nil for standard output
	dir   string   // against which relative names count
	names []string // as the user reads them, the first one first
}

var unsafeName = regexp.MustCompile(`[^A-Za-z0-9.]+`)

// captureFile opens the file that the user named, or one named after the port
// and the moment. What is there already is never written over: it may be the
// only proof of something.
func (a *app) captureFile(path, port string) (*captureFile, error) {
	f := &captureFile{dir: a.Dir, out: a.Out}
	if path == "-" {
		f.names = []string{path}
		return f, nil
	}
	if path == "" {
		_, name, found := strings.Cut(port, "://")
		if !found {
			name = filepath.Base(port)
		}
		name = strings.Trim(unsafeName.ReplaceAllString(name, "-"), "-.")
		path = name + "-" + a.Now().Format("20060102-150405") + ".capture"
	}
	return f, f.open(path)
}

// piped reports whether the capture goes to standard output.
func (f *captureFile) piped() bool { return f.file == nil }

func (f *captureFile) open(name string) error {
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(f.dir, path)
	}
	file, err := store.Keep(path)
	switch {
	case errors.Is(err, fs.ErrExist):
		return &codes.Problem{ID: "output.exists", What: textFileExists, At: name, Hint: hintFileExists}
	case err != nil:
		return writeProblem(err)
	}
	f.out, f.file = file, file
	f.names = append(f.names, name)
	return nil
}

// next goes on in another file: till.capture, till-2.capture, till-3.capture.
func (f *captureFile) next() (capture.Sink, error) {
	if f.piped() {
		return f, nil
	}
	if err := f.file.Close(); err != nil {
		return nil, writeProblem(err)
	}
	ext := filepath.Ext(f.names[0])
	name := fmt.Sprintf("%s-%d%s", strings.TrimSuffix(f.names[0], ext), len(f.names)+1, ext)
	return f, f.open(name)
}

// Write appends to the file at hand.
func (f *captureFile) Write(p []byte) (int, error) { return f.out.Write(p) }

// Sync makes what was written safe. A pipe has no disk behind it.
func (f *captureFile) Sync() error {
	if f.piped() {
		return nil
	}
	return f.file.Sync()
}

// Close closes the file at hand.
func (f *captureFile) Close() error {
	if f.piped() {
		return nil
	}
	return f.file.Close()
}

// rotation says when a capture goes on in another file: at a size or after a
// time. The zero value never does.
type rotation struct {
	bytes int64
	age   time.Duration
}

// String is there for pflag; there is no usual value.
func (r *rotation) String() string { return "" }

// Type names the value.
func (r *rotation) Type() string { return "size" }

var sizes = map[string]int64{"KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30}

// Set reads "20MB" or "24h".
func (r *rotation) Set(v string) error {
	if d, ok := length(v); ok {
		r.age = d
		return nil
	}
	for unit, size := range sizes {
		number, found := strings.CutSuffix(strings.ToUpper(v), unit)
		if n, err := strconv.ParseInt(number, 10, 32); found && err == nil && n > 0 {
			r.bytes = n * size
			return nil
		}
	}
	return &codes.Problem{ID: "usage.value", What: textBadValue.With(v), Hint: hintRotate}
}

var (
	flagCaptureOutput = codes.Text{EN: "write to this `FILE`, - for standard output; usually named after the port and the time", ZH: "写到这个`文件`，- 表示标准输出；默认用端口名和时间命名"}
	flagRotate        = codes.Text{EN: "go on in another file at this `SIZE` (20MB) or after this time (24h), in a quiet minute", ZH: "达到这个`大小`（20MB）或时长（24h）后，趁线路空闲换一个文件继续录"}
	hintRotate        = codes.Text{EN: "write a size such as 20MB or a time such as 24h", ZH: "请写大小（如 20MB）或时长（如 24h）"}
	textFileExists    = codes.Text{EN: "there is a file of this name already", ZH: "已经有同名的文件"}
	hintFileExists    = codes.Text{EN: "name another file with -o; a capture may be the only proof, so it is never written over", ZH: "请用 -o 换一个文件名；抓包可能是唯一的证据，绝不覆盖"}
)
