package logs

import (
	"bytes"
	"hash/fnv"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
)

const (
	// deepest is how many entries may be open at once: threads that write into
	// each other, or entries that were cut.
	deepest = 8
	// fullest is how many fields and sub-fields one message may have.
	fullest = 600
	// longest is how many bytes the values of one message may have in all.
	longest = 1 << 18
)

// jpos reads the XML log of jPOS/Q2 line by line. A live log is not closed, has
// several roots, and may be cut or interleaved at any line.
type jpos struct {
	open  []*entry   // the innermost last
	seen  [64]uint64 // messages sent or received lately
	next  int
	plain []byte
}

// entry is one <log> element, or an <isomsg> without one.
type entry struct {
	key   string
	realm string
	at    transcripts.Stamp
	dir   transcripts.Direction // from <send> and <receive>
	msg   *xmlMessage
	// left tells that another entry ended inside this one and none of its own
	// lines came since.
	left bool
}

// xmlMessage is an <isomsg> under way.
type xmlMessage struct {
	rec   Record
	path  []string // ids of the nested messages that are open
	size  int
	line  int64 // the last line that belongs to it
	cdata bool  // inside a CDATA section that is the value of the last field
	wait  bool  // the last field has its value as content
}

func newJPOS() *jpos { return &jpos{} }

func (j *jpos) take(ln *line, sc *scene) bool {
	s := ln.Text[ln.body:]
	e := j.current(ln)
	sc.channel = ""
	if e != nil {
		sc.channel = e.realm
	}
	if e != nil && e.msg != nil && e.msg.cdata {
		j.content(e, s)
		span(&e.msg.rec.Where, ln)
		e.msg.rec.Lines++
		return true
	}
	if bytes.IndexByte(s, '<') < 0 {
		if bytes.Contains(s, []byte("&lt;")) {
			j.plain = append(j.plain[:0], plain(s)...)
			s = j.plain
		} else {
			ln.known = ln.known || e != nil
			return false
		}
	}
	own := false
	t0 := bytes.TrimLeft(s, " \t")
	speaks := len(t0) > 0 && t0[0] != '<' && letter(t0[0]) // text before the first tag
	for {
		t, rest, ok := nextTag(s)
		if !ok {
			break
		}
		s = rest
		if t.cdata {
			if e = j.current(ln); e != nil && e.msg != nil && e.msg.wait {
				e.msg.cdata = true
				s = j.content(e, s)
			}
			continue
		}
		if j.tag(t, ln, sc) || t.closing && j.current(ln) != nil {
			own = true
		} else if len(t.name) > 6 {
			speaks = true // <io-timeout/>, <peer-disconnect/>, <exception name="...">
		}
	}
	for _, e = range j.open {
		if e.msg != nil && e.msg.line == ln.Number {
			span(&e.msg.rec.Where, ln)
			e.msg.rec.Lines++
		}
	}
	ln.known = ln.known || own || j.current(ln) != nil
	return own && !speaks
}

// tag acts on one tag. False means that it is none of those that carry a
// message, so that the words of the line may still say something.
func (j *jpos) tag(t tag, ln *line, sc *scene) bool {
	e := j.current(ln)
	switch string(t.name) {
	case "log":
		if t.closing {
			j.close(e, sc)
			return true
		}
		at, ok, _ := t.attr("at")
		realm, ok2, _ := t.attr("realm")
		if !ok && !ok2 {
			return false
		}
		j.begin(ln, e, plain(realm), at, sc)
		return true
	case "logger":
		ln.known = true
		return bytes.Contains(t.attrs, []byte("org.jpos"))
	case "send", "receive":
		if e == nil {
			return false
		}
		e.left = false
		e.dir = transcripts.DirectionUnknown
		if !t.closing && !t.empty {
			e.dir = transcripts.Received
			if t.name[0] == 's' {
				e.dir = transcripts.Sent
			}
		}
		return true
	case "isomsg":
		return j.isomsg(t, ln, e, sc)
	case "field", "f":
		return j.field(t, ln, e)
	}
	return false
}

func (j *jpos) begin(ln *line, cur *entry, realm string, at []byte, sc *scene) {
	if cur != nil && (cur.msg == nil || cur.left) {
		j.close(cur, sc) // it lost its end
	}
	if len(j.open) == deepest {
		j.close(j.open[0], sc)
	}
	e := &entry{key: ln.key, realm: realm}
	if st, used := stampAt(at); used > 0 {
		e.at = st
		ln.at = st
		sc.clock = clock{at: st, line: ln.Number, alone: true}
	} else {
		e.at = sc.clock.of(ln)
	}
	sc.channel = realm
	sc.entry++
	j.open = append(j.open, e)
}

// current gives the innermost open entry of the thread that wrote a line. A
// line without a prefix goes on with whatever is open: loggers put theirs on
// the first line of an entry only.
func (j *jpos) current(ln *line) *entry {
	for i := len(j.open) - 1; i >= 0; i-- {
		if ln.key == "" || j.open[i].key == ln.key {
			return j.open[i]
		}
	}
	return nil
}

// unfinished gives the innermost entry with a message under way: lines of it
// may come after another entry began in its middle.
func (j *jpos) unfinished(ln *line) *entry {
	for i := len(j.open) - 1; i >= 0; i-- {
		if e := j.open[i]; e.msg != nil && (ln.key == "" || e.key == ln.key) {
			return e
		}
	}
	return nil
}

