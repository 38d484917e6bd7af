package main

import (
	"strings"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/store"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/profile"
)

// chooseLanguage finds the user's language before the arguments are read in
// earnest, since their errors are told in it: --lang, POSDOCTOR_LANG, the
// profile, LC_ALL, LC_MESSAGES, LANG, the system, English. The error is about a
// language that was asked for and does not exist; the language given then is
// the one that the rest of the list says.
func (a *app) chooseLanguage() (codes.Lang, error) {
	var wrong error
	for _, asked := range []struct{ name, value string }{
		{"--lang", argument(a.Args, "lang")},
		{"POSDOCTOR_LANG", a.Env("POSDOCTOR_LANG")},
	} {
		if asked.value == "" {
			continue
		}
		if l := parseLanguage(asked.value); l != "" {
			return l, wrong
		}
		if wrong == nil {
			wrong = languageProblem(asked.name, asked.value)
		}
	}
	return a.quietLanguage(), wrong
}

func languageProblem(name, value string) error {
	return &codes.Problem{ID: "usage.language", What: textNoLanguage.With(value), At: name, Hint: hintNoLanguage}
}

// quietLanguage is the language of a user who asked for none by name.
func (a *app) quietLanguage() codes.Lang {
	if l := a.profileLanguage(); l != "" {
		return l
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := a.Env(name); v != "" {
			// A locale that posdoctor does not speak, or the plain "C", ends the
			// search: the user did say something, and it was not Chinese.
			return orEnglish(parseLanguage(v))
		}
	}
	return orEnglish(parseLanguage(a.System()))
}

func orEnglish(l codes.Lang) codes.Lang {
	if l == "" {
		return codes.English
	}
	return l
}

// profileLanguage reads the language from the profile that the command will
// use. Mistakes in it are told by the command itself.
func (a *app) profileLanguage() codes.Lang {
	path := a.profilePath(argument(a.Args, "profile"))
	if path == "" {
		return ""
	}
	data, err := store.ReadProfile(path)
	if err != nil {
		return ""
	}
	p, _ := profile.Parse(path, data)
	return p.Language
}

// argument looks for --name=value or --name value, as the flag parser will.
func argument(args []string, name string) string {
	last := ""
	for i, arg := range args {
		if arg == "--" {
			break
		}
		if v, ok := strings.CutPrefix(arg, "--"+name+"="); ok {
			last = v
		} else if arg == "--"+name && i+1 < len(args) {
			last = args[i+1]
		}
	}
	return last
}

// parseLanguage reads a language tag or a locale name: "zh", "zh-Hans",
// "zh_CN.UTF-8", "en_GB", "C". "" means that posdoctor does not speak it.
func parseLanguage(s string) codes.Lang {
	s, _, _ = strings.Cut(strings.ToLower(s), ".")
	s, _, _ = strings.Cut(s, "@")
	base, _, _ := strings.Cut(strings.ReplaceAll(s, "-", "_"), "_")
	switch base {
	case "zh", "cn", "chs", "chinese", "中文":
		return codes.Chinese
	case "en", "english", "c", "posix":
		return codes.English
	}
	return ""
}

var (
	textNoLanguage = codes.Text{EN: "posdoctor does not speak %q", ZH: "posdoctor 不支持语言 %q"}
	hintNoLanguage = codes.Text{EN: "use en or zh", ZH: "请用 en 或 zh"}
)
