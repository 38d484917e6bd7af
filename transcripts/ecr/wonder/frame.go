package wonder

import (
	"encoding/binary"
	"hash/crc32"

	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/cut"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

const (
	start = 0x55
	kind  = 0x02
	// header is the start byte, command (2), size (2), kind and a CRC-32 over
	// these six.
	header  = 10
	longest = header + 32768 + 4
)

// scan reads a header with its sum, and data with one of its own.
func scan(b wire.Bytes) (wire.Frame, int) {
	switch {
	case !b.Is(0, start), b.Len() > 5 && !b.Is(5, kind):
		return cut.Nothing()
	case b.Len() < header:
		return cut.More()
	}
	order, seen := sumOrder(b, 0, 6)
	n := header + int(binary.BigEndian.Uint16(b.B[3:5])) + 4
	switch {
	case seen && order == nil, !b.Slice(3, 5).AllKnown(), n > longest:
		return cut.Nothing() // a header that its sum does not fit is no header
	case b.Len() < n:
		return cut.More()
	}
	f := wire.Frame{Kind: wire.Data, Body: b.Slice(header, n-4).Clone()}
	switch last, seen := sumOrder(b, header, n-4); {
	case !seen:
		f.Check = wire.CheckHidden
	case last == nil:
		f.Check, f.Fault = wire.CheckBad, cut.BadSum(n-4)
	default:
		f.Check, f.Rule = wire.CheckOK, last.String()
	}
	return f, n
}

// sumOrder gives the byte order in which the four bytes at j are the CRC-32 (as
// in zip) of those from i to before j; nil when they are in neither. Seen is false
// where something is hidden.
func sumOrder(b wire.Bytes, i, j int) (order binary.ByteOrder, seen bool) {
	if !b.Slice(i, j+4).AllKnown() {
		return nil, false
	}
	sum := crc32.ChecksumIEEE(b.B[i:j])
	for _, o := range []binary.ByteOrder{binary.BigEndian, binary.LittleEndian} {
		if o.Uint32(b.B[j:j+4]) == sum {
			return o, true
		}
	}
	return nil, true
}

func signature(frames []wire.Frame) int {
	score := 0
	for _, f := range frames {
		switch {
		case f.Kind != wire.Data:
		case f.Check == wire.CheckHidden:
			score += 60
		default:
			score += 100 // the header's own sum has 32 bits
		}
	}
	return min(score, 200)
}
