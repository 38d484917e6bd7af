package hide

import (
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// shapes finds card data by its shape. It makes no tokens, so it needs no key.
var shapes = redact.New(nil)

// All hides the bytes from i to before j.
func All(b wire.Bytes, i, j int) wire.Bytes {
	i, j = max(i, 0), min(j, b.Len())
	if i >= j {
		return b
	}
	return b.Hide(2*i, 2*j)
}

// Unless hides in b, from byte at on, the bytes that may not be seen.
func Unless(b wire.Bytes, at int, seen []bool) wire.Bytes {
	return marked(b, at, seen, false)
}

// Where hides the bytes of b that are marked as gone.
func Where(b wire.Bytes, gone []bool) wire.Bytes { return marked(b, 0, gone, true) }

// marked hides each stretch of bytes with the same mark as mark.
func marked(b wire.Bytes, at int, marks []bool, mark bool) wire.Bytes {
	for i := 0; i < len(marks); i++ {
		from := i
		for i < len(marks) && marks[i] == mark {
			i++
		}
		b = All(b, at+from, at+i)
	}
	return b
}

// Stars writes the characters of a text that may not be seen as stars; none
// tells that no character may be seen.
func Stars(text string, seen []bool) (shown string, none bool) {
	out := []byte(text)
	none = true
	for i, s := range seen {
		if !s {
			out[i] = '*'
		}
		none = none && !s
	}
	return string(out), none
}

// same tells for each byte of a text whether a masked copy left it as it was.
func same(text, shown string) []bool {
	out := make([]bool, len(text))
	for i := range out {
		out[i] = text[i] == shown[i]
	}
	return out
}
