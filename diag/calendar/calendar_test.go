package calendar

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func days(s string) (out []time.Time) {
	for _, d := range strings.Fields(s) {
		out = append(out, day(d))
	}
	return out
}

func TestAdd(t *testing.T) {
	// China 2026: National Day holiday with the Saturday of 10 October worked.
	const china = "2026-10-01 2026-10-02 2026-10-05 2026-10-06 2026-10-07"
	for _, c := range []struct {
		name, country, holidays, workdays, from string
		n                                       int
		want                                    string
		doubt                                   Doubt
	}{
		{"within a week", "CN", china, "", "2026-11-16", 3, "2026-11-19", ""},                         // Monday to Thursday
		{"over a weekend", "CN", china, "", "2026-11-20", 1, "2026-11-23", ""},                        // Friday to Monday
		{"from a Saturday", "CN", china, "", "2026-11-21", 1, "2026-11-23", ""},                       // the day itself never counts
		{"over a holiday", "CN", china, "", "2026-09-30", 1, "2026-10-08", ""},                        // 3 and 4 October are a weekend
		{"to a make-up workday", "CN", china, "2026-10-10", "2026-09-30", 3, "2026-10-10", ""},        // 8, 9, 10 October
		{"without the make-up workday", "CN", china, "", "2026-09-30", 3, "2026-10-12", ""},           // 8, 9, 12 October
		{"zero on a workday", "CN", china, "", "2026-11-20", 0, "2026-11-20", ""},                     //
		{"zero on a Saturday", "CN", china, "", "2026-11-21", 0, "2026-11-23", ""},                    //
		{"less than zero is zero", "CN", china, "", "2026-11-21", -4, "2026-11-23", ""},               //
		{"over the year's end", "US", "2026-12-25 2027-01-01", "", "2026-12-31", 2, "2027-01-05", ""}, // 1 January is a Friday; Monday, Tuesday
		{"next year not told", "US", "2026-12-25", "", "2026-12-31", 2, "2027-01-04", HolidaysUnknown},
		{"no holidays told", "SA", "", "", "2026-11-19", 2, "2026-11-23", HolidaysUnknown}, // Thursday; Friday and Saturday off; Sunday, Monday
		{"leap day", "US", "2028-01-01", "", "2028-02-28", 1, "2028-02-29", ""},
		{"second Saturday in India", "IN", "2026-01-26", "", "2026-11-13", 1, "2026-11-16", ""}, // 14 November is the second Saturday
		{"third Saturday in India", "IN", "2026-01-26", "", "2026-11-20", 1, "2026-11-21", ""},
		{"holiday that is also a workday", "CN", "2026-10-10", "2026-10-10", "2026-10-09", 1, "2026-10-12", ""},
	} {
		got := New(days(c.holidays), days(c.workdays)).In(c.country).Add(day(c.from), c.n)
		if !got.Day.Equal(day(c.want)) || got.Doubt != c.doubt || !got.Known() {
			t.Errorf("%s: %s, %q; want %s, %q", c.name, got.Day.Format(time.DateOnly), got.Doubt, c.want, c.doubt)
		}
	}
}

func TestUnknownWeekendCountsNothing(t *testing.T) {
	for name, c := range map[string]Calendar{
		"no country": New(days("2026-01-01"), nil), "unknown country": New(days("2026-01-01"), nil).In("QQ"), "zero value": {},
		"before the rule": New(nil, nil).In("AE"),
	} {
		if r := c.Add(day("2020-11-20"), 2); r.Known() || r.Doubt != WeekendUnknown {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestPlainIsSaturdayAndSundayWhereNothingIsKnown(t *testing.T) {
	friday := day("2026-11-20")
	for _, c := range []struct{ country, want, en, zh string }{
		{"", "2026-11-23", "Saturday and Sunday", "星期六、星期日"},
		{"QQ", "2026-11-23", "Saturday and Sunday", "星期六、星期日"},
		{"SA", "2026-11-22", "Friday and Saturday", "星期五、星期六"},
		{"IN", "2026-11-21", "Sunday and every second and fourth Saturday of a month", "星期日、每月第二、第四个星期六"},
	} {
		got := New(nil, nil).In(c.country).Plain()
		if d := got.Add(friday, 1).Day; !d.Equal(day(c.want)) || got.Weekend().EN != c.en || got.Weekend().ZH != c.zh {
			t.Errorf("%q: %s, %+v", c.country, d.Format(time.DateOnly), got.Weekend())
		}
	}
	if r := New(nil, nil).In("AE").Plain().Add(day("2020-11-20"), 1); !r.Known() { // a Friday before the present rule
		t.Error("plain counts nothing")
	}
	if w := New(nil, nil).In("QQ").Weekend(); !w.IsZero() {
		t.Errorf("an unknown weekend is %+v", w)
	}
}

func TestOnlyTheDateCounts(t *testing.T) {
	zone := time.FixedZone("", 8*3600)
	late := time.Date(2026, 11, 20, 23, 59, 0, 0, zone)
	c := New([]time.Time{time.Date(2026, 11, 23, 9, 0, 0, 0, zone)}, nil).In("CN")
	if got := c.Add(late, 1).Day; !got.Equal(day("2026-11-24")) {
		t.Errorf("got %s", got)
	}
}

func TestEveryDoubtIsSaidInBothLanguages(t *testing.T) {
	for _, d := range []Doubt{WeekendUnknown, HolidaysUnknown} {
		if x := d.Text(); x.EN == "" || x.ZH == "" || x.EN == x.ZH {
			t.Errorf("%s: %+v", d, x)
		}
	}
}

func TestWeekendsAreDatedAndSourced(t *testing.T) {
	list, err := readWeekends(weekendData)
	if err != nil {
		t.Fatal(err)
	}
	for id, w := range list {
		if !regexp.MustCompile(`^[A-Z]{2}$`).MatchString(id) || !regexp.MustCompile(`^20\d\d-[01]\d$`).MatchString(w.asOf) ||
			w.source.EN == "" || w.source.ZH == "" || w.source.EN == w.source.ZH {
			t.Errorf("%s: %+v", id, w)
		}
	}
}

func TestWeekendTableIsStrict(t *testing.T) {
	const head = "country\tdays\tsince\tas_of\tsource_en\tsource_zh\n"
	for name, table := range map[string]string{
		"columns":    "country\tdays\n",
		"cells":      head + "CN\tsat sun\n",
		"day":        head + "CN\tcaturday\t\t2026-11\ta\tb\n",
		"twice":      head + "CN\tsun\t\t2026-11\ta\tb\nCN\tsun\t\t2026-11\ta\tb\n",
		"no days":    head + "CN\t\t\t2026-11\ta\tb\n",
		"not a date": head + "CN\tsun\t2026\t2026-11\ta\tb\n",
	} {
		if _, err := readWeekends(table); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
