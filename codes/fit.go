package codes

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Match is how well words fit a text that a search found.
type Match string

// The matches. Only MatchExact and MatchCode may be told as certain.
const (
	MatchNone  Match = ""
	MatchCode  Match = "code"  // a code was given, and the words agree or were none
	MatchOdd   Match = "odd"   // a code was given, but it goes with other words
	MatchExact Match = "exact" // the whole text
	MatchPart  Match = "part"  // a part of what a terminal shows, or its words in another order
	MatchName  Match = "name"  // a part of the name that posdoctor gave the code
	MatchNear  Match = "near"  // looks alike; a guess
)

// Sure reports whether the words may be told as certain. A reading that no words
// were searched for is as sure as its book.
func (m Match) Sure() bool { return m == MatchNone || m == MatchCode || m == MatchExact }

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

func (f fit) match() Match {
	switch f {
	case fitExact, fitName:
		return MatchExact
	case fitNear:
		return MatchNear
	case fitNameStart, fitNameContains, fitNameWords:
		return MatchName
	}
	return MatchPart
}

// folded is a text in the form for comparing. The words are found only when
// they are needed, which is seldom.
type folded struct{ raw, text string }

func foldText(s string) folded {
	return folded{raw: s, text: fold(s)}
}

// query is a folded text with what is needed to compare it many times.
type query struct {
	folded
	runes []rune
	words []string
	short bool
}

func newQuery(s string) query {
	q := query{folded: foldText(s)}
	q.runes, q.words = []rune(q.text), words(q.raw)
	// Two Chinese characters can be a word; two Latin letters are a code.
	q.short = len(q.runes) < 2 || (len(q.runes) < 4 && len(q.text) == len(q.runes))
	return q
}

func (q query) fit(t folded, near bool) fit {
	switch {
	case t.text == "" || q.text == "":
		return noFit
	case t.text == q.text:
		return fitExact
	case near:
		return q.near(t.text)
	case q.short:
		return noFit
	case strings.HasPrefix(t.text, q.text):
		return fitStart
	case strings.Contains(t.text, q.text):
		return fitContains
	}
	// All words in a text of at most twice the length: longer texts have
	// nearly every common character somewhere.
	if len(t.text) < len(q.text) || len(t.text) > 2*len(q.text)+6 || len(q.words) < 2 {
		return noFit
	}
	latin := false
	for _, w := range q.words {
		if !strings.Contains(t.text, w) {
			return noFit
		}
		latin = latin || w[0] < utf8.RuneSelf
	}
	if !latin {
		// Scattered characters lose what a 不 belongs to.
		if negations(q.text) > 0 {
			return noFit
		}
		return fitWords
	}
	has := words(t.raw)
	for _, w := range q.words {
		if w[0] < utf8.RuneSelf && !slices.Contains(has, w) {
			return noFit
		}
	}
	return fitWords
}

// near allows a slip in four characters, three at most.
func (q query) near(text string) fit {
	room := min(len(q.runes)/4, 3)
	if room == 0 {
		return noFit
	}
	if d := utf8.RuneCountInString(text) - len(q.runes); d > room || -d > room {
		return noFit
	}
	if negations(q.text) != negations(text) || distance(q.runes, []rune(text), room+1) > room {
		return noFit
	}
	return fitNear
}

// negations counts what turns a text into its opposite. "冲正不成功" is one slip
// from "冲正成功", and no guess may ever go from the one to the other.
func negations(s string) int {
	n := 0
	for _, word := range []string{"不", "未", "无", "没", "非", "失败", "not", "fail", "declin", "reject"} {
		n += strings.Count(s, word)
	}
	return n
}
