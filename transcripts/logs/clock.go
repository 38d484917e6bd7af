package logs

import (
	"time"

	"github.com/posdoctor/posdoctor/transcripts"
)

// clockTime is a time of day with what was said about its zone.
type clockTime struct {
	h, m, s, ns int
	seconds     bool // seconds were written
	stated      bool
	offset      int // seconds east of UTC, when stated
}

func (c clockTime) valid() bool { return c.h < 24 && c.m < 60 && c.s <= 60 }

func (c clockTime) stamp(y, m, d int, noYear, noDate bool) transcripts.Stamp {
	loc, zone := time.UTC, transcripts.ZoneFloating
	if c.stated {
		zone = transcripts.ZoneStated
		if c.offset != 0 {
			loc = time.FixedZone("", c.offset)
		}
	}
	return transcripts.Stamp{
		Time: time.Date(y, time.Month(m), d, c.h, c.m, c.s, c.ns, loc),
		Zone: zone, NoYear: noYear, NoDate: noDate,
	}
}

// readClock reads 10:14:03 with what may follow it: a fraction after a point, a
// comma or a colon, AM or PM, a zone. Seconds may be missing.
func readClock(s []byte) (clockTime, int) {
	var c clockTime
	i := digits(s)
	if i < 1 || i > 2 || i >= len(s) {
		return c, 0
	}
	c.h = number(s[:i])
	sep := max(sign(s[i:], ":"), sign(s[i:], "时"), sign(s[i:], "点"))
	if sep == 0 {
		return c, 0
	}
	i += sep
	if digits(s[i:]) != 2 {
		return c, 0
	}
	c.m = number(s[i : i+2])
	i += 2
	if sep = max(sign(s[i:], ":"), sign(s[i:], "分")); sep > 0 && digits(s[i+sep:]) == 2 {
		i += sep
		c.s = number(s[i : i+2])
		c.seconds = true
		i += 2
		i += sign(s[i:], "秒")
		i += c.fraction(s[i:])
	}
	// More pairs after a colon: bytes written with colons, not a clock.
	if i+1 < len(s) && s[i] == ':' && nibble[s[i+1]] != bad {
		return c, 0
	}
	i += c.half(s[i:])
	i += c.zone(s[i:])
	if !c.valid() {
		return c, 0
	}
	return c, i
}

// fraction reads 1 to 9 digits after a point or comma, or exactly 3 after a
// colon.
func (c *clockTime) fraction(s []byte) int {
	if len(s) < 2 || s[0] != '.' && s[0] != ',' && s[0] != ':' {
		return 0
	}
	n := digits(s[1:])
	if n == 0 || n > 9 || s[0] == ':' && n != 3 {
		return 0
	}
	ns := number(s[1 : 1+n])
	for range 9 - n {
		ns *= 10
	}
	c.ns = ns
	return 1 + n
}

// half reads AM or PM.
func (c *clockTime) half(s []byte) int {
	i := 0
	if len(s) > 0 && s[0] == ' ' {
		i = 1
	}
	if len(s) < i+2 || s[i+1]|0x20 != 'm' || len(s) > i+2 && alnum(s[i+2]) {
		return 0
	}
	switch s[i] | 0x20 {
	case 'p':
		if c.h < 12 {
			c.h += 12
		}
	case 'a':
		if c.h == 12 {
			c.h = 0
		}
	default:
		return 0
	}
	return i + 2
}

// zone reads Z, UTC, GMT or a numeric offset. Abbreviations such as CST name
// several zones and are left floating.
func (c *clockTime) zone(s []byte) int {
	i := 0
	if len(s) > 0 && s[0] == ' ' {
		i = 1
	}
	if len(s) <= i {
		return 0
	}
	rest := s[i:]
	switch {
	case i == 0 && rest[0] == 'Z' && (len(rest) == 1 || !alnum(rest[1])):
		c.stated = true
		return 1
	case sign(rest, "UTC") > 0 || sign(rest, "GMT") > 0:
		c.stated = true
		return i + 3
	case rest[0] == '+' || rest[0] == '-':
		n := digits(rest[1:])
		switch {
		case n == 4:
			c.offset = number(rest[1:3])*3600 + number(rest[3:5])*60
			n = 5
		case n == 2 && len(rest) > 5 && rest[3] == ':' && digits(rest[4:]) == 2:
			c.offset = number(rest[1:3])*3600 + number(rest[4:6])*60
			n = 6
		default:
			return 0
		}
		if c.offset > 14*3600 {
			c.offset = 0
			return 0
		}
		if rest[0] == '-' {
			c.offset = -c.offset
		}
		c.stated = true
		return i + n
	}
	return 0
}

