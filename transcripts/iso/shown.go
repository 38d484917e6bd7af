package iso

import (
	"encoding/hex"
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
)

// shownFields are the fields whose bytes may be shown: what they hold is no card
// data in any dialect. Everything else is hidden, also what nobody can name.
var shownFields = map[string]bool{
	"TPDU": true, "header": true, "MTI": true,
	"3": true, "4": true, "7": true, "11": true, "12": true, "13": true, "15": true, "22": true, "25": true,
	"37": true, "38": true, "39": true, "41": true, "42": true, "49": true,
}

// Shown gives the bytes of a message as hex with x for each half byte that is
// not shown: all but the frame around the message, its type, its bitmap and the
// fields that pairing needs. It is "" for bytes that are no message and for a
// message of which places are not places in the original.
func Shown(raw []byte, opt Options) string {
	d, data, err := decode(raw, opt)
	if err != nil || !d.Complete || len(data) != len(raw) {
		return ""
	}
	out := []byte(strings.Repeat("x", 2*len(raw)))
	show := func(from, to int) {
		if from >= 0 && from < to && to <= len(raw) {
			hex.Encode(out[2*from:], raw[from:to])
		}
	}
	mti, first := -1, len(raw)
	for i, f := range d.Fields {
		if f.ID == "MTI" {
			mti = i
		} else if mti >= 0 {
			first = min(first, f.Offset)
		}
		if shownFields[f.ID] && !hidden(f) {
			show(f.Offset, f.Offset+f.Length)
		}
	}
	if mti < 0 {
		return ""
	}
	if length := d.Fields[0].Offset; length <= lengthMost {
		show(0, length)
	}
	if behind := d.Fields[mti].Offset + d.Fields[mti].Length; first-behind <= bitmapsMost {
		show(behind, first)
	}
	return string(out)
}

// How long what stands around the fields is at most: a length of four
// characters, and two bitmaps of which each half byte is a character.
const (
	lengthMost  = 4
	bitmapsMost = 32
)

// hidden reports whether decoding itself masked a field, or found it too long to
// be what it should be.
func hidden(f transcripts.Field) bool { return f.Dropped || strings.Contains(f.Value, "*") }
