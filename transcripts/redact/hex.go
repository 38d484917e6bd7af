package redact

// hexValue is the value of a hex digit, or 0xFF.
var hexValue = func() (t [256]byte) {
	for i := range t {
		t[i] = 0xFF
	}
	for i := range byte(10) {
		t['0'+i] = i
	}
	for i := range byte(6) {
		t['a'+i], t['A'+i] = 10+i, 10+i
	}
	return t
}()

// nibbles is a stretch of hex under way.
type nibbles struct {
	value []byte  // 0-15
	at    []int32 // the finder's symbol
	// mirror is the character beside the row that shows the same byte, or -1.
	mirror []int32
	pairs  bool // written in words of even length, so bytes start at even places
	bytes  bool // each byte stands alone
	closed bool // the last row had nothing behind it
	letter bool // holds more than decimal digits
	// column is where in its line the last row started, for rows that go on.
	column int
}

// Hex is looked at in parts that overlap, so that a line of any length needs
// little memory.
const (
	hexPart    = 1 << 15
	hexOverlap = 1 << 9
	// longestOffset bounds what stands in a row of a dump before its bytes.
	longestOffset = 48
)

// hex finds stretches of hex digits, in one word, in bytes with something
// between, or in rows of a dump, and reads them in every way that they may
// hold digits.
func (f *finder) hex() {
	s := f.sym
	f.nibs.reset()
	line, rowEnds := 0, false
	for i := 0; i < len(s); {
		c := s[i]
		if c == '\n' {
			// A row goes on in the next line if nothing but the dump's own text
			// column came after it; a line without hex ends it.
			if !rowEnds {
				f.flush()
			}
			rowEnds = false
			i++
			line = i
			continue
		}
		if hexValue[c] == 0xFF {
			i++
			continue
		}
		end, n, pairs := f.run(i)
		if n == 0 {
			i = end
			continue
		}
		goesOn := !rowEnds && f.goesOn(line, i, end, n, pairs)
		if !goesOn && n < shortestLoose && !f.row(line, i, end) && !(n >= 8 && pairs && f.closes(end)) {
			i = wordEnd(s, i)
			continue
		}
		if !goesOn {
			f.flush()
			f.nibs.pairs = pairs
			f.nibs.bytes = pairs && wordEnd(s, i)-i == 2
		}
		f.nibs.column = i - line
		i = f.take(i, end)
		f.nibs.closed = f.closes(end) || f.closes(i)
		rowEnds = true
	}
	f.flush()
}

// goesOn reports whether the hex [i, end) continues the row of a line before.
// Long decimal numbers below each other are a list, not a dump.
func (f *finder) goesOn(line, i, end, n int, pairs bool) bool {
	last := &f.nibs
	bytes := pairs && wordEnd(f.sym, i)-i == 2
	if len(last.value) == 0 || !last.closed || pairs != last.pairs || bytes != last.bytes {
		return false
	}
	if !pairs && !last.letter && !hasLetter(f.sym[i:end]) {
		return false
	}
	return i-line == last.column || f.row(line, i, end) || n >= 16 && f.closes(end)
}

// row reports whether [i, end) has the line to itself, but for an offset before
// and a text column behind.
func (f *finder) row(line, i, end int) bool {
	s := f.sym
	if i-line > longestOffset {
		return false
	}
	k := skipBlanks(s, line)
	if k+1 < i && s[k] == '0' && s[k+1]|0x20 == 'x' {
		k += 2
	}
	for k < i && hexValue[s[k]] != 0xFF {
		k++
	}
	for ; k < i; k++ {
		switch s[k] {
		case ' ', '\t', ':', '|', 'h', 'H', '-', '>', ']':
		default:
			return false
		}
	}
	return f.closes(end)
}

// closes reports whether a row of hex may end at i: with its line, or before a
// text column.
func (f *finder) closes(i int) bool {
	s := f.sym
	k := skipBlanks(s, i)
	return k >= len(s) || s[k] == '\n' || s[k] == '\r' || k-i >= 2 || s[k] == '|' || s[k] == '\t'
}

func hasLetter(s []byte) bool {
	for _, c := range s {
		if c > '9' && hexValue[c] != 0xFF {
			return true
		}
	}
	return false
}