var months = map[string]int{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
	"jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

var weekdays = map[string]bool{
	"mon": true, "tue": true, "wed": true, "thu": true, "fri": true, "sat": true, "sun": true,
}

// word gives the letters that s starts with, the first three in lower case.
func word(s []byte) (key string, n int) {
	var b [3]byte
	for n < len(s) && letter(s[n]) {
		if n < 3 {
			b[n] = s[n] | 0x20
		}
		n++
	}
	return string(b[:min(n, 3)]), n
}

// namedStamp reads forms that start with a weekday or a month:
// "Mon Nov 24 00:00:03 EST 2014.292" (a jPOS log), "Mon, 24 Nov 2014 00:00:03",
// "Nov 20 10:14:03" (syslog), "Nov 20, 2026 2:35:45 PM".
func namedStamp(s []byte) (transcripts.Stamp, int) {
	key, n := word(s)
	i := n
	if weekdays[key] && n >= 3 {
		i += blanks(s[i:])
		if i == n {
			return transcripts.Stamp{}, 0
		}
		if k := digits(s[i:]); k == 1 || k == 2 {
			st, used := monthInside(s[i:], k)
			if used == 0 {
				return transcripts.Stamp{}, 0
			}
			return st, i + used
		}
		key, n = word(s[i:])
		i += n
	}
	m := months[key]
	if m == 0 {
		return transcripts.Stamp{}, 0
	}
	i += blanks(s[i:])
	k := digits(s[i:])
	if k < 1 || k > 2 {
		return transcripts.Stamp{}, 0
	}
	d := day{m: m, d: number(s[i : i+k]), noYear: true}
	i += k
	i += blanks(s[i:])
	if digits(s[i:]) == 4 { // the year before the clock
		d.y, d.noYear = number(s[i:i+4]), false
		i += 4
		i += blanks(s[i:])
	}
	if i >= len(s) {
		return transcripts.Stamp{}, 0
	}
	c, used := readClock(s[i:])
	if used == 0 {
		return transcripts.Stamp{}, 0
	}
	i += used
	if d.noYear {
		i += c.yearBehind(s[i:], &d)
	}
	if !d.valid() {
		return transcripts.Stamp{}, 0
	}
	return c.stamp(d.y, d.m, d.d, d.noYear, false), i
}

// yearBehind reads " EST 2014.292": a zone abbreviation, the year and, in logs
// of jPOS before version 2, the milliseconds.
func (c *clockTime) yearBehind(s []byte, d *day) int {
	i := blanks(s)
	if _, n := word(s[i:]); n > 0 && n <= 5 {
		i += n
		i += blanks(s[i:])
	}
	if digits(s[i:]) != 4 {
		return 0
	}
	d.y, d.noYear = number(s[i:i+4]), false
	i += 4
	// The milliseconds are written without leading zeros: "2015.9" is 9 ms.
	if n := 0; i+1 < len(s) && s[i] == '.' {
		if n = digits(s[i+1:]); n >= 1 && n <= 3 {
			c.ns = number(s[i+1:i+1+n]) * int(time.Millisecond)
			i += 1 + n
		}
	}
	return i
}

// monthInside reads "21 Jul 2021 11:03:40:774", "21-Jul-2021 11:03:40" and
// "21/Jul/2021:11:03:40"; n is the width of the day.
func monthInside(s []byte, n int) (transcripts.Stamp, int) {
	i := n + 1
	if i >= len(s) {
		return transcripts.Stamp{}, 0
	}
	key, w := word(s[i:])
	m := months[key]
	if m == 0 {
		return transcripts.Stamp{}, 0
	}
	i += w
	if i >= len(s) || s[i] != s[n] {
		return transcripts.Stamp{}, 0
	}
	i++
	k := digits(s[i:])
	if k != 4 && k != 2 {
		return transcripts.Stamp{}, 0
	}
	d := day{y: number(s[i : i+k]), m: m, d: number(s[:n])}
	if k == 2 {
		d.y += 2000
	}
	i += k
	return d.with(s, i+gap(s[i:]))
}

// blanks skips spaces, commas and tabs.
func blanks(s []byte) int {
	n := 0
	for n < len(s) && n < 4 && (s[n] == ' ' || s[n] == ',' || s[n] == '\t') {
		n++
	}
	return n
}
