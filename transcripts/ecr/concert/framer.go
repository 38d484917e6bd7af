package concert

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/gather"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// Bytes with a meaning of their own.
const (
	stx = 0x02
	etx = 0x03
	eot = 0x04
	enq = 0x05
	ack = 0x06
	nak = 0x15
)

// Limits that keep what a framer holds bounded; a block has at most 512 bytes.
const (
	maxBlock = 512
	maxNoise = 64
)

var signs = map[byte]wire.Sign{eot: wire.EOT, enq: wire.ENQ, ack: wire.ACK, nak: wire.NAK}

type state uint8

const (
	between state = iota
	inside        // in the data of a block
	sum           // the check byte is next, whatever its value
)

// framer cuts blocks out of one direction: STX, characters, ETX and the XOR of
// all behind STX.
type framer struct {
	state state
	raw   gather.Pile
}

// Feed implements [wire.Framer].
func (f *framer) Feed(b wire.Bytes) []wire.Frame {
	var out []wire.Frame
	for i, c := range b.B {
		out = f.push(out, c, gather.Hid(b, i))
	}
	return out
}

// Flush implements [wire.Framer].
func (f *framer) Flush() []wire.Frame { return f.reject(nil) }

func (f *framer) push(out []wire.Frame, c, hid byte) []wire.Frame {
	sign, isSign := signs[c]
	isSign = isSign && hid == 0
	switch {
	case f.state == sum:
		f.raw.Add(c, hid)
		out = append(out, f.whole())
	case hid == 0 && c == stx:
		out = f.reject(out)
		f.raw.Add(c, hid)
		f.state = inside
	case isSign:
		out = append(f.reject(out), wire.Frame{Kind: wire.Control, Sign: sign, Raw: wire.Known([]byte{c})})
	default:
		f.raw.Add(c, hid)
		if f.state == inside && hid == 0 && c == etx {
			f.state = sum
		} else if n := f.raw.Len(); n >= maxBlock || f.state == between && n >= maxNoise {
			out = f.reject(out)
		}
	}
	return out
}

// reject gives what is held as bytes that are no block.
func (f *framer) reject(out []wire.Frame) []wire.Frame {
	if f.raw.Len() == 0 {
		return out
	}
	r := wire.Frame{Kind: wire.Rejected, Raw: f.raw.Take(), Fault: &transcripts.Fault{ID: "noise", What: textNoise}}
	if f.state != between {
		r.Body = r.Raw.From(1)
		r.Fault = &transcripts.Fault{ID: "truncated", Byte: r.Raw.Len(), What: textCut}
	}
	f.state = between
	return append(out, r)
}

func (f *framer) whole() wire.Frame {
	f.state = between
	raw := f.raw.Take()
	n := raw.Len()
	out := wire.Frame{Kind: wire.Data, Raw: raw, Body: raw.Slice(1, n-2), Check: wire.CheckOK}
	switch {
	case !raw.AllKnown():
		out.Check = wire.CheckHidden
	case wire.XOR(0, raw.B[1:n-1]) != raw.B[n-1]:
		out.Check = wire.CheckBad
		out.Fault = &transcripts.Fault{ID: "checksum", Byte: n - 1, What: textChecksum}
	}
	return out
}

var (
	textNoise = codes.Text{EN: "bytes that belong to no Concert block", ZH: "不属于任何 Concert 数据块的字节"}
	textCut   = codes.Text{EN: "the block breaks off before its end", ZH: "数据块没有结束就中断了"}

	textChecksum = codes.Text{
		EN: "the check byte does not fit: a byte was lost or changed on the line or in the copy",
		ZH: "校验字节不符：线路上或抄录时丢了或改了字节",
	}
	textLayout = codes.Text{
		EN: "the block has not the fields of a Concert E message",
		ZH: "数据块不符合 Concert E 报文的字段格式",
	}
)
