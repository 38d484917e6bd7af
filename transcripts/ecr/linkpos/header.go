package linkpos

import (
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// The header: "60", two addresses of four digits, version "1", then who speaks,
// transaction code, response code, whether more follows, and a separator.
const (
	headerLen   = 18
	atVersion   = 10
	atRole      = 11
	atCode      = 12
	atResponse  = 14
	atMore      = 16
	atSeparator = 17
	separator   = 0x1C
)

// What stands at atRole. In a communication test the till writes roleAnswer too.
const (
	roleRequest  = '0'
	roleAnswer   = '1'
	roleOneWay   = '2' // a request that wants no answer
	protocolMark = "60"
)

// header is what stands before the fields.
type header struct {
	speaker  byte
	code     string // transaction code
	response string // response code, "00" in requests
}

// valid reports whether the first bytes of a body are a header. The addresses
// are digits, so it cannot be mistaken for text.
func valid(b []byte) bool {
	if len(b) < headerLen || string(b[:2]) != protocolMark || b[atVersion] != '1' || b[atSeparator] != separator {
		return false
	}
	for _, c := range b[2:atVersion] {
		if c < '0' || c > '9' {
			return false
		}
	}
	for _, c := range b[atCode:atMore] {
		if c <= ' ' || c > '~' {
			return false
		}
	}
	return b[atRole] >= roleRequest && b[atRole] <= roleOneWay && (b[atMore] == '0' || b[atMore] == '1')
}

func readHeader(b wire.Bytes) (header, bool) {
	if b.Len() < headerLen || !b.Slice(0, headerLen).AllKnown() || !valid(b.B) {
		return header{}, false
	}
	return header{b.B[atRole], string(b.B[atCode:atResponse]), string(b.B[atResponse:atMore])}, true
}
