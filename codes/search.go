package codes

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How well a text fits, best first. What a terminal shows is better proof than
// the name of a code, which is posdoctor's own word.
type fit int

const (
	fitExact    fit = iota // the terminal's whole text
	fitStart               // the terminal's text starts like this
	fitContains            // it contains this
	fitWords               // it has all these words, in some order
	fitName                // the same four for the name of the code
	fitNameStart
	fitNameContains
	fitNameWords
	fitNear // a text or name looks like this, a slip of the finger apart
	noFit
)

var fitWhy = [...]Text{
	fitExact:        {"A terminal shows exactly this text for it.", "终端对它显示的正是这句话。"},
	fitStart:        {"A terminal's text for it starts with these words.", "终端对它显示的文字以这些字开头。"},
	fitContains:     {"A terminal's text for it contains these words.", "终端对它显示的文字里含有这些字。"},
	fitWords:        {"A terminal's text for it has all these words, but differs.", "终端对它显示的文字里有这些字，但并不完全一样。"},
	fitName:         {"This is exactly its name.", "这正是它的名称。"},
	fitNameStart:    {"Its name starts with these words.", "它的名称以这些字开头。"},
	fitNameContains: {"Its name contains these words.", "它的名称里含有这些字。"},
	fitNameWords:    {"Its name has all these words, but differs.", "它的名称里有这些字，但并不完全一样。"},
	fitNear:         {"Its text looks like this, but is not the same.", "它的文字与此相近，但不相同。"},
}

// searchIndex holds the texts of all rows in the form in which they are
// compared. It is built by the first search, and again after an overlay.
type searchIndex struct {
	of      *map[string]*shelf // the books it was built from
	entries []searchEntry
}

type searchEntry struct {
	code     Code
	book     Book
	order    int // of the book, likeliest first
	displays []folded
	names    []folded
}

// folded is a text in the form for comparing. The words are found only when
// they are needed, which is seldom.
type folded struct{ raw, text string }

const (
	maxQuery    = 300 // characters of a search text that are read
	maxWordCode = 4   // letters of a code without a digit
	maxReading  = 100 // results; a text that fits more codes says nothing
)

