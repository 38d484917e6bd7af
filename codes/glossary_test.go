package codes

import (
	"strings"
	"testing"
)

func TestGlossaryIsWhole(t *testing.T) {
	b, err := data.ReadFile("data/glossary/terms.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(b), "\n"), "\n")
	if lines[0] != "en\tzh\tavoid_en\tavoid_zh" {
		t.Errorf("got columns %q", lines[0])
	}
	seen := map[string]bool{}
	terms := Glossary()
	if len(terms) != len(lines)-1 {
		t.Errorf("%d lines give %d terms: a line has not four columns", len(lines)-1, len(terms))
	}
	for _, x := range terms {
		if x.Word.EN == "" || x.Word.ZH == "" {
			t.Errorf("%+v: a language is missing", x.Word)
		}
		for _, w := range []string{x.Word.EN, x.Word.ZH} {
			if seen[w] {
				t.Errorf("%s stands twice", w)
			}
			seen[w] = true
		}
	}
}

// avoided gives the words to avoid that a text uses. A word may hold another
// term's word: 终端机 is avoided, 终端 is not.
func avoided(text string) []string {
	var out []string
	for _, x := range Glossary() {
		for _, w := range x.Avoid {
			if strings.Contains(strings.ToLower(text), strings.ToLower(w)) {
				out = append(out, w)
			}
		}
	}
	return out
}

func TestTextsKeepToTheGlossary(t *testing.T) {
	if got := avoided("Ask for a rollback (冲销)."); len(got) != 2 {
		t.Fatalf("got %v, want both words found", got)
	}
	l := Open()
	check := func(where string, texts ...Text) {
		for _, x := range texts {
			for _, w := range append(avoided(x.EN), avoided(x.ZH)...) {
				t.Errorf("%s uses %q; the glossary has another word for it", where, w)
			}
		}
	}
	for _, b := range l.Books() {
		for _, c := range l.Codes(b.ID) {
			check(b.ID+":"+c.Value, c.Name, c.Meaning, c.Note)
			if a, ok := l.Advice(c.Advice); ok {
				check("advice "+a.ID, a.Staff, a.Customer, a.Engineer)
			}
			for _, id := range c.Causes {
				if cause, ok := l.Cause(id); ok {
					check("cause "+id, cause.Text)
				}
			}
		}
	}
}
