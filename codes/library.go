package codes

import (
	"embed"
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
	strict  bool // overlays are checked as Lint does
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
		b.Codes = l.shelf(b.ID).count()
		books = append(books, b)
	}
	return books
}

// Book describes one book.
func (l *Library) Book(id string) (Book, bool) {
	s := l.shelf(id)
	if s == nil {
		return Book{}, false
	}
	for _, b := range l.texts.allBooks() {
		if b.ID == id {
			b.Codes = s.count()
			return b, true
		}
	}
	return ownBook(id, s.count()), true
}

// listed is every book without its count of rows, which would parse it: the
// built-in ones in their order, then the user's own by name.
func (l *Library) listed() []Book {
	var books []Book
	for _, b := range l.texts.allBooks() {
		if l.shelf(b.ID) != nil {
			books = append(books, b)
		}
	}
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
	s := l.shelf(book)
	if s == nil {
		return nil
	}
	return s.parsed()
}

// shelf gives where a book stands, or nil when there is none of that id.
func (l *Library) shelf(book string) *shelf { return (*l.shelves.Load())[book] }
