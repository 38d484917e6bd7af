package iso

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
)

// meaningData explains simple coded values: field, value, both languages.
// Response codes are not here: their meaning depends on the book, which the
// caller has.
//
//go:embed meanings.tsv
var meaningData string

var meanings = sync.OnceValue(func() map[string]codes.Text {
	out := map[string]codes.Text{}
	for line := range strings.Lines(meaningData) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) == 4 && f[0] != "field" {
			out[f[0]+"="+f[1]] = codes.Text{EN: f[2], ZH: f[3]}
		}
	}
	return out
})

func meaning(field, value string) codes.Text { return meanings()[field+"="+value] }

// join puts two meanings together; either may be empty.
func join(a, b codes.Text) codes.Text {
	switch {
	case a.EN == "":
		return b
	case b.EN == "":
		return a
	}
	return codes.Text{EN: a.EN + ", " + b.EN, ZH: a.ZH + "，" + b.ZH}
}

// meaningOf explains the value of a whole field.
func meaningOf(l *layout, id int, value string) codes.Text {
	switch {
	case id == 3 && len(value) == 6:
		return meaning("3", value[:2])
	case id == 22 && l.version == "1987" && len(value) == 3:
		return join(meaning("22", value[:2]), meaning("22.pin", value[2:]))
	case id == 25 && l.version == "1987":
		return meaning("25", value)
	case id == 70:
		return meaning("70", value)
	case id >= 49 && id <= 51:
		if s := letters([]byte(value)); s != "" {
			return codes.Text{EN: s, ZH: s}
		}
	}
	return codes.Text{}
}

// meaningMTI explains a type indicator.
func meaningMTI(m *transcripts.Message) codes.Text {
	if m.MTI == "" {
		return codes.Text{}
	}
	t := join(meaning("MTI.class", string(m.MTI[1])), meaning("MTI.function", string(m.MTI[2])))
	if m.Repeat {
		t = join(t, meaning("MTI.repeat", "1"))
	}
	return t
}
