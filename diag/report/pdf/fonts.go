package pdf

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"strings"
	"sync"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"

	"github.com/posdoctor/posdoctor/transcripts/redact"
)

//go:embed fonts/DroidSansFallback-GBK.ttf.gz
var packed []byte

// typeface is a font with the characters it draws.
type typeface struct {
	bytes []byte
	table *sfnt.Font
}

func (f typeface) draws(r rune) bool {
	i, err := f.table.GlyphIndex(nil, r)
	return err == nil && i != 0
}

// The fonts are part of the program: one that cannot be read is a fault in it.
var (
	latin   = sync.OnceValue(func() typeface { return mustParse(goregular.TTF) })
	bold    = sync.OnceValue(func() typeface { return mustParse(gobold.TTF) })
	chinese = sync.OnceValue(func() typeface {
		z, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			panic(err)
		}
		b, err := io.ReadAll(z)
		if err != nil {
			panic(err)
		}
		return mustParse(b)
	})
)

func mustParse(b []byte) typeface {
	f, err := sfnt.Parse(b)
	if err != nil {
		panic(err)
	}
	return typeface{b, f}
}

// run is a stretch of text in one font.
type run struct {
	text string
	han  bool // in the Chinese font
}

// wide is the first character that both fonts may draw, as quotation marks; a
// Chinese page takes them from its own font, where they are as wide as a
// character.
const wide = 0x2000

// runs cuts text, which shown gave, by font.
func runs(s string, zh bool) []run {
	var out []run
	for _, r := range s {
		han := chinese().draws(r) && (zh && r >= wide || !latin().draws(r))
		if n := len(out) - 1; n >= 0 && out[n].han == han {
			out[n].text += string(r)
		} else {
			out = append(out, run{string(r), han})
		}
	}
	return out
}

// shown takes out of a text what could act on a screen and spells what no font
// draws. It is for typed values, among which a reference number may look like a
// card number.
func shown(s string) string {
	var b strings.Builder
	for _, r := range redact.Clean(s) {
		if latin().draws(r) || chinese().draws(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "[U+%04X]", r)
		}
	}
	return b.String()
}

// free also masks what looks like card data in words of a device, a log or a
// user. They were masked when they were read; this is the last look.
func free(s string) string { return shown(redact.New(nil).Text(s)) }
