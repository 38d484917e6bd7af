package ui

import (
	"bytes"
	"testing"
)

func TestDetectInAPipe(t *testing.T) {
	tests := []struct {
		name    string
		env     map[string]string
		opts    Options
		width   int
		colored bool
		ascii   bool
	}{
		{"nothing said", nil, Options{}, 80, false, true},
		{"columns", map[string]string{"COLUMNS": "60"}, Options{}, 60, false, true},
		{"nonsense columns", map[string]string{"COLUMNS": "wide"}, Options{}, 80, false, true},
		{"too narrow", map[string]string{"COLUMNS": "3"}, Options{}, 20, false, true},
		{"too wide", map[string]string{"COLUMNS": "500"}, Options{}, 120, false, true},
		{"colour forced", map[string]string{"NO_COLOR": "1"}, Options{Color: "always"}, 80, true, true},
		{"a screen reader wins over colour", nil, Options{Color: "always", Plain: true}, 80, false, true},
		{"UTF-8", map[string]string{"LANG": "zh_CN.UTF-8"}, Options{}, 80, false, false},
		{"the first locale variable wins", map[string]string{"LC_ALL": "C", "LANG": "en_GB.utf8"}, Options{}, 80, false, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := Detect(&bytes.Buffer{}, func(k string) string { return tt.env[k] }, tt.opts)
			if s.Width != tt.width || s.Colored() != tt.colored || s.ASCII != tt.ascii {
				t.Errorf("got width %d colour %t ASCII %t, want %d %t %t", s.Width, s.Colored(), s.ASCII, tt.width, tt.colored, tt.ascii)
			}
		})
	}
}

func TestColourOnATerminal(t *testing.T) {
	tests := []struct {
		env   map[string]string
		asked string
		want  bool
	}{
		{nil, "auto", true},
		{nil, "never", false},
		{map[string]string{"NO_COLOR": "1"}, "auto", false},
		{map[string]string{"NO_COLOR": ""}, "auto", true}, // no-color.org: empty counts as not set
		{map[string]string{"TERM": "dumb"}, "auto", false},
		{map[string]string{"TERM": "dumb"}, "always", true},
	}
	for _, tt := range tests {
		if got := colored(true, func(k string) string { return tt.env[k] }, tt.asked); got != tt.want {
			t.Errorf("env %v, asked %q: colour %t, want %t", tt.env, tt.asked, got, tt.want)
		}
	}
}
