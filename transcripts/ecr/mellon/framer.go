package mellon

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/cut"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// A message is two bytes of length, big endian, and then three letters that
// tell the direction, two digits of variant and two of version, and the body
// (section 6.1). Receipts in it have up to 4 KB.
const (
	headerBytes = 9
	wordEnd     = 5 // of the letters of the direction
	maxMessage  = 16 << 10
)

func newFramer(wire.Link) wire.Framer { return cut.New(2+maxMessage, scan) }

// scan cuts messages: one begins where a length that can be is followed by the
// letters of a direction.
func scan(b wire.Bytes) (wire.Frame, int) {
	switch {
	case !begins(b):
		return cut.Nothing()
	case b.Len() < wordEnd: // it may be anything
		return wire.Frame{Fault: cut.Noise()}, 0
	}
	size := 2 + stated(b)
	if b.Len() < size {
		return wire.Frame{Body: b.From(2).Clone()}, 0
	}
	f := wire.Frame{Kind: wire.Data, Body: b.Slice(2, size).Clone()}
	if !b.Slice(0, size).AllKnown() {
		f.Check = wire.CheckHidden
	}
	return f, size
}

func stated(b wire.Bytes) int { return int(b.B[0])<<8 | int(b.B[1]) }

// begins reports whether bytes may be a message or the beginning of one.
func begins(b wire.Bytes) bool {
	if b.Len() > 1 && (stated(b) < headerBytes-2 || stated(b) > maxMessage) {
		return false
	}
	for _, word := range []string{"ECR", "MEL"} {
		fits := true
		for k := 0; k < len(word) && 2+k < b.Len(); k++ {
			fits = fits && b.Is(2+k, word[k])
		}
		if fits {
			return true
		}
	}
	return false
}

var textLayout = codes.Text{EN: "the message has not the fields that its kind demands", ZH: "报文缺少该类型应有的字段"}
