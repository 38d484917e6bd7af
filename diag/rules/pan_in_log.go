package rules

import (
	"maps"
	"slices"

	"github.com/posdoctor/posdoctor/transcripts"
)

// panInLog: a source held card data in clear. The count is of values, and
// nothing of a value is kept.
const panInLog = "security.pan_in_log"

func clearCards(i int, src transcripts.Source) (int, []fact) {
	var n int64
	kinds := ""
	for _, k := range slices.Sorted(maps.Keys(src.Masked)) {
		if src.Masked[k] <= 0 {
			continue
		}
		n += src.Masked[k]
		if kinds != "" {
			kinds += ", "
		}
		kinds += k
	}
	return int(n), []fact{{transcripts.Where{Source: i}, []any{src.Name, n, kinds}, ""}}
}
