package logs

import (
	"bytes"
	_ "embed"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
)

// label is what a log writes before the bytes of a message.
type label struct {
	dir    transcripts.Direction
	weight int // 3 names a message, 2 names its role, 1 only a direction; 0 is no label
	at     transcripts.Stamp
	line   int64
	key    string
	text   string
	han    bool
}

//go:embed labels.tsv
var labelData string

type labelRow struct {
	phrase string
	dir    transcripts.Direction
	weight int
	word   bool // made of letters and digits: must stand as a word of its own
	han    bool
}

// labelRows are the labels by their first byte, the longest first. Of the roles
// "request" and "answer" and the ways "send" and "receive" the role decides:
// a host that logs "received request" speaks of what the terminal sent.
var labelRows = func() (rows [256][]labelRow) {
	for i, l := range strings.Split(strings.TrimSpace(labelData), "\n") {
		f := strings.Split(l, "\t")
		if i == 0 || len(f) != 3 {
			continue
		}
		r := labelRow{phrase: f[0], dir: transcripts.Direction(f[1]), weight: int(f[2][0] - '0')}
		c := f[0][0]
		r.han = c >= 0x80
		r.word = alnum(c)
		rows[c] = append(rows[c], r)
	}
	for _, list := range rows {
		for i := 1; i < len(list); i++ {
			for j := i; j > 0 && len(list[j].phrase) > len(list[j-1].phrase); j-- {
				list[j], list[j-1] = list[j-1], list[j]
			}
		}
	}
	return rows
}()

// findLabel looks for the weightiest label in a text, the last one of equals.
func findLabel(s []byte) label {
	var best label
	for i := 0; i < len(s); {
		c := s[i]
		if c-'A' < 26 {
			c |= 0x20
		}
		if alnum(c) && i > 0 && wordly(s[i-1]) {
			i++
			continue
		}
		used := 1
		for _, r := range labelRows[c] {
			n := len(r.phrase)
			if i+n > len(s) || !sameFold(s[i:i+n], r.phrase) {
				continue
			}
			if r.word && i+n < len(s) && wordly(s[i+n]) {
				continue
			}
			if r.weight >= best.weight {
				best = label{dir: r.dir, weight: r.weight, text: r.phrase, han: r.han}
			}
			used = n
			break
		}
		i += used
	}
	return best
}

// sameFold compares a text with a phrase in lower case; a blank of the phrase
// also stands for a line or a point between its words.
func sameFold(s []byte, phrase string) bool {
	for i := range len(phrase) {
		c, p := s[i], phrase[i]
		if c-'A' < 26 {
			c |= 0x20
		}
		if c != p && (p != ' ' || c != '_' && c != '-' && c != '.') {
			return false
		}
	}
	return true
}

// announces reports whether a line without bytes only says that bytes follow:
// a label that is nearly all of the line or that the line ends with.
func announces(body []byte) label {
	body = bytes.TrimRight(body, " \t-=*#:.>[({'\"~")
	body = bytes.TrimSuffix(body, []byte("："))
	if len(body) == 0 || len(body) > 120 || bytes.ContainsAny(body, "{<") {
		return label{}
	}
	l := findLabel(body)
	switch {
	case l.weight == 3:
		return l
	case l.weight > 0:
		// A weak label must close the line; a count may stand behind it.
		if bytes.HasSuffix(bytes.ToLower(uncounted(body)), []byte(l.text)) {
			return l
		}
	}
	return label{}
}

// uncounted takes a number of bytes off the end of a label: "recv (36 bytes)",
// "send len=36", "[36]".
func uncounted(s []byte) []byte {
	for {
		t := bytes.TrimRight(s, " \t0123456789()[]=:,-")
		for _, w := range [...]string{"bytes", "byte", "length", "len", "字节", "长度", "："} {
			t = bytes.TrimSuffix(t, []byte(w))
		}
		if len(t) == len(s) {
			return t
		}
		s = t
	}
}
