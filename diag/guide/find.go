package guide

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// fit is how well words fit a phrase, best first.
type fit int

const (
	fitSame  fit = iota // they are the phrase
	fitHolds            // they contain it
	fitPart             // they are a part of it
	fitAll              // they have all its words
	fitNear             // they look like it
	noFit
)

// maxHits bounds an answer; words that fit more pages say nothing.
const (
	maxHits  = 8
	maxVague = 5
)

type hit struct {
	entry int
	fit   fit
	size  int // characters of the phrase that fits
}

// finder compares words with phrases.
type finder struct {
	skipWords map[string]bool
	words     map[string]string // a form of a Latin word and the form it is read as
	han       *strings.Replacer // the same for Chinese, longest first
	phrases   []phrase
}

type phrase struct {
	entry  int
	tokens []string
	text   string // the tokens without spaces between
}

func newFinder(v vocabulary) finder {
	f := finder{skipWords: map[string]bool{}, words: map[string]string{}}
	for _, w := range parts(v.Skip.EN) {
		f.skipWords[fold(w)] = true
	}
	type form struct{ from, to string }
	var forms []form
	for _, w := range parts(v.Skip.ZH) {
		forms = append(forms, form{fold(w), " "})
	}
	for _, one := range v.Same {
		line := parts(one)
		for _, w := range line {
			if latin(w) {
				f.words[w] = line[0]
			} else {
				// The first form is listed too, so that a shorter form inside
				// it (没 in 没有) is left alone.
				forms = append(forms, form{w, line[0]})
			}
		}
	}
	slices.SortStableFunc(forms, func(a, b form) int { return cmp.Compare(len(b.from), len(a.from)) })
	var list []string
	for _, x := range forms {
		list = append(list, x.from, x.to)
	}
	f.han = strings.NewReplacer(list...)
	return f
}

func latin(s string) bool { return len(s) == utf8.RuneCountInString(s) }

// read brings words to the tokens that are compared.
func (f *finder) read(s string) []string {
	var out []string
	for _, t := range tokens(f.han.Replace(joinHan(fold(s)))) {
		if to, ok := f.words[t]; ok {
			t = to
		}
		if !f.skipWords[t] {
			out = append(out, t)
		}
	}
	return out
}

// joinHan takes the spaces between Chinese characters away, which screens put
// there to fill a line.
func joinHan(s string) string {
	var b strings.Builder
	han := false
	space := false
	for _, r := range s {
		if r == ' ' {
			space = true
			continue
		}
		wide := r >= 0x2e80
		if space && (!han || !wide) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		han, space = wide, false
	}
	return b.String()
}

func (f *finder) add(entry int, e indexEntry) {
	for _, list := range [][]string{{e.ID, e.Title.EN, e.Title.ZH}, parts(e.Find.EN), parts(e.Find.ZH)} {
		for _, s := range list {
			if t := f.read(s); len(t) > 0 {
				f.phrases = append(f.phrases, phrase{entry, t, strings.Join(t, "")})
			}
		}
	}
}

func (f *finder) find(words string) []hit {
	q := f.read(words)
	if len(q) == 0 {
		return nil
	}
	text := strings.Join(q, "")
	best := map[int]hit{}
	keep := func(p phrase, how fit) {
		h := hit{p.entry, how, utf8.RuneCountInString(p.text)}
		if old, ok := best[p.entry]; how < noFit && (!ok || better(h, old) < 0) {
			best[p.entry] = h
		}
	}
	for _, p := range f.phrases {
		keep(p, compare(p, q, text))
	}
	if len(best) == 0 {
		for _, p := range f.phrases {
			if near(p.text, text) {
				keep(p, fitNear)
			}
		}
	}
	var out []hit
	for _, h := range best {
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b hit) int { return cmp.Or(better(a, b), cmp.Compare(a.entry, b.entry)) })
	if len(out) > 0 && out[0].fit <= fitHolds {
		// What fits by scattered words is noise beside what fits as a whole.
		out = slices.DeleteFunc(out, func(h hit) bool { return h.fit > fitPart })
	}
	if len(out) > maxVague && out[0].fit == fitPart {
		return nil // a word that stands on every page ("card") asks for none
	}
	return out[:min(len(out), maxHits)]
}

func better(a, b hit) int {
	return cmp.Or(cmp.Compare(a.fit, b.fit), cmp.Compare(b.size, a.size))
}

func compare(p phrase, q []string, text string) fit {
	switch {
	case p.text == text:
		return fitSame
	case weight(p.tokens) >= 2 && holds(q, p.tokens):
		return fitHolds
	case weight(q) >= 2 && holds(p.tokens, q):
		return fitPart
	case len(p.tokens) >= 2 && weight(p.tokens) >= 3 && len(q) <= 3*len(p.tokens) && hasAll(q, p.tokens):
		return fitAll
	}
	return noFit
}

// weight tells whether tokens say enough to be looked for inside others: two
// Chinese characters are a word, a Latin word counts double from four letters.
func weight(tokens []string) int {
	n := 0
	for _, t := range tokens {
		n++
		if len(t) >= 4 && latin(t) {
			n++
		}
	}
	return n
}

// holds tells whether all holds part in one piece.
func holds(all, part []string) bool {
	for i := 0; i+len(part) <= len(all); i++ {
		if slices.Equal(all[i:i+len(part)], part) {
			return true
		}
	}
	return false
}

func hasAll(all, part []string) bool {
	for _, t := range part {
		if !slices.Contains(all, t) {
			return false
		}
	}
	return true
}

// near tells whether a text is a slip of the finger away from another: one
// character in four may differ, two at most. Short texts are never near, since
// one other character makes another word of them (吞钱, 吞卡).
func near(a, b string) bool {
	x, y := []rune(a), []rune(b)
	room := min(len(x), len(y)) / 4
	if room == 0 || (!latin(b) && len(y) < 5) || (latin(b) && len(y) < 5) {
		return false
	}
	return distance(x, y) <= min(room, 2)
}

// distance counts the characters to change, add or drop (Levenshtein).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		before := row[0]
		row[0] = i + 1
		for j, y := range b {
			change := before
			if x != y {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
