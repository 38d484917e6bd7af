package pdf

import (
	"bytes"
	"strconv"
)

// kind is what a token is.
type kind byte

const (
	kindEnd    kind = 0
	kindText   kind = 's' // a string, in round or angle brackets
	kindNumber kind = 'n'
	kindWord   kind = 'w' // an operator or a keyword
	kindOpen   kind = '['
	kindClose  kind = ']'
	kindOther  kind = '/' // names and dictionaries
)

// token is one token of a content stream or of a table (ISO 32000-1, 7.2).
type token struct {
	kind kind
	text []byte
	num  float64
}

type lexer struct {
	b []byte
	i int
}

func blank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func (l *lexer) next() token {
	for l.i < len(l.b) {
		c := l.b[l.i]
		if c == '%' {
			for l.i < len(l.b) && l.b[l.i] != '\n' && l.b[l.i] != '\r' {
				l.i++
			}
			continue
		}
		if !blank(c) {
			break
		}
		l.i++
	}
	if l.i >= len(l.b) {
		return token{}
	}
	c := l.b[l.i]
	l.i++
	switch {
	case c == '(':
		return token{kind: kindText, text: l.round()}
	case c == '<' && l.i < len(l.b) && l.b[l.i] == '<', c == '>' && l.i < len(l.b) && l.b[l.i] == '>':
		l.i++
		return token{kind: kindOther}
	case c == '<':
		return token{kind: kindText, text: l.hex()}
	case c == '[':
		return token{kind: kindOpen}
	case c == ']':
		return token{kind: kindClose}
	case c == '/':
		l.regular()
		return token{kind: kindOther}
	case delimiter(c):
		return token{kind: kindOther}
	}
	l.i--
	word := l.regular()
	if n, err := strconv.ParseFloat(string(word), 64); err == nil {
		return token{kind: kindNumber, num: n}
	}
	return token{kind: kindWord, text: word}
}

// regular gives the characters up to a blank or a delimiter.
func (l *lexer) regular() []byte {
	from := l.i
	for l.i < len(l.b) && !blank(l.b[l.i]) && !delimiter(l.b[l.i]) {
		l.i++
	}
	return l.b[from:l.i]
}

// round reads a string in round brackets, which may hold others, after the first
// of them (7.3.4.2).
func (l *lexer) round() []byte {
	var out []byte
	for depth := 1; l.i < len(l.b); l.i++ {
		c := l.b[l.i]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.i++
				return out
			}
		case '\\':
			out = append(out, l.escape()...)
			continue
		}
		out = append(out, c)
	}
	return out
}

// escape reads what follows a backslash and stands at its last character after.
func (l *lexer) escape() []byte {
	l.i++
	if l.i >= len(l.b) {
		return nil
	}
	c := l.b[l.i]
	if c >= '0' && c <= '7' {
		n := 0
		end := min(l.i+3, len(l.b))
		for l.i < end && l.b[l.i] >= '0' && l.b[l.i] <= '7' {
			n = n<<3 | int(l.b[l.i]-'0')
			l.i++
		}
		l.i--
		return []byte{byte(n)}
	}
	switch c {
	case 'n', 'r', 't', 'b', 'f':
		return []byte{' '}
	case '\r':
		if l.i+1 < len(l.b) && l.b[l.i+1] == '\n' {
			l.i++
		}
		return nil
	case '\n':
		return nil // a line that goes on
	}
	return []byte{c}
}

// hex reads hex digits up to the closing bracket; a missing last one is a zero.
func (l *lexer) hex() []byte {
	var out []byte
	half, high := false, byte(0)
	for ; l.i < len(l.b); l.i++ {
		c := l.b[l.i]
		if c == '>' {
			l.i++
			break
		}
		v := bytes.IndexByte([]byte("0123456789abcdef"), c|0x20)
		if c >= '0' && c <= '9' {
			v = int(c - '0')
		}
		switch {
		case v < 0:
			continue
		case half:
			out = append(out, high<<4|byte(v))
		default:
			high = byte(v)
		}
		half = !half
	}
	if half {
		out = append(out, high<<4)
	}
	return out
}

// skipPicture goes over the bytes of a picture in a content stream, from ID to EI
// (8.9.7).
func (l *lexer) skipPicture() {
	for l.i < len(l.b) {
		n := bytes.Index(l.b[l.i:], []byte("EI"))
		if n < 0 {
			return
		}
		at := l.i + n
		l.i = at + 2
		if at > 0 && blank(l.b[at-1]) && (l.i == len(l.b) || blank(l.b[l.i])) {
			return
		}
	}
}
