package codes

import (
	"embed"
	"strings"
)

//go:embed data
var data embed.FS

// Library is the door to the books. It may be used from several goroutines.
type Library struct {
	books map[string][]Code
}

// Open gives a library of the built-in books. Nothing is read yet.
func Open() *Library { return &Library{books: map[string][]Code{}} }

// Lookup finds a code in one book, for one class of message.
func (l *Library) Lookup(book string, class Class, code string) (Code, bool) {
	for _, c := range l.load(book) {
		if c.Value == code && (c.Class == ClassAny || c.Class == class) {
			return c, true
		}
	}
	return Code{}, false
}

func (l *Library) load(book string) []Code {
	if rows, ok := l.books[book]; ok {
		return rows
	}
	b, err := data.ReadFile("data/" + book + ".tsv")
	if err != nil {
		return nil
	}
	var rows []Code
	for i, line := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if i == 0 || len(f) < 17 {
			continue
		}
		rows = append(rows, Code{
			Book: book, Value: f[0], Class: Class(f[1]),
			Name: Text{f[2], f[3]}, Meaning: Text{f[4], f[5]}, Display: Text{f[6], f[7]},
			Causes: strings.Fields(f[8]), Money: Money(f[10]), Retry: Retry(f[11]), Advice: f[12],
			Source: f[13], Confidence: Confidence(f[14]), Since: f[15],
		})
	}
	l.books[book] = rows
	return rows
}
