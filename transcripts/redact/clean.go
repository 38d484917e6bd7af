package redact

import (
	"strings"
	"unicode/utf8"
)

// Clean takes out of a device's text what could act on the screen that shows
// it: control bytes, terminal escape sequences, C1 codes, and characters that
// turn the writing direction or have no width. Line ends and tabs become a
// space. Bytes that are not UTF-8 become U+FFFD. What is left is printable, and
// Clean of it changes nothing.
func Clean(s string) string {
	i := firstDirty(s)
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:i])
	for i < len(s) {
		if n := escapeLen(s[i:]); n > 0 {
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			b.WriteByte(' ')
		case !unseen(r):
			b.WriteRune(r)
		}
		i += n
	}
	return b.String()
}

// firstDirty is where s stops being printable ASCII.
func firstDirty(s string) int {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] >= 0x7F {
			return i
		}
	}
	return len(s)
}

// unseen reports characters that are not drawn but act: controls, format
// characters of the bidi algorithm, zero-width ones, line and paragraph
// separators, the byte order mark, variation selectors and tags.
func unseen(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7F && r <= 0x9F:
		return true
	case r < 0x0300:
		return r == 0xAD
	case r == 0x034F, r == 0x061C, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5,
		r >= 0x180B && r <= 0x180F,
		r >= 0x200B && r <= 0x200F,
		r >= 0x2028 && r <= 0x202E,
		r >= 0x2060 && r <= 0x206F,
		r == 0x3164, r == 0xFEFF, r == 0xFFA0,
		r >= 0xFE00 && r <= 0xFE0F,
		r >= 0xFFF0 && r <= 0xFFFB,
		r >= 0x1BCA0 && r <= 0x1BCA3,
		r >= 0x1D173 && r <= 0x1D17A,
		r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return false
}

// escapeLen is the length of the terminal escape sequence that s starts with
// (ECMA-48: CSI, the string commands OSC, DCS, SOS, PM and APC, two-character
// escapes; also in their one-character C1 forms), 0 if it starts with none. A
// string command without an end reaches to the end of its line only, so that a
// lost terminator cannot hide a whole log.
func escapeLen(s string) int {
	var intro byte
	n := 0
	switch {
	case len(s) >= 2 && s[0] == 0x1B:
		intro, n = s[1], 2
	case len(s) >= 2 && s[0] == 0xC2 && s[1] >= 0x80 && s[1] <= 0x9F:
		intro, n = s[1]-0x40, 2
	default:
		return 0
	}
	switch intro {
	case '[':
		for n < len(s) && s[n] >= 0x20 && s[n] <= 0x3F {
			n++
		}
		if n < len(s) && s[n] >= 0x40 && s[n] <= 0x7E {
			n++
		}
	case ']', 'P', 'X', '^', '_':
		return n + stringLen(s[n:])
	default:
		if s[0] != 0x1B {
			return n
		}
		n = 1
		for n < len(s) && s[n] >= 0x20 && s[n] <= 0x2F {
			n++
		}
		if n < len(s) && s[n] >= 0x30 && s[n] <= 0x7E {
			n++
		}
	}
	return n
}

// stringLen is the length of the text of a string command with its terminator.
func stringLen(s string) int {
	for i := range len(s) {
		switch {
		case s[i] == 0x07:
			return i + 1
		case s[i] == '\n':
			return i
		case s[i] == 0x1B && i+1 < len(s) && s[i+1] == '\\':
			return i + 2
		case s[i] == 0xC2 && i+1 < len(s) && s[i+1] == 0x9C:
			return i + 2
		}
	}
	return len(s)
}
