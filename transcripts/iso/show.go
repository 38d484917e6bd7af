package iso

import (
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/emv"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// shower turns unpacked fields into fields for showing. It is the only place
// where field values become text, and decides by the layout's keep rule.
type shower struct {
	g      *reading
	rec    *record
	u      *unpacked
	masker *redact.Masker
	msg    *transcripts.Message
}

// head shows what stands before the fields.
func (s *shower) head(data []byte) []transcripts.Field {
	f := &s.g.frame
	fr := f.framing(data)
	var out []transcripts.Field
	if fr.TPDU != "" {
		n := 5
		if f.header == headerText {
			n = 10
		}
		out = append(out, transcripts.Field{
			ID: "TPDU", Name: codes.Text{EN: "Transport addresses", ZH: "TPDU传输地址"},
			Value: fr.TPDU, Offset: f.base, Length: n,
		})
	}
	if fr.Header != "" {
		out = append(out, s.header(fr.Header))
	}
	n := 4
	if s.g.lay.mti == encBCD {
		n = 2
	}
	out = append(out, transcripts.Field{
		ID: "MTI", Name: codes.Text{EN: "Message type", ZH: "消息类型"}, Value: s.msg.MTI,
		Meaning: meaningMTI(s.msg), Offset: f.start, Length: n,
	})
	return out
}

func (s *shower) header(text string) transcripts.Field {
	f := &s.g.frame
	at := f.base
	if f.header == headerCN || f.header == headerShort {
		at += 5
	}
	out := transcripts.Field{
		ID: "header", Name: codes.Text{EN: "Message header", ZH: "报文头"},
		Value: text, Offset: at, Length: f.start - at,
	}
	if f.header == headerCN || f.header == headerOnly {
		for _, p := range []part{
			{"header.5", 4, 5, codes.Text{EN: "Terminal status", ZH: "终端状态"}, true},
			{"header.6", 5, 6, codes.Text{EN: "What the host asks for", ZH: "处理要求"}, true},
		} {
			out.Sub = append(out.Sub, split([]byte(text), []part{p}, at, 2, s.masker)...)
		}
	}
	return out
}

// fields shows every field that was read, in order.
func (s *shower) fields() []transcripts.Field {
	out := make([]transcripts.Field, 0, len(s.u.ids))
	for _, id := range s.u.ids {
		out = append(out, s.one(id))
	}
	return out
}

func (s *shower) one(id int) transcripts.Field {
	spec, sp, v := &s.g.lay.fields[id], s.u.spans[id], s.u.values[id]
	base := s.g.frame.start
	f := transcripts.Field{ID: itoa(id), Name: spec.name, Offset: base + sp.off, Length: sp.end - sp.off}
	at := base + sp.value
	perByte := 1
	if spec.enc == encBCD {
		perByte = 2
	}
	switch {
	case id == 55:
		s.chip(&f, at, len(v) == sp.end-sp.value)
	case id == 54:
		f.Sub = amountParts(v, at)
		f.Dropped = len(f.Sub) == 0 && len(v) > 0
	case id == 63 && s.g.lay.id == "cnpos":
		f.Sub = textParts(v, at, s.masker)
	case partsOf(s.g.lay, id, s.msg.Class) != nil:
		f.Sub = split(v, partsOf(s.g.lay, id, s.msg.Class), at, perByte, s.masker)
		f.Dropped = len(f.Sub) == 0 && len(v) > 0
	case spec.keep == keepTruncate:
		f.Value = cardOf(v, s.masker).Masked
		f.Dropped = f.Value == "" && len(v) > 0
	case spec.keep == keepValue || spec.keep == keepText:
		s.plain(&f, id, spec, v)
	default:
		f.Dropped = len(v) > 0
	}
	return f
}

// plain shows a value that is no secret: digits and short codes as they are,
// text after masking by shape, unreadable bytes not at all unless the field is
// binary by nature.
func (s *shower) plain(f *transcripts.Field, id int, spec *fieldSpec, v []byte) {
	if spec.kind == 'b' {
		f.Value = hexText(v)
		return
	}
	if id == 39 {
		v = ebcdicCode(v)
	}
	text, ok := plainText(v)
	if !ok {
		f.Dropped = true
		return
	}
	// Only a merchant id is long enough to look like a card number by chance and
	// must stay whole.
	if spec.keep == keepText || spec.max > 12 && id != 42 {
		text = s.masker.Text(text)
	}
	f.Value = text
	f.Meaning = meaningOf(s.g.lay, id, text)
}

// chip shows field 55 tag by tag. What could not be read is dropped.
func (s *shower) chip(f *transcripts.Field, at int, asIs bool) {
	data := s.rec.chipBytes()
	tlvs, err := emv.Parse(data)
	f.Sub = emv.Fields(tlvs, s.masker)
	f.Dropped = err != nil && len(data) > 0
	scale := 1
	if asIs && len(data) != len(s.rec.vals[55]) {
		scale = 2
	}
	move(f.Sub, at, scale)
	if err != nil {
		if e, ok := err.(*emv.Error); ok {
			f.Meaning = codes.Text{
				EN: strings.TrimSpace("the chip data cannot be read from byte " + itoa(e.Byte) + " on " + e.Tag),
				ZH: strings.TrimSpace("芯片数据从第 " + itoa(e.Byte) + " 字节起无法解读 " + e.Tag),
			}
		}
	}
}

// move turns offsets inside the chip data into offsets in the message.
func move(fields []transcripts.Field, at, scale int) {
	for i := range fields {
		fields[i].Offset = at + scale*fields[i].Offset
		fields[i].Length *= scale
		move(fields[i].Sub, at, scale)
	}
}
