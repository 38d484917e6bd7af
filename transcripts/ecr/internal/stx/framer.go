package stx

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Find is what a rule sees at the start of bytes.
type Find int

// The finds.
const (
	Need   Find = iota // more bytes have to come before it can be told
	Whole              // the frame that was given, over the first n bytes
	Noise              // the first byte is part of no frame
	Filler             // the first byte means nothing
)

// Rule looks at the start of bytes, of which there is always one. It sets all
// of the frame but Raw.
type Rule func(b wire.Bytes) (find Find, n int, f wire.Frame)

// longestRun is how many bytes of noise or filler make one frame.
const longestRun = 256

type framer struct {
	rule Rule
	most int
	held wire.Bytes
	run  int // bytes at the start of held that are noise or filler
	kind Find
}

// New makes a framer. What reaches most bytes without becoming a frame is given
// up as too long.
func New(most int, rule Rule) wire.Framer { return &framer{rule: rule, most: most} }

// Feed implements [wire.Framer].
func (f *framer) Feed(b wire.Bytes) []wire.Frame {
	f.held = f.held.Append(b)
	var out []wire.Frame
	for f.held.Len() > f.run {
		rest := f.held.From(f.run)
		rest = rest.Slice(0, min(f.most, rest.Len()))
		find, n, frame := f.rule(rest)
		switch {
		case find == Need && rest.Len() < f.most:
			return out
		case find == Need:
			out = f.endRun(out)
			out = append(out, f.take(rest.Len(), Broken(rest, rest.Len(), "framing", tooLong)))
		case find == Whole:
			out = f.endRun(out)
			out = append(out, f.take(n, frame))
		default:
			if f.run > 0 && f.kind != find {
				out = f.endRun(out)
			}
			f.run++
			f.kind = find
			if f.run == longestRun {
				out = f.endRun(out)
			}
		}
	}
	return out
}

// Flush implements [wire.Framer].
func (f *framer) Flush() []wire.Frame {
	out := f.endRun(nil)
	if n := f.held.Len(); n > 0 {
		out = append(out, f.take(n, Broken(f.held, n, "truncated", cutOff)))
	}
	f.held = wire.Bytes{}
	return out
}

func (f *framer) endRun(out []wire.Frame) []wire.Frame {
	if f.run == 0 {
		return out
	}
	frame := wire.Frame{Kind: wire.Control, Sign: wire.Padding}
	if f.kind == Noise {
		frame = wire.Frame{Fault: &transcripts.Fault{ID: "noise", What: noFrame}}
	}
	out = append(out, f.take(f.run, frame))
	f.run = 0
	return out
}

func (f *framer) take(n int, frame wire.Frame) wire.Frame {
	frame.Raw = f.held.Slice(0, n)
	f.held = f.held.From(n)
	return frame
}

// Broken gives a rejected frame over the first n bytes. Where they begin with
// STX, what follows is its body.
func Broken(b wire.Bytes, n int, fault string, what codes.Text) wire.Frame {
	f := wire.Frame{Fault: &transcripts.Fault{ID: fault, Byte: n, What: what}}
	if b.Is(0, STX) {
		f.Body = b.Slice(1, n)
	}
	return f
}

var (
	noFrame = codes.Text{EN: "these bytes are part of no frame", ZH: "这些字节不属于任何一帧"}
	tooLong = codes.Text{EN: "the frame goes on longer than any of this protocol", ZH: "这一帧超过了该协议的最大长度"}
	cutOff  = codes.Text{EN: "the frame breaks off before its end", ZH: "这一帧没有收全"}
)
