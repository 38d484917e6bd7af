package hide

import "github.com/posdoctor/posdoctor/transcripts/ecr/wire"

// Rule is what may be kept of the value of a JSON member.
type Rule int

// The rules. The zero value is for a member whose meaning is not known.
const (
	Unsure Rule = iota // Words
	Keep               // all
	Card               // PAN
	Drop               // nothing
)

// JSON hides the values of members in a JSON text as rule says of their names.
// What is no member is treated as Unsure. The text need not be whole.
func JSON(b wire.Bytes, rule func(name string) Rule) wire.Bytes {
	out := b
	apply := func(i, j int, r Rule) {
		switch r {
		case Keep:
		case Card:
			out = PAN(out, i, j)
		case Drop:
			out = All(out, i, j)
		default:
			out = out.Slice(0, i).Append(Words(out.Slice(i, j))).Append(out.From(j))
		}
	}
	from := 0
	for i := 0; i < b.Len(); {
		if !b.Is(i, '"') {
			i++
			continue
		}
		end := stringEnd(b, i+1)
		v := skip(b, end+1)
		if !b.Is(v, ':') {
			i = end + 1
			continue
		}
		v = skip(b, v+1)
		w := valueEnd(b, v)
		if b.Is(v, '"') {
			v, w = v+1, min(stringEnd(b, v+1), b.Len())
		}
		if v >= b.Len() || b.Is(v, '{') || b.Is(v, '[') {
			i = v
			continue
		}
		apply(from, min(i, v), Unsure)
		apply(v, w, rule(b.Slice(i+1, min(end, b.Len())).Text()))
		i, from = w+1, min(w, b.Len())
	}
	apply(from, b.Len(), Unsure)
	return out
}

// stringEnd is the place of the quote that ends a string, or the end.
func stringEnd(b wire.Bytes, i int) int {
	for ; i < b.Len() && !b.Is(i, '"'); i++ {
		if b.Is(i, '\\') {
			i++
		}
	}
	return min(i, b.Len())
}

// valueEnd is where a value that is no string ends.
func valueEnd(b wire.Bytes, i int) int {
	for i < b.Len() && !b.Is(i, ',') && !b.Is(i, '}') && !b.Is(i, ']') {
		i++
	}
	return i
}

func skip(b wire.Bytes, i int) int {
	for b.Is(i, ' ') || b.Is(i, '\n') || b.Is(i, '\r') || b.Is(i, '\t') {
		i++
	}
	return i
}
