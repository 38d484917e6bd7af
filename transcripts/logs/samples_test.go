package logs

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/transcripts"
)

// cut runs a text through a cutter and writes each record as a line: kind,
// first and last line, direction, time, content.
func cut(text string) []string {
	var out []string
	var offsets []int64 // where each line starts
	number := func(off int64) int {
		i, ok := slices.BinarySearch(offsets, off)
		if !ok {
			i--
		}
		return i + 1
	}
	c := NewCutter(Config{}, func(r *Record) {
		last := number(r.Where.Offset + max(r.Where.Length, 1) - 1)
		s := fmt.Sprintf("%s %d-%d %s %s", kindName(r), r.Where.Line, last, or(string(r.Dir), "-"), or(when(r.At), "-"))
		switch r.Kind {
		case Bytes:
			if r.Literal == nil && printable(r.Raw) {
				s += " ascii:" + string(r.Raw)
			} else {
				s += " " + hex.EncodeToString(r.Raw)
			}
		case Fields:
			s += " " + r.MTI
			for _, f := range r.List {
				s += " " + f.ID + "=" + f.Value
				if f.Binary {
					s += "/b"
				}
			}
		case Words:
			s += " " + string(r.Signal.ID)
		}
		out = append(out, s)
	})
	var off int64
	for i, l := range strings.SplitAfter(text, "\n") {
		if l == "" {
			break
		}
		offsets = append(offsets, off)
		body := strings.TrimRight(l, "\r\n")
		if c.Line(Line{Number: int64(i + 1), Offset: off, Length: int64(len(body)), Text: []byte(body)}) == Unused {
			out = append(out, fmt.Sprintf("unparsed %d", i+1))
		}
		off += int64(len(l))
	}
	c.End()
	return out
}

func kindName(r *Record) string {
	switch {
	case r.Kind == Bytes:
		return "bytes"
	case r.Kind == Words:
		return "words"
	case r.Faulty:
		return "faulty"
	case r.Cut != "":
		return "cut"
	}
	return "fields"
}

func when(st transcripts.Stamp) string {
	if !st.Known() {
		return ""
	}
	clock := st.Time.Format("T15:04:05.999999999")
	if st.Zone == transcripts.ZoneStated {
		clock += st.Time.Format("Z07:00")
	}
	switch {
	case st.NoDate:
		return clock
	case st.NoYear:
		return st.Time.Format("01-02") + clock
	}
	return st.Time.Format("2006-01-02") + clock
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

func printable(b []byte) bool {
	return bytes.IndexFunc(b, func(r rune) bool { return r < 0x20 || r > 0x7E }) < 0
}

// Each file in testdata/samples holds lines of a format and, behind them, the
// records that must come out. A new case is a new file.
func TestSamples(t *testing.T) {
	files, err := filepath.Glob("testdata/samples/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, rest, ok := strings.Cut(string(b), "=== log\n")
			text, wanted, ok2 := strings.Cut(rest, "=== records\n")
			if !ok || !ok2 {
				t.Fatal("sample without its two parts")
			}
			got := cut(text)
			var want []string
			for _, l := range strings.Split(strings.TrimSpace(wanted), "\n") {
				if f := strings.Fields(l); f[0] == "bytes" && !strings.HasPrefix(f[4], "ascii:") {
					l = strings.Join(f[:4], " ") + " " + strings.ToLower(strings.Join(f[4:], ""))
				}
				want = append(want, l)
			}
			// Order within the two groups matters, between them it does not:
			// a line is judged before the record it may end.
			split := func(list []string) (rec, un []string) {
				for _, l := range list {
					if strings.HasPrefix(l, "unparsed") {
						un = append(un, l)
					} else {
						rec = append(rec, l)
					}
				}
				return rec, un
			}
			gr, gu := split(got)
			wr, wu := split(want)
			if !slices.Equal(gr, wr) || !slices.Equal(gu, wu) {
				t.Errorf("got:\n%s\n%s\nwant:\n%s\n%s", strings.Join(gr, "\n"), gu, strings.Join(wr, "\n"), wu)
			}
		})
	}
}
