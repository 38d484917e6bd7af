package main

import (
	"fmt"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// posLog is how one maker's terminal writes its log: words in Chinese, messages
// as labelled hex.
type posLog struct {
	sent, received string // labels
	hex            func(b *strings.Builder, frame []byte)
	fields         bool   // answers are repeated as a list of fields
	eol            string // "" means a line feed
	gb18030        bool
}

// write gives the log.
func (p posLog) write(entries []entry) []byte {
	var b strings.Builder
	for _, e := range entries {
		fmt.Fprintf(&b, "[%s] ", e.at.Format("2006-01-02 15:04:05.000"))
		if e.side == journal {
			b.WriteString(e.words.zh)
			b.WriteByte('\n')
			continue
		}
		label := p.sent
		if e.side == received {
			label = p.received
		}
		frame := cnpos.frame(e.msg)
		fmt.Fprintf(&b, "%s %s[%d]:", e.name.zh, label, len(frame))
		p.hex(&b, frame)
		if p.fields && e.side == received {
			fieldList(&b, e.msg)
		}
	}
	return finishText(b.String(), p.eol, p.gb18030)
}

// finishText applies line ends and character set.
func finishText(s, eol string, gb18030 bool) []byte {
	if eol != "" {
		s = strings.ReplaceAll(s, "\n", eol)
	}
	if gb18030 {
		s = must(simplifiedchinese.GB18030.NewEncoder().String(s))
	}
	return []byte(s)
}

// plainHex writes the frame on the line of its label.
func plainHex(b *strings.Builder, frame []byte) {
	fmt.Fprintf(b, " %X\n", frame)
}

// wrappedHex writes pairs, thirty-two bytes a row, on rows of their own.
func wrappedHex(b *strings.Builder, frame []byte) {
	b.WriteByte('\n')
	for len(frame) > 0 {
		n := min(32, len(frame))
		fmt.Fprintf(b, "% X\n", frame[:n])
		frame = frame[n:]
	}
}

// dumpHex writes rows of offset, sixteen pairs and the readable characters.
func dumpHex(b *strings.Builder, frame []byte) {
	b.WriteByte('\n')
	for at := 0; at < len(frame); at += 16 {
		row := frame[at:min(at+16, len(frame))]
		shown := strings.Map(func(r rune) rune {
			if r < 0x20 || r > 0x7e {
				return '.'
			}
			return r
		}, latin1(row))
		fmt.Fprintf(b, "%04X  %-47s  %s\n", at, fmt.Sprintf("% X", row), shown)
	}
}

// latin1 gives one character a byte.
func latin1(b []byte) string {
	r := make([]rune, len(b))
	for i, c := range b {
		r[i] = rune(c)
	}
	return string(r)
}

// listed are the fields that the field list of a terminal shows, with the
// names it uses.
var listed = []struct {
	id   int
	name string
}{{4, "交易金额"}, {11, "流水号"}, {37, "检索参考号"}, {39, "应答码"}}

// fieldList repeats a message in words. It tells nothing that the hex above it
// does not tell.
func fieldList(b *strings.Builder, m message) {
	fmt.Fprintf(b, "    消息类型:%s\n", m.mti)
	for _, f := range listed {
		if v, ok := m.fields[f.id]; ok {
			fmt.Fprintf(b, "    域%d[%s],长度:%d,值:%s\n", f.id, f.name, len(v), v)
		}
	}
}
