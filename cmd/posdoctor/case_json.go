package main

import (
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/calendar"
	"github.com/posdoctor/posdoctor/diag/cases"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
)

// casesSchema is the format of what the commands about cases write.
const casesSchema = "posdoctor.cases/1"

// casesJSON is what case list, show and due write.
type casesJSON struct {
	Schema string     `json:"schema"`
	Dir    string     `json:"dir"`
	Day    string     `json:"day"`            // today, by the clock of the shop
	Cases  []caseJSON `json:"cases,omitzero"` // of list and show
	Due    []itemJSON `json:"due,omitzero"`   // of due
	// Undated are the limits of open cases that have no date, with the reason.
	Undated []undatedJSON `json:"undated,omitzero"` // of due
	Month   *monthJSON    `json:"month,omitempty"`  // of list --month
	Faults  []faultJSON   `json:"faults,omitzero"`  // of list and show
}

type caseJSON struct {
	cases.State
	Open bool       `json:"open"`
	Due  []itemJSON `json:"due"`
	// Limits are all time limits that rules give for an open case; NoRule says
	// where none was found.
	Limits []limitJSON  `json:"limits"`
	NoRule []codes.Text `json:"no_rule"`
}

type itemJSON struct {
	Case string     `json:"case"`
	Task string     `json:"task"`
	Day  string     `json:"day"`
	Due  bool       `json:"due"`
	Late int        `json:"late"`
	Left int        `json:"left"`
	Rung string     `json:"rung,omitempty"`
	Text codes.Text `json:"text"`
	// Doubt is why the counted day may be wrong.
	Doubt calendar.Doubt `json:"doubt,omitempty"`
	Limit *limitJSON     `json:"limit,omitempty"`
}

// limitJSON is a time limit that a rule gives.
type limitJSON struct {
	ID         string           `json:"id"`
	Who        string           `json:"who"`
	May        bool             `json:"may"` // a right, no duty
	CountsFrom disputes.From    `json:"counts_from"`
	LastDay    string           `json:"last_day,omitempty"` // absent where there is no date
	Day        codes.Text       `json:"day"`                // the last day, or why there is none
	Passed     bool             `json:"passed"`
	Unsure     bool             `json:"unsure"` // the card fits other networks as well
	Rule       codes.Text       `json:"rule"`
	Source     codes.Text       `json:"source"`
	Confidence codes.Confidence `json:"confidence"`
	AsOf       string           `json:"as_of"`
}

type undatedJSON struct {
	Case  string    `json:"case"`
	Limit limitJSON `json:"limit"`
}

type monthJSON struct {
	Month   string                `json:"month"`
	Opened  []string              `json:"opened"`
	Closed  []string              `json:"closed"`
	Open    []string              `json:"open"`
	Ends    map[cases.Outcome]int `json:"ends"`
	Days    int                   `json:"days"`
	Amounts []cases.Sum           `json:"amounts"`
}

type faultJSON struct {
	ID   string     `json:"id"`
	At   string     `json:"at"`
	Text codes.Text `json:"text"`
}

func itemOf(i cases.Item) itemJSON {
	j := itemJSON{
		Case: i.Case, Task: string(i.Task), Day: i.Day.Format(time.DateOnly), Due: i.Due, Late: i.Late, Left: i.Left,
		Rung: i.Rung, Text: i.Text, Doubt: i.Doubt,
	}
	if i.Limit != nil {
		limit := limitOf(*i.Limit)
		j.Limit = &limit
	}
	return j
}

func limitOf(l disputes.Deadline) limitJSON {
	j := limitJSON{
		ID: l.ID, Who: l.Who, May: l.May, CountsFrom: l.Counts, Day: l.DueText, Passed: l.Passed, Unsure: l.Unsure,
		Rule: l.Rule, Source: l.Source, Confidence: l.Confidence, AsOf: l.AsOf,
	}
	if !l.Due.IsZero() {
		j.LastDay = l.Due.Format(time.DateOnly)
	}
	return j
}

func (d *desk) undated(all []*caseFile) []undatedJSON {
	out := []undatedJSON{}
	for _, c := range all {
		if !c.state.Open() {
			continue
		}
		limits, _ := d.limits(c.state)
		for _, l := range limits {
			if l.Due.IsZero() {
				out = append(out, undatedJSON{d.mask(c.id), limitOf(l)})
			}
		}
	}
	return out
}

func (d *desk) caseOf(c *caseFile) caseJSON {
	j := caseJSON{State: c.state, Open: c.state.Open(), Due: []itemJSON{}, Limits: []limitJSON{}, NoRule: []codes.Text{}}
	if j.Open {
		limits, none := d.limits(c.state)
		for _, l := range limits {
			j.Limits = append(j.Limits, limitOf(l))
		}
		j.NoRule = append(j.NoRule, none...)
	}
	for _, i := range d.due(c.state) {
		j.Due = append(j.Due, itemOf(i))
	}
	return j
}

func monthOf(m cases.Month) *monthJSON {
	ids := func(list []cases.State) []string {
		out := []string{}
		for _, s := range list {
			out = append(out, s.ID)
		}
		return out
	}
	return &monthJSON{m.First.Format("2006-01"), ids(m.Opened), ids(m.Closed), ids(m.Open), m.Ends, m.Days, m.Amounts}
}

// faultsOf gives the problems of an error as JSON.
func (a *app) faultsOf(err error) []faultJSON {
	out := []faultJSON{}
	if err == nil {
		return out
	}
	for _, p := range problems(err) {
		out = append(out, faultJSON{p.ID, a.mask(p.At), p.What})
	}
	return out
}
