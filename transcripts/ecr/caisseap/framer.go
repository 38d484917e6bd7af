package caisseap

import (
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/cut"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// A message is a row of fields: two capitals, three digits of length, the value.
// The first field is CZ. Some forty fields exist, most of them short.
const (
	headerBytes = 5
	firstTag    = "CZ"
	maxMessage  = 16 << 10 // no field begins later
	// mostHeld is a message of that length, one field and the head of the next.
	mostHeld = maxMessage + 999 + 2*headerBytes + 1
)

func newFramer(wire.Link) wire.Framer { return cut.New(mostHeld, scan) }

// scan cuts messages. What ends one is only seen behind it: another message, or
// bytes that are no field.
func scan(b wire.Bytes) (wire.Frame, int) {
	switch {
	case !begins(b, 0):
		return cut.Nothing()
	case b.Len() < headerBytes: // it may be anything
		return wire.Frame{Fault: cut.Noise()}, 0
	}
	next := end(b, 0)
	for next+headerBytes <= b.Len() {
		if !isField(b, next) || begins(b, next) || next > maxMessage {
			return data(b.Slice(0, next)), next
		}
		next = end(b, next)
	}
	if next == b.Len() {
		return data(b), 0
	}
	return wire.Frame{Body: b.Clone()}, 0
}

// begins reports whether a message may begin at i, as far as there are bytes.
func begins(b wire.Bytes, i int) bool {
	for k := 0; k < headerBytes && i+k < b.Len(); k++ {
		c, known := b.At(i + k)
		if !known || k < 2 && c != firstTag[k] || k >= 2 && !cut.Digit(c) {
			return false
		}
	}
	return true
}

// isField reports whether the five bytes at i are the header of a field.
func isField(b wire.Bytes, i int) bool {
	for k := range headerBytes {
		c, known := b.At(i + k)
		if !known || k < 2 && (c < 'A' || c > 'Z') || k >= 2 && !cut.Digit(c) {
			return false
		}
	}
	return true
}

// end is where the field at i ends, by its three digits of length.
func end(b wire.Bytes, i int) int {
	n := 0
	for _, c := range b.B[i+2 : i+headerBytes] {
		n = n*10 + int(c-'0')
	}
	return i + headerBytes + n
}

func data(b wire.Bytes) wire.Frame {
	f := wire.Frame{Kind: wire.Data, Body: b.Clone()}
	if !b.AllKnown() {
		f.Check = wire.CheckHidden
	}
	return f
}
