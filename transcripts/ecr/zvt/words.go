package zvt

import (
	"strings"

	"golang.org/x/text/encoding/charmap"

	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// words reads the characters of a device, code page 437 by default (PA00P015
// chapter 15.2), masked and without anything that acts on a screen.
func words(b wire.Bytes, m *redact.Masker) string {
	return plain(m.Text(b.Text()))
}

// plain is words for fields that hold no card data, such as ids and numbers.
func plain(s string) string {
	s, _ = charmap.CodePage437.NewDecoder().String(s) // every byte is a character of it
	return strings.TrimSpace(redact.Clean(s))
}
