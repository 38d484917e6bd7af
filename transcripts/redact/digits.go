package redact

// group is a row of digits without a break.
type group struct {
	at, n int
	first int  // which digit of the whole run is its first
	sep   byte // what stands between this group and the next, 0 at the end
}

// isSep reports what may stand, once, between the groups of a card number.
func isSep(c byte) bool { return c == ' ' || c == '-' || c == '.' || c == '_' || c == '/' }

// scan looks for card numbers and tracks among the symbols.
func (v *view) scan() {
	s, f := v.sym, v.f
	for i := 0; i < len(s); {
		if !isDigit(s[i]) {
			i++
			continue
		}
		f.groups = f.groups[:0]
		total, j := 0, i
		for {
			k := digitsEnd(s, j)
			f.groups = append(f.groups, group{at: j, n: k - j, first: total})
			total += k - j
			if k-j >= shortest {
				v.single(j, k)
			}
			if k+1 >= len(s) || !isSep(s[k]) || !isDigit(s[k+1]) {
				j = k
				break
			}
			f.groups[len(f.groups)-1].sep = s[k]
			j = k + 1
		}
		if len(f.groups) > 1 && total >= shortestLoose && !v.pairs() {
			v.grouped()
		}
		if total >= seenTail && total < longest && j < len(s) && (s[j] == '\n' || s[j] == '\r') {
			v.wrapped(i, j)
		}
		i = j
	}
}

func digitsEnd(s []byte, i int) int {
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return i
}

// pairs reports whether the groups are written as a dump of bytes, which the
// hex views read.
func (v *view) pairs() bool {
	if v.at != nil {
		return false
	}
	for _, g := range v.f.groups {
		if g.n != 2 {
			return false
		}
	}
	return true
}

// single looks into one unbroken row of digits.
func (v *view) single(from, to int) {
	if v.track2(from, to) {
		return
	}
	if to-from < shortestLoose {
		return
	}
	d := v.sym[from:to]
	if v.at == nil && v.f.calmAt(from, to) {
		if isCard(d) {
			v.cutCard(from, to)
		}
		return
	}
	v.windows(from, to, skipTime(d))
}

// windows tests every part of a row of digits that could be a card number. The
// longest one at each place is masked; what lies inside of a masked one shows no
// more than it may, so it needs no mask of its own. Thirteen digits come last:
// they hide their head, which longer numbers may show.
func (v *view) windows(from, to, skip int) {
	done := v.f.hits[:0]
	next := from + skip
	for i := next; i+fullShown <= to; i++ {
		n := cardAt(v.sym[i:to], fullShown)
		if n == 0 || i+n <= endOf(done) {
			continue
		}
		if to-from <= longest {
			v.cutCard(from, to)
			return
		}
		v.cutCard(i, i+n)
		done = append(done, stretch{i, i + n})
	}
	k := 0
	for i := next; i+shortestLoose <= to; i++ {
		for k < len(done) && done[k].to < i+shortestLoose {
			k++
		}
		if (k == len(done) || i < done[k].from) && isCard(v.sym[i:i+shortestLoose]) {
			v.cutCard(i, i+shortestLoose)
		}
	}
	v.f.hits = done
}

func endOf(s []stretch) int {
	if len(s) == 0 {
		return 0
	}
	return s[len(s)-1].to
}

// cardAt is the length of the longest card number that d starts with, of least
// digits or more; 0 without one. In a row that is longer than any card the
// length of a number without check digit is not known; the greatest leaves the
// fewest digits of the others to be seen.
func cardAt(d []byte, least int) int {
	l, open := prefix(d)
	if l == 0 {
		return 0
	}
	room := min(longest, len(d))
	if open && unionPay.has(room) {
		return room
	}
	for n := room; n >= least; n-- {
		if l.has(n) && luhn(d[:n]) {
			return n
		}
	}
	return 0
}

// cutCard masks the unbroken card number [from, to).
func (v *view) cutCard(from, to int) {
	head := from + seenHead
	if to-from < fullShown {
		head = from
	}
	v.hit(kindPAN, stretch{from, to}, stretch{head, to - seenTail}, digitsOnly)
}

// grouped looks for card numbers that are broken into groups. A number may
// start and end inside a group only if the groups between are of four digits, as
// on a card; else any line of numbers would hold one by chance.
func (v *view) grouped() {
	f := v.f
	f.digits, f.owner = f.digits[:0], f.owner[:0]
	for gi, g := range f.groups {
		f.digits = append(f.digits, v.sym[g.at:g.at+g.n]...)
		for range g.n {
			f.owner = append(f.owner, int32(gi))
		}
	}
	d := f.digits
	done := 0
	for i := 0; i+shortestLoose <= len(d); i++ {
		l, open := prefix(d[i:])
		if l == 0 {
			continue
		}
		for n := min(longest, len(d)-i); n >= shortestLoose && i+n > done; n-- {
			if f.owner[i] == f.owner[i+n-1] {
				break // in one group: looked at already
			}
			if l.has(n) && luhn(d[i:i+n]) && f.likely(i, i+n) || open && unionPay.has(n) && f.regular(i, i+n) {
				v.cutGrouped(i, i+n)
				done = i + n
				break
			}
		}
	}
}

// starts and ends report whether digit i is the first, or the one before i the
// last, of its group.
func (f *finder) starts(i int) bool { return i == 0 || f.owner[i-1] != f.owner[i] }

func (f *finder) ends(i int) bool {
	return i == len(f.owner) || f.owner[i-1] != f.owner[i]
}

// likely reports whether digits [i, j) are grouped as one number may be.
func (f *finder) likely(i, j int) bool {
	first, last := int(f.owner[i]), int(f.owner[j-1])
	fours, same := last-first >= 2, true
	for g := first; g < last; g++ {
		fours = fours && (g == first || f.groups[g].n == 4)
		same = same && f.groups[g].sep == f.groups[first].sep
	}
	return fours || same && f.starts(i) && f.ends(j)
}

// regular reports whether digits [i, j) are grouped as card numbers are
// printed: in fours, one by one, or six and the rest.
func (f *finder) regular(i, j int) bool {
	if !f.starts(i) || !f.ends(j) {
		return false
	}
	first, last := int(f.owner[i]), int(f.owner[j-1])
	fours, ones := f.groups[last].n <= 4, true
	for g := first; g <= last; g++ {
		fours = fours && (g == last || f.groups[g].n == 4)
		ones = ones && f.groups[g].n == 1
	}
	return fours || ones || last == first+1 && f.groups[first].n == seenHead
}

// cutGrouped masks digits [i, j) of a grouped number.
func (v *view) cutGrouped(i, j int) {
	head := i + seenHead
	if j-i < fullShown {
		head = i
	}
	from, to := v.f.symbol(head), v.f.symbol(j-seenTail-1)+1
	v.hit(kindPAN, stretch{v.f.symbol(i), v.f.symbol(j-1) + 1}, stretch{from, to}, digitsOnly)
}

// symbol is where digit i of a grouped run stands.
func (f *finder) symbol(i int) int {
	g := f.groups[f.owner[i]]
	return g.at + i - g.first
}
