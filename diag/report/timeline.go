package report

import (
	"cmp"
	"slices"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// RowKind is what a row of a timeline shows.
type RowKind string

// The kinds of rows.
const (
	RowRequest RowKind = "request" // a message that asks or advises
	RowAnswer  RowKind = "answer"  // a message that answers
	RowSignal  RowKind = "signal"  // a line of a log, in words
	RowNote    RowKind = "note"    // what something else shows about the payment
)

// TimelineRow is one place at which a source shows something of a transaction.
type TimelineRow struct {
	Kind RowKind
	Leg  int // index into the legs of the transaction
	// Text says what it is, as the proof of the verdict does.
	Text  codes.Text
	Where transcripts.Where
	Dir   transcripts.Direction
	// At is the clock of the source, Own the time that the message itself states
	// (DE12, DE13), Sent its transmission time (DE7). Each may be unknown.
	At, Own, Sent transcripts.Stamp
	// Asked is, for an answer, the clock of the same source at the request before
	// it. What an answer states may be the time of any moment in between: a
	// terminal tells its till when the payment began.
	Asked transcripts.Stamp
	// OfHost is set when Own is the host's: only an answer states it.
	OfHost bool
	// Restated is set when Own only repeats what an earlier request states: an
	// answer gives it back, a reversal names its original by it.
	Restated bool
	// Again is set when an earlier row shows the same message at another place.
	Again bool
	// Mismatch says why an answer does not count ([diag.Sighting]).
	Mismatch string
	Message  *transcripts.Message
	Signal   *transcripts.Signal
}

// Ahead is how far the message's own time is ahead of the clock of the source: at
// least so far, for an answer. A time that is only restated says nothing about a
// clock.
func (r TimelineRow) Ahead() (d time.Duration, known bool) {
	if r.Restated {
		return 0, false
	}
	return r.ahead(r.Own)
}

// ahead compares a time that the message states with the clock of the source.
func (r TimelineRow) ahead(stated transcripts.Stamp) (time.Duration, bool) {
	d, known := stated.Ahead(r.At)
	asked, span := stated.Ahead(r.Asked)
	switch {
	case !known || !span || d >= 0 || asked < d:
		return d, known // a clock that went back in between tells nothing
	case asked < 0:
		return asked, true
	}
	return 0, true
}

// Timeline lists everything that was seen of the transaction with a key, each
// place by itself: in the order of each source, and across sources by their
// clocks, no answer before what it answers. It is empty for an unknown key.
func Timeline(r diag.Report, key string) []TimelineRow {
	t := find(r, key)
	if t == nil {
		return nil
	}
	rows := merged(lanes(t), t)
	first := map[transcripts.Stamp]*transcripts.Message{}
	for i := range rows {
		row := &rows[i]
		if !row.Own.Known() {
			continue
		}
		by, stated := first[row.Own]
		row.Restated = stated && by != row.Message
		if !stated && row.Kind == RowRequest {
			first[row.Own] = row.Message
		}
	}
	asked := map[[2]int]transcripts.Stamp{} // by source and leg
	for i := range rows {
		row := &rows[i]
		switch by := [2]int{row.Where.Source, row.Leg}; row.Kind {
		case RowRequest:
			asked[by] = row.At
		case RowAnswer:
			row.Asked = asked[by]
		}
	}
	return rows
}

// find gives the last revision of a transaction.
func find(r diag.Report, key string) *diag.Transaction {
	var last *diag.Transaction
	for i := range r.Transactions {
		if t := &r.Transactions[i]; t.Key == key && len(t.Legs) > 0 && (last == nil || t.Revision >= last.Revision) {
			last = t
		}
	}
	return last
}

// laneRow is a row on its way into the timeline.
type laneRow struct {
	TimelineRow
	seq int64
}

// lanes gives the rows of each source in the source's own order, the sources in
// theirs.
func lanes(t *diag.Transaction) [][]laneRow {
	bySource := map[int][]laneRow{}
	add := func(r laneRow) { bySource[r.Where.Source] = append(bySource[r.Where.Source], r) }
	for i := range t.Legs {
		for _, s := range steps(t, i) {
			for _, r := range s.rows(&t.Legs[i], i) {
				add(r)
			}
		}
	}
	sources := make([]int, 0, len(bySource))
	for s, rows := range bySource {
		sources = append(sources, s)
		slices.SortStableFunc(rows, func(a, b laneRow) int {
			return cmp.Or(cmp.Compare(a.seq, b.seq), cmp.Compare(a.Where.Offset, b.Where.Offset))
		})
	}
	for i := range t.Legs {
		for _, e := range notes(&t.Legs[i]) {
			note := laneRow{TimelineRow: TimelineRow{Kind: RowNote, Leg: i, Text: e.Text, Where: e.Where}}
			rows, at := bySource[e.Where.Source], 0
			for k, r := range rows {
				if r.Where.Offset <= e.Where.Offset {
					at = k + 1
				}
			}
			if rows == nil {
				sources = append(sources, e.Where.Source)
			}
			bySource[e.Where.Source] = slices.Insert(rows, at, note)
		}
	}
	slices.Sort(sources)
	out := make([][]laneRow, len(sources))
	for i, s := range sources {
		out[i] = bySource[s]
	}
	return out
}

// merged puts the rows of several sources in one order: the earliest next row
// first, one without a clock at the last time of its source. An answer waits
// for a request of its leg that another source still holds.
func merged(lanes [][]laneRow, t *diag.Transaction) []TimelineRow {
	var out []TimelineRow
	day := dayOf(lanes)
	asked := make([]bool, len(t.Legs))
	last := make([]time.Time, len(lanes))
	for {
		first, firstAt, firstWaits := -1, time.Time{}, false
		for i, rows := range lanes {
			if len(rows) == 0 {
				continue
			}
			at := last[i]
			switch {
			case rows[0].At.Known():
				at = dated(rows[0].At, day)
			case rows[0].Kind == RowNote:
				at = nextClock(rows, day)
			}
			waits := rows[0].Kind == RowAnswer && !asked[rows[0].Leg] && asksElsewhere(lanes, i, rows[0].Leg)
			if first < 0 || firstWaits && !waits || firstWaits == waits && at.Before(firstAt) {
				first, firstAt, firstWaits = i, at, waits
			}
		}
		if first < 0 {
			return out
		}
		row := lanes[first][0].TimelineRow
		lanes[first], last[first] = lanes[first][1:], firstAt
		asked[row.Leg] = asked[row.Leg] || row.Kind == RowRequest
		out = append(out, row)
	}
}

// nextClock is the next time that a source states, or the end of time: a note
// without a clock stands behind all that has one.
func nextClock(rows []laneRow, day time.Time) time.Time {
	for _, r := range rows {
		if r.At.Known() {
			return dated(r.At, day)
		}
	}
	return time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
}

// dayOf is a day on which something of the transaction was seen, for sources that
// state none; the zero time where no source does.
func dayOf(lanes [][]laneRow) time.Time {
	for _, rows := range lanes {
		for _, r := range rows {
			if r.At.HasDay() && !r.At.NoYear {
				return r.At.Time
			}
		}
	}
	return time.Time{}
}

// dated is the moment by which a row is put in order.
func dated(s transcripts.Stamp, day time.Time) time.Time {
	t := s.Time
	switch {
	case day.IsZero():
		return t
	case s.NoDate:
		return t.AddDate(day.Year()-t.Year(), int(day.Month()-t.Month()), day.Day()-t.Day())
	case s.NoYear:
		return t.AddDate(day.Year()-t.Year(), 0, 0)
	}
	return t
}

// asksElsewhere reports whether a source other than the one at i still holds a
// request of a leg.
func asksElsewhere(lanes [][]laneRow, i, leg int) bool {
	for k, rows := range lanes {
		if k != i && slices.ContainsFunc(rows, func(r laneRow) bool { return r.Kind == RowRequest && r.Leg == leg }) {
			return true
		}
	}
	return false
}

// notes are the places that show something about a leg and are no message and no
// line of it.
func notes(l *diag.Leg) []diag.Evidence {
	var out []diag.Evidence
	for _, e := range []*diag.Evidence{l.Ambiguous, l.Overtaken, l.Settled} {
		if e != nil && !e.Where.IsZero() {
			out = append(out, *e)
		}
	}
	return out
}
