package poslink

import (
	"strings"
	"unicode"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/part"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// content is a body taken apart.
type content struct {
	command string // of the request that it is, or that it answers; "" when it has none
	version string
	answer  bool
	parts   []part.Part // those that are not empty
}

// open takes the body of a frame apart. One bit that was changed on the way may
// make of a separator a letter, so that a name stands where a code should: of a
// damaged frame no words are kept in the groups.
func open(f wire.Frame) content {
	m := split(f.Body, f.Kind == wire.Data)
	if f.Check != wire.CheckBad {
		return m
	}
	for i, p := range m.parts {
		switch p.ID {
		case statusSpec.ID, commandSpec.ID, versionSpec.ID, result.ID, words.ID:
		default:
			if strings.ContainsFunc(p.Bytes.Text(), unicode.IsLetter) {
				m.parts[i].Keep = part.Drop
			}
		}
	}
	return m
}

// split takes a body apart: groups at FS, fields at US. What no layout names is
// hidden; where the frame is not whole its last field is not trusted.
func split(body wire.Bytes, whole bool) content {
	groups := cutAt(part.Part{Bytes: body}, fs)
	m := content{}
	code, rest := 0, []part.Spec{commandSpec, versionSpec}
	if len(groups) > 1 && len(groups[0].Bytes.B) == 1 && digits(groups[0].Bytes.Text(), 1, 1) {
		m.answer, code = true, 1
		rest = []part.Spec{statusSpec, commandSpec, versionSpec, result, words}
	}
	m.command = groups[code].Bytes.Text()
	if !isCommand(m.command) || !whole && len(groups) == code+1 {
		return content{parts: []part.Part{{Spec: unwritten, Bytes: body}}}
	}
	if m.answer {
		m.command = askedBy(m.command)
	}
	if len(groups) > code+1 && version(groups[code+1].Bytes.Text()) {
		m.version = groups[code+1].Bytes.Text()
	}
	layout := commands[m.command].ask
	if m.answer {
		layout = commands[m.command].answer
	}
	for i, g := range groups {
		switch {
		case i < len(rest):
			g.Spec = rest[i]
			m.add(g)
		case i-len(rest) < len(layout):
			m.fields(g, layout[i-len(rest)])
		default:
			m.extra(g)
		}
	}
	if n := len(m.parts); !whole && n > 0 && m.parts[n-1].Off+m.parts[n-1].Bytes.Len() == body.Len() {
		m.parts[n-1].Keep = part.Drop
	}
	return m
}

func (m *content) add(p part.Part) {
	if p.Bytes.Len() > 0 {
		m.parts = append(m.parts, p)
	}
}

func (m *content) fields(g part.Part, specs group) {
	for i, f := range cutAt(g, us) {
		f.Spec = unwritten
		if i < len(specs) {
			f.Spec = specs[i]
		}
		m.add(f)
	}
}

// extra reads a group behind the ones that are known. Additional data says by
// its key what it is.
func (m *content) extra(g part.Part) {
	for _, f := range cutAt(g, us) {
		key, _, ok := strings.Cut(f.Bytes.Text(), "=")
		if !ok || len(key) > 24 || strings.Trim(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") != "" {
			f.Spec = unwritten
			m.add(f)
			continue
		}
		f.Spec = part.Spec{ID: "extra." + key, Name: extraName}
		if plain[key] {
			f.Spec = chipSpec
			f.ID = "extra." + key
		}
		f.Off, f.Bytes = f.Off+len(key)+1, f.Bytes.From(len(key)+1)
		m.add(f)
	}
}

var extraName = codes.Text{EN: "Additional data", ZH: "附加数据"}

// cutAt parts a stretch at a separator.
func cutAt(p part.Part, sep byte) []part.Part {
	var out []part.Part
	from := 0
	for i := 0; i <= p.Bytes.Len(); i++ {
		if i == p.Bytes.Len() || p.Bytes.Is(i, sep) {
			out = append(out, part.Part{Off: p.Off + from, Bytes: p.Bytes.Slice(from, i)})
			from = i + 1
		}
	}
	return out
}

func isCommand(s string) bool {
	return len(s) == 3 && s[0] >= 'A' && s[0] <= 'Z' && digits(s[1:], 2, 2)
}

// askedBy gives the request of an answer, which has the number before. One that
// a terminal gives the request's own number keeps it.
func askedBy(answer string) string {
	if answer[2]%2 == 1 {
		return answer[:2] + string(answer[2]-1)
	}
	return answer
}

func digits(v string, least, most int) bool {
	return len(v) >= least && len(v) <= most && strings.Trim(v, "0123456789") == ""
}

func nameOf(code string) codes.Text {
	if c, ok := commands[code]; ok {
		return c.name
	}
	if isCommand(code) {
		if c, ok := commands[askedBy(code)]; ok {
			return answerTo.With(c.name)
		}
	}
	return notKnown
}

var (
	answerTo = codes.Text{EN: "answer to: %s", ZH: "应答：%s"}
	notKnown = codes.Text{
		EN: "a command that is not known; it may move money",
		ZH: "未知命令，可能涉及资金变动",
	}
)

// value gives a field as it stands; "" when it is not there or may not be kept.
func (m content) value(id string) string {
	for _, p := range m.parts {
		if p.ID == id && p.Keep != part.Drop {
			return p.Plain()
		}
	}
	return ""
}
