package bcdlen

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	stx = 0x02
	etx = 0x03

	head = 3        // 02 and the length
	tail = 2        // 03 and the LRC
	most = 9999     // what four packed digits can say
	held = 2 * most // noise longer than this is given in parts
)

// signs are the bytes that mean something outside a frame. 04 ends a dialogue
// of the Chinese family; the others never send it.
var signs = map[byte]wire.Sign{0x06: wire.ACK, 0x15: wire.NAK, 0x04: wire.EOT}

// NewFramer makes a framer for one direction. Bytes of a masked capture frame
// as they did when they were clear, with [wire.CheckHidden].
func NewFramer() wire.Framer { return &framer{} }

// framer holds what no frame was made of yet: noise at the front, and behind it
// a frame that is not whole.
type framer struct {
	buf   wire.Bytes
	noise int // bytes at the front that are part of no frame
	// deaf is how far from the front a frame reached that began and had no end:
	// bytes in there are no signs, whatever their value.
	deaf int
}

// Feed takes the next bytes and gives the frames that are whole now.
func (f *framer) Feed(b wire.Bytes) []wire.Frame {
	f.buf = f.buf.Append(b)
	return f.cut(false)
}

// Flush gives what is held.
func (f *framer) Flush() []wire.Frame {
	out := f.cut(true)
	return f.leave(out, f.noise)
}

// cut takes frames from the front until it needs more bytes; at the end of the
// input there are none, and what is held is judged as it is.
func (f *framer) cut(end bool) []wire.Frame {
	var out []wire.Frame
	for {
		for f.noise < f.buf.Len() && !f.starts(f.noise) {
			out = f.pass(out)
		}
		rest := f.buf.From(f.noise)
		if rest.Len() == 0 {
			return out
		}
		if sign, ok := signs[rest.B[0]]; ok {
			out = append(f.leave(out, f.noise), wire.Frame{Kind: wire.Control, Sign: sign, Raw: rest.Slice(0, 1)})
			f.drop(1)
			continue
		}
		frame, more := first(rest, end)
		if more {
			return out
		}
		if frame.Raw.Len() == 0 { // this 02 begins nothing
			if n, ok, _ := length(rest); ok {
				out = f.leave(out, f.noise) // so that its own fault can be told
				f.deaf = max(f.deaf, head+n+tail)
			}
			out = f.pass(out)
			continue
		}
		out = append(f.leave(out, f.noise), frame)
		f.drop(frame.Raw.Len())
	}
}

// starts reports whether a known byte is a sign or may begin a frame.
func (f *framer) starts(i int) bool {
	c, known := f.buf.At(i)
	_, sign := signs[c]
	return known && (c == stx || sign && i >= f.deaf)
}

// pass adds a byte to the noise at the front.
func (f *framer) pass(out []wire.Frame) []wire.Frame {
	if f.noise++; f.noise == held {
		return f.leave(out, held)
	}
	return out
}

// leave gives the first n bytes as noise, if there are any, or as the broken
// frame that they begin with.
func (f *framer) leave(out []wire.Frame, n int) []wire.Frame {
	if n == 0 {
		return out
	}
	b := f.buf.Slice(0, n)
	f.drop(n)
	if data, ok, _ := length(b); ok && b.Is(0, stx) {
		return append(out, broken(b, data))
	}
	return append(out, wire.Frame{Raw: b, Fault: &transcripts.Fault{ID: "noise", What: noiseText}})
}

func (f *framer) drop(n int) { f.buf, f.noise, f.deaf = f.buf.From(n), 0, max(0, f.deaf-n) }

// first reads the frame that b begins with. more asks for more bytes; a frame
// without bytes says that the 02 at the front begins nothing.
func first(b wire.Bytes, end bool) (frame wire.Frame, more bool) {
	n, ok, short := length(b)
	switch {
	case short && !end:
		return wire.Frame{}, true
	case short || !ok:
		return wire.Frame{}, false
	}
	whole := head + n + tail
	if b.Len() >= whole && b.Is(head+n, etx) {
		return data(b.Slice(0, whole), n), false
	}
	if b.Len() < whole && !end {
		return wire.Frame{}, true
	}
	if frame, ok := shorter(b, n, end); ok {
		return frame, false
	}
	if b.Len() < whole {
		return broken(b.Slice(0, next(b)), n), false
	}
	return wire.Frame{}, false
}

// length reads the length behind the 02.
func length(b wire.Bytes) (n int, ok, short bool) {
	for i := 1; i < head; i++ {
		if i >= b.Len() {
			return 0, false, true
		}
		c, known := b.At(i)
		if !known || c>>4 > 9 || c&0x0F > 9 {
			return 0, false, false
		}
		n = 100*n + 10*int(c>>4) + int(c&0x0F)
	}
	return n, n > 0, false
}

// data makes the frame of bytes that end where their length says.
func data(raw wire.Bytes, n int) wire.Frame {
	f := wire.Frame{Kind: wire.Data, Raw: raw, Body: raw.Slice(head, head+n), Check: wire.CheckOK}
	switch last := raw.Len() - 1; {
	case !raw.AllKnown():
		f.Check = wire.CheckHidden
	case wire.XOR(0, raw.B[1:]) != 0:
		f.Check = wire.CheckBad
		f.Fault = &transcripts.Fault{ID: "checksum", Byte: last, Field: "LRC", What: checkText}
	}
	return f
}

// next is where in the bytes of a frame that has no end another one stands
// whole, else their length.
func next(b wire.Bytes) int {
	for i := head; i < b.Len(); i++ {
		if !b.Is(i, stx) {
			continue
		}
		inner := b.From(i)
		n, ok, _ := length(inner)
		if whole := head + n + tail; ok && inner.Len() >= whole && inner.Is(head+n, etx) &&
			data(inner.Slice(0, whole), n).Check != wire.CheckBad {
			return i
		}
	}
	return b.Len()
}

// broken is a frame that has no end where its length names it.
func broken(b wire.Bytes, n int) wire.Frame {
	f := wire.Frame{Raw: b, Body: b.Slice(head, min(b.Len(), head+n))}
	if b.Len() < head+n+tail {
		f.Fault = &transcripts.Fault{ID: "truncated", Byte: b.Len(), What: cutText}
	} else {
		f.Fault = &transcripts.Fault{ID: "framing", Byte: head + n, What: endText}
	}
	return f
}

var (
	noiseText = codes.Text{
		EN: "these bytes belong to no frame",
		ZH: "这些字节不属于任何报文",
	}
	checkText = codes.Text{
		EN: "the check byte (LRC) does not fit, so at least one byte was changed on the way",
		ZH: "校验字节（LRC）不符，途中至少有一个字节变了",
	}
	endText = codes.Text{
		EN: "the frame does not end where its length says",
		ZH: "报文没有在长度所示的位置结束",
	}
	cutText = codes.Text{
		EN: "the frame stops before the end that its length names",
		ZH: "报文在长度所示的结尾之前中断",
	}
)
