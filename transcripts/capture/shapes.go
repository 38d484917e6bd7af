package capture

import (
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// stretch is a row of nibbles, from the first to before the last.
type stretch struct{ from, to int }

// shapes finds what shows as card data by its shape, reading the bytes as text
// and, where nothing shows so, as hex: text read as packed digits holds a row
// that passes for a number far more often. The stretches are what would have to
// be hidden.
func shapes(b wire.Bytes) []stretch {
	masker := redact.New(nil)
	text := b.Text()
	if masked := masker.Text(text); masked != text {
		return changed(text, masked, 2)
	}
	hex := b.Hex()
	return changed(hex, masker.Text(hex), 1)
}

// changed gives where two texts of one length differ; a character stands for
// size nibbles.
func changed(a, b string, size int) (out []stretch) {
	for i := 0; i < len(a); i++ {
		if a[i] == b[i] {
			continue
		}
		j := i + 1
		for j < len(a) && a[j] != b[j] {
			j++
		}
		out = append(out, stretch{i * size, j * size})
		i = j
	}
	return out
}

// strict hides everything that shows as card data.
func strict(b wire.Bytes) wire.Bytes {
	for range mostRounds {
		found := shapes(b)
		if len(found) == 0 {
			return b
		}
		for _, s := range found {
			b = b.Hide(s.from, s.to)
		}
	}
	return digitsOut(b)
}

// bare masks bytes of no known protocol by shape alone. open tells that those
// before, from the same side, may have ended inside of a number; what is given
// back says so of these.
func bare(b wire.Bytes, open bool) (out wire.Bytes, opens bool) {
	out, opens = edges(b, strict(b), open)
	return sumsOut(out), opens
}

// digitsOut hides every digit, as text and as packed nibbles.
func digitsOut(b wire.Bytes) wire.Bytes {
	out := b
	for i, c := range b.B {
		switch {
		case isDigit(c):
			out = out.Hide(2*i+1, 2*i+2)
		case c >= 0x20 && c>>4 <= 9 && c&0x0F <= 9:
			out = out.Hide(2*i, 2*i+2)
		}
	}
	return out
}

// sumsOut hides, where anything is hidden, what may be check sums of a framing
// that nobody knows: the two bytes behind each ETX or ETB, and the last four.
func sumsOut(b wire.Bytes) wire.Bytes {
	const etx, etb = 0x03, 0x17
	if b.AllKnown() {
		return b
	}
	out := b.Hide(2*max(0, b.Len()-widestSum), 2*b.Len())
	for i := range b.B {
		if b.Is(i, etx) || b.Is(i, etb) {
			out = out.Hide(2*i+2, 2*min(i+3, b.Len()))
		}
	}
	return out
}

func isDigit(c byte) bool { return c-'0' <= 9 }