// run measures the hex that starts at i: one word, or words of the same even
// length with the same thing between them. n is 0 for what cannot be one.
func (f *finder) run(i int) (end, n int, pairs bool) {
	s := f.sym
	first := wordEnd(s, i)
	size := first - i
	if size >= shortestLoose {
		return first, size, false
	}
	if size%2 != 0 || i > 0 && isLetter(s[i-1]) && !escaped(s, i) {
		return first, 0, false
	}
	lead := leadOf(s, i)
	end, n = first, size
	gap := -1
	for n < 1<<20 {
		g := gapLen(s, end)
		if gap >= 0 && g != gap && (g != 2 || s[end] != ' ') || gap > 0 && s[end] != s[first] {
			break
		}
		j := end + g + len(lead)
		if j > len(s) || string(s[j-len(lead):j]) != lead || g == 0 && lead == "" {
			break
		}
		k := wordEnd(s, j)
		if lead != "" {
			k = min(k, j+size)
		}
		if k == j || k-j > size || (k-j)%2 != 0 || lead == "" && k < len(s) && isLetter(s[k]) {
			break
		}
		if k-j < size && (lead != "" || hexAt(s, k+gapLen(s, k))) {
			break // the words get shorter and go on: what came before is an offset
		}
		if gap < 0 {
			gap = min(g, 1)
			if g == 2 && s[end] == ',' {
				gap = 2
			}
		}
		n += k - j
		end = k
		if k-j < size {
			break
		}
	}
	switch {
	case n == size && lead == "" && end < len(s) && isLetter(s[end]):
		return end, 0, false
	case n == size && size > 2 && !f.closes(end), n == size && size > 2 && hexAt(s, skipBlanks(s, end)):
		return end, 0, false
	case size > 2 && isUUID(s, i, first):
		return min(i+36, len(s)), 0, false
	}
	return end, n, true
}

// gapLen is the length of what separates words of hex at i: one character, two
// spaces as in the middle of a dump row, or a comma and a space.
func gapLen(s []byte, i int) int {
	switch {
	case i >= len(s) || !isGap(s[i]):
		return 0
	case i+1 < len(s) && s[i+1] == ' ' && (s[i] == ' ' || s[i] == ','):
		return 2
	}
	return 1
}

func hexAt(s []byte, i int) bool { return i < len(s) && hexValue[s[i]] != 0xFF }

// isUUID reports whether [i, end) starts what is written 8-4-4-4-12. Their digits
// would be taken for cards now and then.
func isUUID(s []byte, i, end int) bool {
	return end-i == 8 && end+28 <= len(s) && s[end] == '-' && s[end+5] == '-' && s[end+10] == '-' && s[end+15] == '-'
}

// leadOf is what stands before each byte: "0x", "\x", "%" or "\u", or nothing.
func leadOf(s []byte, i int) string {
	if i >= 2 && s[i-1] == 'u' && s[i-2] == '\\' {
		return `\u`
	}
	if i >= 2 && (s[i-1] == 'x' || s[i-1] == 'X') && (s[i-2] == '0' || s[i-2] == '\\') {
		return string(s[i-2 : i])
	}
	if i >= 1 && s[i-1] == '%' {
		return "%"
	}
	return ""
}

func escaped(s []byte, i int) bool { return leadOf(s, i) != "" }

func isGap(c byte) bool { return c == ' ' || c == '-' || c == ':' || c == ',' || c == '\t' }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' }

func wordEnd(s []byte, i int) int {
	for i < len(s) && hexValue[s[i]] != 0xFF {
		i++
	}
	return i
}

// take adds the hex digits of [i, end) and gives where the row ends, with its
// text column.
func (f *finder) take(i, end int) int {
	n := &f.nibs
	lead := ""
	if n.pairs {
		lead = leadOf(f.sym, i)
	}
	first := len(n.value)
	for i < end {
		if lead != "" && i+len(lead) <= end && string(f.sym[i:i+len(lead)]) == lead {
			i += len(lead)
			continue
		}
		if h := hexValue[f.sym[i]]; h != 0xFF {
			n.value = append(n.value, h)
			n.at = append(n.at, int32(i))
			n.mirror = append(n.mirror, -1)
			n.letter = n.letter || h > 9
			if len(n.value) >= hexPart {
				f.readHex()
				keep := len(n.value) - hexOverlap
				n.value = append(n.value[:0], n.value[keep:]...)
				n.at = append(n.at[:0], n.at[keep:]...)
				n.mirror = append(n.mirror[:0], n.mirror[keep:]...)
				first = len(n.value)
			}
		}
		i++
	}
	return f.reflect(first, end)
}

// reflect finds the text column of the row of nibbles that starts at first and
// ended at symbol end: as many characters as the row has bytes, equal where a
// byte can be shown. It gives the end of the column, or of the row.
func (f *finder) reflect(first, end int) int {
	n, s := &f.nibs, f.sym
	bytes := (len(n.value) - first) / 2
	k := skipBlanks(s, end)
	if k < len(s) && s[k] == '|' {
		k++
	}
	if !n.pairs || bytes < 1 || k == end || k+bytes > len(s) {
		return end
	}
	for i := range bytes {
		b := n.value[first+2*i]<<4 | n.value[first+2*i+1]
		if c := s[k+i]; c == '\n' || c != b && c != '.' && b > ' ' && b < 0x7F {
			return end
		}
	}
	for i := range 2 * bytes {
		n.mirror[first+i] = int32(k + i/2)
	}
	return k + bytes
}

// flush reads what was taken so far and starts anew.
func (f *finder) flush() {
	if len(f.nibs.value) >= shortestLoose {
		f.readHex()
	}
	f.nibs.reset()
}

func (n *nibbles) reset() {
	n.value, n.at, n.mirror = n.value[:0], n.at[:0], n.mirror[:0]
	n.column, n.letter = -1, false
}
