package redact

// Hit is a place in an output that looks like card data. It never holds the
// digits.
type Hit struct {
	Kind   string // as in [Masker.Counts]
	Offset int    // byte
	Length int    // bytes
}

// Scan looks over an output for what looks like card data.
func Scan(b []byte) []Hit {
	var hits []Hit
	for i := 0; i < len(b); {
		if !isDigit(b[i]) {
			i++
			continue
		}
		digits, end := 0, i
		for j := i; j < len(b); j++ {
			if isDigit(b[j]) {
				digits++
				end = j + 1
			} else if b[j] != ' ' && b[j] != '-' || j != end {
				break
			}
		}
		if digits >= 15 {
			hits = append(hits, Hit{Kind: kindNames[kindPAN], Offset: i, Length: end - i})
		}
		i = end
	}
	return hits
}
