package codes

import (
	"cmp"
	"slices"
	"strings"
)

const (
	maxQuery   = 300 // characters of a search text that are read
	maxReading = 100 // results; a text that fits more codes says nothing
)

// Search finds codes by the words that a terminal or a slip shows, as Find does
// without clues.
func (l *Library) Search(text string) []Reading { return l.Find(Clues{}, text) }

// Find finds codes by the words that a terminal or a slip shows, in either
// language: exact texts first, then texts that start with or contain the words,
// then those that have all of them; only when nothing of that kind exists, texts
// that look alike. What terminals show counts before the names of codes.
// Full-width and traditional characters, case, spaces and punctuation make no
// difference. A code written beside the text ("[51]余额不足", "51-余额不足") comes
// first, since the words may be wrong where the code is not. Within one rank the
// books come in the order of Choose. Why and Match tell how well a reading fits;
// text that fits nothing gives nothing. At most 100 are returned.
func (l *Library) Find(clues Clues, text string) []Reading {
	code, rest := splitPrompt(text, l.hasCode)
	if code != "" && fold(rest) == "" {
		return asCode(l.Read(clues, ClassAny, code))
	}
	if code == "" {
		if found := l.word(clues, strings.TrimSpace(rest)); len(found) > 0 {
			return asCode(found)
		}
	}
	hits := l.index().hits(code, newQuery(rest))
	order := map[string]int{}
	proofs := map[string]Proof{}
	choices := l.Choose(clues)
	for i, c := range choices {
		order[c.Book.ID], proofs[c.Book.ID] = i, c.Proof
	}
	rank := func(h hit) int {
		if n, ok := order[h.entry.book.ID]; ok {
			return n
		}
		return len(order) // books that stand beside others
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		if a.coded != b.coded {
			if a.coded {
				return -1
			}
			return 1
		}
		if a.coded && a.fit < fitNear && b.fit < fitNear {
			return cmp.Compare(rank(a), rank(b)) // code and words agree
		}
		return cmp.Or(cmp.Compare(a.fit, b.fit), cmp.Compare(rank(a), rank(b)))
	})
	var out []Reading
	for _, h := range hits[:min(len(hits), maxReading)] {
		r := Reading{Code: h.entry.row(), Book: *h.entry.book, Proof: proofs[h.entry.book.ID]}
		switch {
		case h.fit == noFit:
			r.Why, r.Match = Text{"It has this code, but other words.", "码相同，但文字不同。"}, MatchOdd
		case h.coded:
			r.Why, r.Match = Text{"Code and words agree.", "码与文字相符。"}.and(fitWhy[h.fit]), MatchCode
		case code != "":
			r.Why, r.Match = Text{"It has these words, but another code; the code counts.", "文字相符但码不同，应以码为准。"}.and(fitWhy[h.fit]), MatchOdd
		default:
			r.Why, r.Match = fitWhy[h.fit], h.fit.match()
		}
		out = append(out, r)
	}
	return out
}

// maxLetters is how many letters without a digit are tried as a code in capitals.
// Longer words ("SYSTEMERROR") are found by what is shown for them, beside the
// terminals that show the same.
const maxLetters = 4

// word reads a text that may be a code by itself. Words of payment services and
// results with a sign count as they are typed: -34 is not 34.
func (l *Library) word(clues Clues, text string) []Reading {
	var found []Reading
	if strings.ContainsAny(text, "_.+-") || text != strings.ToUpper(text) {
		found = l.Read(clues, ClassAny, text)
	}
	short := fold(text)
	if len(found) == 0 && text != "" && !strings.ContainsAny(text[:1], "-+") && goodCode(short) &&
		(len(short) <= maxLetters || strings.ContainsAny(short, "0123456789")) {
		found = l.Read(clues, ClassAny, strings.ToUpper(short))
	}
	return slices.DeleteFunc(found, Reading.NameOnly)
}

// hasCode tells whether any book of response codes lists the code.
func (l *Library) hasCode(code string) bool {
	for _, b := range l.listed() {
		if b.Beside != "" {
			continue
		}
		if found, _ := l.shelf(b.ID).readings(ClassAny, code); len(found) > 0 {
			return true
		}
	}
	return false
}

func asCode(found []Reading) []Reading {
	for i := range found {
		found[i].Match = MatchCode
	}
	return found
}

type hit struct {
	fit   fit
	coded bool
	entry *searchEntry
}

// hits gives every entry that fits. Guesses are made only where nothing fits.
func (x *searchIndex) hits(code string, q query) []hit {
	var hits []hit
	for _, near := range []bool{false, true} {
		if near && slices.ContainsFunc(hits, func(h hit) bool { return h.fit < fitNear }) {
			break
		}
		for i := range x.entries {
			e := &x.entries[i]
			coded := code != "" && e.code == code
			if f := e.fit(q, near); f < noFit {
				hits = slices.DeleteFunc(hits, func(h hit) bool { return near && h.entry == e })
				hits = append(hits, hit{f, coded, e})
			} else if coded && !near && e.book.Beside == "" {
				hits = append(hits, hit{noFit, true, e})
			}
		}
	}
	return hits
}
