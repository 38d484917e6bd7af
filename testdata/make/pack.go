package main

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// kind is how the value of a field is written down.
type kind int

const (
	digits kind = iota // n: packed two a byte where the dialect packs
	track              // z: digits and one separator
	text               // an, ans
	raw                // b: bytes, given as hex
)

// shape is what a field looks like. A width of 0 means a length is written
// before the value: digits of it in prefix.
type shape struct {
	kind   kind
	width  int
	prefix int
}

// shapes are the fields in use: ISO 8583:1987, with 60-63 as Chinese
// terminals use them. Widths are digits, characters or bytes.
var shapes = map[int]shape{
	2: {digits, 0, 2}, 3: {digits, 6, 0}, 4: {digits, 12, 0}, 7: {digits, 10, 0},
	11: {digits, 6, 0}, 12: {digits, 6, 0}, 13: {digits, 4, 0}, 14: {digits, 4, 0},
	15: {digits, 4, 0}, 22: {digits, 3, 0}, 23: {digits, 3, 0}, 25: {digits, 2, 0},
	26: {digits, 2, 0}, 32: {digits, 0, 2}, 35: {track, 0, 2}, 37: {text, 12, 0},
	38: {text, 6, 0}, 39: {text, 2, 0}, 41: {text, 8, 0}, 42: {text, 15, 0},
	44: {text, 0, 2}, 48: {digits, 0, 3}, 49: {text, 3, 0}, 52: {raw, 8, 0},
	53: {digits, 16, 0}, 54: {text, 0, 3}, 55: {raw, 0, 3}, 60: {digits, 0, 3},
	61: {digits, 0, 3}, 62: {raw, 0, 3}, 63: {text, 0, 3}, 64: {raw, 8, 0},
	66: {digits, 1, 0}, 70: {digits, 3, 0}, 74: {digits, 10, 0}, 76: {digits, 10, 0},
	86: {digits, 16, 0}, 88: {digits, 16, 0}, 90: {digits, 42, 0}, 97: {text, 17, 0},
}

// dialect is one way to write a message down as bytes.
type dialect struct {
	packed   bool // digits two a byte, lengths too
	hexBits  bool // the bitmap and binary fields as hex characters
	encode   func(string) []byte
	envelope func(body []byte, answer bool) []byte
}

// cnpos is what Chinese terminals speak: length, TPDU, six-byte header, packed
// digits, texts in GBK.
var cnpos = dialect{
	packed: true,
	encode: func(s string) []byte { return must(simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))) },
	envelope: func(body []byte, answer bool) []byte {
		tpdu := []byte{0x60, 0x00, 0x03, 0x00, 0x00}
		if answer { // the two addresses change places
			tpdu = []byte{0x60, 0x00, 0x00, 0x00, 0x03}
		}
		header := []byte{0x60, 0x31, 0x00, 0x31, 0x00, 0x01}
		return prefixed(append(append(tpdu, header...), body...))
	},
}

// ascii87 is ISO 8583:1987 in plain characters behind a length of four digits.
var ascii87 = dialect{
	hexBits:  true,
	encode:   func(s string) []byte { return []byte(s) },
	envelope: func(body []byte, _ bool) []byte { return append(fmt.Appendf(nil, "%04d", len(body)), body...) },
}

// ebcdic87 is the same in EBCDIC with binary bitmaps behind a binary length.
var ebcdic87 = dialect{
	encode:   func(s string) []byte { return must(charmap.CodePage037.NewEncoder().Bytes([]byte(s))) },
	envelope: func(body []byte, _ bool) []byte { return prefixed(body) },
}

// prefixed puts a two-byte length before the bytes.
func prefixed(b []byte) []byte {
	return append(binary.BigEndian.AppendUint16(nil, uint16(len(b))), b...)
}

// frame gives the bytes on the wire.
func (d dialect) frame(m message) []byte {
	body, _ := d.pack(m)
	return d.envelope(body, m.answers())
}

// span is where the value of a field stands in packed bytes.
type span struct{ at, len int }

// pack gives the bytes from the MTI on, and where the values are.
func (d dialect) pack(m message) ([]byte, map[int]span) {
	out := d.number(m.mti, false)
	out = append(out, d.bitmap(m)...)
	spans := make(map[int]span, len(m.fields))
	for _, id := range m.ids() {
		s, ok := shapes[id]
		if !ok {
			panic(fmt.Sprintf("field %d has no shape", id))
		}
		value, n := d.value(id, s, m.fields[id])
		if s.prefix == 0 && n != s.width {
			panic(fmt.Sprintf("%s field %d has width %d, not %d", m.mti, id, n, s.width))
		}
		if s.prefix > 0 {
			out = append(out, d.number(fmt.Sprintf("%0*d", s.prefix, n), true)...)
		}
		spans[id] = span{len(out), len(value)}
		out = append(out, value...)
	}
	return out, spans
}

// bitmap gives eight bytes, or sixteen when a field above 64 is there.
func (d dialect) bitmap(m message) []byte {
	bits := make([]byte, 8, 16)
	for _, id := range m.ids() {
		if id > 64 && len(bits) == 8 {
			bits = bits[:16]
			bits[0] |= 0x80
		}
		bits[(id-1)/8] |= 0x80 >> ((id - 1) % 8)
	}
	if d.hexBits {
		return []byte(upperHex(bits))
	}
	return bits
}

// value encodes one value and counts what a length before it would say.
func (d dialect) value(id int, s shape, v string) ([]byte, int) {
	switch s.kind {
	case raw:
		b := unhex(v)
		if d.hexBits {
			return []byte(v), len(b)
		}
		return b, len(b)
	case digits, track:
		// DE23 is the one odd field that terminals fill up on the left.
		return d.number(v, id == 23), len(v)
	}
	b := d.encode(v)
	return b, len(b)
}

// number writes digits. Packed ones of odd length get a zero at one end;
// the separator of a track becomes the nibble D.
func (d dialect) number(v string, padLeft bool) []byte {
	if !d.packed {
		return d.encode(v)
	}
	switch {
	case len(v)%2 == 0:
	case padLeft:
		v = "0" + v
	default:
		v += "0"
	}
	return unhex(strings.ReplaceAll(v, "=", "D"))
}

func upperHex(b []byte) string { return strings.ToUpper(hex.EncodeToString(b)) }

func unhex(s string) []byte { return must(hex.DecodeString(s)) }

// must is for values that are constants of this program.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
