package mellon

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/gather"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// A message is two bytes of length, big endian, and then three letters that
// tell the direction, two digits of variant and two of version, and the body
// (section 6.1). Receipts in it have up to 4 KB.
const (
	headerBytes = 9
	wordEnd     = 5 // of the letters of the direction
	maxMessage  = 16 << 10
	maxNoise    = 64
)

// framer cuts messages out of one direction. A message begins where a length
// that can be is followed by the letters of a direction.
type framer struct{ raw gather.Pile }

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
	n := f.start()
	if f.raw.Len()-n < wordEnd {
		n = f.raw.Len()
	}
	out := noise(nil, f.raw.TakeFirst(n))
	if f.raw.Len() == 0 {
		return out
	}
	raw := f.raw.Take()
	return append(out, wire.Frame{
		Kind: wire.Rejected, Raw: raw, Body: raw.From(2),
		Fault: &transcripts.Fault{ID: "truncated", Byte: raw.Len(), What: textCut},
	})
}

// cut gives what is whole. Bytes that begin no message wait until one begins or
// until they are many.
func (f *framer) cut(out []wire.Frame) []wire.Frame {
	i := f.start()
	b := f.raw.Bytes()
	switch {
	case i >= maxNoise:
		return noise(out, f.raw.TakeFirst(i))
	case len(b) < i+wordEnd:
		return out
	}
	if size := 2 + int(b[i])<<8 + int(b[i+1]); len(b) == i+size {
		out = noise(out, f.raw.TakeFirst(i))
		raw := f.raw.Take()
		w := wire.Frame{Kind: wire.Data, Raw: raw, Body: raw.From(2)}
		if !raw.AllKnown() {
			w.Check = wire.CheckHidden
		}
		return append(out, w)
	}
	return out
}

// start is the first place at which a message may begin; at the latest behind
// the last byte.
func (f *framer) start() int {
	for i := 0; ; i++ {
		if f.begins(i) {
			return i
		}
	}
}

// begins reports whether the bytes from i on may be a message or the beginning
// of one.
func (f *framer) begins(i int) bool {
	b := f.raw.Bytes()
	if len(b) > i+1 {
		if size := int(b[i])<<8 + int(b[i+1]); size < headerBytes-2 || size > maxMessage {
			return false
		}
	}
	for _, word := range []string{"ECR", "MEL"} {
		fits := true
		for k := 0; k < len(word) && i+2+k < len(b); k++ {
			fits = fits && f.raw.Is(i+2+k, word[k])
		}
		if fits {
			return true
		}
	}
	return false
}

func noise(out []wire.Frame, raw wire.Bytes) []wire.Frame {
	if raw.Len() == 0 {
		return out
	}
	return append(out, wire.Frame{Kind: wire.Rejected, Raw: raw, Fault: &transcripts.Fault{ID: "noise", What: textNoise}})
}

var (
	textNoise  = codes.Text{EN: "bytes that belong to no message of this protocol", ZH: "不属于该协议任何报文的字节"}
	textCut    = codes.Text{EN: "the message breaks off before its end", ZH: "报文没有结束就中断了"}
	textLayout = codes.Text{EN: "the message has not the fields that its kind demands", ZH: "报文缺少该类型应有的字段"}
)
