package known

import (
	"bytes"
	"math/bits"

	"github.com/posdoctor/posdoctor/codes"
)

// Pattern is what raw bytes look like before any protocol is asked.
type Pattern string

// The patterns. The zero value is "nothing stands out": binary frames look so.
const (
	Unclear    Pattern = ""
	Quiet      Pattern = "quiet"       // no bytes
	Clean      Pattern = "clean"       // text with the signs that protocols share
	WrongSpeed Pattern = "wrong_speed" // runs of the bytes that a wrong baud rate gives
	Parity7E1  Pattern = "parity_7e1"  // seven bits with even parity, read as eight
	Parity7O1  Pattern = "parity_7o1"  // seven bits with odd parity, read as eight
	Console    Pattern = "console"     // lines of text: a log or a boot loader
	Echo       Pattern = "echo"        // exactly what was sent
)

// Noise are the measures of bytes that were heard on a line.
type Noise struct {
	Pattern Pattern
	Bytes   int
	// Plain is the share, in percent, of printable bytes and of the signs that
	// protocols share.
	Plain int
	// Telltale is the share, in percent, of bytes that a wrong speed gives.
	Telltale int
	// Lines counts lines of text.
	Lines int
}

// The thresholds: parity needs so many bytes that chance is one in 65536; a
// wrong speed must have spoilt most bytes, for binary frames hold some of the
// same ones.
const (
	parityBytes  = 16
	mostly       = 75
	nearly       = 90
	consoleLines = 2
	minBytes     = 4
)

// NoiseOf measures what was heard. Sent is what was sent just before, nil when
// one only listened. Where several patterns would do, the one that needs no
// guessing comes first: echo, then parity, then text, then speed.
func NoiseOf(heard, sent []byte) Noise {
	n := Noise{Bytes: len(heard), Plain: share(heard, plain), Telltale: share(heard, telltale), Lines: textLines(heard)}
	parity := sevenBits(heard)
	switch {
	case n.Bytes == 0:
		n.Pattern = Quiet
	case echoes(heard, sent):
		n.Pattern = Echo
	case parity == 'E':
		n.Pattern = Parity7E1
	case parity == 'O':
		n.Pattern = Parity7O1
	case n.Lines >= consoleLines && share(heard, text) >= nearly:
		n.Pattern = Console
	case n.Bytes >= minBytes && n.Telltale >= mostly && runs(heard):
		n.Pattern = WrongSpeed
	case n.Plain >= nearly:
		n.Pattern = Clean
	}
	return n
}

// Words says what the pattern means for the one who holds the cable.
func (n Noise) Words() codes.Text { return patternWords[n.Pattern] }

var patternWords = map[Pattern]codes.Text{
	Unclear: {
		EN: "Bytes came, and nothing about them points to a wrong setting; they may be binary frames of a protocol.",
		ZH: "收到了字节，看不出设置有误，可能是某种协议的二进制帧。",
	},
	Quiet: {
		EN: "Nothing was heard.",
		ZH: "线路上没有收到任何字节。",
	},
	Clean: {
		EN: "The bytes are readable text and the usual control signs: speed and parity are right.",
		ZH: "收到的是可读字符和常见控制符：速率和校验设置正确。",
	},
	WrongSpeed: {
		EN: "Most bytes are of the kind that a wrong speed leaves: try another baud rate.",
		ZH: "多数字节像是速率设错后的样子：请换一个波特率再试。",
	},
	Parity7E1: {
		EN: "Every byte has an even number of ones: the other side sends 7 data bits with even parity (7E1).",
		ZH: "每个字节中 1 的个数都是偶数：对方用的是 7 位数据、偶校验（7E1）。",
	},
	Parity7O1: {
		EN: "Every byte has an odd number of ones: the other side sends 7 data bits with odd parity (7O1).",
		ZH: "每个字节中 1 的个数都是奇数：对方用的是 7 位数据、奇校验（7O1）。",
	},
	Console: {
		EN: "Lines of text came: this is a log or service console, not the port for the till.",
		ZH: "收到的是一行行文字：这是日志或调试口，不是收银机接口。",
	},
	Echo: {
		EN: "Exactly what was sent came back: a loop plug, an adapter that echoes, or no terminal at the end.",
		ZH: "收到的与发出的完全相同：可能是短接头、转接器回显，或另一端没有终端。",
	},
}

// sevenBits gives 'E' or 'O' when every byte has that parity over all eight
// bits and the eighth bit is used; 0 otherwise.
func sevenBits(b []byte) byte {
	if len(b) < parityBytes {
		return 0
	}
	odd, high, kinds := 0, false, map[byte]bool{}
	for _, c := range b {
		odd += bits.OnesCount8(c) % 2
		high = high || c >= 0x80
		kinds[c] = true
	}
	switch {
	case !high || len(kinds) < minBytes:
		return 0
	case odd == 0:
		return 'E'
	case odd == len(b):
		return 'O'
	}
	return 0
}

// echoes reports whether heard is sent, once or several times over. One byte is
// not enough: terminals answer some signs with the same sign.
func echoes(heard, sent []byte) bool {
	if len(sent) < 2 || len(heard) == 0 || len(heard)%len(sent) != 0 {
		return false
	}
	return bytes.Equal(heard, bytes.Repeat(sent, len(heard)/len(sent)))
}

func plain(c byte) bool {
	switch c {
	case 0x02, 0x03, 0x04, 0x05, 0x06, 0x10, 0x15, 0x16, 0x17, 0x1C:
		return true
	}
	return c >= 0x20 && c < 0x7F
}

func text(c byte) bool {
	return c >= 0x20 && c < 0x7F || c == '\r' || c == '\n' || c == '\t' || c == 0x1B
}

// telltale are the bytes that a receiver makes of edges at the wrong moment:
// ones or zeros on one side only.
func telltale(c byte) bool {
	switch c {
	case 0xFF, 0xFE, 0xFC, 0xF8, 0xF0, 0xE0, 0xC0, 0x80, 0x00:
		return true
	}
	return false
}

// runs reports whether two telltale bytes stand side by side anywhere.
func runs(b []byte) bool {
	for i := 1; i < len(b); i++ {
		if telltale(b[i-1]) && telltale(b[i]) {
			return true
		}
	}
	return false
}

func share(b []byte, is func(byte) bool) int {
	if len(b) == 0 {
		return 0
	}
	n := 0
	for _, c := range b {
		if is(c) {
			n++
		}
	}
	return 100 * n / len(b)
}

// textLines counts stretches of at least eight characters that a line end
// closes.
func textLines(b []byte) int {
	const shortest = 8
	n, run := 0, 0
	for _, c := range b {
		switch {
		case c == '\n' || c == '\r':
			if run >= shortest {
				n++
			}
			run = 0
		case text(c):
			run++
		default:
			run = 0
		}
	}
	return n
}
