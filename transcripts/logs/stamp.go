package logs

import (
	"time"

	"github.com/posdoctor/posdoctor/transcripts"
)

// reach is how far into a line its own time is looked for. What comes later is
// rather a time that the text speaks about.
const reach = 96

// findStamp gives the first time in a line and where it starts and ends.
func findStamp(s []byte) (st transcripts.Stamp, start, end int) {
	n := min(len(s), reach)
	for i := 0; i < n; {
		if !alnum(s[i]) {
			i++
			continue
		}
		// Inside pairs joined by colons no clock begins, and digits alone are a
		// time only in front: elsewhere they are the value of something.
		inside := i > 1 && s[i-1] == ':' && s[i-2]-'0' <= 9
		if st, used := stampAt(s[i:]); used > 0 && !inside && (i <= 2 || digits(s[i:]) < 13) {
			return st, i, i + used
		}
		for i < n && alnum(s[i]) {
			i++
		}
	}
	return transcripts.Stamp{}, 0, 0
}

// stampAt reads a time that starts with the first byte of s, in any form that
// logs were seen to use, and gives how many bytes it takes; 0 for none.
func stampAt(s []byte) (transcripts.Stamp, int) {
	if len(s) < 8 {
		return transcripts.Stamp{}, 0
	}
	if letter(s[0]) {
		return namedStamp(s)
	}
	n := digits(s)
	switch {
	case n == 17 || n == 14:
		return compactStamp(s, n)
	case n == 13 && s[0] == '1':
		ms := int64(number(s[:13]))
		return transcripts.Stamp{Time: time.UnixMilli(ms).UTC(), Zone: transcripts.ZoneStated}, 13
	case n == 8 || n == 6:
		return solidDate(s, n)
	case n == 4:
		return yearFirst(s)
	case n == 1 || n == 2:
		return shortFirst(s, n)
	}
	return transcripts.Stamp{}, 0
}

// day is a date as far as a log states it.
type day struct {
	y, m, d int
	noYear  bool
}

func (d day) valid() bool {
	if d.m < 1 || d.m > 12 || d.d < 1 {
		return false
	}
	y := d.y
	if d.noYear {
		y = 2000 // a leap year: 29 February may be meant
	} else if y < 1990 || y > 2099 {
		return false
	}
	return time.Date(y, time.Month(d.m), d.d, 0, 0, 0, 0, time.UTC).Day() == d.d
}

// with puts date and clock together; skip is what stood before the clock in s.
func (d day) with(s []byte, skip int) (transcripts.Stamp, int) {
	if !d.valid() || skip >= len(s) {
		return transcripts.Stamp{}, 0
	}
	c, used := readClock(s[skip:])
	if used == 0 {
		return transcripts.Stamp{}, 0
	}
	y := d.y
	if d.noYear {
		y = 0 // year 0 is a leap year in the proleptic calendar
	}
	return c.stamp(y, d.m, d.d, d.noYear, false), skip + used
}

// gap skips what stands between date and clock; 0 means that they are not
// joined.
func gap(s []byte) int {
	n := 0
	for n < len(s) && n < 4 && (s[n] == ' ' || s[n] == 'T' || s[n] == '-' || s[n] == '_' || s[n] == ',' || s[n] == '\t' || s[n] == ':') {
		n++
	}
	return n
}

// compactStamp reads 20261120101403 and the same with milliseconds.
func compactStamp(s []byte, n int) (transcripts.Stamp, int) {
	d := day{y: number(s[:4]), m: number(s[4:6]), d: number(s[6:8])}
	c := clockTime{h: number(s[8:10]), m: number(s[10:12]), s: number(s[12:14])}
	if n == 17 {
		c.ns = number(s[14:17]) * int(time.Millisecond)
	}
	if !d.valid() || !c.valid() {
		return transcripts.Stamp{}, 0
	}
	return c.stamp(d.y, d.m, d.d, false, false), n
}

// solidDate reads 20261120 10:14:03, 20261120-101403 and 261120 10:14:03.
func solidDate(s []byte, n int) (transcripts.Stamp, int) {
	var d day
	if n == 8 {
		d = day{y: number(s[:4]), m: number(s[4:6]), d: number(s[6:8])}
	} else {
		d = day{y: 2000 + number(s[:2]), m: number(s[2:4]), d: number(s[4:6])}
	}
	g := gap(s[n:])
	if g == 0 {
		return transcripts.Stamp{}, 0
	}
	rest := s[n+g:]
	if n == 8 && digits(rest) == 6 {
		c := clockTime{h: number(rest[:2]), m: number(rest[2:4]), s: number(rest[4:6])}
		if !d.valid() || !c.valid() {
			return transcripts.Stamp{}, 0
		}
		used := n + g + 6
		used += c.fraction(s[used:])
		return c.stamp(d.y, d.m, d.d, false, false), used
	}
	return d.with(s, n+g)
}

