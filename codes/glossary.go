package codes

import (
	"strings"
)

// Term is one idea and the one word for it in each language. Texts for people
// use that word and none of those to avoid, so that a reader who learned it
// once knows it everywhere.
type Term struct {
	Word  Text
	Avoid []string // other words for the same idea, in either language
}

// Glossary gives the terms that all texts of posdoctor keep to.
func Glossary() []Term {
	b, err := data.ReadFile("data/glossary/terms.tsv")
	if err != nil {
		panic("codes: glossary: " + err.Error())
	}
	var out []Term
	for i, line := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if i == 0 || len(f) != 4 {
			continue
		}
		t := Term{Word: Text{EN: f[0], ZH: f[1]}}
		for _, avoid := range strings.Split(f[2]+","+f[3], ",") {
			if avoid != "" {
				t.Avoid = append(t.Avoid, avoid)
			}
		}
		out = append(out, t)
	}
	return out
}
