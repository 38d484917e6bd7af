package abecs

import (
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/cut"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	syn = 0x16
	etb = 0x17
	dc3 = 0x13
	// A packet holds at most 2049 bytes before escaping (section 2.2.1).
	longest = 2*2049 + 4
)

// scan reads SYN, data, ETB and a CRC over data and ETB, high byte first. In the
// data 13, 16 and 17 are sent as 13 33, 13 36 and 13 37.
func scan(b wire.Bytes) (wire.Frame, int) {
	switch c, known := b.At(0); {
	case !known:
		return cut.Nothing()
	case c == 0x06:
		return cut.Sign(wire.ACK)
	case c == 0x15:
		return cut.Sign(wire.NAK)
	case c == 0x18:
		return cut.Sign(wire.CAN)
	case c == 0x04:
		return cut.Sign(wire.EOT)
	case c != syn:
		return cut.Nothing()
	}
	for i := 1; i < b.Len(); i++ {
		switch {
		case i <= 3 && !cut.Any(b, i, func(c byte) bool { return c >= 'A' && c <= 'Z' }):
			return cut.Nothing()
		case b.Is(i, syn):
			return wire.Frame{Fault: cut.Truncated(i)}, i
		case b.Is(i, etb) && b.Len() < i+3:
			return cut.More()
		case b.Is(i, etb):
			return packet(b, i)
		}
	}
	return cut.More()
}

// packet reads a packet whose ETB is at end.
func packet(b wire.Bytes, end int) (wire.Frame, int) {
	n := end + 3
	body, bad := unescape(b.Slice(1, end))
	f := wire.Frame{Kind: wire.Data, Body: body}
	switch {
	case bad >= 0:
		f.Kind, f.Fault = wire.Rejected, cut.Broken(1+bad)
	case !b.Slice(1, n).AllKnown():
		f.Check = wire.CheckHidden
	case wire.XModem(append(body.Clone().B, etb)) == uint16(b.B[end+1])<<8|uint16(b.B[end+2]):
		f.Check = wire.CheckOK
	default:
		f.Check, f.Fault = wire.CheckBad, cut.BadSum(end+1)
	}
	return f, n
}

// unescape gives the data and, where an escape is none, its place; -1 otherwise.
func unescape(b wire.Bytes) (wire.Bytes, int) {
	out := wire.Bytes{B: make([]byte, 0, b.Len())}
	if b.Hid != nil {
		out.Hid = make([]byte, 0, b.Len())
	}
	bad := -1
	for i := 0; i < b.Len(); i++ {
		c := b.B[i]
		if b.Is(i, dc3) {
			if i+1 >= b.Len() || !b.Is(i+1, 0x33) && !b.Is(i+1, 0x36) && !b.Is(i+1, 0x37) {
				bad = i
				break
			}
			i++
			c = b.B[i] - 0x20
		}
		out.B = append(out.B, c)
		if b.Hid != nil {
			out.Hid = append(out.Hid, b.Hid[i])
		}
	}
	return out, bad
}

// escape is the way back, for bytes that are seen.
func escape(b wire.Bytes) wire.Bytes {
	var out wire.Bytes
	for i := range b.Len() {
		one := b.Slice(i, i+1)
		if b.Is(i, syn) || b.Is(i, etb) || b.Is(i, dc3) {
			one = wire.Known([]byte{dc3, b.B[i] + 0x20})
		}
		out = out.Append(one)
	}
	return out
}

// signature gives a proof for one good CRC; without a sum that can be computed,
// a known command is a likeness.
func signature(frames []wire.Frame) int {
	score := 0
	for _, f := range frames {
		_, known := commands[id(f.Body)]
		switch {
		case f.Kind != wire.Data:
		case f.Check == wire.CheckOK:
			score += 100
		case known && f.Check == wire.CheckHidden:
			score += 50
		case known:
			score += 10
		}
	}
	return min(score, 200)
}
