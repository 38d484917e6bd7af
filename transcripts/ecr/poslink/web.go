package poslink

import (
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/stx"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
)

// How the two heads begin and end.
const (
	getStart  = "GET /?"
	backStart = "HTTP/1."
	headEnd   = "\r\n\r\n"
)

// web reads the head of an HTTP request, in which the message stands, or of an
// answer, behind which it does; ok is false for anything else.
func web(b wire.Bytes) (find stx.Find, n int, f wire.Frame, ok bool) {
	request := begins(b, getStart)
	if !request && !begins(b, backStart) {
		return stx.Noise, 0, wire.Frame{}, false
	}
	end := -1
	for i := range b.Len() - len(headEnd) + 1 {
		if stands(b, i, headEnd) {
			end = i + len(headEnd)
			break
		}
	}
	switch {
	case end < 0:
		return stx.Need, 0, wire.Frame{}, true
	case !request:
		return stx.Whole, end, wire.Frame{Kind: wire.Control, Sign: head}, true
	}
	from, to := query(b.Slice(0, end))
	msg, good := decode(b.Slice(from, to))
	if !good {
		return stx.Whole, end, wire.Frame{Fault: &transcripts.Fault{ID: "framing", Byte: from, Field: "query", What: noMessage}}, true
	}
	f = wire.Frame{Kind: wire.Data, Body: msg.Slice(1, msg.Len()-2)}
	f.Check, _ = stx.Checked(msg, sum)
	if f.Check == wire.CheckBad {
		f.Fault = stx.BadSum(to - 1)
	}
	return stx.Whole, end, f, true
}

var noMessage = codes.Text{
	EN: "the query of this HTTP request holds no POSLink message",
	ZH: "这个 HTTP 请求的查询部分不是 POSLink 报文",
}

// isRequest reports whether a frame is an HTTP request.
func isRequest(f wire.Frame) bool { return stands(f.Raw, 0, getStart) }

// begins reports whether b starts like s, as far as it goes.
func begins(b wire.Bytes, s string) bool { return stands(b, 0, s[:min(len(s), b.Len())]) }

func stands(b wire.Bytes, at int, s string) bool {
	if at+len(s) > b.Len() {
		return false
	}
	for i := range len(s) {
		if !b.Is(at+i, s[i]) {
			return false
		}
	}
	return true
}

// query gives where the query of a request stands: to the next blank or line
// end.
func query(b wire.Bytes) (from, to int) {
	from = len(getStart)
	to = from
	for to < b.Len() && !b.Is(to, ' ') && !b.Is(to, '\r') && !b.Is(to, '\n') {
		to++
	}
	return from, to
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// decode reads base64 of which characters may be hidden: every half byte that
// one of them reaches into is hidden then. It must give a message from STX to
// the check byte.
func decode(b wire.Bytes) (wire.Bytes, bool) {
	n := b.Len()
	for n > 0 && b.Len()-n < 2 && b.Is(n-1, '=') {
		n--
	}
	out := wire.Bytes{B: make([]byte, n*6/8)}
	if len(out.B) < 4 || n%4 == 1 {
		return wire.Bytes{}, false
	}
	for i := range n {
		c, known := b.At(i)
		v := strings.IndexByte(alphabet, c)
		switch {
		case !known:
			v = 0
		case v < 0:
			return wire.Bytes{}, false
		}
		for bit := range 6 {
			at := i*6 + bit
			if at/8 >= len(out.B) {
				break
			}
			if !known {
				if out.Hid == nil {
					out.Hid = make([]byte, len(out.B))
				}
				out.Hid[at/8] |= half(at)
			}
			out.B[at/8] |= byte(v>>(5-bit)&1) << (7 - at%8)
		}
	}
	for i := range out.Hid {
		out.B[i] &^= out.Hid[i]
	}
	last := len(out.B) - 2
	etx := out.Is(last, stx.ETX) || out.Hid != nil && out.Hid[last] != 0
	return out, out.Is(0, stx.STX) && etx
}

// half is the half byte in which a bit stands.
func half(bit int) byte {
	if bit%8 < 4 {
		return 0xF0
	}
	return 0x0F
}

// charOf gives the first character of a query that holds nothing of the bytes
// before byte i of the message.
func charOf(i int) int { return (i*8 + 5) / 6 }

// maskWeb hides in an HTTP head what may not be kept. Of the message in a query
// all from the first secret on is hidden, for its characters do not end where
// fields do; of the rest only the line ends stay.
func maskWeb(f wire.Frame) wire.Bytes {
	gone := make([]bool, f.Raw.Len())
	keep := len(backStart) + len("1 200")
	if isRequest(f) {
		from, to := query(f.Raw)
		keep = to + 1 // the blank ends the query
		secret := from
		if f.Kind == wire.Data {
			secret = from + charOf(firstSecret(f)+1)
		}
		for i := secret; i < to; i++ {
			gone[i] = !f.Raw.Is(i, '=')
		}
	}
	for i := keep; i < len(gone); i++ {
		gone[i] = !f.Raw.Is(i, '\r') && !f.Raw.Is(i, '\n')
	}
	return hide.Where(f.Raw, gone)
}

// firstSecret is the first byte of a frame's body that may not be kept; far
// behind its end when all may.
func firstSecret(f wire.Frame) int {
	first := 2 * longest
	for _, p := range open(f).parts {
		for i, hid := range p.Hidden() {
			if hid && p.Off+i < first {
				first = p.Off + i
			}
		}
	}
	return first
}
