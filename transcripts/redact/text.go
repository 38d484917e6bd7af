package redact

// mostRounds bounds how often a text is looked at again. What was masked in
// one round may end a run of digits that the next then reads otherwise; two
// rounds are the rule.
const mostRounds = 8

// Text masks card data in free text, in place: what comes back is as long in
// bytes as s, and Text of it changes nothing. It finds values by their labels,
// then numbers, tracks and PIN blocks by their shapes, in text and in hex, and
// whole runs of base64 that hold one. Digits become '*', hex digits 'x'. Twelve
// digits without a label are left alone: they are reference numbers.
func (m *Masker) Text(s string) string {
	b := []byte(s)
	for round := 0; ; round++ {
		f := look(b, func(k kind, _, _ int) { m.count(k) })
		f.labels()
		f.shapes()
		f.rest()
		out := f.out
		f.done()
		switch {
		case out == nil && round == 0:
			return s
		case out == nil:
			return string(b)
		case round == mostRounds:
			return string(blank(out))
		}
		b = out
	}
}

// blank masks every digit of what is left, for a text that never settles.
func blank(b []byte) []byte {
	for i, c := range b {
		if isDigit(c) {
			b[i] = '*'
		}
	}
	return b
}
