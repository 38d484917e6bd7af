package codes

import "fmt"

// Lang is a language that posdoctor speaks.
type Lang string

// The languages of every text a person may read. The zero value of Lang means
// "not chosen" and reads as English.
const (
	English Lang = "en"
	Chinese Lang = "zh"
)

// Text is one statement in both languages, each written for its own readers.
// The zero value is "no text".
type Text struct {
	EN string `json:"en"`
	ZH string `json:"zh"`
}

// In gives the text in one language; Chinese falls back to English when no
// Chinese was written, never the other way round into silence.
func (t Text) In(l Lang) string {
	if l == Chinese && t.ZH != "" {
		return t.ZH
	}
	if t.EN == "" {
		return t.ZH
	}
	return t.EN
}

// IsZero reports whether nothing is written in either language.
func (t Text) IsZero() bool { return t.EN == "" && t.ZH == "" }

// With fills the verbs of both sentences. An argument that is itself a Text is
// filled in the language of the sentence; everything else is formatted as fmt
// does. Sentences may number their verbs ("%[2]s") where word order differs.
func (t Text) With(args ...any) Text {
	return Text{EN: t.fill(English, t.EN, args), ZH: t.fill(Chinese, t.ZH, args)}
}

func (t Text) fill(l Lang, format string, args []any) string {
	if format == "" {
		return ""
	}
	in := make([]any, len(args))
	for i, a := range args {
		if x, ok := a.(Text); ok {
			a = x.In(l)
		}
		in[i] = a
	}
	return fmt.Sprintf(format, in...)
}

// Same is a text that reads alike in both languages: a number, a code, a name.
func Same(s string) Text { return Text{EN: s, ZH: s} }
