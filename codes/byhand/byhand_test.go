package byhand

import (
	"errors"
	"strings"
	"testing"

	"github.com/goccy/go-yaml/ast"

	"github.com/posdoctor/posdoctor/codes"
)

// menu reads a file with a dish and a list of drinks.
func menu(data string) (dish string, drinks []string, err error) {
	r, body := Read("menu.yaml", []byte(data), Kind{ID: "menu.invalid", Name: codes.Text{EN: "menu", ZH: "菜单"}})
	if body != nil {
		r.Fields(body, []Field{
			Key("dish", func(n ast.Node) { dish, _ = r.Word(n) }),
			Key("drinks", func(n ast.Node) {
				for _, item := range r.Items(n) {
					drinks = append(drinks, Choose(r, item, []string{"tea", "water"}))
				}
			}),
		})
	}
	return dish, drinks, r.Err()
}

func TestWhatIsRightIsKeptAsWritten(t *testing.T) {
	dish, drinks, err := menu("\ufeff# lunch\ndish: 0070 # a number of the kitchen\ndrinks: [tea, water]\n")
	if err != nil || dish != "0070" || strings.Join(drinks, " ") != "tea water" {
		t.Errorf("got %q, %q, %v", dish, drinks, err)
	}
	if _, drinks, err = menu("dish:\ndrinks: tea"); err != nil || len(drinks) != 1 {
		t.Errorf("one value is a list of one: got %q, %v", drinks, err)
	}
	if dish, _, err = menu("# nothing yet\n"); err != nil || dish != "" {
		t.Errorf("an empty file: got %q, %v", dish, err)
	}
}

func TestMistakesAreToldWithTheirLine(t *testing.T) {
	for name, tt := range map[string]struct{ data, at, what, hint string }{
		"a mistyped key":    {"dish: soup\ndrink: tea\n", "menu.yaml:2", `unknown key "drink"`, "did you mean drinks?"},
		"another key":       {"zzzzzz: soup\n", "menu.yaml:1", `unknown key "zzzzzz"`, "known keys: dish, drinks"},
		"a mistyped word":   {"drinks:\n  - tea\n  - watr\n", "menu.yaml:3", `"watr" cannot stand here`, "did you mean water?"},
		"another word":      {"drinks: beer", "menu.yaml:1", `"beer" cannot stand here`, "one of: tea, water"},
		"a list for a word": {"dish: [a, b]", "menu.yaml:1", "a single value", ""},
		"a text":            {"soup", "menu.yaml:1", `"key: value" lines`, "known keys: dish, drinks"},
		"a key twice":       {"dish: a\ndish: b\n", "menu.yaml:2", "written twice", ""},
		"a tab":             {"drinks:\n\t- tea\n", "menu.yaml:2", "YAML", "blanks, not tabs"},
		"two documents":     {"dish: a\n---\ndish: b\n", "menu.yaml:3", "a menu is one document", ""},
		"too deep":          {"dish: " + strings.Repeat("[", 30), "menu.yaml", "too deeply nested to be a menu", ""},
		"too large":         {"dish: " + strings.Repeat("a", maxBytes), "menu.yaml", "too large", ""},
		"a card number":     {"drinks: 4111111111111111", "menu.yaml:1", `"..." cannot stand here`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := menu(tt.data)
			var p *codes.Problem
			if !errors.As(err, &p) || p.ID != "menu.invalid" || p.At != tt.at || !strings.Contains(p.What.EN, tt.what) || !strings.Contains(p.Hint.EN, tt.hint) {
				t.Fatalf("got %+v", p)
			}
			if p.What.ZH == "" || p.What.ZH == p.What.EN {
				t.Errorf("Chinese: %q", p.What.ZH)
			}
			if strings.Contains(err.Error(), "4111") {
				t.Errorf("the value is repeated: %v", err)
			}
		})
	}
}

func TestMistakesAreNotToldWithoutEnd(t *testing.T) {
	_, _, err := menu("drinks:\n" + strings.Repeat("  - beer\n", 500))
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok || len(joined.Unwrap()) != maxProblems {
		t.Errorf("got %v", err)
	}
}
