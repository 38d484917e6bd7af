package redact

import (
	"testing"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                           "",
		"plain 文字":                   "plain 文字",
		"\x1b[31mred\x1b[0m":         "red",
		"\x1b]0;title\x07shown":      "shown",
		"\x1b]8;;http://x\x1b\\link": "link",
		"\x1b(Bset":                  "set",
		"\u009b31mred":               "red",
		"a\x00b\x07c\x7f":            "abc",
		"line\r\nnext\tcol":          "line  next col",
		"\u202etxt.exe\u2066\u2069":  "txt.exe",
		"1\u200b2\ufeff3\u00ad":      "123",
		"bad\xff\xfeend":             "bad\ufffd\ufffdend",
		"\x1b]never ends\nthe rest":  " the rest",
		"\x1b":                       "",
		"\x1b[":                      "",
		"\U000e0041tag":              "tag",
		"family 👨 stays":             "family 👨 stays",
		"\x1b\x1b[31m[31mtwice":      "[31mtwice",
		"cut in half \xe5\x8d":       "cut in half \ufffd\ufffd",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "a\x1b[31mb", "\x1b]0;x\x07", "\u202e\u200b", "\xff\xfe", "\x1b\x1b[[", "\xc2\x9b1m", "\x1b\x1b]\x1b\\"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s)
		if !utf8.ValidString(got) {
			t.Errorf("%q: not UTF-8: %q", s, got)
		}
		for _, r := range got {
			if unseen(r) {
				t.Errorf("%q: %U is left in %q", s, r, got)
			}
		}
		if again := Clean(got); again != got {
			t.Errorf("%q: got %q, then %q", s, got, again)
		}
	})
}
