package logs

import (
	"bytes"
	"strconv"

	"github.com/posdoctor/posdoctor/transcripts"
)

// fieldList reads messages that a log shows field by field.
type fieldList struct {
	rec    Record
	active bool
	lastID int
	blanks int
	extra  int  // lines in a row that are no field
	faulty bool // a title said so before the list began
	title  int64
}

func newFieldList() *fieldList { return &fieldList{} }

func (l *fieldList) take(ln *line, sc *scene) bool {
	s := ln.Text[ln.body:]
	if ln.blank {
		if l.active {
			if l.blanks++; l.blanks > 1 && len(l.rec.List) > 0 {
				l.finish(sc)
			}
		}
		return false
	}
	if l.active && (bitmapLine(s) || ruler(s)) {
		return l.also(ln)
	}
	if !likely(s) || !l.active && len(s) > widest && !namesType(s) {
		return l.other(ln, s, sc)
	}
	if f, ok := fieldLine(l.trim(s)); ok {
		return l.row(ln, f, sc)
	}
	if !namesType(s) {
		return l.other(ln, s, sc)
	}
	if mti, list := inline(s); mti != "" {
		l.finish(sc)
		l.begin(ln, sc)
		l.rec.MTI, l.rec.List = mti, append(l.rec.List, list...)
		l.also(ln)
		l.finish(sc)
		return true
	}
	return l.other(ln, s, sc)
}

// widest is how long a line may be that begins a list of one field a line.
const widest = 300

// namesType is a cheap look for a list on one line, which names the message type.
func namesType(s []byte) bool {
	return bytes.Contains(s, []byte("MTI")) || bytes.Contains(s, []byte("mti")) || bytes.Contains(s, []byte("[0:"))
}

// likely is a cheap look: every form of a field line has a digit and one of the
// marks that separate name and value.
func likely(s []byte) bool {
	if len(s) > 4096 {
		return false
	}
	return bytes.ContainsAny(s, ":=].") || bytes.Contains(s, []byte("："))
}

// trim takes a logger's words off the front of a row that is inside a list:
// "[main] DEBUG Dump - F39=00".
func (l *fieldList) trim(s []byte) []byte {
	s = bytes.TrimLeft(s, " \t")
	if i := bytes.Index(s, []byte("域")); i > 0 && i < 120 {
		return s[i:]
	}
	for _, mark := range [...]string{" - ", ": "} {
		if i := bytes.Index(s, []byte(mark)); i > 0 && i < 100 {
			rest := bytes.TrimLeft(s[i+len(mark):], " ")
			if _, ok := fieldLine(rest); ok && len(rest) > 0 && !plainField(s) {
				return rest
			}
		}
	}
	return s
}

// plainField reports a row that already reads as a field from its start.
func plainField(s []byte) bool {
	_, ok := fieldLine(s)
	return ok
}

func (l *fieldList) row(ln *line, f named, sc *scene) bool {
	if f.id == 0 {
		if len(f.value) != 4 || digits([]byte(f.value)) != 4 {
			if !l.active {
				return false
			}
			return l.also(ln)
		}
		l.finish(sc)
		l.begin(ln, sc)
		l.rec.MTI = f.value
		return l.also(ln)
	}
	if f.id == 1 {
		return l.active && l.also(ln)
	}
	if l.active && f.id <= l.lastID {
		l.finish(sc)
	}
	if !l.active {
		if !f.sure {
			return false
		}
		l.begin(ln, sc)
	}
	l.lastID, l.blanks, l.extra = f.id, 0, 0
	if f.value == "NaN" || f.value == "undefined" {
		l.rec.Faulty = true
	}
	if len(l.rec.List) < fullest {
		l.rec.List = append(l.rec.List, Field{ID: strconv.Itoa(f.id), Value: f.value})
	}
	return l.also(ln)
}

func (l *fieldList) begin(ln *line, sc *scene) {
	l.active, l.lastID, l.blanks, l.extra = true, 0, 0, 0
	l.rec = Record{Kind: Fields, At: sc.clock.of(ln), Format: "cnpos", Channel: ln.key, Aside: true, List: l.rec.List[:0]}
	l.rec.Faulty = l.faulty && ln.Number-l.title <= 3
	l.faulty = false
	if sc.label.weight > 0 && ln.Number-sc.label.line <= wait+1 {
		l.rec.Dir = sc.label.dir
		sc.label = label{}
	}
}

// also counts a line as part of the list.
func (l *fieldList) also(ln *line) bool {
	span(&l.rec.Where, ln)
	l.rec.Lines++
	return true
}

// other looks at a line that is no field: the sub-fields of a dump are indented
// or named by tag and do not end it.
func (l *fieldList) other(ln *line, s []byte, sc *scene) bool {
	if bytes.Contains(s, []byte("<faulty>")) {
		l.faulty, l.title = true, ln.Number
		ln.known = true
	}
	if !l.active {
		return false
	}
	t := bytes.TrimLeft(s, " \t")
	if len(t) < len(s) && len(s)-len(t) >= 2 || len(t) > 2 && t[0] == 'F' && nibble[t[1]] != bad {
		if l.extra++; l.extra <= 64 {
			return l.also(ln)
		}
	}
	l.finish(sc)
	return false
}

func (l *fieldList) pass(ln *line, sc *scene) {
	if l.active && !ln.blank {
		l.finish(sc)
	}
}

func (l *fieldList) end(sc *scene) { l.finish(sc) }

// finish hands the list over. A list that nowhere names its type is no message.
func (l *fieldList) finish(sc *scene) {
	if !l.active {
		return
	}
	l.active = false
	if len(l.rec.List) == 0 {
		return
	}
	sc.emit(&l.rec)
	l.rec.Where = transcripts.Where{}
}

// ruler reports lines that only draw.
func ruler(s []byte) bool {
	for _, c := range bytes.TrimSpace(s) {
		if c != '-' && c != '=' && c != '_' && c != '*' && c != '~' && c != '+' && c != '#' {
			return false
		}
	}
	return true
}
