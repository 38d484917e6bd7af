package main

import (
	"reflect"
	"strings"
	"testing"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/profile"
)

func newApp(lang codes.Lang) (*app, *cobra.Command) {
	a := &app{lang: lang, docs: map[*cobra.Command]*manual{}}
	a.flags.color = "auto"
	return a, a.root()
}

func han(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0
}

func TestEveryCommandIsDescribedInBothLanguages(t *testing.T) {
	a, root := newApp(codes.English)
	for _, cmd := range append(root.Commands(), root) {
		m := a.docs[cmd]
		if m == nil {
			t.Errorf("%s has no manual", cmd.Name())
			continue
		}
		texts := append([]codes.Text{m.short, m.use}, m.long...)
		for _, e := range m.examples {
			texts = append(texts, e.says)
		}
		for _, text := range texts {
			if (text.EN == "") != (text.ZH == "") || han(text.EN) {
				t.Errorf("%s: not written in both languages: %+v", cmd.Name(), text)
			}
		}
		if m.short.IsZero() {
			t.Errorf("%s says nothing about itself", cmd.Name())
		}
	}
}

func TestEveryOptionIsDescribedInBothLanguages(t *testing.T) {
	_, english := newApp(codes.English)
	_, chinese := newApp(codes.Chinese)
	usages := func(root *cobra.Command) map[string]string {
		all := map[string]string{}
		for _, cmd := range append(root.Commands(), root) {
			cmd.LocalFlags().VisitAll(func(f *pflag.Flag) { all[cmd.Name()+" --"+f.Name] = f.Usage })
		}
		return all
	}
	zh := usages(chinese)
	for name, en := range usages(english) {
		if en == "" || han(en) || !han(zh[name]) {
			t.Errorf("%s: English %q, Chinese %q", name, en, zh[name])
		}
	}
}

func TestTopicsAreWrittenInBothLanguages(t *testing.T) {
	for _, page := range [][]codes.Text{formatsPage, capturePage, privacyPage, languagesPage, casesPage, lettersText} {
		for _, text := range page {
			if text.EN == "" || !han(text.ZH) {
				t.Errorf("not written in both languages: %+v", text)
			}
		}
	}
}

func TestHelpExplainsEveryKeyOfAProfile(t *testing.T) {
	var got []string
	for _, k := range profileKeys {
		got = append(got, k.key)
	}
	if want := profile.Keys(); !reflect.DeepEqual(got, want) {
		t.Errorf("help explains %v, a profile may have %v", got, want)
	}
}

func TestTextsOfCodesAreComplete(t *testing.T) {
	for _, c := range codes.Open().Codes("unionpay") {
		if c.Money.Text().IsZero() || retryTexts[c.Retry].IsZero() || c.Confidence.Text().IsZero() {
			t.Errorf("%s: no words for %q, %q or %q", c.Value, c.Money, c.Retry, c.Confidence)
		}
	}
}
