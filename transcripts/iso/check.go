package iso

import "github.com/posdoctor/posdoctor/transcripts/emv"

// versionOf gives the edition that the first MTI digit states, "" for one that
// no edition uses.
func versionOf(c byte) string {
	switch c {
	case '0':
		return "1987"
	case '1':
		return "1993"
	case '2':
		return "2003"
	}
	return ""
}

// mtiFits refuses type indicators that no edition defines: 6000 is a TPDU read
// as a message, not a message type. A 2003 message is read with the 1993
// layout, the nearest there is.
func mtiFits(m [4]byte, version string) bool {
	v := versionOf(m[0])
	if v == "" || (v == "1987") != (version == "1987") {
		return false
	}
	if m[1] < '1' || m[1] > '8' || m[3] > '5' {
		return false
	}
	switch v {
	case "1987":
		return m[2] <= '4'
	case "1993":
		return m[2] <= '5'
	}
	return m[2] <= '7'
}

// verdict is what the content of a reading says about the reading itself.
type verdict struct {
	score   int // evidence that the fields are what the dialect says
	doubt   bool
	refused int // field whose content cannot be; 0 none
}

func (v *verdict) good(n int) { v.score += n }

func (v *verdict) bad(n int) {
	v.score -= n
	v.doubt = true
}

func (v *verdict) refuse(id int) {
	if v.refused == 0 {
		v.refused = id
	}
}

// check weighs the fields of a reading. Wrong dialects mostly show at once:
// digits that are none, dates that do not exist, control bytes in a terminal
// id. What is refused is certain: no message has a STAN with letters.
func (r *record) check() verdict {
	var v verdict
	for _, id := range [...]int{3, 4, 11} {
		if b := r.vals[id]; b != nil {
			if !isDigits(b) {
				v.refuse(id)
			}
			v.good(2)
		}
	}
	if b := r.vals[2]; b != nil {
		if panForm(b) {
			v.good(1)
		} else {
			v.bad(3)
		}
	}
	r.checkDates(&v)
	for _, id := range [...]int{22, 24, 25, 70, 90} {
		b := r.vals[id]
		if b == nil || (id == 22 && r.lay.version != "1987") {
			continue
		}
		if isDigits(b) {
			v.good(1)
		} else {
			v.bad(2)
		}
	}
	for _, id := range [...]int{37, 38, 41, 42} {
		if b := r.vals[id]; b != nil {
			if isPrintable(b) || allZero(b) {
				v.good(1)
			} else {
				v.bad(3)
			}
		}
	}
	if b := r.vals[39]; b != nil {
		if r.codeForm(b) {
			v.good(1)
		} else {
			v.refuse(39)
		}
	}
	r.checkPrivate(&v)
	return v
}

func (r *record) checkDates(v *verdict) {
	weigh := func(ok bool) {
		if ok {
			v.good(1)
		} else {
			v.bad(1)
		}
	}
	if b := r.vals[7]; b != nil {
		weigh(dateForm(b[:4]) && timeForm(b[4:]))
	}
	if r.lay.version == "1987" {
		if b := r.vals[12]; b != nil {
			weigh(timeForm(b))
		}
		for _, id := range [...]int{13, 15} {
			if b := r.vals[id]; b != nil {
				weigh(dateForm(b))
			}
		}
	} else if b := r.vals[12]; b != nil {
		weigh(two(b) >= 0 && dateForm(b[2:6]) && timeForm(b[6:]))
	}
}

// knownTypeCodes are the values of field 60.1 on Chinese terminals
// (pos8583, section 5).
var knownTypeCodes = func() (t [100]bool) {
	for _, n := range [...]int{
		0, 1, 3, 10, 11, 20, 21, 22, 23, 24, 25, 27, 30, 32, 34, 36, 40, 41, 42, 45, 46, 47, 48, 49, 51, 53, 54, 96, 99,
	} {
		t[n] = true
	}
	return t
}()

func (r *record) checkPrivate(v *verdict) {
	if b := r.vals[49]; b != nil {
		switch {
		case !isDigits(b) && !isLetters(b):
			v.bad(3)
		case letters(b) != "":
			v.good(2)
		default:
			v.bad(1)
		}
		if cur := letters(b); cur != "" && cur != "CNY" && r.lay.id == "cnpos" {
			v.score-- // possible, but not what Chinese terminals send
		}
	}
	if b := r.vals[60]; b != nil && r.lay.id == "cnpos" {
		switch {
		case len(b) >= 8 && isDigits(b) && knownTypeCodes[two(b)]:
			v.good(3)
		default:
			v.bad(2)
		}
	}
	if b := r.vals[55]; len(b) > 0 {
		data := b
		if plain, ok := unhex(b); ok {
			data = plain
		}
		if emv.Walk(data, func(uint32, []byte) bool { return true }) {
			v.good(2)
		} else {
			v.bad(1)
		}
	}
}

// panForm accepts digits and marks of masking, at least four digits in all or
// none.
func panForm(b []byte) bool {
	for _, c := range b {
		if (c < '0' || c > '9') && !isMask(c) {
			return false
		}
	}
	return len(b) >= 8
}

// isMask reports whether c stands for a hidden digit: a star, x, underscore or
// the nibble F, in which ParseHex hides one.
func isMask(c byte) bool {
	switch c {
	case '*', 'x', 'X', '_', 'F', '#', maskByte:
		return true
	}
	return false
}

// codeForm says whether b can be a response code: two letters or digits in
// 1987, three digits in 1993. Blanks and zero bytes mean that none is stated.
func (r *record) codeForm(b []byte) bool {
	if blank(b) {
		return true
	}
	for _, c := range ebcdicCode(b) {
		letter := c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
		if c >= '0' && c <= '9' || letter && r.lay.version == "1987" {
			continue
		}
		return false
	}
	return true
}

// ebcdicCode reads a response code that was passed on in EBCDIC inside a
// message of another code page (seen from some hosts).
func ebcdicCode(b []byte) []byte {
	for _, c := range b {
		if c < 0x80 || fromEBCDIC[c] == '.' || fromEBCDIC[c] == '*' {
			return b
		}
	}
	out := make([]byte, len(b))
	for i, c := range b {
		out[i] = fromEBCDIC[c]
	}
	return out
}

func blank(b []byte) bool {
	for _, c := range b {
		if c != ' ' && c != 0 {
			return false
		}
	}
	return true
}

func isLetters(b []byte) bool {
	for _, c := range b {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return true
}

// dateForm takes MMDD; zeros mean "not stated" and are fine.
func dateForm(b []byte) bool {
	m, d := two(b), two(b[2:])
	return m >= 1 && m <= 12 && d >= 1 && d <= 31 || m == 0 && d == 0
}

func timeForm(b []byte) bool {
	h, m, s := two(b), two(b[2:]), two(b[4:])
	return h >= 0 && h <= 23 && m >= 0 && m <= 59 && s >= 0 && s <= 59
}
