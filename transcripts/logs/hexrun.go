package logs

// bad marks a byte that is no hexadecimal digit.
const bad = 0xFF

// nibble gives the value of a hexadecimal digit, or bad. A digit that was hidden
// stands as x and reads as F, which no decimal digit is.
var nibble = func() (t [256]byte) {
	for i := range t {
		t[i] = bad
	}
	for i := range 10 {
		t['0'+i] = byte(i)
	}
	for i := range 6 {
		t['a'+i], t['A'+i] = byte(10+i), byte(10+i)
	}
	t['x'] = 0xF
	return t
}()

// run is a stretch of hexadecimal text in a line.
type run struct {
	start, end int
	n          int  // bytes
	group      int  // digits in a group; 0 for a list of 0x numbers
	odd        bool // one group with a digit too many or too few
	tokens     int
	before     int // where the word right before it starts, -1 for none
}

// single reports one unbroken group of digits.
func (r run) single() bool { return r.tokens == 1 && r.group > 0 }

// findRun gives the longest stretch of hexadecimal text in s from a place on.
// Groups in a stretch are of one width and one separator; the last may be
// shorter. Two blanks end it, except in the middle of a row of 16.
func findRun(s []byte, from int) run {
	var best run
	prev := -1
	for i := from; i < len(s); {
		if !wordly(s[i]) {
			i++
			continue
		}
		r, next := runAt(s, i)
		r.before = prev
		if r.n > best.n {
			best = r
		}
		prev = i
		i = next
	}
	return best
}

// word256 tells the bytes that words are made of.
var word256 = func() (t [256]bool) {
	for i := range t {
		t[i] = alnum(byte(i)) || i == '_'
	}
	return t
}()

func wordly(c byte) bool { return word256[c] }

// token gives the end of the group of digits at i and its width; width 0 when
// there is none. next is where the word ends.
func token(s []byte, i int) (end, width int, x bool, next int) {
	j := i
	if s[j] == '0' && j+1 < len(s) && s[j+1]|0x20 == 'x' {
		j += 2
		x = true
	}
	first := j
	for j < len(s) && nibble[s[j]] != bad {
		j++
	}
	end = j
	for j < len(s) && wordly(s[j]) {
		j++
	}
	if j > end || end == first {
		return i, 0, x, max(j, i+1)
	}
	return end, end - first, x, end
}

// runAt reads the stretch that starts with the word at i. It gives where to go
// on looking.
func runAt(s []byte, i int) (run, int) {
	end, width, x, next := token(s, i)
	if width == 0 {
		return run{}, next
	}
	r := run{start: i, end: end, group: width, tokens: 1}
	if x {
		if width > 2 {
			// One long number written with 0x in front.
			r.start += 2
			r.n, r.odd = width/2, width%2 == 1
			return r, next
		}
		r.group, r.n = 0, 1
	} else {
		if width%2 == 1 {
			if width < 41 {
				return run{}, next
			}
			r.odd = true
		}
		r.n = width / 2
	}
	if r.odd {
		return r, next
	}
	var sep byte
	for {
		if r.group == 2 && (sep == 0 || sep == ' ') {
			if n := pairs(s, r.end); n > 0 {
				r.n, r.tokens, r.end, sep = r.n+n, r.tokens+n, r.end+3*n, ' '
				next = r.end
			}
		}
		j, kind := joint(s, r.end)
		if j == r.end || j >= len(s) || sep != 0 && kind != sep {
			break
		}
		if kind == ':' && r.group != 2 {
			break
		}
		if j-r.end > 1 && s[j-1] == ' ' && s[j-2] == ' ' && (r.group != 2 || r.n != 8) {
			break
		}
		end, width, y, next2 := token(s, j)
		if width == 0 || y != (r.group == 0) {
			break
		}
		if r.group == 0 {
			if width > 2 {
				break
			}
			r.n++
		} else {
			if width != r.group && (width > r.group || width%2 == 1 || follows(s, end, kind)) {
				break
			}
			r.n += width / 2
		}
		r.tokens++
		r.end = end
		next = next2
		sep = kind
		if r.group > 0 && width != r.group {
			break
		}
	}
	return r, next
}

// pairs counts the pairs of digits that follow a place, one blank before each:
// the form of most dumps, gone through quickly.
func pairs(s []byte, i int) int {
	n := 0
	for i+2 < len(s) && s[i] == ' ' && nibble[s[i+1]] != bad && nibble[s[i+2]] != bad && (i+3 == len(s) || !word256[s[i+3]]) {
		n++
		i += 3
	}
	return n
}

// joint skips one separator between groups. It gives the place of the next
// group and the kind of separator; the place is unchanged when there is none.
func joint(s []byte, i int) (int, byte) {
	if i >= len(s) {
		return i, 0
	}
	switch c := s[i]; c {
	case ' ', '\t':
		if i+1 < len(s) && s[i+1] == ' ' {
			return i + 2, ' '
		}
		return i + 1, ' '
	case '-', ':':
		return i + 1, c
	case ',':
		if i+1 < len(s) && s[i+1] == ' ' {
			return i + 2, c
		}
		return i + 1, c
	}
	return i, 0
}

// follows reports whether another group of digits comes after the place with
// the same separator: then a shorter group before it does not end a stretch.
func follows(s []byte, i int, kind byte) bool {
	j, k := joint(s, i)
	if j == i || k != kind || j >= len(s) || s[j] == ' ' {
		return false
	}
	_, w, _, _ := token(s, j)
	return w > 0 && w%2 == 0
}

// appendHex decodes a stretch and appends its bytes, at most most of them when
// most is above 0.
func appendHex(dst, s []byte, r run, most int) []byte {
	start := len(dst)
	if r.group == 0 {
		return appendList(dst, s[r.start:r.end], most)
	}
	var hi byte
	half := false
	for _, c := range s[r.start:r.end] {
		v := nibble[c]
		if v == bad {
			continue
		}
		if !half {
			hi, half = v<<4, true
			continue
		}
		dst = append(dst, hi|v)
		half = false
		if most > 0 && len(dst)-start == most {
			break
		}
	}
	return dst
}

// appendList decodes "0x60, 0x0, 0x06".
func appendList(dst, s []byte, most int) []byte {
	start := len(dst)
	for i := 0; i+2 < len(s); i++ {
		if s[i] != '0' || s[i+1]|0x20 != 'x' {
			continue
		}
		v := nibble[s[i+2]]
		if i+3 < len(s) && nibble[s[i+3]] != bad && s[i+3] != ' ' {
			v = v<<4 | nibble[s[i+3]]
		}
		dst = append(dst, v)
		if most > 0 && len(dst)-start == most {
			break
		}
		i += 2
	}
	return dst
}
