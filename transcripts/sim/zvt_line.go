package sim

import "bytes"

// kermit is CRC-16/KERMIT: reflected polynomial 8408, start 0.
func kermit(b []byte) uint16 {
	var crc uint16
	for _, c := range b {
		crc ^= uint16(c)
		for range 8 {
			low := crc & 1
			crc >>= 1
			if low == 1 {
				crc ^= 0x8408
			}
		}
	}
	return crc
}

// apdu builds a command: class and instruction, length, data.
func apdu(command []byte, content ...byte) []byte {
	out := bytes.Clone(command)
	if len(content) < 0xFF {
		out = append(out, byte(len(content)))
	} else {
		out = append(out, 0xFF, byte(len(content)), byte(len(content)>>8))
	}
	return append(out, content...)
}

// frame puts a command on the line: over TCP as it is; over a serial line
// between DLE STX and DLE ETX with every DLE doubled and the CRC, low byte
// first, over command and ETX.
func (z zvt) frame(command []byte) []byte {
	if z.link == TCP {
		return command
	}
	out := []byte{dle, stx}
	for _, c := range command {
		if out = append(out, c); c == dle {
			out = append(out, dle)
		}
	}
	crc := kermit(append(bytes.Clone(command), etx))
	return append(out, dle, etx, byte(crc), byte(crc>>8))
}

func (z zvt) cut(b []byte) (piece, int) {
	if z.link == TCP {
		return cutAPDU(b)
	}
	switch {
	case len(b) == 0:
		return piece{}, 0
	case b[0] == ack || b[0] == nak:
		return piece{kind: control, sign: b[0]}, 1
	case b[0] != dle:
		return piece{kind: junk}, 1
	case len(b) < 2:
		return piece{}, 0
	case b[1] != stx:
		return piece{kind: junk}, 1
	}
	var body []byte
	for i := 2; i < len(b); i++ {
		if b[i] != dle {
			body = append(body, b[i])
			continue
		}
		if i+1 == len(b) {
			return piece{}, 0
		}
		if i++; b[i] != etx {
			body = append(body, b[i])
			continue
		}
		if i+2 >= len(b) {
			return piece{}, 0
		}
		p := piece{kind: data, body: body}
		crc := kermit(append(bytes.Clone(body), etx))
		if _, n := cutAPDU(body); n == 0 || n != len(body) || b[i+1] != byte(crc) || b[i+2] != byte(crc>>8) {
			p.kind = damaged
		}
		return p, i + 3
	}
	return piece{}, 0
}

// cutAPDU cuts commands that stand on a connection without any framing.
func cutAPDU(b []byte) (piece, int) {
	if len(b) < 3 {
		return piece{}, 0
	}
	head, n := 3, int(b[2])
	if b[2] == 0xFF {
		if len(b) < 5 {
			return piece{}, 0
		}
		head, n = 5, int(b[3])|int(b[4])<<8
	}
	if len(b) < head+n {
		return piece{}, 0
	}
	return piece{kind: data, body: b[:head+n]}, head + n
}

// content gives the data of a command.
func content(body []byte) []byte {
	if body[2] == 0xFF {
		return body[5:]
	}
	return body[3:]
}
