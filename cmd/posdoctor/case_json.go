package main

import (
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/cases"
)

// casesSchema is the format of what the commands about cases write.
const casesSchema = "posdoctor.cases/1"

// casesJSON is what case list, show and due write.
type casesJSON struct {
	Schema string      `json:"schema"`
	Dir    string      `json:"dir"`
	Day    string      `json:"day"`             // today, by the clock of the shop
	Cases  []caseJSON  `json:"cases,omitzero"`  // of list and show
	Due    []itemJSON  `json:"due,omitzero"`    // of due
	Month  *monthJSON  `json:"month,omitempty"` // of list --month
	Faults []faultJSON `json:"faults,omitzero"` // of list and show
}

type caseJSON struct {
	cases.State
	Open bool       `json:"open"`
	Due  []itemJSON `json:"due"`
}

type itemJSON struct {
	Case string     `json:"case"`
	Task string     `json:"task"`
	Day  string     `json:"day"`
	Due  bool       `json:"due"`
	Late int        `json:"late"`
	Rung string     `json:"rung,omitempty"`
	Text codes.Text `json:"text"`
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
	return itemJSON{i.Case, string(i.Task), i.Day.Format(time.DateOnly), i.Due, i.Late, i.Rung, i.Text}
}

func (d *desk) caseOf(c *caseFile) caseJSON {
	j := caseJSON{State: c.state, Open: c.state.Open(), Due: []itemJSON{}}
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
