package mispos

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hide"
	"github.com/posdoctor/posdoctor/transcripts/ecr/internal/hypercom"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// tagData lists the tags: where the value goes in the common message, what may be
// kept of it, its width in digits, names. Source: the tag list of a public till
// module (IngPosCom.cpp).
//
//go:embed tags.tsv
var tagData string

// keep is what may be kept of a value. The source does not say for each tag
// whether its value is packed or in characters, so the width tells.
type keep string

const (
	keepShort     keep = "short"     // up to six bytes of packed digits, which no card number fits into
	keepNumber    keep = "number"    // of a known width, packed or in characters
	keepAmount    keep = "amount"    // twelve digits, packed or in characters, or as a receipt prints it
	keepCode      keep = "code"      // two or eight characters, or as packed digits
	keepText      keep = "text"      // words in GBK
	keepPAN       keep = "pan"       // a card number, packed or in characters
	keepContainer keep = "container" // more tags
	keepDrop      keep = "drop"
)

// mostShort is the longest packed value of unknown width that is kept. Twelve
// digits are no card number of the brands in use.
const mostShort = 6

// mostPacked is the longest packed card number: nineteen digits and an F.
const mostPacked = 10

type rule struct {
	to    string
	keep  keep
	width int
	name  codes.Text
}

var tags = sync.OnceValue(func() map[string]rule {
	out := map[string]rule{}
	for _, f := range hypercom.Rows(tagData, 6) {
		width, err := strconv.Atoi(f[3])
		if err != nil {
			panic("mispos: tag " + f[0] + ": " + err.Error())
		}
		out[f[0]] = rule{f[1], keep(f[2]), width, codes.Text{EN: f[4], ZH: f[5]}}
	}
	return out
})

// ruleOf gives what is known about a tag; one that is not listed is dropped.
func ruleOf(tag string) rule {
	if r, ok := tags()[tag]; ok {
		return r
	}
	return rule{keep: keepDrop, name: codes.Text{EN: "Unknown tag", ZH: "未知标签"}}
}

// seen tells for each byte of a value whether it may be seen. Card numbers and
// containers are cut more finely, see [hideObjects].
func (r rule) seen(v wire.Bytes, damaged bool) []bool {
	out := make([]bool, v.Len())
	switch r.keep {
	case keepText:
		if damaged {
			return hide.Seen(v, hide.Damaged)
		}
		return hide.Seen(v, hide.Sure)
	case keepShort, keepNumber, keepAmount, keepCode:
		if !r.fits(v) {
			return out
		}
		for i := range out {
			out[i] = true
		}
	}
	return out
}

// fits reports whether a value has a length that its rule keeps.
func (r rule) fits(v wire.Bytes) bool {
	switch n := v.Len(); r.keep {
	case keepNumber:
		return n == r.width && printable(v) || 2*n == r.width
	case keepAmount:
		return n == amountDigits && printable(v) || 2*n == amountDigits || printable(v) && printed.MatchString(v.Text())
	case keepCode:
		return n == 1 || n == 4 || (n == 2 || n == 8) && printable(v)
	case keepShort:
		return n <= mostShort
	}
	return false
}

// text gives what may be shown of a value.
func (r rule) text(v wire.Bytes, damaged bool) string {
	switch {
	case r.keep == keepPAN:
		return number(v)
	case r.keep == keepText:
		return words(v, r.seen(v, damaged))
	case !r.fits(v):
		return ""
	case r.keep == keepNumber && v.Len() == r.width, r.keep == keepAmount && 2*v.Len() != amountDigits, r.keep == keepCode && (v.Len() == 2 || v.Len() == 8):
		return strings.TrimSpace(v.Text())
	}
	return v.Nibbles()
}

// words reads GBK; what may not be seen shows as stars.
func words(v wire.Bytes, seen []bool) string {
	text, none := hide.Stars(v.Text(), seen)
	if none {
		return ""
	}
	out, err := simplifiedchinese.GBK.NewDecoder().String(text)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(redact.Clean(out))
}

// number gives the digits of a card number, hidden ones as stars.
func number(v wire.Bytes) string {
	if v.Len() <= mostPacked {
		return strings.TrimRight(v.Nibbles(), "F")
	}
	return strings.TrimSpace(v.Text())
}

// printable reports whether all bytes are known characters of ASCII.
func printable(v wire.Bytes) bool {
	if !v.AllKnown() {
		return false
	}
	for _, c := range v.B {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}
