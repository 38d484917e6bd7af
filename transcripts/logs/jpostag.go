package logs

import (
	"bytes"
	"html"
)

// tag is one XML tag as far as a line shows it.
type tag struct {
	name    []byte
	attrs   []byte
	closing bool // </name>
	empty   bool // <name/>
	cut     bool // the line ended inside the tag
	cdata   bool // <![CDATA[
}

// nextTag finds the next tag in s and gives it with what comes after it. The
// scanner knows no nesting: logs are not well-formed, and a stack trace may
// hold a lone "<" at any place.
func nextTag(s []byte) (tag, []byte, bool) {
	for {
		i := bytes.IndexByte(s, '<')
		if i < 0 || i+1 >= len(s) {
			return tag{}, nil, false
		}
		s = s[i+1:]
		if s[0] == '!' {
			if bytes.HasPrefix(s, []byte("![CDATA[")) {
				return tag{cdata: true}, s[8:], true
			}
			continue
		}
		var t tag
		if s[0] == '/' {
			t.closing = true
			s = s[1:]
		}
		n := 0
		for n < len(s) && (wordly(s[n]) || s[n] == '-') {
			n++
		}
		if n == 0 {
			continue
		}
		t.name, s = s[:n], s[n:]
		end, quote := 0, byte(0)
		for end < len(s) && (quote != 0 || s[end] != '>') {
			switch c := s[end]; {
			case quote == 0 && (c == '"' || c == '\''):
				quote = c
			case c == quote:
				quote = 0
			case quote == 0 && c == '<':
				// A new tag begins: this one lost its end.
				t.attrs, t.cut = s[:end], true
				return t, s[end:], true
			}
			end++
		}
		t.attrs = s[:end]
		if end == len(s) {
			t.cut = true
			return t, nil, true
		}
		t.empty = end > 0 && s[end-1] == '/'
		return t, s[end+1:], true
	}
}

// attr gives the value of an attribute as it stands. open tells that the line
// ended before its closing quote.
func (t tag) attr(name string) (v []byte, ok, open bool) {
	s := t.attrs
	for {
		eq := bytes.IndexByte(s, '=')
		if eq < 0 || eq+1 >= len(s) {
			return nil, false, false
		}
		key := bytes.TrimSpace(s[:eq])
		if i := bytes.LastIndexAny(key, " \t"); i >= 0 {
			key = key[i+1:]
		}
		s = s[eq+1:]
		q := s[0]
		if q != '"' && q != '\'' {
			continue
		}
		s = s[1:]
		end := bytes.IndexByte(s, q)
		if end < 0 {
			return s, string(key) == name, true
		}
		if string(key) == name {
			return s[:end], true, false
		}
		s = s[end+1:]
	}
}

// plain undoes the escapes of XML.
func plain(v []byte) string {
	if bytes.IndexByte(v, '&') < 0 {
		return string(v)
	}
	return html.UnescapeString(string(v))
}
