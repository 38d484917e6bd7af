package redact

// rest looks for numbers that their source masked already but shows too much
// of: more than the first six or the last four digits.
func (f *finder) rest() {
	s := f.sym
	for i := 0; i < len(s); {
		if !isMask[s[i]] {
			i++
			continue
		}
		c, end := s[i], i+1
		for end < len(s) && s[end] == c {
			end++
		}
		if end-i >= 2 {
			f.partly(i, end, c)
		}
		i = end
	}
}

// isMask holds what sources hide digits behind.
var isMask = [256]bool{'*': true, 'x': true, 'X': true, '#': true, '_': true, '.': true, 'F': true}

// partly looks at the number around the mask [from, to).
func (f *finder) partly(from, to int, mask byte) {
	s := f.sym
	left, right := from, to
	for left > 0 && from-left <= longest && isDigit(s[left-1]) {
		left--
	}
	for right < len(s) && right-to <= longest && (isDigit(s[right]) || s[right] == mask) {
		right++
	}
	head, tail := from-left, 0
	for tail < right-to && isDigit(s[right-1-tail]) {
		tail++
	}
	n := right - left
	if n < shortest || n > longest || head <= seenHead && tail <= seenTail {
		return
	}
	switch mask {
	case '*', 'x', 'X':
		if head == 0 && n < shortestLoose {
			return
		}
	case 'F':
		if l, _ := prefix4(s[left:from]); l == 0 || to-from < 4 {
			return
		}
	default:
		// A dotted line before a number is a line, not a mask.
		if head < 4 || to-from < 3 {
			return
		}
	}
	cut := stretch{left + seenHead, right - seenTail}
	if n < fullShown {
		cut.from = left
	}
	v := view{f: f, sym: s}
	v.hit(kindPAN, stretch{left, right}, cut, digitsOnly)
}

func prefix4(d []byte) (lengths, bool) {
	if len(d) < 4 {
		return 0, false
	}
	return prefix(d)
}
