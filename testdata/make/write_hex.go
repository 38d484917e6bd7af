package main

import (
	"fmt"
	"strings"
)

// hexLog is a capture by a till: labelled hex, a few lines of words in English.
type hexLog struct {
	dialect        dialect
	clock          string // layout of the time
	sent, received string
	spaced         bool
	keepChip       bool
}

// write gives the capture.
func (h hexLog) write(entries []entry) []byte {
	var b strings.Builder
	for _, e := range as1987(entries, h.keepChip) {
		b.WriteString(e.at.Format(h.clock))
		b.WriteByte(' ')
		if e.side == journal {
			b.WriteString(e.words.en)
			b.WriteByte('\n')
			continue
		}
		b.WriteString(h.label(e.side))
		frame := h.dialect.frame(e.msg)
		if h.spaced {
			fmt.Fprintf(&b, " % X\n", frame)
		} else {
			fmt.Fprintf(&b, " %X\n", frame)
		}
	}
	return []byte(b.String())
}

func (h hexLog) label(s side) string {
	if s == received {
		return h.received
	}
	return h.sent
}
