package cases

import (
	"slices"
	"time"
)

// Month is what happened to all cases in one calendar month.
type Month struct {
	First   time.Time       `json:"first"` // midnight UTC of its first day
	Opened  []State         `json:"-"`
	Closed  []State         `json:"-"`
	Open    []State         `json:"-"` // open when the month ended
	Ends    map[Outcome]int `json:"ends"`
	Days    int             `json:"days"` // calendar days from opening to closing, the middle one; 0 without a closed case
	Amounts []Sum           `json:"amounts"`
}

// Sum is the money of the cases that were open when the month ended.
type Sum struct {
	Currency string `json:"currency"`
	Minor    int64  `json:"minor"`
	Cases    int    `json:"cases"`
	Unstated int    `json:"unstated"` // of these, without a known amount
}

// InMonth counts the cases of the month that begins on a day. Days are those of
// a zone.
func InMonth(all []State, first time.Time, zone *time.Location) Month {
	end := first.AddDate(0, 1, 0)
	in := func(t time.Time) bool { d := Day(t, zone); return !d.Before(first) && d.Before(end) }
	m := Month{First: first, Ends: map[Outcome]int{}, Amounts: []Sum{}}
	var days []int
	for _, s := range all {
		if s.ID == "" || s.OpenedAt.IsZero() || !Day(s.OpenedAt, zone).Before(end) {
			continue
		}
		if in(s.OpenedAt) {
			m.Opened = append(m.Opened, s)
		}
		switch {
		case s.ClosedAt != nil && in(*s.ClosedAt):
			m.Closed = append(m.Closed, s)
			m.Ends[s.Closed.Outcome]++
			days = append(days, int(Day(*s.ClosedAt, zone).Sub(Day(s.OpenedAt, zone)).Hours()/24))
		case s.ClosedAt == nil || !Day(*s.ClosedAt, zone).Before(end):
			m.Open = append(m.Open, s)
			m.sum(s.Now)
		}
	}
	if len(days) > 0 {
		slices.Sort(days)
		m.Days = days[len(days)/2]
	}
	return m
}

func (m *Month) sum(p Snapshot) {
	i := slices.IndexFunc(m.Amounts, func(s Sum) bool { return s.Currency == p.Currency })
	if i < 0 {
		i, _ = slices.BinarySearchFunc(m.Amounts, p.Currency, func(s Sum, c string) int {
			if s.Currency < c {
				return -1
			}
			return 1
		})
		m.Amounts = slices.Insert(m.Amounts, i, Sum{Currency: p.Currency})
	}
	m.Amounts[i].Cases++
	if p.Amount == nil {
		m.Amounts[i].Unstated++
		return
	}
	m.Amounts[i].Minor += *p.Amount - p.Returned
}

// Purgeable gives the cases that were closed at least so many days before
// today, by the zone's calendar.
func Purgeable(all []State, today time.Time, days int, zone *time.Location) []State {
	var out []State
	for _, s := range all {
		if s.ClosedAt != nil && !Day(*s.ClosedAt, zone).AddDate(0, 0, days).After(today) || s.Purged {
			out = append(out, s)
		}
	}
	return out
}
