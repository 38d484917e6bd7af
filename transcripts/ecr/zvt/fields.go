package zvt

import (
	"errors"
	"fmt"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/emv"
)

// list reads BMPs to the end of the data.
func (p *parser) list() {
	for p.left() > 0 && p.a.fault == nil {
		tag, known := p.a.data.At(p.i)
		e, listed := bmps()[tag]
		if !known || !listed {
			p.stop("field", "BMP", textUnknownBMP)
			return
		}
		p.tagged(fmt.Sprintf("%02X", tag), e, 1)
	}
}

// tagged reads a field whose length its entry tells, after skip bytes of tag.
func (p *parser) tagged(id string, e entry, skip int) {
	d := p.a.data.From(p.i)
	head, n, ok := length(d.From(skip), e.size)
	head += skip
	switch {
	case !ok:
		p.stop("field", id, textFieldLength)
		return
	case n > d.Len()-head:
		p.stop("truncated", id, textFieldCut)
		return
	}
	f := field{id: id, at: p.a.head + p.i, head: head, val: d.Slice(head, head+n), show: e.show, name: e.name}
	if e.show == showContainer {
		p.open(&f)
	}
	p.a.fields = append(p.a.fields, f)
	p.i += head + n
}

// length reads a length field, and gives its own size and what it states. Of LL
// and LLL each byte is a digit with F before it; BER is as in PA00P015 9.3.2.
func length(b wire.Bytes, size string) (head, n int, ok bool) {
	switch size {
	case "LL", "LLL":
		head = len(size)
		if b.Len() < head {
			return 0, 0, false
		}
		for i := range head {
			if c, known := b.At(i); !known || c < 0xF0 || c > 0xF9 {
				return 0, 0, false
			}
			n = n*10 + int(b.B[i]&0x0F)
		}
		return head, n, true
	case "BER":
		if b.Len() == 0 || hid(b, 0) != 0 {
			return 0, 0, false
		}
		c := b.B[0]
		switch {
		case c < 0x80:
			return 1, int(c), true
		case c == 0x81 && b.Len() > 1:
			return 2, int(b.B[1]), true
		case c == 0x82 && b.Len() > 2:
			return 3, int(b.B[1])<<8 | int(b.B[2]), true
		}
		return 0, 0, false
	}
	_, err := fmt.Sscan(size, &n)
	return 0, n, err == nil
}

// open takes the TLV container in f apart.
func (p *parser) open(f *field) {
	objects, err := emv.Parse(f.val.B)
	f.sub = p.objects(objects, f.val, f.at+f.head)
	if err != nil {
		at := f.at + f.head
		var e *emv.Error
		if errors.As(err, &e) {
			at += e.Byte
		}
		p.a.fault = &transcripts.Fault{ID: "field", Byte: at, Field: "BMP 06", What: textContainer}
	}
}

func (p *parser) objects(list []emv.TLV, in wire.Bytes, base int) []field {
	var out []field
	for _, o := range list {
		n := len(o.Value)
		e, listed := tags()[o.Tag]
		if !listed {
			e = entry{show: showHidden, name: codes.Text{EN: "Unknown object", ZH: "未知数据"}}
		}
		f := field{
			id: o.Tag, at: base + o.Offset, head: o.Length - n, show: e.show, name: e.name,
			val: in.Slice(o.Offset+o.Length-n, o.Offset+o.Length),
		}
		if f.show == showTemplate {
			f.sub = p.objects(o.Children, in, base)
		}
		out = append(out, f)
	}
	return out
}