// yearFirst reads 2026-11-20 10:14:03, 2026/11/20, 2026.11.20 and the Chinese
// form with year, month and day signs.
func yearFirst(s []byte) (transcripts.Stamp, int) {
	sep := separator(s[4:])
	if sep == 0 {
		return transcripts.Stamp{}, 0
	}
	i := 4 + sep
	m := digits(s[i:])
	if m < 1 || m > 2 {
		return transcripts.Stamp{}, 0
	}
	month := number(s[i : i+m])
	i += m
	sep = separator(s[i:])
	if sep == 0 {
		return transcripts.Stamp{}, 0
	}
	i += sep
	n := digits(s[i:])
	if n < 1 || n > 2 {
		return transcripts.Stamp{}, 0
	}
	d := day{y: number(s[:4]), m: month, d: number(s[i : i+n])}
	i += n
	i += sign(s[i:], "日")
	return d.with(s, i+gap(s[i:]))
}

// shortFirst reads forms that start with one or two digits: a bare clock, a day
// without a year, and dates with the day, the month or a short year in front.
func shortFirst(s []byte, n int) (transcripts.Stamp, int) {
	if c, used := readClock(s); used > 0 && c.seconds {
		return c.stamp(0, 1, 1, false, true), used
	}
	if n >= len(s) {
		return transcripts.Stamp{}, 0
	}
	sep := s[n]
	if sep == ' ' || sep == '-' || sep == '/' {
		if st, used := monthInside(s, n); used > 0 {
			return st, used
		}
	}
	if sep != '-' && sep != '/' && sep != '.' {
		return transcripts.Stamp{}, 0
	}
	a := number(s[:n])
	i := n + 1
	m := digits(s[i:])
	if m < 1 || m > 2 {
		return transcripts.Stamp{}, 0
	}
	b := number(s[i : i+m])
	i += m
	if i >= len(s) {
		return transcripts.Stamp{}, 0
	}
	if s[i] != sep { // "10-26 10:46:59.984"
		g := gap(s[i:])
		if g == 0 || sep == '.' {
			return transcripts.Stamp{}, 0
		}
		return day{m: a, d: b, noYear: true}.with(s, i+g)
	}
	i++
	k := digits(s[i:])
	if k != 2 && k != 4 {
		return transcripts.Stamp{}, 0
	}
	c := number(s[i : i+k])
	i += k
	g := gap(s[i:])
	if g == 0 {
		return transcripts.Stamp{}, 0
	}
	for _, d := range orders(a, b, c, k, sep, halfDay(s[i:])) {
		if st, used := d.with(s, i+g); used > 0 {
			return st, used
		}
	}
	return transcripts.Stamp{}, 0
}

// orders gives the ways to read a date of three numbers, the likeliest first.
// A 12-hour clock goes with the American order; a short year in front is what
// Asian loggers write; all else has the day first.
func orders(a, b, c, width int, sep byte, american bool) []day {
	if width == 2 {
		return []day{{y: 2000 + a, m: b, d: c}, {y: 2000 + c, m: b, d: a}, {y: 2000 + c, m: a, d: b}}
	}
	if american && sep == '/' {
		return []day{{y: c, m: a, d: b}, {y: c, m: b, d: a}}
	}
	return []day{{y: c, m: b, d: a}, {y: c, m: a, d: b}}
}

// halfDay looks for AM or PM close by.
func halfDay(s []byte) bool {
	for i := 1; i < len(s) && i < 24; i++ {
		if s[i]|0x20 == 'm' && (s[i-1]|0x20 == 'a' || s[i-1]|0x20 == 'p') {
			return true
		}
	}
	return false
}

func separator(s []byte) int {
	if len(s) == 0 {
		return 0
	}
	switch s[0] {
	case '-', '/', '.':
		return 1
	}
	return max(sign(s, "年"), sign(s, "月"))
}

// sign gives the length of a sign that s starts with, 0 when it does not.
func sign(s []byte, w string) int {
	if len(s) >= len(w) && string(s[:len(w)]) == w {
		return len(w)
	}
	return 0
}

func digits(s []byte) int {
	n := 0
	for n < len(s) && s[n]-'0' <= 9 {
		n++
	}
	return n
}

func number(s []byte) int {
	n := 0
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func alnum(c byte) bool { return letter(c) || c-'0' <= 9 }
