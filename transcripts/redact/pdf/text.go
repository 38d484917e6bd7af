package pdf

import (
	"bytes"
	"strconv"
)

// piece is a string that a content stream draws, and what lies between it and the
// one before.
type piece struct {
	text []byte
	gap  gap
}

// gap is how far a piece stands from the one before it.
type gap uint8

const (
	gapNone gap = iota // the same word
	gapWord            // a blank
	gapMove            // drawn by another operator on the same line
	gapLine            // another line
)

// wordGap is the move to the left, in thousandths of the font's size, from which
// a gap within a line reads as a blank (ISO 32000-1, 9.4.3).
const wordGap = 180

// drawn gives the strings that a content stream draws, in their order.
func drawn(content []byte) []piece {
	var out, held []piece
	l := lexer{b: content}
	inside := false  // of an array
	var nums float64 // the last operand
	row := 0.0       // where the last line was set
	pending := gapLine
	for {
		t := l.next()
		switch t.kind {
		case kindEnd:
			return out
		case kindText:
			held = append(held, piece{t.text, pending})
			pending = gapNone
		case kindOpen:
			inside = true
		case kindClose:
			inside = false
		case kindNumber:
			nums = t.num
			if inside && t.num <= -wordGap {
				pending = max(pending, gapWord)
			}
		case kindWord:
			switch string(t.text) {
			case "Tj", "TJ":
				out = append(out, held...)
				pending = max(pending, gapMove)
			case "Td", "TD":
				if nums != 0 {
					pending = gapLine
				}
			case "Tm":
				if nums != row {
					pending = gapLine
				}
				row = nums
			case "'", `"`: // of the next line
				if len(held) > 0 {
					held[0].gap = gapLine
				}
				out = append(out, held...)
				pending = gapMove
			case "T*":
				pending = gapLine
			case "ID":
				l.skipPicture()
			}
			held = nil
		}
	}
}

// short is the length of pieces that may be parts of one number, in characters.
const short = 4

// join writes pieces as lines. Short pieces side by side may be one number: single
// characters stand without a blank, groups with one.
func join(pieces []piece, by *table) []byte {
	var out []byte
	before := 0
	for _, p := range pieces {
		text := by.translate(p.text)
		switch {
		case p.gap == gapLine:
			out = append(out, '\n')
		case p.gap == gapWord:
			out = append(out, ' ')
		case p.gap == gapMove && before == 1 && len(text) == 1:
		case p.gap == gapMove && before <= short && len(text) <= short:
			out = append(out, ' ')
		case p.gap == gapMove:
			out = append(out, '\t')
		}
		out = append(out, text...)
		before = len(text)
	}
	return out
}

// quoted gives all strings of a part of a document, each on a line.
func quoted(b []byte) []byte {
	var out []byte
	l := lexer{b: b}
	for {
		switch t := l.next(); t.kind {
		case kindEnd:
			return out
		case kindText:
			out = append(append(out, t.text...), '\n')
		}
	}
}

// withoutNumbers gives a part of a document without what only looks like text: the
// numbers that have fewer than least digits, or a sign or a fraction, and strings
// in hex, which are glyphs and identifiers.
func withoutNumbers(b []byte, least int) []byte {
	out := bytes.Clone(b)
	hide := func(from, to int) {
		for ; from < to; from++ {
			out[from] = 'x'
		}
	}
	for i := 0; i < len(b); {
		switch {
		case hexLength(b[i:]) > 0:
			n := hexLength(b[i:])
			hide(i, i+n)
			i += n
			continue
		case blank(b[i]) || delimiter(b[i]):
			i++
			continue
		}
		from := i
		for i < len(b) && !blank(b[i]) && !delimiter(b[i]) {
			i++
		}
		word := b[from:i]
		_, err := strconv.ParseFloat(string(word), 64)
		if err == nil && (len(word) < least || bytes.ContainsAny(word, "+-.")) {
			hide(from, i)
		}
	}
	return out
}

// hexLength is how long the string in hex is that b begins with, 0 for none.
func hexLength(b []byte) int {
	if b[0] != '<' {
		return 0
	}
	for i, c := range b[1:] {
		switch {
		case c == '>' && i > 0:
			return i + 2
		case bytes.IndexByte([]byte("0123456789abcdefABCDEF"), c) < 0 && !blank(c):
			return 0
		}
	}
	return 0
}
