package codes

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// shelf holds one book. A built-in book is text until somebody needs all of it:
// most questions are about one code, and finding its lines costs far less than
// reading fifty books.
type shelf struct {
	id    string
	once  sync.Once
	table atomic.Pointer[table]

	textOnce sync.Once
	text     string
}

// raw is the text of a built-in book. A user's own book has none.
func (s *shelf) raw() string {
	s.textOnce.Do(func() {
		b, err := data.ReadFile("data/" + s.id + ".tsv")
		if err != nil {
			panic(fmt.Sprintf("codes: built-in book %s: %v", s.id, err))
		}
		s.text = string(b)
	})
	return s.text
}

// parsed gives the whole book.
func (s *shelf) parsed() *table {
	if t := s.table.Load(); t != nil {
		return t
	}
	s.once.Do(func() { s.table.Store(newTable(s.rows(s.raw()))) })
	return s.table.Load()
}

// count is the number of rows.
func (s *shelf) count() int {
	if t := s.table.Load(); t != nil {
		return len(t.rows)
	}
	n := 0
	s.glance(func(text []byte) { n = countRows(text) })
	return n
}

// countRows counts the lines of a book without its header. Built-in books have
// neither empty lines nor comments; a test holds them to it.
func countRows(text []byte) int { return bytes.Count(bytes.TrimRight(text, "\n"), []byte("\n")) }

// readings gives every row that a query may mean, as [table.readings] does, and
// the number of rows of the book where there are any. It parses no other row.
func (s *shelf) readings(class Class, code string) (found []Code, rows int) {
	if t := s.table.Load(); t != nil {
		return t.readings(class, code), len(t.rows)
	}
	var some string
	s.glance(func(text []byte) {
		if some = linesOf(text, code); some != "" {
			rows = countRows(text)
		}
	})
	if some == "" {
		return nil, 0
	}
	return newTable(s.rows(some)).readings(class, code), rows
}

// linesOf gives the header of a book and the lines of one code, "" for none.
func linesOf(text []byte, code string) string {
	mark := []byte("\n" + code + "\t")
	at := bytes.Index(text, mark)
	if at < 0 || code == "" {
		return ""
	}
	var found strings.Builder
	found.Write(text[:bytes.IndexByte(text, '\n')])
	for at >= 0 {
		text = text[at+1:]
		end := bytes.IndexByte(text, '\n')
		if end < 0 {
			end = len(text)
		}
		found.WriteByte('\n')
		found.Write(text[:end])
		text = text[end:]
		at = bytes.Index(text, mark)
	}
	return found.String()
}

// pages are reused for looking into one book after another: a fresh copy of
// every book would cost more than the search in it.
var pages = sync.Pool{New: func() any { return new([]byte) }}

// glance shows the text of a built-in book, which must not be kept.
func (s *shelf) glance(look func(text []byte)) {
	page := pages.Get().(*[]byte)
	defer pages.Put(page)
	f, err := data.Open("data/" + s.id + ".tsv")
	if err == nil {
		defer f.Close()
		*page, err = readInto((*page)[:0], f)
	}
	if err != nil {
		panic(fmt.Sprintf("codes: built-in book %s: %v", s.id, err))
	}
	look(*page)
}

// readInto reads a file to its end into the room of b.
func readInto(b []byte, f fs.File) ([]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return b, err
	}
	b = slices.Grow(b, int(info.Size()))[:info.Size()]
	_, err = io.ReadFull(f, b)
	return b, err
}

// rows parses lines of a built-in book with its header. The data is part of the
// program and a test reads all of it, so an error here cannot be met by a user.
func (s *shelf) rows(text string) []Code {
	p := bookParser{file: s.id + ".tsv", book: s.id}
	rows, problems := p.parse([]byte(text))
	if len(problems) > 0 {
		panic(fmt.Sprintf("codes: built-in book: %v", problems[0]))
	}
	return rows
}

// lines gives the lines of a book that are neither empty nor a comment, the
// header first.
func lines(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.SplitSeq(text, "\n") {
			line = strings.TrimSuffix(line, "\r")
			if line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}
