package iso

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
)

// stopName names what could not be read.
func stopName(field int) string {
	switch field {
	case 0:
		return "MTI"
	case 1:
		return "bitmap"
	}
	return fieldName(field)
}

// fault says why a reading is not whole; nil when it is. Bytes count from the
// start of what was given to Read.
func (g *reading) fault() *transcripts.Fault {
	at, name := g.frame.start+g.at.at, stopName(g.at.field)
	switch {
	case g.whole():
		return nil
	case g.rank == rankLoose:
		n := itoa(g.left)
		return &transcripts.Fault{ID: "framing", Byte: at, What: codes.Text{
			EN: "all fields were read, and " + n + " bytes are left over",
			ZH: "所有域都已读完，后面还多出 " + n + " 个字节",
		}}
	case g.rank == rankShort:
		return truncated(at, name)
	}
	return &transcripts.Fault{ID: "field", Byte: at, Field: name, What: codes.Text{
		EN: name + " is not written in a way that this dialect allows",
		ZH: name + " 的写法不符合该报文规范",
	}}
}

func truncated(at int, name string) *transcripts.Fault {
	return &transcripts.Fault{ID: "truncated", Byte: at, Field: name, What: codes.Text{
		EN: "the message ends before " + name + " is complete",
		ZH: "报文不完整，在 " + name + " 处中断",
	}}
}

// refusal says why bytes are no message.
func refusal(at int, name string) *transcripts.Fault {
	return &transcripts.Fault{ID: "framing", Byte: at, Field: name, What: codes.Text{
		EN: "these bytes are not an ISO 8583 message: " + name + " cannot be what it holds",
		ZH: "这些字节不是 ISO 8583 报文：" + name + " 的内容不可能成立",
	}}
}

// noMessage explains bytes of which no reading was found: cut inside what
// stands before the fields, refused for their content, or none.
func noMessage(raw []byte, refused *reading) *transcripts.Fault {
	if refused != nil {
		return refusal(refused.frame.start+refused.at.at, fieldName(refused.view.refused))
	}
	if len(raw) == 0 {
		return truncated(0, "MTI")
	}
	// The longest frame that the bytes begin shows where they stop.
	at, name := 0, "MTI"
	short := len(raw) < 4
	for _, lf := range lengthForms {
		f, ok := cutLength(raw, lf)
		if !ok || (lf != lengthNone && lf != lengthSTX && f.stated < f.actual) {
			continue
		}
		for _, hf := range [...]headerForm{headerTPDU, headerCN, headerVisa, headerCUPS} {
			if !f.cutHeader(raw, hf) {
				continue
			}
			switch {
			case f.start > len(raw):
				at, name, short = f.base, "header", true
			case f.start+4 > len(raw):
				at, name, short = f.start, "MTI", true
			default:
				at = f.start
			}
		}
	}
	if short {
		return truncated(at, name)
	}
	return refusal(at, name)
}
