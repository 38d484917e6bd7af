package capture

import "github.com/posdoctor/posdoctor/transcripts/ecr/wire"

// Where bytes are cut by a silence, a number may lie across the cut: no shape
// shows in either part, and both together would. So digits at a cut are hidden
// from these many on, in text and as packed nibbles. Of fewer, six and four of a
// number can never be passed.
const (
	cutText   = 3
	cutPacked = 7
)

// edges hides digits at both ends. b are the bytes as they came, out is what is
// masked so far.
func edges(b, out wire.Bytes, open bool) (hid wire.Bytes, opens bool) {
	n := b.Len()
	if n == 0 {
		return out, open
	}
	front, back := textRun(b, 0, 1), textRun(b, n-1, -1)
	if front.digits >= cutText || front.all && front.digits > 0 || open && front.digits > 0 {
		out = hideText(b, out, 0, front.length)
	}
	if back.digits >= cutText || back.all && back.digits > 0 {
		out = hideText(b, out, n-back.length, n)
		opens = true
	}
	lead, tail := packedRun(b, 0, 1), packedRun(b, 2*n-1, -1)
	if (lead >= cutPacked || open || lead == 2*n) && packed(b, 0, lead) {
		out = out.Hide(0, lead)
	}
	if (tail >= cutPacked || tail == 2*n) && packed(b, 2*n-tail, 2*n) {
		out = out.Hide(2*n-tail, 2*n)
		opens = true
	}
	return out, opens
}

// run is a row of digits in text, with single separators between.
type run struct {
	length, digits int
	all            bool // nothing else is there
}

func textRun(b wire.Bytes, from, step int) run {
	r := run{}
	for i := from; i >= 0 && i < b.Len(); i += step {
		switch c := b.B[i]; {
		case isDigit(c) || b.Hid != nil && b.Hid[i] != 0:
			r.digits++
		case c == ' ' || c == '-' || c == '.' || c == '_' || c == '/' || c == '\r' || c == '\n':
		default:
			return r
		}
		r.length++
	}
	r.all = true
	return r
}

func hideText(b, out wire.Bytes, from, to int) wire.Bytes {
	for i := from; i < to; i++ {
		if isDigit(b.B[i]) {
			out = out.Hide(2*i+1, 2*i+2)
		}
	}
	return out
}

// packedRun counts the nibbles that are digits, from one on.
func packedRun(b wire.Bytes, from, step int) int {
	n := 0
	for i := from; i >= 0 && i < 2*b.Len(); i += step {
		if b.B[i/2]>>(4*(1-i%2))&0x0F > 9 {
			return n
		}
		n++
	}
	return n
}

// packed reports whether nibbles that are all digits may be of a packed number:
// text and the signs of protocols, whose nibbles often are digits too, are not
// taken for one.
func packed(b wire.Bytes, from, to int) bool {
	for i := from / 2; i < (to+1)/2; i++ {
		switch c := b.B[i]; c {
		case 0x02, 0x03, 0x04, 0x05, 0x06, '\t', 0x10, 0x15, 0x16, 0x17, 0x18:
		default:
			if c < ' ' || c >= 0x7F {
				return true
			}
		}
	}
	return false
}
