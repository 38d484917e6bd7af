package iso

import "github.com/posdoctor/posdoctor/transcripts"

// lengthForm is how the length stands before the message.
type lengthForm uint8

const (
	lengthNone lengthForm = iota
	lengthBinary
	lengthASCII
	lengthBCD
	lengthSTX // STX, packed length, data, ETX, XOR
)

// headerForm is what stands between length and MTI.
type headerForm uint8

const (
	headerNone  headerForm = iota
	headerTPDU             // 60 + two addresses
	headerCN               // TPDU and the six bytes of UnionPay terminals
	headerShort            // TPDU and a version of two bytes
	headerOnly             // the six bytes without TPDU
	headerText             // TPDU written as ten characters
	headerISO              // "ISO" and nine digits (BASE24)
	headerVisa             // 22 bytes, starting 16 01 02
	headerCUPS             // 46 bytes, starting 2E
	headerForms
)

var lengthForms = [...]lengthForm{lengthNone, lengthBinary, lengthASCII, lengthBCD, lengthSTX}

// frame is one way to read what surrounds a message.
type frame struct {
	length lengthForm
	header headerForm
	base   int // first byte behind the length
	start  int // of the MTI
	end    int // behind the last byte of the message
	stated int // what the length says, -1 without one
	actual int // bytes there are behind the length
	badXOR bool
}

// lengthFits reports whether the length header, if any, says the truth.
func (f *frame) lengthFits() bool { return f.stated < 0 || f.stated == f.actual }

// cutLength opens a length form; false when the bytes cannot have it.
func cutLength(raw []byte, form lengthForm) (frame, bool) {
	f := frame{length: form, stated: -1, end: len(raw), actual: len(raw)}
	switch form {
	case lengthBinary:
		if len(raw) < 2 {
			return f, false
		}
		f.base, f.stated = 2, int(raw[0])<<8|int(raw[1])
	case lengthASCII:
		if len(raw) < 4 || !isDigits(raw[:4]) {
			return f, false
		}
		n, _ := number(raw[:4])
		f.base, f.stated = 4, int(n)
	case lengthBCD:
		if len(raw) < 2 || !packedDigits(raw[:2]) {
			return f, false
		}
		f.base, f.stated = 2, packed(raw[:2])
	case lengthSTX:
		if len(raw) < 3 || raw[0] != 0x02 || !packedDigits(raw[1:3]) {
			return f, false
		}
		f.base, f.stated = 3, packed(raw[1:3])
		f.closeSTX(raw)
		return f, true
	}
	f.actual = len(raw) - f.base
	return f, true
}

// closeSTX finds ETX and the check byte behind the stated length. When they are
// not there the frame was cut, or the length is wrong.
func (f *frame) closeSTX(raw []byte) {
	f.actual = len(raw) - f.base
	etx := f.base + f.stated
	if etx+1 >= len(raw) || raw[etx] != 0x03 {
		return
	}
	f.end, f.actual = etx, f.stated
	var x byte
	for _, c := range raw[1 : etx+1] {
		x ^= c
	}
	// Some machines take STX into the sum.
	f.badXOR = raw[etx+1] != x && raw[etx+1] != x^0x02
}

func packedDigits(b []byte) bool {
	for _, c := range b {
		if c>>4 > 9 || c&15 > 9 {
			return false
		}
	}
	return true
}

func packed(b []byte) int {
	n := 0
	for _, c := range b {
		n = n*100 + int(c>>4)*10 + int(c&15)
	}
	return n
}

// cutHeader opens a header form behind the length. It needs only the first
// byte to recognise most, so that a message cut inside its header is known.
func (f *frame) cutHeader(raw []byte, form headerForm) bool {
	b := raw[f.base:f.end]
	f.header, f.start = form, f.base
	if form == headerNone {
		return true
	}
	if len(b) == 0 {
		return false
	}
	n, ok := 0, false
	switch form {
	case headerTPDU:
		n, ok = 5, b[0] == 0x60
	case headerCN:
		n, ok = 11, b[0] == 0x60 && (len(b) <= 5 || b[5]>>4 == 6)
	case headerShort:
		n, ok = 7, b[0] == 0x60
	case headerOnly:
		n, ok = 6, b[0]>>4 == 6
	case headerText:
		n, ok = 10, len(b) >= 10 && b[0] == '6' && b[1] == '0' && isDigits(b[:10])
	case headerISO:
		n, ok = 12, len(b) >= 12 && string(b[:3]) == "ISO" && isDigits(b[3:12])
	case headerVisa:
		n, ok = 22, len(b) >= 3 && b[0] == 0x16 && b[1] == 0x01 && b[2] == 0x02
	case headerCUPS:
		n, ok = 46, b[0] == 0x2E
	}
	f.start = f.base + n
	return ok
}

// framing says in words what the frame is.
func (f *frame) framing(raw []byte) transcripts.Framing {
	out := transcripts.Framing{Stated: f.stated, Actual: f.actual, Skipped: f.start}
	out.Length = [...]string{"none", "binary2", "ascii4", "bcd2", "stx"}[f.length]
	b := raw[f.base:]
	switch f.header {
	case headerTPDU, headerCN, headerShort:
		out.TPDU = hexText(b[:5])
		out.Header = hexText(b[5 : f.start-f.base])
	case headerText:
		out.TPDU = string(b[:10])
	case headerOnly:
		out.Header = hexText(b[:6])
	case headerISO:
		out.Header = string(b[:12])
	case headerVisa, headerCUPS:
		out.Header = hexText(b[:f.start-f.base])
	}
	return out
}

// asks gives the processing requirement of a UnionPay header, "" for none:
// digit 6 of the twelve (pos8583, section 2).
func (f *frame) asks(raw []byte) string {
	at := f.base
	switch f.header {
	case headerCN:
		at += 5
	case headerOnly:
	default:
		return ""
	}
	n := raw[at+2] & 15
	if n == 0 || n > 9 {
		return ""
	}
	return string('0' + rune(n))
}

func hexText(b []byte) string {
	out := make([]byte, 0, 2*len(b))
	for _, c := range b {
		p := hexPairs[c]
		out = append(out, p[0], p[1])
	}
	return string(out)
}
