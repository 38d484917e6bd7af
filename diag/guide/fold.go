package guide

import (
	"strings"
	"unicode"

	"github.com/posdoctor/posdoctor/codes"
)

// fold brings words to the form in which they are compared: half-width,
// simplified, lower case; everything that is neither letter nor digit becomes a
// space.
func fold(s string) string {
	var b strings.Builder
	for i, r := range []rune(s) {
		if i == maxWords {
			break
		}
		if r = codes.FoldRune(r); unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// maxWords bounds what is read of a question, in characters.
const maxWords = 300

// tokens splits folded text: a Latin word is one token, and so is each Chinese
// character, because Chinese is written without spaces.
func tokens(folded string) []string {
	var out []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			out = append(out, word.String())
			word.Reset()
		}
	}
	for _, r := range folded {
		switch {
		case unicode.Is(unicode.Han, r):
			end()
			out = append(out, string(r))
		case r == ' ':
			end()
		default:
			word.WriteRune(r)
		}
	}
	end()
	return out
}
