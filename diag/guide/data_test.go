package guide

import (
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/rules"
)

// loaded is everything under data/, by file name.
func loaded(t *testing.T) map[string]any {
	t.Helper()
	all := map[string]any{
		"index.yaml": &[]indexEntry{}, "words.yaml": &vocabulary{}, "call.yaml": &callShared{},
		"ladder.yaml": &[]Rung{}, "triage.yaml": &Tree{},
	}
	for _, e := range Open().List() {
		switch e.Kind {
		case KindCard:
			all[e.file()] = &card{}
		case KindTopic, KindSymptom:
			all[e.file()] = &article{}
		case KindSheet:
			all[e.file()] = &sheet{}
		default:
			t.Errorf("%s has no kind", e.ID)
		}
	}
	for name, to := range all {
		b, err := files.ReadFile("data/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if err := decode(b, to); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return all
}

// said is one text with its place.
type said struct {
	file, path string
	codes.Text
}

// texts lists every text of a value: all structs that have an EN and a ZH. The
// phrases by which pages are found are no texts.
func texts(file string, v any) []said {
	var out []said
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			walk(path, v.Elem())
		case reflect.Slice:
			for i := range v.Len() {
				walk(path, v.Index(i))
			}
		case reflect.Struct:
			if v.Type() == reflect.TypeFor[phrases]() {
				return
			}
			if en := v.FieldByName("EN"); en.IsValid() {
				out = append(out, said{file, path, codes.Text{EN: en.String(), ZH: v.FieldByName("ZH").String()}})
			}
			for i := range v.NumField() {
				walk(path+"."+v.Type().Field(i).Name, v.Field(i))
			}
		}
	}
	walk("", reflect.ValueOf(v))
	return out
}

func allTexts(t *testing.T) []said {
	t.Helper()
	var out []said
	for name, v := range loaded(t) {
		for _, s := range texts(name, v) {
			if !s.IsZero() {
				out = append(out, s)
			}
		}
	}
	if len(out) < 800 {
		t.Fatalf("only %d texts found", len(out))
	}
	return out
}

