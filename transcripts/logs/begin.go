package logs

import "math/bits"

// stated gives the length that the first bytes of a message promise, length
// field included. False when there is no length field that makes sense.
func stated(b []byte) (int, bool) {
	switch {
	case len(b) < 12:
		return 0, false
	case b[0] == 0x02 && starts(b[3:]): // STX, 2 bytes BCD, data, ETX, check
		n := int(b[1]>>4)*1000 + int(b[1]&15)*100 + int(b[2]>>4)*10 + int(b[2]&15)
		return n + 5, n > 8 && n < 10000
	case starts(b[2:]):
		n := int(b[0])<<8 | int(b[1])
		return n + 2, n > 8 && n < 8192
	case digits(b[:4]) == 4 && starts(b[4:]):
		n := number(b[:4])
		return n + 4, n > 8
	}
	return 0, false
}

// starts reports whether bytes can be the start of an ISO 8583 message, with or
// without what goes before it on the wire. It looks at the type and the bitmap
// only and is meant to tell messages from keys, digests and other data.
func starts(b []byte) bool {
	if body(b) {
		return true
	}
	if len(b) > 14 && (body(b[2:]) || digits(b[:4]) == 4 && body(b[4:]) || b[0] == 0x02 && body(b[3:])) {
		return true
	}
	if len(b) >= 24 && nibbles(b) {
		return starts(packed(b[:min(len(b), 80)]))
	}
	return false
}

// body tries the headers that may stand between a length and the type.
func body(b []byte) bool {
	if len(b) < 10 {
		return false
	}
	switch {
	case b[0] == 0x60 || b[0] == 0x68: // TPDU, perhaps with a header behind it
		if b[5] >= 0x60 && b[5] <= 0x6F && b[6] < 0xA0 {
			if typed(b[min(len(b), 11):], true) {
				return true
			}
		}
		return typed(b[5:], false) || len(b) > 7 && typed(b[7:], false)
	case b[0] == 'I' && b[1] == 'S' && b[2] == 'O':
		return len(b) > 12 && typed(b[12:], false)
	case b[0] == 0x2E && len(b) > 46: // header between networks in China
		return typed(b[46:], false)
	case b[0] == 0x16 && b[1] == 0x01 && len(b) > 22: // Visa
		return typed(b[22:], false)
	}
	return typed(b, false)
}

// typed reports whether a type and a bitmap stand at the start of b, packed, in
// ASCII or in EBCDIC. With sure set, a bitmap cut short by the end of a row is
// no objection.
func typed(b []byte, sure bool) bool {
	if len(b) < 2 {
		return sure
	}
	if mti(b[0]>>4, b[0]&15, b[1]>>4, b[1]&15) {
		if len(b) < 10 {
			return sure
		}
		return bitmap(b[2:10])
	}
	if len(b) < 4 {
		return false
	}
	base := b[0] & 0xF0
	if base != 0x30 && base != 0xF0 || b[1]&0xF0 != base || b[2]&0xF0 != base || b[3]&0xF0 != base {
		return false
	}
	if !mti(b[0]&15, b[1]&15, b[2]&15, b[3]&15) {
		return false
	}
	switch {
	case len(b) < 12:
		return sure
	case bitmap(b[4:12]):
		return true
	case len(b) < 20 || base != 0x30 || !nibbles(b[4:20]):
		return false
	}
	return bitmap(packed(b[4:20]))
}

// mti reports whether four digits can be a message type: a version in use, a
// class, a function and an origin.
func mti(version, class, function, origin byte) bool {
	return version <= 2 && class >= 1 && class <= 8 && function <= 4 && origin <= 5
}

// bitmap reports whether 8 bytes look like the bitmap of a message: a handful
// of fields, among them one that no message goes without (processing code,
// transmission time, STAN).
func bitmap(b []byte) bool {
	n := 0
	for _, c := range b {
		n += bits.OnesCount8(c)
	}
	return n >= 3 && n <= 40 && (b[0]&0x22 != 0 || b[1]&0x20 != 0)
}

func nibbles(b []byte) bool {
	for _, c := range b {
		if nibble[c] == bad {
			return false
		}
	}
	return true
}

// packed turns hexadecimal characters into bytes.
func packed(b []byte) []byte {
	out := make([]byte, len(b)/2)
	for i := range out {
		out[i] = nibble[b[2*i]]<<4 | nibble[b[2*i+1]]
	}
	return out
}

// shortest is the least length of a message written as it was sent: type,
// bitmap in hexadecimal and two fields.
const shortest = 32

// literal finds a message that a line holds as it was sent, in ASCII: at the
// start of the text or behind a label. It gives nil when there is none.
func literal(s []byte, from int) []byte {
	for i := from; i < len(s)-shortest && i < from+160; i++ {
		if i > from && wordly(s[i-1]) || s[i]-'0' > 2 && s[i] != 'I' {
			continue
		}
		k := i
		if s[k] == 'I' {
			if s[k+1] != 'S' || s[k+2] != 'O' || digits(s[k+3:]) < 9 {
				continue
			}
			k += 12
		}
		if !asciiStart(s[k:]) {
			if k > i || digits(s[k:]) < 8 || !asciiStart(s[k+4:]) {
				continue
			}
		}
		end := len(s)
		if i > from {
			end = closing(s, i)
		}
		if end-i < shortest {
			continue
		}
		return s[i:end]
	}
	return nil
}

// asciiStart reports a type and a bitmap in hexadecimal characters.
func asciiStart(s []byte) bool {
	return len(s) >= 20 && digits(s[:4]) == 4 && nibbles(s[4:20]) &&
		mti(s[0]-'0', s[1]-'0', s[2]-'0', s[3]-'0') && bitmap(packed(s[4:20]))
}

// closing gives where a quoted or bracketed message ends.
func closing(s []byte, i int) int {
	var q byte
	switch s[i-1] {
	case '\'', '"':
		q = s[i-1]
	case '[':
		q = ']'
	case '(':
		q = ')'
	default:
		return len(s)
	}
	for j := len(s) - 1; j > i; j-- {
		if s[j] == q {
			return j
		}
	}
	return len(s)
}
