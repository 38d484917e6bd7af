package main

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// A big dump is written by filling in patterns: the text of one incident,
// rendered once by the same code as the small dumps, with the places known
// where trace number, amount, card, times and noise stand.

// The values a pattern is rendered with. They are looked for in its text, so
// each must be long and odd enough not to turn up by chance.
const (
	markSTAN   = 987651
	markBatch  = 864209
	markAmount = 73519
	markCard   = "915273648051" // follows 6228480
)

var markTime = time.Date(2026, 11, 20, 21, 47, 53, 0, zone)

// slot is one place to fill.
type slot struct {
	at    int
	what  filling
	delay int64 // milliseconds after the start of the record, for times
}

type filling int

const (
	fillStamp     filling = iota // time of a line
	fillClock                    // DE12, DE13: hhmmssMMDD
	fillDay                      // DE15: MMDD
	fillChipDay                  // tag 9A: YYMMDD
	fillSTAN                     // six digits
	fillRRN                      // DE37: its day, hour and trace number, as hex of characters
	fillAuth                     // DE38, as hex of characters
	fillBatch                    // six digits
	fillAmount                   // twelve digits
	fillYuan                     // nnn.nn
	fillCard                     // twelve digits
	fillNoise                    // sixteen hex digits: PIN block, cryptogram
	fillMAC                      // eight digits, as hex of characters
	fillBatchSums                // sum and count of debits, fifteen digits
)

// pattern is a record to be: its text, its slots and how long it lasts.
type pattern struct {
	text  []byte
	slots []slot
	lasts int64 // milliseconds
}

// newPattern plays an incident on a terminal and finds the slots.
func newPattern(tid, mid string, play func(*shop)) pattern {
	s := start(tid, mid, markBatch, markSTAN, 20, markTime.Format("15:04:05"))
	play(s)
	s.log = without(s.log, "批结算开始") // its sums have no fixed width
	log := posLog{sent: "发送报文", received: "接收报文", hex: plainHex}
	p := pattern{text: log.write(s.log)}
	p.lasts = s.log[len(s.log)-1].at.Sub(markTime).Milliseconds() + 1000
	at := 0
	for i, line := range bytes.SplitAfter(p.text, []byte("\n")) {
		if i < len(s.log) {
			p.line(at, string(line), s.log[i])
		}
		at += len(line)
	}
	return p
}

// without drops journal lines that begin so.
func without(log []entry, prefix string) []entry {
	kept := log[:0]
	for _, e := range log {
		if !strings.HasPrefix(e.words.zh, prefix) {
			kept = append(kept, e)
		}
	}
	return kept
}

// line finds the slots of one line that begins at a byte of the text.
func (p *pattern) line(at int, line string, e entry) {
	delay := e.at.Sub(markTime).Milliseconds()
	mark := func(text string, shift int, what filling) {
		for from := 0; ; {
			i := strings.Index(line[from:], text)
			if i < 0 {
				return
			}
			from += i + len(text)
			p.slots = append(p.slots, slot{at + from - len(text) + shift, what, delay})
		}
	}
	p.slots = append(p.slots, slot{at + 1, fillStamp, delay})
	mark(fmt.Sprintf("%06d", markSTAN), 0, fillSTAN)
	if e.side == journal {
		mark(yuan(markAmount), 0, fillYuan)
		mark(fmt.Sprintf("批次号=%06d", markBatch), len("批次号="), fillBatch)
		return
	}
	mark(fmt.Sprintf("%06d", markBatch), 0, fillBatch)
	mark(fmt.Sprintf("%012d", markAmount), 0, fillAmount)
	mark(markCard, 0, fillCard)
	mark("9A03", 4, fillChipDay)
	mark("9F2608", 6, fillNoise)
	if _, ok := e.msg.fields[52]; ok {
		mark(fmt.Sprintf("%X", "156")+e.msg.fields[52], 6, fillNoise)
	}
	if rrn := e.msg.fields[37]; rrn != "" {
		mark(fmt.Sprintf("%X", rrn), 0, fillRRN)
	}
	if auth := e.msg.fields[38]; auth != "" {
		mark(fmt.Sprintf("%X", auth), 0, fillAuth)
	}
	if clock := e.msg.fields[12] + e.msg.fields[13]; clock != "" {
		mark(clock, 0, fillClock)
		if day := e.msg.fields[15]; day != "" { // signing on has no settlement day
			before := clock + e.msg.fields[14]
			mark(before+day, len(before), fillDay)
		}
	}
	if mac := e.msg.fields[64]; mac != "" {
		mark(mac+"\n", 0, fillMAC)
	}
	if sums := e.msg.fields[48]; sums != "" {
		mark("0062"+sums, 4, fillBatchSums)
	}
}

// digitsAt writes a number, right-aligned with zeros.
func digitsAt(dst []byte, n int64, width int) {
	for i := width - 1; i >= 0; i-- {
		dst[i] = byte('0' + n%10)
		n /= 10
	}
}

// hexDigitsAt writes a number as the hex of its characters: 7 as "37".
func hexDigitsAt(dst []byte, n int64, width int) {
	for i := width - 1; i >= 0; i-- {
		dst[2*i], dst[2*i+1] = '3', byte('0'+n%10)
		n /= 10
	}
}

// noiseAt writes sixteen hex digits.
func noiseAt(dst []byte, v uint64) {
	var b [8]byte
	for i := range b {
		b[i] = byte(v >> (8 * i))
	}
	hex.Encode(dst, b[:])
	for i, c := range dst[:16] {
		if c >= 'a' {
			dst[i] = c - 'a' + 'A'
		}
	}
}
