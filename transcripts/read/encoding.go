package read

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"
)

// encoding is how text is written.
type encoding int

const (
	unknown encoding = iota // nothing but ASCII so far
	inUTF8
	inGB18030
	inLatin1
)

// text turns lines into UTF-8. What the front of an input looks like is a first
// guess only: each line that is no UTF-8 is judged on its own, so that Chinese
// text that comes late, or after a few lines of another encoding, is read right.
type text struct {
	wide  wide
	guess encoding
	count [4]int64 // lines by encoding
	buf   []byte
	gb    transform.Transformer
}

// sniffed is what the front of an input tells.
type sniffed struct {
	mark   int // bytes of a byte order mark
	wide   wide
	guess  encoding
	binary bool
}

func sniff(s []byte) sniffed {
	switch {
	case bytes.HasPrefix(s, []byte{0xEF, 0xBB, 0xBF}):
		return sniffed{mark: 3, guess: inUTF8, binary: binary(s[3:])}
	case bytes.HasPrefix(s, []byte{0xFF, 0xFE}):
		return sniffed{mark: 2, wide: littleEndian}
	case bytes.HasPrefix(s, []byte{0xFE, 0xFF}):
		return sniffed{mark: 2, wide: bigEndian}
	}
	if w := zeroes(s); w != narrow {
		return sniffed{wide: w}
	}
	if binary(s) {
		return sniffed{binary: true}
	}
	if ascii(s) {
		return sniffed{}
	}
	if utf8.Valid(trimPartial(s)) {
		return sniffed{guess: inUTF8}
	}
	return sniffed{guess: judge(s, unknown)}
}

// zeroes tells UTF-16 without a mark by its zero bytes: a log is mostly ASCII,
// so every second byte of it is zero, always on the same side.
func zeroes(s []byte) wide {
	n := len(s) / 2
	if n < 2 {
		return narrow
	}
	var even, odd int
	for i := 0; i+1 < len(s); i += 2 {
		if s[i] == 0 {
			even++
		}
		if s[i+1] == 0 {
			odd++
		}
	}
	switch {
	case odd*10 > n*3 && even*20 < n:
		return littleEndian
	case even*10 > n*3 && odd*20 < n:
		return bigEndian
	}
	return narrow
}

// binary reports bytes that are no text in any encoding: more than one in 20 is
// a control byte that neither text nor a terminal line uses. (Compressed data
// has one in 12.)
func binary(s []byte) bool {
	n := 0
	for _, c := range s {
		if c >= 0x20 && c != 0x7F {
			continue
		}
		switch c {
		case '\t', '\n', '\r', '\f', '\b', 0x1B, // text and its colours
			0x02, 0x03, 0x04, 0x05, 0x06, 0x10, 0x15, 0x1C: // STX ETX EOT ENQ ACK DLE NAK FS
		default:
			n++
		}
	}
	return n*20 > len(s)
}

// line gives a line as UTF-8. The result is valid until the next call.
func (t *text) line(s []byte) []byte {
	if t.wide != narrow {
		return t.utf16(s)
	}
	if ascii(s) {
		return s
	}
	e := inUTF8
	if !utf8.Valid(s) {
		e = judge(s, t.guess)
	}
	t.count[e]++
	switch e {
	case inGB18030:
		return t.gb18030(s)
	case inLatin1:
		t.buf = t.buf[:0]
		for _, c := range s {
			t.buf = utf8.AppendRune(t.buf, rune(c))
		}
		return t.buf
	}
	return s
}

func (t *text) utf16(s []byte) []byte {
	lo, hi := 0, 1
	if t.wide == bigEndian {
		lo, hi = 1, 0
	}
	t.buf = t.buf[:0]
	for i := 0; i+1 < len(s); i += 2 {
		r := rune(s[i+hi])<<8 | rune(s[i+lo])
		if utf16.IsSurrogate(r) && i+3 < len(s) {
			if d := utf16.DecodeRune(r, rune(s[i+2+hi])<<8|rune(s[i+2+lo])); d != utf8.RuneError {
				r = d
				i += 2
			}
		}
		t.buf = utf8.AppendRune(t.buf, r)
	}
	return t.buf
}

