package codes

import (
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
)

// The shapes of the text files, for a general YAML reader that refuses keys it
// does not know.
type (
	bookEntry struct {
		ID       string   `yaml:"id"`
		Name     pair     `yaml:"name"`
		Network  string   `yaml:"network"`
		Field    string   `yaml:"field"`
		Classes  []string `yaml:"classes"`
		Chosen   pair     `yaml:"chosen"`
		Date     string   `yaml:"date"`
		Fallback string   `yaml:"fallback"`
		Beside   string   `yaml:"beside"`
	}
	causeEntry struct {
		ID string `yaml:"id"`
		EN string `yaml:"en"`
		ZH string `yaml:"zh"`
	}
	adviceEntry struct {
		ID       string `yaml:"id"`
		Staff    pair   `yaml:"staff"`
		Customer pair   `yaml:"customer"`
		Engineer pair   `yaml:"engineer"`
	}
	clueEntry struct {
		Book      string   `yaml:"book"`
		Protocols []string `yaml:"protocols"`
		Dialects  []string `yaml:"dialects"`
		Versions  []string `yaml:"versions"`
		Headers   []string `yaml:"headers"`
		Cards     []string `yaml:"cards"`
		Hosts     []string `yaml:"hosts"`
	}
	pair struct {
		EN string `yaml:"en"`
		ZH string `yaml:"zh"`
	}
)

func yamlList[T any](t *testing.T, name string) []T {
	t.Helper()
	b, err := data.ReadFile("data/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var list []T
	if err := yaml.UnmarshalWithOptions(b, &list, yaml.Strict()); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if got, line := entries(string(b)); line > 0 || len(got) != len(list) {
		t.Fatalf("%s: line %d is not in the form of the text files (%d of %d entries)", name, line, len(got), len(list))
	}
	return list
}

func TestTextFilesAreReadAsYAMLReadsThem(t *testing.T) {
	l := Open()
	for i, want := range yamlList[bookEntry](t, "books.yaml") {
		got := l.texts.allBooks()[i]
		if got.ID != want.ID || got.Name != Text(want.Name) || got.Network != want.Network || got.Field != want.Field ||
			got.Chosen != Text(want.Chosen) || got.Date != want.Date || got.Fallback != want.Fallback || got.Beside != want.Beside {
			t.Errorf("book %s: got %+v, want %+v", want.ID, got, want)
		}
		var classes []string
		for _, c := range got.Classes {
			classes = append(classes, string(c))
		}
		if !slices.Equal(classes, want.Classes) {
			t.Errorf("book %s: classes %v, want %v", want.ID, classes, want.Classes)
		}
	}
	for _, want := range yamlList[causeEntry](t, "causes.yaml") {
		if got, _ := l.Cause(want.ID); got.Text != (Text{want.EN, want.ZH}) {
			t.Errorf("cause %s: got %+v, want %+v", want.ID, got, want)
		}
	}
	for _, want := range yamlList[adviceEntry](t, "advice.yaml") {
		if got, _ := l.Advice(want.ID); got.Staff != Text(want.Staff) || got.Customer != Text(want.Customer) || got.Engineer != Text(want.Engineer) {
			t.Errorf("advice %s: got %+v, want %+v", want.ID, got, want)
		}
	}
	clues := readEntries("choose.yaml")
	for i, want := range yamlList[clueEntry](t, "choose.yaml") {
		e := clues[i]
		for key, list := range map[string][]string{
			"protocols": want.Protocols, "dialects": want.Dialects, "versions": want.Versions,
			"headers": want.Headers, "cards": want.Cards, "hosts": want.Hosts,
		} {
			if got := e.list(key); e.get("book") != want.Book || !slices.Equal(got, list) {
				t.Errorf("clues of %s: %s is %v, want %v", want.Book, key, got, list)
			}
		}
	}
}

func TestIDsAreGivenOnce(t *testing.T) {
	for _, name := range []string{"books.yaml", "causes.yaml", "advice.yaml"} {
		seen := map[string]bool{}
		for _, e := range readEntries(name) {
			if id := e.get("id"); seen[id] {
				t.Errorf("%s: %s is given twice", name, id)
			} else {
				seen[id] = true
			}
		}
	}
}

func TestEntriesRefuseOtherForms(t *testing.T) {
	for _, tt := range []struct {
		file string
		line int
	}{
		{"- id: a\n  en: b\n", 0},
		{"- id: a\n  en: |\n    b\n", 2},
		{"- id: a\n  en: \"b\n", 2},
		{"- id: a\n  en: b: c\n", 2},
		{"- id: a\n  en: b # c\n", 2},
		{"id: a\n", 1},
		{"- id: a\n   en: b\n", 2},
		{"- id: a\n  staff:\n      en: b\n", 3},
		{"- id: a\n  classes:\n  - b\n", 3},
		{"- id: a\n  en: 'it''s'\n", 0},
	} {
		if _, line := entries(tt.file); line != tt.line {
			t.Errorf("entries(%q) stops at line %d, want %d", tt.file, line, tt.line)
		}
	}
}
