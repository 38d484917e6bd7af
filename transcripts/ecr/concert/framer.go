package concert

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/cut"
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

// maxBlock is the most bytes of a block up to its ETX.
const maxBlock = 512

var signs = map[byte]wire.Sign{eot: wire.EOT, enq: wire.ENQ, ack: wire.ACK, nak: wire.NAK}

func newFramer(wire.Link) wire.Framer { return cut.New(maxBlock+1, scan) }

// scan cuts blocks: STX, characters, ETX and the XOR of all behind STX, which may
// be any byte. A sign or another STX shows that a block broke off.
func scan(b wire.Bytes) (wire.Frame, int) {
	if c, known := b.At(0); known && signs[c] != "" {
		return cut.Sign(signs[c])
	}
	if !b.Is(0, stx) {
		return cut.Nothing()
	}
	for i := 1; i < b.Len(); i++ {
		c, known := b.At(i)
		switch {
		case known && c == etx && i+1 < b.Len():
			return cut.Whole(b, b.Slice(1, i), 0, 1, i+2)
		case known && c == etx:
		case known && (c == stx || signs[c] != ""):
			return broken(b.Slice(0, i)), i
		case i+1 == maxBlock:
			return broken(b.Slice(0, maxBlock)), maxBlock
		}
	}
	return wire.Frame{Body: b.From(1).Clone()}, 0
}

// broken is a block of which no more came.
func broken(b wire.Bytes) wire.Frame {
	return wire.Frame{Body: b.From(1).Clone(), Fault: cut.Truncated(b.Len())}
}

var textLayout = codes.Text{
	EN: "the block has not the fields of a Concert E message",
	ZH: "数据块不符合 Concert E 报文的字段格式",
}