func (t *text) gb18030(s []byte) []byte {
	if t.gb == nil {
		t.gb = simplifiedchinese.GB18030.NewDecoder()
	}
	// One byte of GB18030 never becomes more than three of UTF-8.
	if need := 3*len(s) + 16; cap(t.buf) < need {
		t.buf = make([]byte, need)
	}
	t.buf = t.buf[:cap(t.buf)]
	t.gb.Reset()
	n, _, err := t.gb.Transform(t.buf, s, true)
	if err != nil {
		return bytes.ToValidUTF8(s, []byte("\uFFFD"))
	}
	return t.buf[:n]
}

// name gives the encoding that most lines turned out to have.
func (t *text) name() string {
	switch t.wide {
	case littleEndian:
		return "utf-16le"
	case bigEndian:
		return "utf-16be"
	}
	best := inUTF8
	for e := inGB18030; e <= inLatin1; e++ {
		if t.count[e] > t.count[best] {
			best = e
		}
	}
	return [...]string{"utf-8", "utf-8", "gb18030", "latin1"}[best]
}

// judge tells the encoding of bytes that are not UTF-8 throughout.
func judge(s []byte, guess encoding) encoding {
	good, wrong := utf8Like(s)
	if good > wrong {
		return inUTF8 // a few spoilt bytes, or a character cut at the end
	}
	common, rare, single := gbLike(s)
	switch pairs := common + rare; {
	case pairs == 0:
		return inLatin1
	case single > 0:
		if pairs > 4*single {
			return inGB18030
		}
	case guess == inGB18030 || guess != inLatin1 && 2*common >= pairs || common > 3 && 10*common >= 9*pairs:
		return inGB18030
	}
	return inLatin1
}

// utf8Like counts the characters of several bytes and the bytes that belong to
// none. A character cut by the end of the bytes counts as neither.
func utf8Like(s []byte) (good, wrong int) {
	for s = trimPartial(s); len(s) > 0; {
		if s[0] < utf8.RuneSelf {
			s = s[1:]
			continue
		}
		r, n := utf8.DecodeRune(s)
		if r == utf8.RuneError && n == 1 {
			wrong++
		} else {
			good++
		}
		s = s[n:]
	}
	return good, wrong
}

// trimPartial takes the start of a character off the end of s.
func trimPartial(s []byte) []byte {
	for i := 1; i <= 3 && i <= len(s); i++ {
		c := s[len(s)-i]
		if utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(s[len(s)-i:]) {
				return s[:len(s)-i]
			}
			break
		}
	}
	return s
}

// gbLike reads bytes as GB18030 and counts characters of the common set
// (GB 2312: both bytes from A1 up), other characters, and bytes that are none.
func gbLike(s []byte) (common, rare, single int) {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c < 0x80:
			i++
		case c == 0x80 || c == 0xFF:
			single++
			i++
		case i+1 >= len(s):
			i++ // cut at the end
		case s[i+1] >= 0xA1 && s[i+1] <= 0xFE && c >= 0xA1 && c <= 0xF7:
			common++
			i += 2
		case s[i+1] >= 0x40 && s[i+1] <= 0xFE && s[i+1] != 0x7F:
			rare++
			i += 2
		case i+3 < len(s) && s[i+1]-'0' <= 9 && s[i+2] >= 0x81 && s[i+2] <= 0xFE && s[i+3]-'0' <= 9:
			rare++
			i += 4
		default:
			single++
			i++
		}
	}
	return common, rare, single
}

// ascii reports whether all bytes are below 80.
func ascii(s []byte) bool {
	for len(s) >= 8 {
		if (s[0]|s[1]|s[2]|s[3]|s[4]|s[5]|s[6]|s[7])&0x80 != 0 {
			return false
		}
		s = s[8:]
	}
	for _, c := range s {
		if c >= 0x80 {
			return false
		}
	}
	return true
}
