package redact

import "sort"

// Hit is a place in an output that looks like card data. It never holds the
// digits.
type Hit struct {
	Kind   string // as in [Masker.Counts]
	Offset int    // byte
	Length int    // bytes
}

// Scan looks over an output for what shows as card data by its shape alone:
// card numbers by prefix, length and check digit, numbers starting 62 or 81,
// tracks, clear PIN blocks; in text, UTF-16, hex, EBCDIC in hex, and base64. The
// hits come in the order of their offsets. What is masked is no hit.
func Scan(b []byte) []Hit {
	var hits []Hit
	f := look(b, func(k kind, from, to int) {
		hits = append(hits, Hit{Kind: kindNames[k], Offset: from, Length: to - from})
	})
	f.shapes()
	f.done()
	sort.SliceStable(hits, func(i, j int) bool { return hits[i].Offset < hits[j].Offset })
	return hits
}
