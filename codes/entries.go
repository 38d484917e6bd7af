package codes

import (
	"strconv"
	"strings"
)

// entry is one item of a text file under data/: its keys and values in the
// order of the file, the keys of nested items joined with a dot ("staff.en").
type entry []pairOf

type pairOf struct{ key, value string }

// get gives the value of a key, "" when the item does not have it.
func (e entry) get(key string) string {
	for _, p := range e {
		if p.key == key {
			return p.value
		}
	}
	return ""
}

// text gives the two languages below a key.
func (e entry) text(key string) Text { return Text{e.get(key + ".en"), e.get(key + ".zh")} }

// list gives the words of a value such as [answer, file].
func (e entry) list(key string) []string {
	v := strings.Trim(e.get(key), "[]")
	if v == "" {
		return nil
	}
	words := strings.Split(v, ",")
	for i, w := range words {
		words[i] = strings.Trim(strings.TrimSpace(w), `"'`)
	}
	return words
}

// entries reads the part of YAML that the files under data/ are written in: a
// list of items, keys two columns in, nested keys four columns in, values on one
// line. A general YAML reader takes fifteen milliseconds for these files, more
// than the whole answer may take; a test holds the two together. It reports the
// first line that is written otherwise, 0 for none.
func entries(file string) (list []entry, badLine int) {
	under, n := "", 0
	for line := range strings.SplitSeq(file, "\n") {
		n++
		line = strings.TrimRight(line, " \r")
		text := strings.TrimLeft(line, " ")
		indent := len(line) - len(text)
		switch {
		case text == "" || text[0] == '#':
			continue
		case indent == 0 && strings.HasPrefix(text, "- "):
			list = append(list, nil)
			text, under = text[2:], ""
		case len(list) == 0 || indent != 2 && (indent != 4 || under == ""):
			return nil, n
		case indent == 2:
			under = ""
		}
		key, raw, ok := strings.Cut(text, ":")
		value, good := scalar(raw)
		if !ok || !good {
			return nil, n
		}
		if indent == 4 {
			key = under + "." + key
		} else if raw == "" {
			under = key
			continue
		}
		last := &list[len(list)-1]
		*last = append(*last, pairOf{key, value})
	}
	return list, 0
}

// scalar reads a value that stands on one line.
func scalar(raw string) (string, bool) {
	if raw == "" {
		return "", true
	}
	if raw[0] != ' ' {
		return "", false
	}
	v := strings.TrimLeft(raw, " ")
	switch {
	case v == "":
		return "", true
	case v[0] == '"':
		if !strings.Contains(v, `\`) && strings.Count(v, `"`) == 2 && v[len(v)-1] == '"' {
			return v[1 : len(v)-1], true
		}
		s, err := strconv.Unquote(v)
		return s, err == nil
	case v[0] == '\'':
		if len(v) < 2 || v[len(v)-1] != '\'' {
			return "", false
		}
		return strings.ReplaceAll(v[1:len(v)-1], "''", "'"), true
	case v[0] == '[':
		return v, v[len(v)-1] == ']'
	}
	plain := !strings.ContainsAny(v[:1], "|>&*!%@{`-?") && !strings.Contains(v, ": ") && !strings.Contains(v, " #")
	return v, plain
}