// close ends an entry; a message still open in it was cut.
func (j *jpos) close(e *entry, sc *scene) {
	if e == nil {
		return
	}
	if e.msg != nil {
		if e.msg.rec.Cut == "" {
			e.msg.rec.Cut = e.msg.last()
		}
		j.finish(e, sc)
	}
	for i, o := range j.open {
		if o == e {
			j.open = append(j.open[:i], j.open[i+1:]...)
			break
		}
	}
	for i := len(j.open) - 1; i >= 0; i-- {
		if o := j.open[i]; o.key == e.key {
			o.left = true
			break
		}
	}
}

func (j *jpos) isomsg(t tag, ln *line, e *entry, sc *scene) bool {
	if t.closing {
		in := j.unfinished(ln)
		if in == nil {
			return e != nil
		}
		e = in
		m := e.msg
		m.line = ln.Number
		if n := len(m.path); n > 0 {
			m.path = m.path[:n-1]
			return true
		}
		span(&m.rec.Where, ln)
		m.rec.Lines++
		j.finish(e, sc)
		return true
	}
	if e == nil {
		if t.cut {
			return false
		}
		e = &entry{key: ln.key, at: sc.clock.of(ln)}
		j.open = append(j.open, e)
	}
	e.left = false
	id, nested, _ := t.attr("id")
	if nested && e.msg != nil {
		e.msg.line = ln.Number
		if !t.empty && len(e.msg.path) < deepest {
			e.msg.path = append(e.msg.path, string(id))
		}
		return true
	}
	if e.msg != nil { // a new message inside one: the first lost its end
		if e.msg.rec.Cut == "" {
			e.msg.rec.Cut = e.msg.last()
		}
		j.finish(e, sc)
	}
	if t.empty {
		return true
	}
	m := &xmlMessage{line: ln.Number}
	m.rec = Record{Kind: Fields, At: e.at, Dir: e.dir, Channel: e.realm, Format: "jpos", Aside: e.dir == ""}
	if v, ok, _ := t.attr("direction"); ok && e.dir == "" {
		switch string(v) {
		case "incoming":
			m.rec.Dir = transcripts.Received
		case "outgoing":
			m.rec.Dir = transcripts.Sent
		}
	}
	e.msg = m
	return true
}

func (j *jpos) field(t tag, ln *line, e *entry) bool {
	in := j.unfinished(ln)
	if in == nil {
		return e != nil
	}
	e = in
	m := e.msg
	m.line = ln.Number
	e.left = false
	if t.closing {
		m.wait = false
		return true
	}
	id, ok, open := t.attr("id")
	if !ok || open || len(id) == 0 || len(id) > 8 {
		if t.cut {
			m.rec.Cut = m.last()
		}
		return true
	}
	name := string(id)
	if len(m.path) > 0 {
		name = strings.Join(m.path, ".") + "." + name
	}
	v, ok, open := t.attr("value")
	if !ok {
		v, ok, open = t.attr("v")
	}
	if open || t.cut {
		m.rec.Cut = "DE" + name
		return true
	}
	kind, _, _ := t.attr("type")
	m.add(Field{ID: name, Value: plain(v), Binary: string(kind) == "binary"})
	m.wait = !ok && !t.empty
	return true
}

func (m *xmlMessage) add(f Field) {
	m.size += len(f.Value)
	if len(m.rec.List) >= fullest || m.size > longest {
		m.rec.Cut = "DE" + f.ID
		return
	}
	if f.ID == "0" {
		m.rec.MTI = f.Value
		return
	}
	m.rec.List = append(m.rec.List, f)
}

// last names the last field that was read whole.
func (m *xmlMessage) last() string {
	if n := len(m.rec.List); n > 0 {
		return "DE" + m.rec.List[n-1].ID
	}
	return "MTI"
}

// content adds text of a CDATA section to the field it belongs to and gives
// what stands behind the section.
func (j *jpos) content(e *entry, s []byte) []byte {
	m := e.msg
	text, rest, done := bytes.Cut(s, []byte("]]>"))
	if n := len(m.rec.List); n > 0 && m.size+len(text) < longest {
		f := &m.rec.List[n-1]
		if f.Value != "" {
			f.Value += "\n"
		}
		f.Value += string(text)
		m.size += len(text)
	}
	if done {
		m.cdata = false
	}
	return rest
}

// finish hands a message over. One that is only shown along with something
// else is left out when it was sent or received shortly before.
func (j *jpos) finish(e *entry, sc *scene) {
	m := e.msg
	e.msg = nil
	if e.realm == "" {
		for i, o := range j.open {
			if o == e {
				j.open = append(j.open[:i], j.open[i+1:]...)
				break
			}
		}
	}
	if m.rec.MTI == "" && (len(m.rec.List) == 0 || m.rec.Cut == "") {
		return
	}
	sum := j.sum(&m.rec)
	if m.rec.Aside {
		for _, s := range j.seen {
			if s == sum {
				return
			}
		}
	}
	j.seen[j.next%len(j.seen)] = sum
	j.next++
	sc.emit(&m.rec)
}

// sum is a digest of what a message holds, for telling repetitions.
func (j *jpos) sum(r *Record) uint64 {
	h := fnv.New64a()
	h.Write([]byte(r.MTI))
	for _, f := range r.List {
		h.Write([]byte(f.ID))
		h.Write([]byte{0})
		h.Write([]byte(f.Value))
		h.Write([]byte{1})
	}
	return h.Sum64()
}

func (j *jpos) pass(*line, *scene) {}

func (j *jpos) end(sc *scene) {
	for len(j.open) > 0 {
		j.close(j.open[len(j.open)-1], sc)
	}
}
