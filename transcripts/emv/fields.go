package emv

import (
	"encoding/hex"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// Fields turns parsed objects into fields for showing, masked by the rules of
// the dictionary. Offsets count from the start of the parsed bytes. A dropped
// value leaves its tag, name and length.
func Fields(tlvs []TLV, masker *redact.Masker) []transcripts.Field {
	out := make([]transcripts.Field, 0, len(tlvs))
	for _, t := range tlvs {
		info, _ := Tag(t.Tag)
		f := transcripts.Field{ID: t.Tag, Name: info.Name, Offset: t.Offset, Length: t.Length}
		switch {
		case t.Children != nil:
			f.Sub = Fields(t.Children, masker)
		case info.Format == "t" && len(t.Value) > 0, info.Keep == Drop:
			// A template that could not be opened may hold anything.
			f.Dropped = true
		case info.Keep == Truncate:
			f.Value = number(t.Value, masker)
			f.Dropped = f.Value == "" && len(t.Value) > 0
		default:
			f.Value = show(t.Value, info.Format, masker)
			f.Bits = Bits(t.Tag, t.Value)
			f.Meaning = meaning(t)
		}
		out = append(out, f)
	}
	return out
}

// number masks a packed card number. Nibbles that are no digits before the
// padding at the end mean that somebody masked it already.
func number(value []byte, masker *redact.Masker) string {
	digits := strings.TrimRight(hex.EncodeToString(value), "f")
	for i := range len(digits) {
		if digits[i] > '9' {
			return ""
		}
	}
	return masker.PAN(digits).Masked
}

func show(value []byte, format string, masker *redact.Masker) string {
	if format == "an" && printable(value) {
		return masker.Text(redact.Clean(string(value)))
	}
	return strings.ToUpper(hex.EncodeToString(value))
}

func printable(value []byte) bool {
	for _, c := range value {
		if c < 0x20 || c > 0x7E {
			return false
		}
	}
	return true
}

// arcs are the response codes that terminals make themselves (EMV Book 4,
// Annex A6); all others are the host's.
var arcs = map[string]codes.Text{
	"Y1": {EN: "made by the terminal: approved offline", ZH: "终端生成：脱机批准"},
	"Z1": {EN: "made by the terminal: declined offline", ZH: "终端生成：脱机拒绝"},
	"Y3": {EN: "made by the terminal: could not go online, approved offline", ZH: "终端生成：无法联机，脱机批准"},
	"Z3": {EN: "made by the terminal: could not go online, declined offline", ZH: "终端生成：无法联机，脱机拒绝"},
}

func meaning(t TLV) codes.Text {
	if t.Tag == "8A" {
		return arcs[string(t.Value)]
	}
	return codes.Text{}
}
