package codepay

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// A packet: 55 AA, type, number that is acknowledged, own number, length (two
// bytes, high byte first), data, XOR from the type to the end of the data, CC 33.
const (
	mark1, mark2 = 0x55, 0xAA
	end1, end2   = 0xCC, 0x33

	atType   = 2
	atAck    = 3
	atNumber = 4
	atLength = 5
	dataAt   = 7
	tail     = 3 // XOR and the end marks

	mostData = 1024
	held     = 4096 // noise longer than this is given in parts
)

// Types of packets.
const (
	typeData         = 0x00
	typeHandshake    = 0x01
	typeConfirmation = 0x02
)

// The signs of this protocol beside the shared ones.
const (
	signHandshake wire.Sign = "handshake"
	signConfirmed wire.Sign = "handshake_confirmed"
)

// framer holds noise at the front and behind it a packet that is not whole.
type framer struct {
	buf   wire.Bytes
	noise int
}

// Feed takes the next bytes and gives the packets that are whole now.
func (f *framer) Feed(b wire.Bytes) []wire.Frame {
	f.buf = f.buf.Append(b)
	return f.cut(false)
}

// Flush gives what is held.
func (f *framer) Flush() []wire.Frame { return f.leave(f.cut(true)) }

func (f *framer) cut(end bool) []wire.Frame {
	var out []wire.Frame
	for f.noise < f.buf.Len() {
		frame, more := first(f.buf.From(f.noise), end)
		switch {
		case more:
			return out
		case frame.Raw.Len() > 0:
			out = append(f.leave(out), frame)
			f.buf = f.buf.From(frame.Raw.Len())
			continue
		case f.buf.Is(f.noise, mark1) && f.buf.Is(f.noise+1, mark2):
			out = f.leave(out) // so that its own fault can be told
		}
		if f.noise++; f.noise == held {
			out = f.leave(out)
		}
	}
	return out
}

// leave gives the noise at the front, if there is any, or the broken packet that
// it begins with.
func (f *framer) leave(out []wire.Frame) []wire.Frame {
	if f.noise == 0 {
		return out
	}
	b := f.buf.Slice(0, f.noise)
	f.buf, f.noise = f.buf.From(f.noise), 0
	fault := &transcripts.Fault{ID: "noise", What: noiseText}
	if b.Is(0, mark1) && b.Is(1, mark2) {
		fault = &transcripts.Fault{ID: "truncated", Byte: b.Len(), What: cutText}
	}
	return append(out, wire.Frame{Raw: b, Fault: fault})
}

// first reads the packet that b begins with. more asks for more bytes; a packet
// without bytes says that b begins none.
func first(b wire.Bytes, end bool) (frame wire.Frame, more bool) {
	for i, c := range [...]byte{mark1, mark2} {
		if i == b.Len() {
			return frame, !end
		}
		if !b.Is(i, c) {
			return frame, false
		}
	}
	if b.Len() < dataAt {
		return frame, !end
	}
	n := int(b.B[atLength])<<8 | int(b.B[atLength+1])
	whole := dataAt + n + tail
	switch {
	case n > mostData || !b.Slice(0, dataAt).AllKnown():
		return frame, false
	case b.Len() < whole:
		return frame, !end
	case !b.Is(whole-2, end1) || !b.Is(whole-1, end2):
		return frame, false
	}
	return packet(b.Slice(0, whole), n), false
}

// packet makes the frame of bytes that begin and end as a packet does.
func packet(raw wire.Bytes, n int) wire.Frame {
	f := wire.Frame{Kind: wire.Data, Raw: raw, Body: raw.Slice(dataAt, dataAt+n), Check: wire.CheckOK}
	switch {
	case !raw.AllKnown():
		f.Check = wire.CheckHidden
	case wire.XOR(0, raw.B[atType:dataAt+n+1]) != 0:
		f.Check = wire.CheckBad
		f.Fault = &transcripts.Fault{ID: "checksum", Byte: dataAt + n, Field: "XOR", What: checkText}
	}
	if n > 0 {
		return f
	}
	if f.Check != wire.CheckOK { // a sign has no body that were worth reading
		f.Kind = wire.Rejected
		return f
	}
	f.Kind, f.Sign = wire.Control, sign(raw.B)
	return f
}

// sign names a packet without data.
func sign(b []byte) wire.Sign {
	switch b[atType] {
	case typeHandshake:
		return signHandshake
	case typeConfirmation:
		return signConfirmed
	}
	switch {
	case b[atAck] != 0:
		return wire.ACK
	case b[atNumber] == 0 && b[atType] == typeData:
		return wire.Heartbeat
	}
	return wire.Padding
}

var (
	noiseText = codes.Text{EN: "these bytes belong to no packet", ZH: "这些字节不属于任何报文"}
	cutText   = codes.Text{EN: "the packet stops before its end", ZH: "报文在结尾之前中断"}
	checkText = codes.Text{
		EN: "the check byte (XOR) does not fit, so at least one byte was changed on the way",
		ZH: "校验字节（XOR）不符，途中至少有一个字节变了",
	}
)
