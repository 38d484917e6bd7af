package codes

import (
	"fmt"

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

// Advice gives one piece of advice.
func (l *Library) Advice(id string) (Advice, bool) {
	l.readTexts()
	a, ok := l.texts.advice[id]
	return a, ok
}

// Cause gives one cause.
func (l *Library) Cause(id string) (Cause, bool) {
	l.readTexts()
	c, ok := l.texts.causes[id]
	return c, ok
}

// Knowledge is the date of the newest data in the library, YYYY-MM-DD.
func Knowledge() string {
	newest := ""
	for _, b := range Open().listed() {
		newest = max(newest, b.Date)
	}
	return newest
}

func (l *Library) readTexts() {
	l.texts.once.Do(func() {
		var books []bookEntry
		readYAML("books.yaml", &books)
		for _, b := range books {
			l.texts.books = append(l.texts.books, Book{
				ID: b.ID, Name: Text(b.Name), Network: b.Network, Field: b.Field, Classes: b.Classes,
				Date: b.Date, Chosen: Text(b.Chosen), Fallback: b.Fallback, Beside: b.Beside,
			})
		}
		var causes []causeEntry
		readYAML("causes.yaml", &causes)
		l.texts.causes = make(map[string]Cause, len(causes))
		for _, c := range causes {
			l.texts.causes[c.ID] = Cause{c.ID, Text{c.EN, c.ZH}}
		}
		var advice []adviceEntry
		readYAML("advice.yaml", &advice)
		l.texts.advice = make(map[string]Advice, len(advice))
		for _, a := range advice {
			l.texts.advice[a.ID] = Advice{a.ID, Text(a.Staff), Text(a.Customer), Text(a.Engineer)}
		}
	})
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
