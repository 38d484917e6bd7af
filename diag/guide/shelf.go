package guide

import (
	"strings"
	"sync"

	"github.com/posdoctor/posdoctor/codes"
)

// Kind is the sort of an entry.
type Kind string

// The kinds.
const (
	KindCard    Kind = "card"    // one page for a job
	KindTopic   Kind = "topic"   // what something is
	KindSymptom Kind = "symptom" // what somebody sees
	KindSheet   Kind = "sheet"   // what to have at hand for a call
)

// Entry is one page on the shelf.
type Entry struct {
	ID    string // stable: "guide.cashier", "topic.reversal", "symptom.no_response", "sheet.issuer"
	Kind  Kind
	Title codes.Text
	// Near is set by [Shelf.Find] on a guess: the words only look like it.
	Near bool
}

// Shelf is all knowledge of this package. Its parts are read when they are
// first asked for. It is safe for use by several goroutines.
type Shelf struct {
	once    sync.Once
	entries []Entry
	index   finder
}

// Open gives the shelf, the same to everybody. It reads nothing yet.
func Open() *Shelf { return &shelf }

var shelf Shelf

// List gives every page: symptoms, topics, cards, call sheets.
func (s *Shelf) List() []Entry {
	s.load()
	return append([]Entry(nil), s.entries...)
}

// Find gives the pages that words stand for, the best first; nothing when none
// does. Full-width and traditional characters, case, spaces and punctuation
// make no difference, and synonyms are known in both languages. Only when
// nothing fits are pages given whose words look alike, marked as Near.
func (s *Shelf) Find(words string) []Entry {
	s.load()
	var out []Entry
	for _, h := range s.index.find(words) {
		e := s.entries[h.entry]
		e.Near = h.fit == fitNear
		out = append(out, e)
	}
	return out
}

func (s *Shelf) load() {
	s.once.Do(func() {
		var list []indexEntry
		var v vocabulary
		read("index.yaml", &list)
		read("words.yaml", &v)
		s.index = newFinder(v)
		for i, e := range list {
			s.entries = append(s.entries, Entry{ID: e.ID, Kind: kindOf(e.ID), Title: e.Title})
			s.index.add(i, e)
		}
	})
}

func (s *Shelf) entry(id string) (Entry, bool) {
	s.load()
	for _, e := range s.entries {
		if e.ID == id {
			return e, true
		}
	}
	return Entry{}, false
}

// kindOf reads the kind from the first word of an id. Cards are "guide." there,
// since findings about payment cards begin with "card.".
func kindOf(id string) Kind {
	room, _, _ := strings.Cut(id, ".")
	if room == "guide" {
		return KindCard
	}
	return Kind(room)
}

// file is where the page of an entry is kept.
func (e Entry) file() string {
	_, name, _ := strings.Cut(e.ID, ".")
	return string(e.Kind) + "/" + name + ".yaml"
}
