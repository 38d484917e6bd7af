package codes

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

//go:embed data
var data embed.FS

// Library is the door to the books. It may be used from several goroutines.
// Rows that it gives out share their lists of causes and parties, which must
// not be changed.
type Library struct {
	shelves atomic.Pointer[map[string]*shelf]
	overlay sync.Mutex // one writer of shelves at a time
	texts   texts
	words   atomic.Pointer[searchIndex]
}

// shelf holds one book; the built-in ones are parsed when first asked for.
type shelf struct {
	id    string
	once  sync.Once
	table atomic.Pointer[table]
}

// Open gives a library of the built-in books. Nothing is read yet.
func Open() *Library {
	shelves := map[string]*shelf{}
	// The folder is embedded, so listing it cannot fail.
	files, _ := data.ReadDir("data")
	for _, f := range files {
		if id, ok := strings.CutSuffix(f.Name(), ".tsv"); ok {
			shelves[id] = &shelf{id: id}
		}
	}
	l := &Library{}
	l.shelves.Store(&shelves)
	return l
}

// Lookup finds a code in one book, for one class of message: the row of exactly
// that class, else the row for every class, never a row of another class.
// ClassAny asks without a class and prefers the answer to a payment. A book may
// name a fallback for codes that it does not list; the row's Book then tells
// where it comes from. After the first call for a book nothing is allocated.
func (l *Library) Lookup(book string, class Class, code string) (Code, bool) {
	t := l.table(book)
	if t == nil {
		return Code{}, false
	}
	c, ok := t.lookup(class, code)
	if ok {
		return c, true
	}
	b, _ := l.Book(book)
	if b.Fallback == "" {
		return Code{}, false
	}
	if t = l.table(b.Fallback); t == nil {
		return Code{}, false
	}
	return t.lookup(class, code)
}

// Codes gives all rows of a book in the order of its file; nil for a book that
// the library does not have.
func (l *Library) Codes(book string) []Code {
	t := l.table(book)
	if t == nil {
		return nil
	}
	return slices.Clone(t.rows)
}

// Books lists every book, likeliest first: the order in which a code of an
// unknown book is read.
func (l *Library) Books() []Book {
	var books []Book
	for _, b := range l.listed() {
		b.Codes = len(l.table(b.ID).rows)
		books = append(books, b)
	}
	return books
}

// Book describes one book.
func (l *Library) Book(id string) (Book, bool) {
	t := l.table(id)
	if t == nil {
		return Book{}, false
	}
	for _, b := range l.texts.allBooks() {
		if b.ID == id {
			b.Codes = len(t.rows)
			return b, true
		}
	}
	return ownBook(id, len(t.rows)), true
}

// listed is every book without its count of rows, which would parse it: the
// built-in ones in their order, then the user's own by name.
func (l *Library) listed() []Book {
	books := slices.Clone(l.texts.allBooks())
	for _, id := range slices.Sorted(maps.Keys(*l.shelves.Load())) {
		if !slices.ContainsFunc(books, func(b Book) bool { return b.ID == id }) {
			books = append(books, ownBook(id, 0))
		}
	}
	return books
}

// ownBook describes a book that only the user's overlay knows.
func ownBook(id string, rows int) Book {
	return Book{
		ID: id, Name: Text{"Your own book " + id, "自有码表 " + id}, Field: "DE39", Codes: rows,
		Chosen: Text{"you added this book yourself", "这张码表是您自己加入的"},
	}
}

// table gives the parsed book, or nil when there is none of that id.
func (l *Library) table(book string) *table {
	s := (*l.shelves.Load())[book]
	if s == nil {
		return nil
	}
	if t := s.table.Load(); t != nil {
		return t
	}
	s.once.Do(s.read)
	return s.table.Load()
}

// read parses a built-in book. Its data is part of the program and a test
// reads all of it, so an error here cannot be met by a user.
func (s *shelf) read() {
	b, err := data.ReadFile("data/" + s.id + ".tsv")
	if err != nil {
		panic(fmt.Sprintf("codes: built-in book %s: %v", s.id, err))
	}
	p := bookParser{file: s.id + ".tsv", book: s.id}
	rows, problems := p.parse(b)
	if len(problems) > 0 {
		panic(fmt.Sprintf("codes: built-in book: %v", problems[0]))
	}
	s.table.Store(newTable(rows))
}
