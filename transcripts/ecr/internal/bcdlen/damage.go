package bcdlen

import (
	"fmt"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// mostLost is how many bytes a copied frame may have lost and still be taken for
// that frame. Public copies have lost one.
const mostLost = 4

// shorter looks for a frame that ends a few bytes before the place that its
// length names: an 03 with one byte behind it, and then the end of the input or
// a byte that can begin something. Such a frame is given, for its digits are
// still worth reading, with a fault that says that its transcript is damaged.
func shorter(b wire.Bytes, n int, end bool) (wire.Frame, bool) {
	for lost := 1; lost <= mostLost && lost < n; lost++ {
		at := head + n - lost
		after := at + tail
		switch {
		case after > b.Len(), !b.Is(at, etx):
			continue
		case after == b.Len():
			if !end {
				continue
			}
		default:
			c, known := b.At(after)
			if _, sign := signs[c]; !known || !sign && c != stx {
				continue
			}
		}
		raw := b.Slice(0, after)
		f := wire.Frame{
			Kind: wire.Data, Raw: raw, Body: raw.Slice(head, at), Check: wire.CheckBad,
			Fault: &transcripts.Fault{ID: "length_header", Byte: 1, Field: "length", What: lostText.With(n, n-lost)},
		}
		if !raw.AllKnown() {
			f.Check = wire.CheckHidden
		} else if lost == 1 && wire.XOR(0, raw.B[1:]) == ' ' {
			f.Fault.What = spaceText
		}
		return f, true
	}
	return wire.Frame{}, false
}

// Damaged reports whether a frame shows that it was not cut by a line but by
// whoever copied it: it has a beginning, an end and a check byte, but fewer
// bytes than its length says.
func Damaged(f wire.Frame) bool {
	return f.Kind == wire.Data && f.Fault != nil && f.Fault.ID == "length_header"
}

var (
	lostText = codes.Text{
		EN: "damaged transcript: the frame says that it has %d bytes and has %d, and the check byte does not fit either; bytes were lost when it was copied",
		ZH: "抄录受损：报文自称有 %d 个字节，实有 %d 个，校验字节也不符；字节是在复制时丢失的",
	}
	spaceText = codes.Text{
		EN: "damaged transcript: one byte is missing, and by the check byte (off by exactly 20) it was a space; the text was copied, the line was not at fault",
		ZH: "抄录受损：少了一个字节，校验字节恰好差 20，丢的是一个空格；是复制文本造成的，不是线路的问题",
	}
)

// Encode puts the framing around data. It fails for no data, and for more than
// four packed digits can count.
func Encode(data []byte) ([]byte, error) {
	n := len(data)
	if n == 0 || n > most {
		return nil, fmt.Errorf("%d bytes do not fit into a frame of 1 to %d", n, most)
	}
	out := []byte{stx, packed(n / 100), packed(n % 100)}
	out = append(append(out, data...), etx)
	return append(out, wire.XOR(0, out[1:])), nil
}

// packed writes two digits into a byte.
func packed(n int) byte { return byte(n/10<<4 | n%10) }
