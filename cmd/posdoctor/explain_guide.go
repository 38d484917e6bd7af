package main

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/guide"
	"github.com/posdoctor/posdoctor/diag/report"
)

// guideEntry is a page of the guide: a topic, a symptom, a card.
type guideEntry struct {
	ID    string
	Title codes.Text
	Near  bool // the words only look like it
}

// guides is what explain asks of the guide. A nil one has no pages.
type guides struct {
	all   func() []guideEntry
	words func(words string) []guideEntry
	page  func(id string, lang codes.Lang, audience string) (report.Doc, bool)
}

// openGuides gives the guide that explain answers topics and symptoms from.
func openGuides() *guides {
	shelf := guide.Open()
	entries := func(list []guide.Entry) []guideEntry {
		var out []guideEntry
		for _, e := range list {
			out = append(out, guideEntry{e.ID, e.Title, e.Near})
		}
		return out
	}
	return &guides{
		all:   func() []guideEntry { return entries(shelf.List()) },
		words: func(words string) []guideEntry { return entries(shelf.Find(words)) },
		page:  shelf.Page,
	}
}

func (g *guides) list() []guideEntry {
	if g == nil {
		return nil
	}
	return g.all()
}

func (g *guides) find(words string) []guideEntry {
	if g == nil {
		return nil
	}
	return g.words(words)
}
