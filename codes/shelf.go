package codes

import (
	"fmt"
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
	for range lines(s.raw()) {
		n++
	}
	return n - 1 // the header
}

// readings gives every row that a query may mean, as [table.readings] does, and
// parses no other row.
func (s *shelf) readings(class Class, code string) []Code {
	if t := s.table.Load(); t != nil {
		return t.readings(class, code)
	}
	text, mark := s.raw(), "\n"+code+"\t"
	at := strings.Index(text, mark)
	if at < 0 || code == "" {
		return nil
	}
	var found strings.Builder
	found.WriteString(text[:strings.IndexByte(text, '\n')])
	for at >= 0 {
		text = text[at+1:]
		end := strings.IndexByte(text, '\n')
		if end < 0 {
			end = len(text)
		}
		found.WriteByte('\n')
		found.WriteString(text[:end])
		if text = text[end:]; text == "" {
			break
		}
		at = strings.Index(text, mark)
	}
	return newTable(s.rows(found.String())).readings(class, code)
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
