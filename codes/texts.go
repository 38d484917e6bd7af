package codes

import (
	"fmt"
	"sync"
)

// texts holds what the text files under data/ say. Each is read when it is
// first asked for: a search needs the books, but not the advice.
type texts struct {
	booksOnce, causesOnce, adviceOnce, clueOnce sync.Once

	books  []Book // likeliest first
	causes map[string]Cause
	advice map[string]Advice
	clues  []clue
}

// Advice gives one piece of advice.
func (l *Library) Advice(id string) (Advice, bool) {
	a, ok := l.texts.allAdvice()[id]
	return a, ok
}

// Cause gives one cause.
func (l *Library) Cause(id string) (Cause, bool) {
	c, ok := l.texts.allCauses()[id]
	return c, ok
}

// Knowledge is the date of the newest data in the built-in books, YYYY-MM-DD.
func Knowledge() string {
	newest := ""
	for _, b := range new(texts).allBooks() {
		newest = max(newest, b.Date)
	}
	return newest
}

func (t *texts) allBooks() []Book {
	t.booksOnce.Do(func() {
		for _, e := range readEntries("books.yaml") {
			b := Book{
				ID: e.get("id"), Name: e.text("name"), Network: e.get("network"), Field: e.get("field"),
				Date: e.get("date"), Chosen: e.text("chosen"), Fallback: e.get("fallback"), Beside: e.get("beside"),
			}
			for _, class := range e.list("classes") {
				b.Classes = append(b.Classes, Class(class))
			}
			t.books = append(t.books, b)
		}
	})
	return t.books
}

func (t *texts) allCauses() map[string]Cause {
	t.causesOnce.Do(func() {
		t.causes = map[string]Cause{}
		for _, e := range readEntries("causes.yaml") {
			t.causes[e.get("id")] = Cause{e.get("id"), Text{e.get("en"), e.get("zh")}}
		}
	})
	return t.causes
}

func (t *texts) allAdvice() map[string]Advice {
	t.adviceOnce.Do(func() {
		t.advice = map[string]Advice{}
		for _, e := range readEntries("advice.yaml") {
			id := e.get("id")
			t.advice[id] = Advice{id, e.text("staff"), e.text("customer"), e.text("engineer")}
		}
	})
	return t.advice
}

// readEntries reads a file that is part of the program; a test reads all of
// them.
func readEntries(name string) []entry {
	b, err := data.ReadFile("data/" + name)
	if err != nil {
		panic(fmt.Sprintf("codes: built-in %s: %v", name, err))
	}
	list, line := entries(string(b))
	if line > 0 {
		panic(fmt.Sprintf("codes: built-in %s: line %d", name, line))
	}
	return list
}
