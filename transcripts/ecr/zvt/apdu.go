package zvt

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// apdu is a message taken apart.
type apdu struct {
	code   code
	head   int // bytes of class, instruction and length
	data   wire.Bytes
	fields []field
	// fault says where taking apart stopped, its byte counted from the class.
	fault *transcripts.Fault
	// state is set for a completion that tells the state of the terminal: its
	// first fields are no BMPs.
	state bool
}

// field is one part of an APDU's data.
type field struct {
	id   string // "27", "1F16", or the name of a part without a tag: "password"
	at   int    // in the APDU
	head int    // bytes of tag and length before the value
	val  wire.Bytes
	show show
	name codes.Text
	sub  []field
}

// parts are what stands in an APDU without a tag before it.
var parts = map[string]struct {
	size int // -1: to the end
	show show
	name codes.Text
}{
	"password":  {3, showHidden, codes.Text{EN: "Password", ZH: "密码"}},
	"config":    {1, showHex, codes.Text{EN: "Settings", ZH: "配置字节"}},
	"49":        {2, showDigits, codes.Text{EN: "Currency", ZH: "币种"}},
	"27":        {1, showHex, codes.Text{EN: "Result code", ZH: "结果码"}},
	"progress":  {1, showHex, codes.Text{EN: "Progress", ZH: "处理进度"}},
	"minutes":   {1, showDigits, codes.Text{EN: "Time-out in minutes", ZH: "超时时间（分钟）"}},
	"seconds":   {1, showHex, codes.Text{EN: "Time-out in seconds", ZH: "超时时间（秒）"}},
	"attribute": {1, showHex, codes.Text{EN: "Print attribute", ZH: "打印属性"}},
	"text":      {-1, showText, codes.Text{EN: "Text", ZH: "文字"}},
	"from":      {2, showDigits, codes.Text{EN: "First receipt", ZH: "起始票据号"}},
	"to":        {2, showDigits, codes.Text{EN: "Last receipt", ZH: "结束票据号"}},
	"prepaid":   {2, showDigits, codes.Text{EN: "Type of prepaid card", ZH: "预付卡种"}},
	"mode":      {1, showHex, codes.Text{EN: "Payment mode", ZH: "付款方式"}},
	"state":     {1, showHex, codes.Text{EN: "State of the terminal", ZH: "终端状态"}},
	"data":      {-1, showHidden, codes.Text{EN: "Data", ZH: "数据"}},
}

// parse takes an APDU apart as far as it can. It reports false when there is no
// header. state tells that a completion is known to answer an enquiry of state.
func parse(body wire.Bytes, state bool) (apdu, bool) {
	a := apdu{head: 3}
	need, ok := size(body.B)
	if !ok || hid(body, 0)|hid(body, 1)|hid(body, 2) != 0 {
		return a, false
	}
	if body.B[2] == 0xFF {
		a.head = 5
	}
	a.code = code{body.B[0], body.B[1]}
	a.data = body.Slice(a.head, min(need, body.Len()))
	p := parser{a: &a}
	switch {
	case a.code[0] == 0x80 || a.code[0] == 0x84:
		p.run([]string{"cc6F?", "list"})
	case a.code == completion:
		p.completion(state)
	default:
		layout := []string{"raw"}
		if c, known := commands()[a.code]; known {
			layout = c.layout
		}
		p.run(layout)
	}
	return a, true
}

var completion = code{0x06, 0x0F}

// parser walks through the data of an APDU.
type parser struct {
	a *apdu
	i int
}

func (p *parser) left() int { return p.a.data.Len() - p.i }

// completion reads 06 0F, which has two layouts: BMPs after most commands,
// software version and state after an enquiry of state. Only the command tells
// them apart, or a first byte that the other cannot have.
func (p *parser) completion(state bool) {
	state = state || p.left() == 1 || p.left() > 0 && p.a.data.B[0] >= 0xF0 && p.a.data.B[0] <= 0xF9
	if !state {
		p.run([]string{"list"})
		if p.a.fault == nil {
			return
		}
	}
	other := *p.a
	*p.a = apdu{code: other.code, head: other.head, data: other.data, state: true}
	p.i = 0
	p.run([]string{"software?", "state?", "list"})
	if !state && p.a.fault != nil {
		*p.a = other
	}
}

func (p *parser) run(layout []string) {
	for _, l := range layout {
		if p.a.fault != nil {
			return
		}
		next := byte(0)
		if p.left() > 0 {
			next = p.a.data.B[p.i]
		}
		_, tagged := bmps()[next]
		switch l {
		case "list":
			p.list()
		case "raw":
			p.part("data", p.left() == 0)
		case "text":
			p.part("text", p.left() == 0)
		case "pw":
			p.part("password", false)
		case "pw?":
			p.part("password", p.left() < 3)
		case "cc":
			p.part("49", p.left() < 2)
		case "cc?":
			p.part("49", p.left() < 2 || tagged)
		case "cc6F?": // 84 1E states its code in the data
			p.part("27", p.a.code[1] != 0x1E || p.left() == 0)
			p.part("49", p.a.code[1] != 0x1E || p.left() < 2)
		case "result":
			p.part("27", p.left() == 0)
		case "minutes?":
			p.part("minutes", p.left() == 0 || next == 0x06)
		case "software?":
			if next >= 0xF0 && next <= 0xF9 {
				p.tagged("software", entry{"LLL", showChars, codes.Text{EN: "Software version", ZH: "软件版本"}}, 0)
			}
		case "state?":
			p.part("state", p.left() == 0)
		case "to?":
			p.part("to", p.left() < 2)
		case "seconds?":
			p.part("seconds", p.left() == 0)
		case "attribute?":
			p.part("attribute", p.left() == 0)
		default:
			p.part(l, false)
		}
	}
}

// part takes the next bytes as a part without a tag, or nothing if skip is set.
func (p *parser) part(id string, skip bool) {
	if skip {
		return
	}
	d := parts[id]
	n := d.size
	if n < 0 {
		n = p.left()
	}
	if n > p.left() {
		p.stop("truncated", id, textFixedCut)
		return
	}
	p.a.fields = append(p.a.fields, field{
		id: id, at: p.a.head + p.i, val: p.a.data.Slice(p.i, p.i+n), show: d.show, name: d.name,
	})
	p.i += n
}

func (p *parser) stop(id, field string, what codes.Text) {
	p.a.fault = &transcripts.Fault{ID: id, Byte: p.a.head + p.i, Field: field, What: what}
}

// bmp gives the value of a BMP or a part without a tag; false if it is not there.
func (a *apdu) bmp(id string) (wire.Bytes, bool) {
	for _, f := range a.fields {
		if f.id == id {
			return f.val, true
		}
	}
	return wire.Bytes{}, false
}

// object gives the first object of a tag in the TLV container, at any depth.
// Tags of objects and BMPs overlap, so a BMP is never given.
func (a *apdu) object(path ...string) (wire.Bytes, bool) {
	list := []field{}
	for _, f := range a.fields {
		list = append(list, f.sub...)
	}
	for i, id := range path {
		f, ok := find(list, id)
		if !ok {
			return wire.Bytes{}, false
		}
		if i == len(path)-1 {
			return f.val, true
		}
		list = f.sub
	}
	return wire.Bytes{}, false
}

func find(list []field, id string) (field, bool) {
	for _, f := range list {
		if f.id == id {
			return f, true
		}
		if found, ok := find(f.sub, id); ok {
			return found, true
		}
	}
	return field{}, false
}
