package mispos

import (
	"fmt"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// private is the first byte of every tag; a tag has two bytes, whatever BER
// would make of the second.
const private = 0xDF

// object is one tag with its value. At and From count from the start of what was
// taken apart: where the tag begins and where its value does.
type object struct {
	tag      string // "DF07"
	at, from int
	value    wire.Bytes
}

// split takes objects apart. stop is where the bytes stop making sense: their
// length when all was read.
func split(b wire.Bytes) (objects []object, stop int) {
	for at := 0; at < b.Len(); {
		from, n, ok := head(b, at)
		if !ok || from+n > b.Len() {
			return objects, at
		}
		objects = append(objects, object{fmt.Sprintf("DF%02X", b.B[at+1]), at, from, b.Slice(from, from+n)})
		at = from + n
	}
	return objects, b.Len()
}

// head reads a tag and its length: one byte below 80, or 81 and one byte, or 82
// and two.
func head(b wire.Bytes, at int) (from, n int, ok bool) {
	if at+3 > b.Len() || !b.Is(at, private) {
		return 0, 0, false
	}
	from, n = at+3, int(b.B[at+2])
	more := 0
	switch {
	case n == 0x81 || n == 0x82:
		more, n = n-0x80, 0
	case n >= 0x80:
		return 0, 0, false
	}
	if from+more > b.Len() {
		return 0, 0, false
	}
	for _, c := range b.B[from : from+more] {
		n = n<<8 | int(c)
	}
	return from + more, n, b.Slice(at, from+more).AllKnown()
}