// Search finds codes by the words that a terminal or a slip shows, in either
// language: exact texts first, then texts that start with or contain the words,
// then those that have all of them; only when nothing of that kind exists, texts
// that look alike. What terminals show counts before the names of codes. Full-width and traditional characters, case, spaces and
// punctuation make no difference. A code written beside the text ("[51]余额不足",
// "51-余额不足") comes first, since the words may be wrong where the code is
// not. Within one rank the likeliest book comes first. Why tells how well a
// reading fits; text that fits nothing gives nothing. At most 100 are returned.
func (l *Library) Search(text string) []Reading {
	code, rest := splitPrompt(text)
	if code != "" && fold(rest) == "" {
		return l.Candidates(ClassAny, code)
	}
	if code == "" {
		for _, value := range asCode(rest) {
			if found := l.Candidates(ClassAny, value); len(found) > 0 {
				return found
			}
		}
	}
	type hit struct {
		fit   fit
		coded bool
		entry *searchEntry
	}
	var hits []hit
	index := l.index()
	q := foldText(rest)
	for _, near := range []bool{false, true} {
		if near && slices.ContainsFunc(hits, func(h hit) bool { return h.fit < fitNear }) {
			break // texts that fit make guesses worthless
		}
		for i := range index.entries {
			e := &index.entries[i]
			coded := code != "" && e.code.Value == code
			if f := e.fit(q, near); f < noFit {
				hits = append(hits, hit{f, coded, e})
			} else if coded && !near && e.book.Beside == "" {
				hits = append(hits, hit{noFit, true, e})
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		if a.coded != b.coded {
			if a.coded {
				return -1
			}
			return 1
		}
		if a.coded && a.fit < fitNear && b.fit < fitNear {
			return cmp.Compare(a.entry.order, b.entry.order) // code and words agree
		}
		return cmp.Or(cmp.Compare(a.fit, b.fit), cmp.Compare(a.entry.order, b.entry.order))
	})
	var out []Reading
	for _, h := range hits[:min(len(hits), maxReading)] {
		r := Reading{Code: h.entry.code, Book: h.entry.book}
		switch {
		case h.fit == noFit:
			r.Why = Text{"It has this code, but other words.", "码相同，但文字不同。"}
		case h.coded:
			r.Why = Text{"Code and words agree. " + fitWhy[h.fit].EN, "码与文字相符。" + fitWhy[h.fit].ZH}
		case code != "":
			r.Why = Text{"It has these words, but another code; the code counts. " + fitWhy[h.fit].EN, "文字相符但码不同，应以码为准。" + fitWhy[h.fit].ZH}
		default:
			r.Why = fitWhy[h.fit]
		}
		out = append(out, r)
	}
	return out
}

// fit tells how well an entry fits a text. Looking for near texts is slow and
// is done only when nothing else fits.
func (e *searchEntry) fit(q folded, near bool) fit {
	best := noFit
	for i, list := range [][]folded{e.displays, e.names} {
		for _, t := range list {
			f := t.fit(q, near)
			if i == 1 && f <= fitWords {
				f += fitName - fitExact
			}
			best = min(best, f)
		}
	}
	return best
}

func (t folded) fit(q folded, near bool) fit {
	size := utf8.RuneCountInString(q.text)
	// Two Chinese characters can be a word; two Latin letters are a code.
	short := size < 2 || (size < 4 && len(q.text) == size)
	switch {
	case t.text == "" || q.text == "":
		return noFit
	case t.text == q.text:
		return fitExact
	case near:
		room := min(size/4, 3)
		if room > 0 && distance([]rune(q.text), []rune(t.text), room+1) <= room {
			return fitNear
		}
		return noFit
	case short:
		return noFit
	case strings.HasPrefix(t.text, q.text):
		return fitStart
	case strings.Contains(t.text, q.text):
		return fitContains
	}
	// All words in a text of at most twice the length: longer texts have
	// nearly every common character somewhere.
	if len(t.text) < len(q.text) || len(t.text) > 2*len(q.text)+6 {
		return noFit
	}
	asked := words(q.raw)
	if len(asked) < 2 {
		return noFit
	}
	has := words(t.raw)
	for _, w := range asked {
		if !slices.Contains(has, w) {
			return noFit
		}
	}
	return fitWords
}

func (l *Library) index() *searchIndex {
	of := l.shelves.Load()
	if x := l.words.Load(); x != nil && x.of == of {
		return x
	}
	x := &searchIndex{of: of}
	for i, b := range l.listed() {
		t := l.table(b.ID)
		b.Codes = len(t.rows)
		for _, c := range t.rows {
			e := searchEntry{code: c, book: b, order: i}
			for _, list := range []string{c.Display.EN, c.Display.ZH} {
				// A display column holds alternatives separated by " / ".
				for one := range strings.SplitSeq(list, " / ") {
					e.displays = append(e.displays, foldText(one))
				}
			}
			for _, one := range []string{c.Name.EN, c.Name.ZH} {
				e.names = append(e.names, foldText(one))
			}
			x.entries = append(x.entries, e)
		}
	}
	l.words.Store(x)
	return x
}

func foldText(s string) folded {
	return folded{raw: s, text: fold(s)}
}

// splitPrompt takes the code out of a prompt: "[51]余额不足", "余额不足(51)",
// "51-余额不足", "51:...", "51余额不足", or the code alone.
func splitPrompt(s string) (code, rest string) {
	var runes []rune
	for _, r := range s {
		if len(runes) == maxQuery {
			break
		}
		if r == utf8.RuneError || hidden(r) {
			r = ' '
		}
		runes = append(runes, half(r))
	}
	text := strings.TrimSpace(string(runes))
	for _, marks := range []string{"[]", "【】", "()", "<>"} {
		open, shut := []rune(marks)[0], []rune(marks)[1]
		before, after, ok := strings.Cut(text, string(open))
		inside, after, closed := strings.Cut(after, string(shut))
		if ok && closed && isCode(strings.TrimSpace(inside)) {
			return strings.ToUpper(strings.TrimSpace(inside)), before + " " + after
		}
	}
	end := strings.IndexFunc(text, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
	if end < 0 {
		if isCode(text) {
			return strings.ToUpper(text), ""
		}
		return "", text
	}
	next, _ := utf8.DecodeRuneInString(text[end:])
	if isCode(text[:end]) && (strings.ContainsRune("-:. 、：-—", next) || next > 0x2e80) {
		return strings.ToUpper(text[:end]), text[end:]
	}
	return "", text
}

// asCode gives the codes that a text without a leading code may be, which it is
// only if some book has one of them ("XA"). Small words joined by underscores,
// words joined by capitals and signs count as typed: "UnreachableHost" is the
// value of a till and -34 is not 34. Long words in capitals that payment
// services use as codes ("SYSTEMERROR") are left out; they are found by what is
// displayed for them, beside the terminals that show the same.
func asCode(s string) []string {
	typed, word := strings.TrimSpace(s), fold(s)
	switch {
	case !goodCode(word):
		return nil
	case strings.HasPrefix(typed, "-"), joined(typed):
		return []string{typed}
	case len(word) > maxWordCode && !strings.ContainsAny(word, "0123456789"):
		if typed == strings.ToUpper(typed) {
			return nil
		}
		return []string{typed}
	}
	return []string{typed, strings.ToUpper(word)}
}

// joined tells words written together with capitals, "UnreachableHost".
func joined(s string) bool {
	small := false
	for _, r := range s {
		if small && unicode.IsUpper(r) {
			return true
		}
		small = unicode.IsLower(r)
	}
	return false
}

// isCode tells two or three characters with a digit among them: "NO" in "NO
// CARD RECORD" is a word.
func isCode(s string) bool {
	return len(s) >= 2 && len(s) <= 3 && goodCode(s) && strings.ContainsAny(s, "0123456789")
}
