package nets

import "github.com/posdoctor/posdoctor/transcripts/ecr/wire"

// The header: ECN, function, version or response code, "0", separator.
const (
	headerLen  = 18
	ecnLen     = 12
	atResponse = 14
	atReserved = 16
	separator  = 0x1C

	// version stands in requests where answers have their response code. It is
	// also a response code, so it does not prove a request.
	version = "01"
)

type header struct{ ecn, function, response string }

// valid reports whether the first bytes of a body are a header.
func valid(b []byte) bool {
	if len(b) < headerLen || b[atReserved] != '0' || b[headerLen-1] != separator {
		return false
	}
	for _, c := range b[:atReserved] {
		if (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}

func readHeader(b wire.Bytes) (header, bool) {
	if b.Len() < headerLen || !b.Slice(0, headerLen).AllKnown() || !valid(b.B) {
		return header{}, false
	}
	return header{string(b.B[:ecnLen]), string(b.B[ecnLen:atResponse]), string(b.B[atResponse:atReserved])}, true
}
