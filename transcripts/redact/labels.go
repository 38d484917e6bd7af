package redact

import (
	_ "embed"
	"sort"
	"strings"
)

//go:embed labels.tsv
var labelData string

// label is a name that stands before a value.
type label struct {
	name string // lower case, without blanks and dashes
	kind valueKind
	// tag is true for names that are hex, as of EMV tags: they stand in any dump,
	// so they name a value only with an equals sign or colon.
	tag bool
}

// valueKind says what value a label announces.
type valueKind uint8

const (
	number valueKind = iota
	trackData
	secret
	block
	expiry
	keyData
	identity
	phone
	name
	calm
)

var valueKinds = map[string]valueKind{
	"number": number, "track": trackData, "secret": secret, "block": block, "expiry": expiry,
	"key": keyData, "identity": identity, "phone": phone, "name": name, "calm": calm,
}

// labelsBy holds the labels by the classes of their first two bytes, longest
// first, so that most words are let go at once.
var labelsBy = func() (by [64][64][]label) {
	for line := range strings.Lines(labelData) {
		kind, text, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		l := label{kind: valueKinds[kind]}
		for i := range len(text) {
			if c := text[i]; !isFiller(c) {
				l.name += string([]byte{lower(c)})
			}
		}
		l.tag = allHex(l.name) && len(l.name) <= 4
		at := &by[classOf[l.name[0]]][classOf[l.name[1]]]
		*at = append(*at, l)
	}
	for i := range by {
		for _, ls := range by[i] {
			sort.SliceStable(ls, func(a, b int) bool { return len(ls[a].name) > len(ls[b].name) })
		}
	}
	return by
}()

// labelled tells where labelsBy holds anything: small enough to stay at hand.
var labelled = func() (t [64][64]bool) {
	for i := range labelsBy {
		for j := range labelsBy[i] {
			t[i][j] = len(labelsBy[i][j]) > 0
		}
	}
	return t
}()

// classOf sorts bytes: 1-26 letters, 27-36 digits, 37-62 what may start or go on
// in a character that is not ASCII, 0 the rest.
var classOf = func() (t [256]uint8) {
	for i := range byte(26) {
		t['a'+i], t['A'+i] = 1+i, 1+i
	}
	for i := range byte(10) {
		t['0'+i] = 27 + i
	}
	for c := 0x80; c < 0x100; c++ {
		t[c] = 37 + uint8(c%26)
	}
	return t
}()

func allHex(s string) bool {
	for i := range len(s) {
		if hexValue[s[i]] == 0xFF {
			return false
		}
	}
	return true
}

// isFiller reports what may stand between the words of a label.
func isFiller(c byte) bool { return c == ' ' || c == '_' || c == '-' || c == '.' }

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c | 0x20
	}
	return c
}

func isWord(c byte) bool { return isLetter(c) && c != '_' || isDigit(c) }

// labels masks the values that stand behind a label.
func (f *finder) labels() {
	s := f.sym
	for i := 0; i+1 < len(s); i++ {
		a, b := classOf[s[i]]&63, classOf[s[i+1]]&63
		if !labelled[a][b] || i > 0 && !startsWord(s[i-1], s[i]) {
			continue
		}
		ls := labelsBy[a][b]
		for k := range ls {
			if end, ok := ls[k].match(s, i); ok && f.labelled(&ls[k], i, end) {
				break
			}
		}
	}
}

// startsWord reports whether a word starts with c after before: "cardNo" holds
// two words, "卡号PAN" too.
func startsWord(before, c byte) bool {
	switch {
	case c >= 0x80 || !isWord(before):
		return true
	case isDigit(c):
		return !isDigit(before)
	}
	return c <= 'Z' && before >= 'a'
}

// match reports whether the label stands at i, and where it ends. A label of
// letters ends with its word; digits behind number it ("TMK1", "IMEI2").
func (l *label) match(s []byte, i int) (end int, ok bool) {
	k := 0
	for i < len(s) && k < len(l.name) {
		switch {
		case lower(s[i]) == l.name[k]:
			k++
		case k > 0 && isFiller(s[i]) && !isFiller(s[i-1]):
		default:
			return 0, false
		}
		i++
	}
	if k < len(l.name) {
		return 0, false
	}
	if last := s[i-1]; last < 0x80 && i < len(s) {
		if isWord(s[i]) && !(isDigit(s[i]) && isLetter(last)) {
			return 0, false
		}
	}
	return i, true
}

