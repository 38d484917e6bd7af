package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/posdoctor/posdoctor/codes"
)

func TestLanguageIsTheFirstThatSaysSomething(t *testing.T) {
	const en, zh = codes.English, codes.Chinese
	tests := []struct {
		name    string
		args    []string
		env     map[string]string
		profile string
		system  string
		want    codes.Lang
	}{
		{name: "nothing says anything", want: en},
		{name: "the system", system: "zh-CN", want: zh},
		{name: "LANG", env: map[string]string{"LANG": "zh_CN.UTF-8"}, system: "en-US", want: zh},
		{name: "LC_MESSAGES before LANG", env: map[string]string{"LC_MESSAGES": "en_GB", "LANG": "zh_CN.UTF-8"}, want: en},
		{name: "LC_ALL before LC_MESSAGES", env: map[string]string{"LC_ALL": "zh_CN.GB18030", "LC_MESSAGES": "en_GB"}, want: zh},
		{name: "C means English", env: map[string]string{"LC_ALL": "C"}, system: "zh-CN", want: en},
		{name: "another language ends the search", env: map[string]string{"LANG": "fr_FR.UTF-8"}, system: "zh-CN", want: en},
		{name: "the profile before the locale", profile: "language: zh\n", env: map[string]string{"LC_ALL": "en_US.UTF-8"}, want: zh},
		{name: "a mistake in the profile does not hide its language", profile: "language: zh\nbokos: []\n", want: zh},
		{name: "POSDOCTOR_LANG before the profile", profile: "language: zh\n", env: map[string]string{"POSDOCTOR_LANG": "en"}, want: en},
		{name: "--lang before all", args: []string{"check", "--lang", "zh"}, env: map[string]string{"POSDOCTOR_LANG": "en"}, want: zh},
		{name: "--lang=", args: []string{"--lang=zh-Hans", "check"}, want: zh},
		{name: "after -- nothing is an option", args: []string{"explain", "--", "--lang", "zh"}, want: en},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			if tt.profile != "" {
				if err := os.WriteFile(filepath.Join(dir, "posdoctor.yaml"), []byte(tt.profile), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			a := &app{world: world{Args: tt.args, Env: func(k string) string { return tt.env[k] }, System: func() string { return tt.system }, Dir: dir}}
			got, err := a.chooseLanguage()
			if err != nil || got != tt.want {
				t.Errorf("got %q (%v), want %q", got, err, tt.want)
			}
		})
	}
}

func TestALanguageThatDoesNotExistIsAnError(t *testing.T) {
	a := &app{world: world{
		Args: []string{"--lang", "fr"}, Env: func(k string) string { return map[string]string{"LANG": "zh_CN.UTF-8"}[k] },
		System: func() string { return "" }, Dir: t.TempDir(),
	}}
	got, err := a.chooseLanguage()
	if exitOf(err) != exitUsage || got != codes.Chinese {
		t.Errorf("got %q and %v; want the error told in Chinese", got, err)
	}
}
