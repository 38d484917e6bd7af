package codes

import "strings"

// searchIndex holds the texts of all rows in the form in which they are
// compared. It is built by the first search, and again after an overlay. Of a
// built-in book only the columns that are searched are read; the row is parsed
// when it is found.
type searchIndex struct {
	of      *map[string]*shelf // the books it was built from
	entries []searchEntry
}

type searchEntry struct {
	book     *Book
	code     string
	displays []folded
	names    [2]folded
	row      func() Code
}

// fit tells how well an entry fits a text. Looking for near texts is slow and
// is done only when nothing else fits.
func (e *searchEntry) fit(q query, near bool) fit {
	best := noFit
	for _, t := range e.displays {
		best = min(best, q.fit(t, near))
	}
	for _, t := range e.names {
		f := q.fit(t, near)
		if f <= fitWords {
			f += fitName - fitExact
		}
		best = min(best, f)
	}
	return best
}

func (l *Library) index() *searchIndex {
	of := l.shelves.Load()
	if x := l.words.Load(); x != nil && x.of == of {
		return x
	}
	x := &searchIndex{of: of}
	for _, b := range l.listed() {
		x.add(l.shelf(b.ID), &b)
	}
	l.words.Store(x)
	return x
}

func (x *searchIndex) add(s *shelf, b *Book) {
	b.Codes = s.count()
	if t := s.table.Load(); t != nil {
		for i := range t.rows {
			c := &t.rows[i]
			x.entries = append(x.entries, newSearchEntry(b, c.Value, c.Display, c.Name, func() Code { return *c }))
		}
		return
	}
	header := ""
	for line := range lines(s.raw()) {
		if header == "" {
			header = line
			continue
		}
		var f [8]string // code, class, name_en, name_zh, meaning_en, meaning_zh, display_en, display_zh
		rest := line
		for i := range f {
			f[i], rest, _ = strings.Cut(rest, "\t")
		}
		x.entries = append(x.entries, newSearchEntry(b, f[0], Text{f[6], f[7]}, Text{f[2], f[3]}, func() Code {
			return s.rows(header + "\n" + line)[0]
		}))
	}
}

func newSearchEntry(b *Book, code string, display, name Text, row func() Code) searchEntry {
	e := searchEntry{book: b, code: code, row: row, names: [2]folded{foldText(name.EN), foldText(name.ZH)}}
	for _, list := range []string{display.EN, display.ZH} {
		// A display column holds alternatives separated by " / ".
		for list != "" {
			var one string
			one, list, _ = strings.Cut(list, " / ")
			e.displays = append(e.displays, foldText(one))
		}
	}
	return e
}
