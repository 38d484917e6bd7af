package calendar

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/posdoctor/posdoctor/codes"
)

//go:embed data/weekends.tsv
var weekendData string

// weekend is what the table says about one country.
type weekend struct {
	country string
	off     map[time.Weekday]bool
	// second and fourth Saturdays are off, the others are not.
	someSaturdays bool
	since         time.Time // zero: nothing older is known to differ
	asOf          string
	source        codes.Text
}

// on reports whether the day is part of the weekend.
func (w weekend) on(day time.Time) bool {
	if w.someSaturdays && day.Weekday() == time.Saturday {
		nth := (day.Day()-1)/7 + 1
		return nth == 2 || nth == 4
	}
	return w.off[day.Weekday()]
}

var dayWords = map[time.Weekday]codes.Text{
	time.Monday: {EN: "Monday", ZH: "星期一"}, time.Tuesday: {EN: "Tuesday", ZH: "星期二"}, time.Wednesday: {EN: "Wednesday", ZH: "星期三"},
	time.Thursday: {EN: "Thursday", ZH: "星期四"}, time.Friday: {EN: "Friday", ZH: "星期五"}, time.Saturday: {EN: "Saturday", ZH: "星期六"},
	time.Sunday: {EN: "Sunday", ZH: "星期日"},
}

var someSaturdaysText = codes.Text{EN: "every second and fourth Saturday of a month", ZH: "每月第二、第四个星期六"}

func (w weekend) text() codes.Text {
	var en, zh []string
	add := func(t codes.Text) { en, zh = append(en, t.EN), append(zh, t.ZH) }
	for i := range 7 {
		if day := time.Weekday((i + 1) % 7); w.off[day] {
			add(dayWords[day])
		}
	}
	if w.someSaturdays {
		add(someSaturdaysText)
	}
	return codes.Text{EN: strings.Join(en, " and "), ZH: strings.Join(zh, "、")}
}

var weekends = sync.OnceValue(func() map[string]weekend {
	list, err := readWeekends(weekendData)
	if err != nil {
		panic("calendar: built-in weekends: " + err.Error()) // a test reads them
	}
	return list
})

var weekdays = map[string]time.Weekday{
	"sun": time.Sunday, "mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday,
	"thu": time.Thursday, "fri": time.Friday, "sat": time.Saturday,
}

// readWeekends reads the table strictly: a wrong column count, an unknown day or
// a country that comes twice is an error.
func readWeekends(table string) (map[string]weekend, error) {
	out := map[string]weekend{}
	head := true
	for n, line := range strings.Split(strings.TrimSuffix(table, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if head {
			if strings.Join(cells, " ") != "country days since as_of source_en source_zh" {
				return nil, fmt.Errorf("line %d: unexpected columns", n+1)
			}
			head = false
			continue
		}
		if len(cells) != 6 {
			return nil, fmt.Errorf("line %d: %d cells", n+1, len(cells))
		}
		w := weekend{country: cells[0], off: map[time.Weekday]bool{}, asOf: cells[3], source: codes.Text{EN: cells[4], ZH: cells[5]}}
		for _, d := range strings.Fields(cells[1]) {
			if d == "sat2" || d == "sat4" {
				w.someSaturdays = true
				continue
			}
			day, ok := weekdays[d]
			if !ok {
				return nil, fmt.Errorf("line %d: no day %q", n+1, d)
			}
			w.off[day] = true
		}
		if cells[2] != "" {
			since, err := time.Parse(time.DateOnly, cells[2])
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n+1, err)
			}
			w.since = since
		}
		if _, twice := out[w.country]; twice || len(w.off) == 0 {
			return nil, fmt.Errorf("line %d: %s comes twice or has no days", n+1, w.country)
		}
		out[w.country] = w
	}
	return out, nil
}