// labelled masks the value behind the label [from, end), if there is one of the
// right form.
func (f *finder) labelled(l *label, from, end int) bool {
	s, k := f.sym, l.kind
	if from > 0 && s[from-1] == '/' && end < len(s) && s[end] == '>' {
		return true // a closing tag
	}
	if allDigits(l.name) && !f.named(from, end) {
		return false // "57:" begins a numbered line, and stands in times of day
	}
	i, joined := f.join(from, end, k)
	if i >= len(s) || l.tag && !joined {
		return false
	}
	v := value{f: f, at: i, joined: joined}
	switch k {
	case number:
		return v.number()
	case trackData:
		return v.track()
	case secret:
		return v.secret()
	case block:
		return v.hexed(kindPIN, 16)
	case expiry:
		return v.expiry()
	case keyData:
		return v.key()
	case identity:
		return v.identity()
	case phone:
		return v.phone()
	case name:
		return v.name()
	}
	v.calm()
	return true
}

// named reports whether the digits [from, end) name a value, as in "57=" or
// "[57]" or a key in quotes.
func (f *finder) named(from, end int) bool {
	s := f.sym
	if from > 0 && contains(`"'[<(`, s[from-1]) {
		return true
	}
	i := skipBlanks(s, end)
	return i < len(s) && s[i] == '='
}

// longestJoin bounds what stands between a label and its value.
const longestJoin = 32

// join skips what stands between label and value: blanks, quotes, brackets,
// equals signs, a remark in brackets, the attributes of an XML tag. It reports
// whether anything but blanks was there, which makes a label of a word in prose.
func (f *finder) join(from, end int, k valueKind) (at int, joined bool) {
	s := f.sym
	i := end
	if from > 0 && s[from-1] == '<' {
		for i < len(s) && i-end < 3*longestJoin && s[i] != '>' && s[i] != '\n' {
			i++
		}
		end = i
	}
	if i < len(s) && isDigit(s[i]) && s[end-1] < 0x80 && i+1 < len(s) && !isWord(s[i+1]) {
		i++ // the number of the label
	}
	for ; i < len(s) && i-end < longestJoin; i++ {
		switch c := s[i]; c {
		case ' ', '\t', '.':
		case '"', '\'', ':', '=', '>', '[', '{', '|', ',', '\\', '`':
			joined = true
		case '<':
			if i+len(cdata) > len(s) || string(s[i:i+len(cdata)]) != cdata {
				return i, joined
			}
			i += len(cdata) - 1
			joined = true
		case '(':
			// A remark in brackets, unless the value itself stands in them.
			if c := closing(s, i); c > 0 && !hasRow(s[i:c], 8) {
				i = c
			}
			joined = true
		case '\n', '\r':
			if k != number && k != trackData {
				return i, joined
			}
		case '%':
			if separatorURL(s, i) {
				i += 2
				joined = true
				continue
			}
			return i, joined
		default:
			if n := linkWord(s[i:]); n > 0 {
				i += n - 1
				joined = true
				continue
			}
			return i, joined
		}
	}
	return i, joined
}

const cdata = "<![CDATA["

// closing finds the bracket that closes the one at i, close by; 0 without one.
func closing(s []byte, i int) int {
	for k := i + 1; k < len(s) && k-i < longestJoin && s[k] != '\n'; k++ {
		if s[k] == ')' {
			return k
		}
	}
	return 0
}

// hasRow reports whether s has n digits in all: then it is a value itself.
func hasRow(s []byte, n int) bool {
	for _, c := range s {
		if isDigit(c) || c == '*' {
			n--
		}
	}
	return n <= 0
}

func separatorURL(s []byte, i int) bool {
	if i+2 >= len(s) {
		return false
	}
	switch string(s[i : i+3]) {
	case "%3D", "%3d", "%3A", "%3a", "%22", "%20", "%5B", "%7B":
		return true
	}
	return false
}

// linkWords join a label and its value in sentences and listings.
var linkWords = []string{"：", "＝", "为", "是", "【", "「", "（", "is ", "value", "data", "len", "hex"}

func linkWord(s []byte) int {
	for _, w := range linkWords {
		if len(s) < len(w) || string(s[:len(w)]) != w {
			continue
		}
		n := len(w)
		if w == "len" { // with the length that it states
			for n < len(s) && n < 8 && (s[n] == '=' || s[n] == ':' || isDigit(s[n])) {
				n++
			}
		}
		return n
	}
	return 0
}