func TestEveryFileHasAPage(t *testing.T) {
	known := loaded(t)
	err := fs.WalkDir(files, "data", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && known[strings.TrimPrefix(path, "data/")] == nil {
			t.Errorf("%s stands on no shelf", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestUnknownKeysFail(t *testing.T) {
	for _, to := range []any{&card{}, &article{}, &sheet{}, &callShared{}, &[]Rung{}, &Tree{}, &vocabulary{}} {
		if err := decode([]byte("colour: red\n"), to); err == nil {
			t.Errorf("%T takes an unknown key", to)
		}
	}
	if err := decode([]byte("what: {en: a, zh: b, fr: c}"), &article{}); err == nil {
		t.Error("a text takes a third language")
	}
}

var han = regexp.MustCompile(`\p{Han}`)

func TestEveryTextIsWrittenInBothLanguages(t *testing.T) {
	for _, s := range allTexts(t) {
		bare := strings.NewReplacer("吞钱", "", "吞卡", "", "单边账", "", "长款", "", "短款", "", "贷记调整", "", "批结算", "",
			"预授权", "", "不到账", "", "跳码", "", "自动冲正", "", "冲正失败", "").Replace(s.EN)
		switch {
		case s.EN == "" || s.ZH == "" || s.EN == s.ZH:
			t.Errorf("%s%s: not two languages: %+v", s.file, s.path, s.Text)
		case !han.MatchString(s.ZH):
			t.Errorf("%s%s: no Chinese in %q", s.file, s.path, s.ZH)
		case han.MatchString(bare):
			t.Errorf("%s%s: Chinese in %q", s.file, s.path, s.EN)
		case strings.ContainsAny(s.ZH, ",;?!"):
			t.Errorf("%s%s: Latin punctuation in %q", s.file, s.path, s.ZH)
		}
		if len(s.EN) > 420 || strings.Contains(s.EN+s.ZH, "  ") || strings.TrimSpace(s.EN) != s.EN {
			t.Errorf("%s%s: too long or badly spaced: %q", s.file, s.path, s.EN)
		}
	}
}

func TestIDsAreUniqueAndPointToSomething(t *testing.T) {
	s := Open()
	seen := map[string]bool{}
	once := func(id string) {
		if seen[id] {
			t.Errorf("%s twice", id)
		}
		seen[id] = true
	}
	pointed := map[string]int{}
	refer := func(from string, list []string) {
		for _, id := range list {
			if _, ok := s.entry(id); !ok || id == from {
				t.Errorf("%s points to %s", from, id)
			}
			pointed[id]++
		}
		if len(list) == 0 {
			t.Errorf("%s points nowhere", from)
		}
	}
	all := loaded(t)
	known := rules.IDs()
	for _, e := range s.List() {
		once(e.ID)
		switch v := all[e.file()].(type) {
		case *card:
			refer(e.ID, v.Related)
			name := strings.TrimPrefix(e.ID, "guide.")
			for _, r := range append(slices.Clone(v.Rules), v.Never...) {
				once(r.ID)
				if !strings.HasPrefix(r.ID, name+".") {
					t.Errorf("rule %s on card %s", r.ID, e.ID)
				}
				if e.ID == "guide.cashier" && len(r.Findings) == 0 {
					t.Errorf("rule %s belongs to no finding", r.ID)
				}
				for _, f := range r.Findings {
					if !slices.Contains(known, f) {
						t.Errorf("rule %s names the finding %s", r.ID, f)
					}
				}
			}
		case *article:
			refer(e.ID, v.Related)
			for _, c := range v.Call {
				refer(e.ID, []string{c.Sheet})
			}
		case *sheet:
			refer(e.ID, v.Related)
		}
	}
	for _, e := range s.List() {
		if pointed[e.ID] == 0 {
			t.Errorf("nothing points to %s", e.ID)
		}
	}
}

func TestPagesAreComplete(t *testing.T) {
	wanted := "guide.cashier guide.manager guide.safety guide.buying guide.upgrade guide.contingency guide.reversal guide.contact_issuer " +
		"topic.reversal topic.void_refund topic.one_sided topic.hold_debit topic.settlement topic.partial topic.offline topic.chip_declined " +
		"topic.code_screen topic.duplicate topic.late_answer topic.preauth symptom.swallowed_money symptom.card_retained symptom.failed_debited " +
		"symptom.no_response symptom.charged_twice symptom.no_receipt symptom.wrong_amount symptom.contact_issuer symptom.reversal_pending " +
		"symptom.restarts symptom.not_credited symptom.cross_border symptom.other_store symptom.misleading_screen " +
		"sheet.issuer sheet.acquirer sheet.support sheet.regulator"
	s := Open()
	all := loaded(t)
	for _, id := range strings.Fields(wanted) {
		e, ok := s.entry(id)
		if !ok {
			t.Errorf("no %s", id)
			continue
		}
		switch v := all[e.file()].(type) {
		case *card:
			if len(v.Rules) < 8 || len(v.Rules) > 14 || len(v.Never) < 2 || len(v.Never) > 6 || len(v.Customer) == 0 || len(v.Engineer) == 0 {
				t.Errorf("%s: %d rules, %d nevers: not one page", id, len(v.Rules), len(v.Never))
			}
		case *article:
			// A table may stand for the causes; sayings for neither.
			if v.What.IsZero() || len(v.Money) == 0 || len(v.Steps) < 2 || len(v.Avoid) == 0 && id != "topic.code_screen" || len(v.Customer) == 0 || len(v.Engineer) == 0 {
				t.Errorf("%s has holes", id)
			}
			if len(v.Causes) == 0 && len(v.Table.Rows) == 0 && len(v.Says) == 0 || e.Kind == KindSymptom && (len(v.Causes) == 0 || len(v.Call) == 0) {
				t.Errorf("%s names no causes or nobody to call", id)
			}
			for _, x := range v.Steps {
				if whoWords[x.Who].IsZero() || byWords[x.By].IsZero() {
					t.Errorf("%s: step for %q by %q", id, x.Who, x.By)
				}
			}
			for _, x := range v.Times {
				if x.Source.IsZero() || confidenceWords[x.Confidence].IsZero() || !regexp.MustCompile(`^20\d\d-[01]\d$`).MatchString(x.AsOf) {
					t.Errorf("%s: a time without source, date or confidence: %+v", id, x)
				}
				if strings.ContainsAny(x.EN, "0123456789") && x.Confidence != "high" {
					t.Errorf("%s: a number of days that is not well supported: %q", id, x.EN)
				}
			}
			for _, r := range v.Table.Rows {
				if len(r) != len(v.Table.Columns) {
					t.Errorf("%s: row of %d cells under %d columns", id, len(r), len(v.Table.Columns))
				}
			}
		case *sheet:
			if v.Caller.IsZero() || v.Number.IsZero() || len(v.Have) < 5 || len(v.Ask) < 3 || len(v.Asked) == 0 || len(v.Also) == 0 {
				t.Errorf("%s has holes", id)
			}
		}
	}
	if n := len(s.List()); n != len(strings.Fields(wanted)) {
		t.Errorf("%d pages", n)
	}
}

func TestLadderNamesDatedBodies(t *testing.T) {
	bodies := 0
	list := Open().Ladder()
	for _, r := range list {
		if r.Title.IsZero() || r.Who.IsZero() || r.When.IsZero() {
			t.Errorf("rung %s has holes", r.ID)
		}
		for _, b := range r.Bodies {
			bodies++
			if len(b.Country) != 2 || b.Name.IsZero() || b.Source.IsZero() || b.AsOf == "" || confidenceWords[b.Confidence].IsZero() {
				t.Errorf("body %+v", b)
			}
		}
	}
	if len(list) != 5 || bodies == 0 || !strings.Contains(list[4].Who.EN, "posdoctor gives none") {
		t.Errorf("%d rungs, %d bodies", len(list), bodies)
	}
}
