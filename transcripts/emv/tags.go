package emv

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/posdoctor/posdoctor/codes"
)

// Keep is what may be done with the value of a tag.
type Keep string

// The three ways. A tag that is not in the dictionary is dropped.
const (
	KeepValue Keep = "keep"
	Truncate  Keep = "truncate" // a card number: first 6 and last 4
	Drop      Keep = "drop"
)

// Info is what the dictionary knows about a tag.
type Info struct {
	Tag  string
	Name codes.Text
	Keep Keep
	// Format is how the value reads: "b" as hex, "n" as packed digits, "an" as
	// characters, "t" as a template of other tags.
	Format string
}

// tagData is the dictionary. Names and formats follow EMV Book 3, Annex A, the
// UnionPay/PBOC tags the POS field 55 list, sensitivity PCI DSS 3.3.1 and 3.4.1.
//
//go:embed tags.tsv
var tagData string

var dictionary = sync.OnceValue(func() map[string]Info {
	out := map[string]Info{}
	for line := range strings.Lines(tagData) {
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(f) != 5 || f[0] == "tag" {
			continue
		}
		out[f[0]] = Info{Tag: f[0], Format: f[1], Keep: Keep(f[2]), Name: codes.Text{EN: f[3], ZH: f[4]}}
	}
	return out
})

// Tag looks a tag up by its upper- or lower-case hex form. For a tag that is
// not in the dictionary it reports false and an Info that says "drop".
func Tag(id string) (Info, bool) {
	id = strings.ToUpper(id)
	if info, ok := dictionary()[id]; ok {
		return info, true
	}
	name := codes.Text{EN: "Unknown tag", ZH: "未知标签"}
	if strings.HasPrefix(id, "DF") || strings.HasPrefix(id, "FF") {
		name = codes.Text{EN: "Vendor tag", ZH: "厂商自定义标签"}
	}
	return Info{Tag: id, Format: "b", Keep: Drop, Name: name}, false
}
