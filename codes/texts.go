package codes

import (
	"fmt"
	"sync"

	"github.com/goccy/go-yaml"
)

// The shapes of the three text files under data/.
type (
	bookEntry struct {
		ID       string  `yaml:"id"`
		Name     pair    `yaml:"name"`
		Network  string  `yaml:"network"`
		Field    string  `yaml:"field"`
		Classes  []Class `yaml:"classes"`
		Chosen   pair    `yaml:"chosen"`
		Date     string  `yaml:"date"`
		Fallback string  `yaml:"fallback"`
		Beside   string  `yaml:"beside"`
	}
	causeEntry struct {
		ID string `yaml:"id"`
		EN string `yaml:"en"`
		ZH string `yaml:"zh"`
	}
	adviceEntry struct {
		ID       string `yaml:"id"`
		Staff    pair   `yaml:"staff"`
		Customer pair   `yaml:"customer"`
		Engineer pair   `yaml:"engineer"`
	}
	pair struct {
		EN string `yaml:"en"`
		ZH string `yaml:"zh"`
	}
)

// texts holds what the three text files say. Each is read when it is first
// asked for: a search needs the books, but not the advice.
type texts struct {
	booksOnce, causesOnce, adviceOnce sync.Once

	books  []Book // likeliest first
	causes map[string]Cause
	advice map[string]Advice
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
		var list []bookEntry
		readYAML("books.yaml", &list)
		for _, b := range list {
			t.books = append(t.books, Book{
				ID: b.ID, Name: Text(b.Name), Network: b.Network, Field: b.Field, Classes: b.Classes,
				Date: b.Date, Chosen: Text(b.Chosen), Fallback: b.Fallback, Beside: b.Beside,
			})
		}
	})
	return t.books
}

func (t *texts) allCauses() map[string]Cause {
	t.causesOnce.Do(func() {
		var list []causeEntry
		readYAML("causes.yaml", &list)
		t.causes = make(map[string]Cause, len(list))
		for _, c := range list {
			t.causes[c.ID] = Cause{c.ID, Text{c.EN, c.ZH}}
		}
	})
	return t.causes
}

func (t *texts) allAdvice() map[string]Advice {
	t.adviceOnce.Do(func() {
		var list []adviceEntry
		readYAML("advice.yaml", &list)
		t.advice = make(map[string]Advice, len(list))
		for _, a := range list {
			t.advice[a.ID] = Advice{a.ID, Text(a.Staff), Text(a.Customer), Text(a.Engineer)}
		}
	})
	return t.advice
}

// readYAML reads a file that is part of the program; a test reads all of them.
func readYAML(name string, to any) {
	b, err := data.ReadFile("data/" + name)
	if err == nil {
		err = yaml.UnmarshalWithOptions(b, to, yaml.Strict())
	}
	if err != nil {
		panic(fmt.Sprintf("codes: built-in %s: %v", name, err))
	}
}
