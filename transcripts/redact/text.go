package redact

// Text masks card data in free text, in place: what comes back is as long in
// bytes as s.
func (m *Masker) Text(s string) string {
	b := []byte(s)
	for _, h := range Scan(b) {
		m.count(kindPAN)
		maskDigits(b[h.Offset : h.Offset+h.Length])
	}
	return string(b)
}

// maskDigits stars all digits of b but the first six and last four.
func maskDigits(b []byte) {
	total, seen := 0, 0
	for _, c := range b {
		if isDigit(c) {
			total++
		}
	}
	for i, c := range b {
		if isDigit(c) {
			if (seen >= seenHead || total < fullShown) && seen < total-seenTail {
				b[i] = '*'
			}
			seen++
		}
	}
}
