package caisseap

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/gather"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// A message is a row of fields: two capitals, three digits of length, the value.
// The first field is CZ. Some forty fields exist, most of them short.
const (
	headerBytes = 5
	firstTag    = "CZ"
	maxMessage  = 16 << 10
	maxNoise    = 64
)

// framer cuts messages out of one direction.
type framer struct {
	raw  gather.Pile
	next int // where in raw the next field begins; raw begins with CZ when it is not 0
}

// Feed implements [wire.Framer].
func (f *framer) Feed(b wire.Bytes) []wire.Frame {
	var out []wire.Frame
	for i, c := range b.B {
		f.raw.Add(c, gather.Hid(b, i))
		out = f.cut(out)
	}
	return out
}

// Flush implements [wire.Framer].
func (f *framer) Flush() []wire.Frame {
	n := f.raw.Len()
	if n == 0 {
		return nil
	}
	whole := f.next == n && n > 0
	began := f.begins(0) && n >= headerBytes
	f.next = 0
	raw := f.raw.Take()
	switch {
	case whole:
		return []wire.Frame{data(raw)}
	case began:
		return []wire.Frame{{
			Kind: wire.Rejected, Raw: raw, Body: raw,
			Fault: &transcripts.Fault{ID: "truncated", Byte: n, What: textCut},
		}}
	}
	return []wire.Frame{noise(raw)}
}

func (f *framer) cut(out []wire.Frame) []wire.Frame {
	n := f.raw.Len()
	if f.next == 0 { // between messages
		start := 0
		for !f.begins(start) {
			start++
		}
		if start > 0 && (start < n && n-start >= headerBytes || start >= maxNoise) {
			out = append(out, noise(f.raw.TakeFirst(start)))
			n -= start
			start = 0
		}
		if start > 0 || n < headerBytes {
			return out
		}
		f.next = f.end(0)
	}
	for f.next+headerBytes <= n {
		switch {
		case !f.isField(f.next):
			// What follows is of no message: the message ended before it.
			out = append(out, data(f.raw.TakeFirst(f.next)))
			f.next = 0
			return f.cut(out)
		case f.begins(f.next):
			out = append(out, data(f.raw.TakeFirst(f.next)))
			f.next = 0
			return f.cut(out)
		case f.next > maxMessage:
			out = append(out, data(f.raw.TakeFirst(f.next)))
			f.next = 0
			return f.cut(out)
		}
		f.next = f.end(f.next)
	}
	return out
}

// begins reports whether a message may begin at i, as far as there are bytes.
func (f *framer) begins(i int) bool {
	for k := 0; k < headerBytes && i+k < f.raw.Len(); k++ {
		c := f.raw.Bytes()[i+k]
		if k < 2 && !f.raw.Is(i+k, firstTag[k]) || k >= 2 && (!f.raw.Is(i+k, c) || c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// isField reports whether the five bytes at i are the header of a field.
func (f *framer) isField(i int) bool {
	for k := range headerBytes {
		c := f.raw.Bytes()[i+k]
		low, high := byte('A'), byte('Z')
		if k >= 2 {
			low, high = '0', '9'
		}
		if !f.raw.Is(i+k, c) || c < low || c > high {
			return false
		}
	}
	return true
}

// end is where the field at i ends.
func (f *framer) end(i int) int { return i + headerBytes + stated(f.raw.Bytes()[i+2:]) }

// stated reads the three digits of a length.
func stated(b []byte) int {
	n := 0
	for _, c := range b[:3] {
		n = n*10 + int(c-'0')
	}
	return n
}

func data(raw wire.Bytes) wire.Frame {
	f := wire.Frame{Kind: wire.Data, Raw: raw, Body: raw}
	if !raw.AllKnown() {
		f.Check = wire.CheckHidden
	}
	return f
}

func noise(raw wire.Bytes) wire.Frame {
	return wire.Frame{Kind: wire.Rejected, Raw: raw, Fault: &transcripts.Fault{ID: "noise", What: textNoise}}
}

var (
	textNoise = codes.Text{EN: "bytes that belong to no Caisse-AP message", ZH: "不属于任何 Caisse-AP 报文的字节"}
	textCut   = codes.Text{EN: "the message breaks off inside a field", ZH: "报文在字段中间中断了"}
)
