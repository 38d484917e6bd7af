package transcripts

import (
	"testing"
	"time"
)

func TestOwnClock(t *testing.T) {
	at := func(s string) Stamp {
		x, err := time.Parse(time.DateTime, s)
		if err != nil {
			t.Fatal(err)
		}
		return Stamp{Time: x}
	}
	for name, tt := range map[string]struct {
		clock, day string
		near       Stamp
		want       string
	}{
		"the year of the log":              {"101403", "1120", at("2026-11-20 10:14:05"), "2026-11-20 10:14:03"},
		"just before the turn of the year": {"235958", "1231", at("2027-01-01 00:00:03"), "2026-12-31 23:59:58"},
		"just after it":                    {"000002", "0101", at("2026-12-31 23:59:59"), "2027-01-01 00:00:02"},
		"its own year":                     {"250102030405", "", at("2026-11-20 10:14:05"), "2025-01-02 03:04:05"},
		"no day":                           {"101403", "", at("2026-11-20 10:14:05"), "10:14:03"},
		"a log without a year":             {"101403", "1120", Stamp{Time: at("2026-11-20 10:14:05").Time, NoYear: true}, "11-20 10:14:03"},
		"a leap day":                       {"101403", "0229", Stamp{}, "02-29 10:14:03"},
		"no time":                          {"", "1120", at("2026-11-20 10:14:05"), ""},
		"no such time":                     {"256103", "1120", at("2026-11-20 10:14:05"), ""},
		"masked":                           {"10**03", "1120", at("2026-11-20 10:14:05"), ""},
	} {
		m := Message{LocalTime: tt.clock, LocalDate: tt.day}
		if got := m.OwnClock(tt.near).String(); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

func TestAhead(t *testing.T) {
	day := func(d, h, m, s int) Stamp { return Stamp{Time: time.Date(2026, 11, d, h, m, s, 0, time.UTC)} }
	clock := func(h, m int) Stamp { return Stamp{Time: time.Date(0, 1, 1, h, m, 0, 0, time.UTC), NoDate: true} }
	shanghai := Stamp{Time: time.Date(2026, 11, 20, 2, 14, 0, 0, time.UTC).In(time.FixedZone("", 8*3600)), Zone: ZoneStated}
	for name, tt := range map[string]struct {
		a, b  Stamp
		want  time.Duration
		known bool
	}{
		"later":                   {day(20, 10, 14, 5), day(20, 10, 14, 3), 2 * time.Second, true},
		"earlier":                 {day(20, 10, 14, 3), day(20, 10, 14, 5), -2 * time.Second, true},
		"across midnight":         {day(21, 0, 0, 1), day(20, 23, 59, 59), 2 * time.Second, true},
		"no day, across midnight": {clock(0, 1), day(20, 23, 59, 0), 2 * time.Minute, true},
		"no day":                  {clock(10, 0), clock(10, 3), -3 * time.Minute, true},
		"walls, not zones":        {shanghai, day(20, 10, 14, 0), 0, true},
		"unknown":                 {Stamp{}, day(20, 10, 0, 0), 0, false},
	} {
		got, known := tt.a.Ahead(tt.b)
		if got != tt.want || known != tt.known {
			t.Errorf("%s: got %v %v, want %v %v", name, got, known, tt.want, tt.known)
		}
	}
}
