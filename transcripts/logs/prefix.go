package logs

import "bytes"

// front is how far into a line its time may start and still be the prefix of a
// logger.
const front = 40

// readPrefix takes the front of a line apart: quote marks of a pasted log, the
// time, and which thread wrote it.
func readPrefix(ln *line) {
	s := ln.Text
	i := 0
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	if i == len(s) {
		ln.blank = true
		ln.body = i
		return
	}
	i += quotes(s[i:])
	ln.body = i
	if i < len(s) && s[i] == '<' {
		return // XML states its times in attributes; values only look like some
	}
	st, start, end := findStamp(s[i:])
	if end == 0 {
		return
	}
	ln.at = st
	if start > front || solid(s[i:i+start]) || tells(s[i:i+start]) {
		return
	}
	ln.body = i + end
	ln.key = thread(s[:i+start], s[i+end:])
}

// quotes skips what a mail or a Markdown page puts in front of a quoted line.
func quotes(s []byte) int {
	n := 0
	for n < len(s) {
		switch {
		case s[n] == '>' && n+1 < len(s) && s[n+1] == ' ':
			n += 2
		case s[n] == '*' && n+1 < len(s) && s[n+1] == '*':
			n += 2
		case n > 0 && s[n] == ' ':
			n++
		default:
			return n
		}
	}
	return n
}

// solid reports a long word, which no prefix holds: data before the time.
func solid(s []byte) bool {
	n := 0
	for _, c := range s {
		if !alnum(c) {
			n = 0
			continue
		}
		if n++; n >= 24 {
			return true
		}
	}
	return false
}

// tells reports words before a time that are no prefix: "receipt time: 10:14:03"
// names a time among other things.
func tells(s []byte) bool {
	for _, c := range s {
		if c == ':' || c == '=' || c == '<' || c >= 0x80 {
			return true
		}
	}
	return false
}

// thread names who wrote a line: the first bracketed word around the time that
// is not a level, or the process and thread numbers of logcat. Rows of one
// message share it when threads write into each other.
func thread(before, after []byte) string {
	for _, s := range [2][]byte{before, after} {
		s = s[:min(len(s), 80)]
		for {
			a := bytes.IndexByte(s, '[')
			if a < 0 {
				break
			}
			b := bytes.IndexByte(s[a:], ']')
			if b < 0 {
				break
			}
			w := bytes.TrimSpace(s[a+1 : a+b])
			if len(w) > 0 && !level(w) && !bytes.ContainsAny(w, ":,=") {
				return string(w)
			}
			s = s[a+b+1:]
		}
	}
	// logcat: "5053-5363/pkg V/Tag: " or "  5053  5363 V Tag: "
	s := bytes.TrimLeft(after, " \t")
	n := digits(s)
	if n >= 2 && n <= 6 && n < len(s) && (s[n] == '-' || s[n] == ' ') {
		m := n + 1
		for m < len(s) && s[m] == ' ' {
			m++
		}
		if k := digits(s[m:]); k >= 2 && m+k < len(s) && (s[m+k] == '/' || s[m+k] == ' ') {
			return string(s[:m+k])
		}
	}
	return ""
}

var levels = [...]string{
	"trace", "debug", "info", "warn", "warning", "error", "fatal", "verbose", "notice",
	"d", "i", "w", "e", "v", "f",
}

func level(w []byte) bool {
	for _, l := range levels {
		if len(w) == len(l) && bytes.EqualFold(w, []byte(l)) {
			return true
		}
	}
	return false
}
