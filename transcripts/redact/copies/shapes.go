package copies

import (
	"strings"

	"github.com/posdoctor/posdoctor/transcripts"
)

// shapes hides what shows as card data by label or shape in the first n lines,
// looking at what was before and at what comes behind them.
func (c *copier) shapes(n int) {
	in := append([]byte(nil), c.w.before...)
	starts := make([]int, n)
	for i, l := range c.w.lines[:n] {
		starts[i] = len(in)
		in = append(append(in, l.view...), '\n')
	}
	for i, size := n, 0; i < len(c.w.lines) && size < aroundSize; i++ {
		in = append(append(in, c.w.lines[i].view...), '\n')
		size += len(c.w.lines[i].view)
	}
	out := c.masker.Text(string(in))
	for i, l := range c.w.lines[:n] {
		at := starts[i]
		if out[at:at+len(l.view)] == string(in[at:at+len(l.view)]) {
			continue
		}
		for k := range l.view {
			if ch := out[at+k]; ch != in[at+k] {
				l.out[k], l.view[k] = ch, ch
			}
		}
		c.numbers(l, in[at:at+len(l.view)], out[at:at+len(l.view)])
	}
}

// numbers tells of the card numbers among what was hidden in a line: digits
// around stars, of a length that cards have.
func (c *copier) numbers(l *line, in []byte, out string) {
	if c.o.Card == nil {
		return
	}
	for i := 0; i < len(out); {
		if out[i] == in[i] || out[i] != '*' {
			i++
			continue
		}
		from, to := i, i
		for from > 0 && inNumber(in, from-1) {
			from--
		}
		for to < len(in) && inNumber(in, to) {
			to++
		}
		digits := strings.NewReplacer(" ", "", "-", "").Replace(string(in[from:to]))
		if n := len(digits); totals([]byte(digits)) && n >= 12 && n <= 19 {
			card := c.quiet.PAN(digits)
			c.card(transcripts.Card{Masked: card.Masked, Token: card.Token}, l, from, to)
		}
		i = max(to, i+1)
	}
}

// inNumber reports a digit, or a single separator between two.
func inNumber(s []byte, i int) bool {
	if s[i]-'0' <= 9 {
		return true
	}
	return (s[i] == ' ' || s[i] == '-') && i > 0 && i+1 < len(s) && s[i-1]-'0' <= 9 && s[i+1]-'0' <= 9
}
