package sim

import "fmt"

// The signs of the line that most protocols share.
const (
	stx  byte = 0x02
	etx  byte = 0x03
	eot  byte = 0x04
	enq  byte = 0x05
	ack  byte = 0x06
	dle  byte = 0x10
	nak  byte = 0x15
	fsep byte = 0x1C
	usep byte = 0x1F
)

// kind is what a piece of the line is.
type kind int

const (
	junk    kind = iota // part of no frame
	damaged             // a frame whose check sum or length is wrong
	data                // a frame with a body
	control             // a sign without a body
)

// piece is one unit of the line.
type piece struct {
	kind kind
	sign byte // of a control
	// checked is set on a control that has a check sum of its own (ECR17).
	checked bool
	body    []byte
}

// cutter takes the first piece off the bytes of one direction and says how many
// bytes that is: none while more bytes are needed.
type cutter func(b []byte) (piece, int)

// xor is the check that most protocols put behind a frame.
func xor(seed byte, b []byte) byte {
	for _, c := range b {
		seed ^= c
	}
	return seed
}

// stxFrame packs data as STX, data, ETX and the XOR of data and ETX.
func stxFrame(body []byte) []byte {
	out := append([]byte{stx}, body...)
	out = append(out, etx)
	return append(out, xor(0, out[1:]))
}

// cutSTX cuts frames of [stxFrame] and signs of one byte. What the check byte is
// does not matter: it may look like any sign.
func cutSTX(b []byte) (piece, int) {
	if len(b) == 0 {
		return piece{}, 0
	}
	switch b[0] {
	case ack, nak, enq, eot:
		return piece{kind: control, sign: b[0]}, 1
	case stx:
	default:
		return piece{kind: junk}, 1
	}
	for i := 1; i < len(b); i++ {
		if b[i] != etx {
			continue
		}
		if i+1 == len(b) {
			return piece{}, 0
		}
		p := piece{kind: data, body: b[1:i]}
		if xor(0, b[1:i+1]) != b[i+1] {
			p.kind = damaged
		}
		return p, i + 2
	}
	return piece{}, 0
}

// bcdFrame packs data as STX, its length in two bytes of packed digits, data,
// ETX and the XOR of all but STX.
func bcdFrame(body []byte) []byte {
	out := append([]byte{stx}, packed(fmt.Sprintf("%04d", len(body)))...)
	out = append(out, body...)
	out = append(out, etx)
	return append(out, xor(0, out[1:]))
}

// cutBCD cuts frames of [bcdFrame]. The end is where the length says: ETX may
// stand inside the data.
func cutBCD(b []byte) (piece, int) {
	if len(b) == 0 {
		return piece{}, 0
	}
	switch {
	case b[0] == ack || b[0] == nak || b[0] == enq || b[0] == eot:
		return piece{kind: control, sign: b[0]}, 1
	case b[0] != stx:
		return piece{kind: junk}, 1
	case len(b) < 3:
		return piece{}, 0
	}
	n := 0
	for _, c := range b[1:3] {
		if c>>4 > 9 || c&0x0F > 9 {
			return piece{kind: junk}, 1
		}
		n = n*100 + int(c>>4)*10 + int(c&0x0F)
	}
	if len(b) < n+5 {
		return piece{}, 0
	}
	p := piece{kind: data, body: b[3 : 3+n]}
	if b[3+n] != etx || xor(0, b[1:n+4]) != b[n+4] {
		p.kind = damaged
	}
	return p, n + 5
}

// packed writes an even number of digits two a byte. Letters A to F are taken
// too: card numbers are masked with them in ZVT.
func packed(digits string) []byte {
	out := make([]byte, len(digits)/2)
	for i := range out {
		out[i] = nibble(digits[2*i])<<4 | nibble(digits[2*i+1])
	}
	return out
}

func nibble(c byte) byte {
	if c >= 'A' {
		return c - 'A' + 10
	}
	return c - '0'
}

// unpacked reads packed digits; a nibble that is none is left as a letter.
func unpacked(b []byte) string { return fmt.Sprintf("%X", b) }
