package emv

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"github.com/posdoctor/posdoctor/codes"
)

// bitData says what single bits and values of coded tags mean; its first lines
// name the sources. A value of "*" stands for "any bit under the mask is set".
//
//go:embed bits.tsv
var bitData string

type bit struct {
	index       int // byte, from 0
	mask, value byte
	any         bool
	text        codes.Text
}

var bits = sync.OnceValue(func() map[string][]bit {
	out := map[string][]bit{}
	for line := range strings.Lines(bitData) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != 6 || f[0] == "tag" {
			continue
		}
		b := bit{any: f[3] == "*", text: codes.Text{EN: f[4], ZH: f[5]}}
		b.index, _ = strconv.Atoi(f[1])
		b.index--
		b.mask = hexByte(f[2])
		b.value = hexByte(f[3])
		out[f[0]] = append(out[f[0]], b)
	}
	return out
})

func hexByte(s string) byte {
	n, err := strconv.ParseUint(s, 16, 8)
	if err != nil {
		return 0
	}
	return byte(n)
}

// Bits says in words what the bits of a coded tag mean: TVR (95), TSI (9B),
// cryptogram information (9F27), cardholder verification results (9F34) and
// interchange profile (82). For every other tag, and for bytes that the value
// does not have, it says nothing.
func Bits(tag string, value []byte) []codes.Text {
	var out []codes.Text
	for _, b := range bits()[strings.ToUpper(tag)] {
		if b.index < 0 || b.index >= len(value) {
			continue
		}
		got := value[b.index] & b.mask
		if (b.any && got != 0) || (!b.any && got == b.value) {
			out = append(out, b.text)
		}
	}
	return out
}
