package cases

import (
	"time"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/guide/disputes"
)

// State is where a case stands: a function of its lines.
type State struct {
	ID          string        `json:"id"`
	Country     string        `json:"country,omitempty"`
	Payment     Snapshot      `json:"payment"` // as it was when the case was opened
	Now         Snapshot      `json:"now"`     // as the last dump that shows it tells
	OpenedAt    time.Time     `json:"opened_at"`
	LastAt      time.Time     `json:"last_at"` // of the last line
	TouchedAt   time.Time     `json:"touched_at"`
	Rung        string        `json:"rung"` // the highest one that was turned to; "" is none yet
	Notes       []Noted       `json:"notes"`
	Documents   []Document    `json:"documents"`
	Escalations []EscalatedAt `json:"escalations"`
	Rechecks    []RecheckedAt `json:"rechecks"`
	References  []string      `json:"references"` // the other sides' own numbers
	Promised    string        `json:"promised,omitempty"`
	PromisedBy  string        `json:"promised_by,omitempty"` // who promised it, if told
	AnswerBy    string        `json:"answer_by,omitempty"`
	AnswerTo    string        `json:"answer_to,omitempty"` // whom, if told
	// Started are the days, YYYY-MM-DD, from which rules count and that notes told.
	Started map[disputes.From]string `json:"started"`
	// CheckEvery is after how many business days to look at the account again, 0
	// for never; CheckedAt is when that count last began.
	CheckEvery int        `json:"check_every"`
	CheckedAt  time.Time  `json:"checked_at"`
	Suggest    Advice     `json:"suggest,omitempty"`
	Closed     *Closed    `json:"closed,omitempty"`
	ClosedAt   *time.Time `json:"closed_at,omitempty"`
	Purged     bool       `json:"purged,omitempty"`
	Lines      int        `json:"lines"`
}

// Noted is a note with the time and writer of its line.
type Noted struct {
	At time.Time `json:"at"`
	By string    `json:"by,omitempty"`
	Note
}

// Said is when the note's words were said.
func (n Noted) Said() time.Time {
	if n.When != nil {
		return *n.When
	}
	return n.At
}

// EscalatedAt is an escalation with the time of its line.
type EscalatedAt struct {
	At time.Time `json:"at"`
	By string    `json:"by,omitempty"`
	Escalated
}

// RecheckedAt is a comparison with the time of its line.
type RecheckedAt struct {
	At time.Time `json:"at"`
	By string    `json:"by,omitempty"`
	Rechecked
}

// FirstRung is the rung at which every case begins: the shop's own institution.
const FirstRung = "institution"

// Fold gives the state after some lines. It takes any lines: those of a kind
// that it does not know, or without their part, only count.
func Fold(lines []Line) State {
	unknown := Snapshot{
		Standing: Standing{Money: diag.MoneyUnknown.String(), Confidence: diag.Open.String()},
		Guards:   map[string]Guard{}, Because: []Proof{},
	}
	s := State{Payment: unknown, Now: unknown, Notes: []Noted{}, Documents: []Document{}, Escalations: []EscalatedAt{}, Rechecks: []RecheckedAt{}, References: []string{}, Started: map[disputes.From]string{}, CheckEvery: quiet}
	for _, l := range lines {
		s.add(l)
	}
	return s
}

// Traits are what decides which time limits count, from the last dump that tells
// them; a case of an earlier posdoctor may keep none.
func (s State) Traits() disputes.Traits {
	if t := s.Now.Dispute; t != nil {
		return *t
	}
	if t := s.Payment.Dispute; t != nil {
		return *t
	}
	return disputes.Traits{}
}

// Open reports whether the case was opened and not closed.
func (s State) Open() bool { return s.ID != "" && s.Closed == nil && !s.Purged }

func (s *State) add(l Line) {
	if s.Lines++; s.Lines == 1 {
		// A case whose first line is gone began at the latest with what is left.
		s.OpenedAt, s.CheckedAt = l.At, l.At
	}
	s.LastAt = l.At
	switch {
	case l.Kind == KindOpened && l.Opened != nil && s.ID == "":
		p := l.Opened.Transaction
		s.ID, s.Country, s.Payment, s.OpenedAt = l.Opened.Case, l.Opened.Country, p, l.At
		s.Now, s.TouchedAt, s.CheckedAt = p, l.At, l.At
	case l.Kind == KindNote && l.Note != nil:
		s.note(l)
	case l.Kind == KindDocument && l.Document != nil:
		s.Documents = append(s.Documents, *l.Document)
	case l.Kind == KindEscalated && l.Escalated != nil:
		s.Escalations = append(s.Escalations, EscalatedAt{l.At, l.By, *l.Escalated})
		s.Rung, s.TouchedAt = l.Escalated.Rung, l.At
		s.refer(l.Escalated.Reference)
		s.settlePromise(l.At)
	case l.Kind == KindRechecked && l.Rechecked != nil:
		s.recheck(l)
	case l.Kind == KindClosed && l.Closed != nil:
		at := l.At
		s.Closed, s.ClosedAt = l.Closed, &at
		s.Promised, s.PromisedBy, s.AnswerBy, s.AnswerTo, s.Suggest = "", "", "", "", AdviceNone
	case l.Kind == KindPurged:
		s.Purged = true
	}
}

func (s *State) note(l Line) {
	n := Noted{l.At, l.By, *l.Note}
	s.Notes = append(s.Notes, n)
	s.TouchedAt = l.At
	if s.Rung == "" {
		s.Rung = FirstRung
	}
	s.refer(n.Reference)
	s.settlePromise(n.Said())
	if n.Answered {
		s.AnswerBy, s.AnswerTo = "", ""
		delete(s.Started, disputes.FromRequest)
		delete(s.Started, disputes.FromDispute)
	}
	if n.Starts != "" {
		s.Started[disputes.From(n.Starts)] = n.Said().Format(time.DateOnly)
	}
	if n.Checked || n.CheckEvery != nil {
		s.CheckedAt = n.Said()
	}
	if n.CheckEvery != nil {
		s.CheckEvery = *n.CheckEvery
	}
	if s.Closed != nil {
		return // what is learned later asks for nothing
	}
	if n.Promised != "" {
		s.Promised, s.PromisedBy = n.Promised, n.With
	}
	// Of two days by which the shop must act the first one counts.
	if n.AnswerBy != "" && (s.AnswerBy == "" || n.AnswerBy < s.AnswerBy) {
		s.AnswerBy, s.AnswerTo = n.AnswerBy, n.With
	}
}

// settlePromise takes a promise off the list once somebody was spoken to on its
// day or later.
func (s *State) settlePromise(at time.Time) {
	if s.Promised != "" && at.Format(time.DateOnly) >= s.Promised {
		s.Promised, s.PromisedBy = "", ""
	}
}

func (s *State) recheck(l Line) {
	s.Rechecks = append(s.Rechecks, RecheckedAt{l.At, l.By, *l.Rechecked})
	if after := l.Rechecked.After; l.Rechecked.Found && after != nil {
		s.Now, s.Suggest = *after, l.Rechecked.Suggest
	}
}

func (s *State) refer(reference string) {
	if reference == "" {
		return
	}
	for _, known := range s.References {
		if known == reference {
			return
		}
	}
	s.References = append(s.References, reference)
}
