// Package cut turns a description of one frame into a framer. Its door is
// [New]: a protocol says what stands at the front of some bytes, and this
// package holds what is not whole yet, gathers what fits nothing, keeps every
// byte in order, and stays within a bound.
package cut

import (
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Scan looks at the front of b, which is never empty. It gives the frame that
// starts there and its length; length 0 when the frame is not whole yet, and then
// what all of b is if nothing more comes: [More] for a frame that was cut off. A
// Rejected frame without a Fault says that no frame starts at the first byte.
// What it says with a length must not change when more follow. Raw is set by the
// framer.
type Scan func(b wire.Bytes) (f wire.Frame, n int)

// noise is the fault ID of bytes that are part of no frame.
const noise = "noise"

// noiseMost is how many bytes of no frame are told together.
const noiseMost = 256

type framer struct {
	scan  Scan
	most  int
	held  wire.Bytes
	noise int // bytes at the front of held that are part of no frame
}

// New makes a framer whose frames are at most so many bytes long.
func New(most int, scan Scan) wire.Framer { return &framer{scan: scan, most: most} }

// Feed takes the next bytes and gives the frames that are whole now.
func (c *framer) Feed(b wire.Bytes) []wire.Frame {
	c.add(b)
	return c.run()
}

// Flush gives what is held. The start of a frame that never came to its end is
// told as truncated, up to the next whole frame behind it.
func (c *framer) Flush() []wire.Frame {
	out := c.run()
	for c.held.Len() > c.noise {
		f, _ := c.scan(c.held.From(c.noise))
		if f.Fault != nil && f.Fault.ID == noise {
			c.noise = c.held.Len()
			break
		}
		out = c.spill(out)
		n := c.held.Len()
		if f.Kind != wire.Data {
			if n = c.next(); n < c.held.Len() {
				f.Body = wire.Bytes{}
			}
			f.Fault = Truncated(n)
		}
		out = append(out, c.take(f, n))
		out = append(out, c.run()...)
	}
	out = c.spill(out)
	c.held = wire.Bytes{}
	return out
}

func (c *framer) add(b wire.Bytes) {
	if b.Hid != nil && c.held.Hid == nil {
		c.held.Hid = make([]byte, c.held.Len())
	}
	c.held.B = append(c.held.B, b.B...)
	switch {
	case b.Hid != nil:
		c.held.Hid = append(c.held.Hid, b.Hid...)
	case c.held.Hid != nil:
		c.held.Hid = append(c.held.Hid, make([]byte, b.Len())...)
	}
}

func (c *framer) run() (out []wire.Frame) {
	for c.noise < c.held.Len() {
		rest := c.held.From(c.noise)
		f, n := c.scan(rest)
		switch {
		case n == 0 && rest.Len() < c.most:
			return out
		case n == 0 || n > c.most || f.Kind == wire.Rejected && f.Fault == nil:
			c.noise++
			if c.noise == noiseMost {
				out = c.spill(out)
			}
		default:
			out = append(c.spill(out), c.take(f, n))
		}
	}
	return out
}

// spill tells the noise that was gathered.
func (c *framer) spill(out []wire.Frame) []wire.Frame {
	if c.noise == 0 {
		return out
	}
	n := c.noise
	c.noise = 0
	return append(out, c.take(wire.Frame{Fault: Noise()}, n))
}

// take cuts n bytes off the front as the Raw of f, in memory of their own.
func (c *framer) take(f wire.Frame, n int) wire.Frame {
	f.Raw = c.held.Slice(0, n).Clone()
	c.held = c.held.From(n)
	if c.held.Len() == 0 {
		c.held = wire.Bytes{}
	}
	return f
}

// next finds where the next whole frame with a body starts behind the first
// byte.
func (c *framer) next() int {
	for i := 1; i < c.held.Len(); i++ {
		if f, n := c.scan(c.held.From(i)); n > 0 && n <= c.most && f.Kind == wire.Data {
			return i
		}
	}
	return c.held.Len()
}

// Nothing is what a Scan gives for a byte at which no frame starts.
func Nothing() (wire.Frame, int) { return wire.Frame{}, 1 }

// More is what a Scan gives for a frame that is not whole yet.
func More() (wire.Frame, int) { return wire.Frame{}, 0 }

// Sign is what a Scan gives for a control sign of one byte.
func Sign(s wire.Sign) (wire.Frame, int) { return wire.Frame{Kind: wire.Control, Sign: s}, 1 }

// Whole is what a Scan gives for a frame of n bytes that ends in an 8-bit check
// sum. The sum is seed and the bytes from i on up to the sum, XORed.
func Whole(b, body wire.Bytes, seed byte, i, n int) (wire.Frame, int) {
	f := wire.Frame{Kind: wire.Data, Body: body.Clone()}
	if !b.Slice(i, n).AllKnown() {
		f.Check = wire.CheckHidden
		return f, n
	}
	f.Check = wire.CheckOK
	if wire.XOR(seed, b.B[i:n-1]) != b.B[n-1] {
		f.Check, f.Fault = wire.CheckBad, BadSum(n-1)
	}
	return f, n
}

// Any reports whether byte i may be one that is allowed: it is, or a nibble of
// it is hidden.
func Any(b wire.Bytes, i int, allowed func(byte) bool) bool {
	c, known := b.At(i)
	return !known || allowed(c)
}

// Starts reports whether b begins with a frame's first bytes as far as it goes.
func Starts(b wire.Bytes, rules ...func(byte) bool) bool {
	for i, rule := range rules {
		if i < b.Len() && !Any(b, i, rule) {
			return false
		}
	}
	return true
}

// Digit reports whether c is an ASCII digit.
func Digit(c byte) bool { return c >= '0' && c <= '9' }

// Rules gives the same rule n times.
func Rules(n int, rule func(byte) bool) []func(byte) bool {
	return slices.Repeat([]func(byte) bool{rule}, n)
}

// Noise is the fault of bytes that are part of no frame.
func Noise() *transcripts.Fault {
	return &transcripts.Fault{ID: noise, What: codes.Text{
		EN: "bytes that belong to no frame of this protocol", ZH: "不属于这种协议任何一帧的字节",
	}}
}

// Truncated is the fault of a frame of which only n bytes came.
func Truncated(n int) *transcripts.Fault {
	return &transcripts.Fault{ID: "truncated", Byte: n, What: codes.Text{
		EN: "the frame breaks off before its end", ZH: "这一帧没有收完就断了",
	}}
}

// BadSum is the fault of a frame whose check sum at byte i is wrong.
func BadSum(i int) *transcripts.Fault {
	return &transcripts.Fault{ID: "checksum", Byte: i, What: codes.Text{
		EN: "the check sum does not fit the bytes: something was damaged on the way", ZH: "校验值与内容不符：传输中有字节损坏",
	}}
}

// Broken is the fault of a frame whose form is wrong at byte i.
func Broken(i int) *transcripts.Fault {
	return &transcripts.Fault{ID: "framing", Byte: i, What: codes.Text{
		EN: "the form of the frame is wrong here", ZH: "这里的帧格式不对",
	}}
}
