package pairing

import (
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// leg is a step in the making.
type leg struct {
	kind      transcripts.Kind
	requests  []*diag.Sighting
	answers   []*diag.Sighting
	signals   []diag.SignalSeen
	target    *leg
	link      diag.Link
	overtaken *diag.Evidence
	ambiguous *diag.Evidence
	settled   *diag.Evidence
	batchOver bool
	// text is the amount that a journal names when no message was seen.
	text transcripts.Amount
	// what the messages of the leg say together, refreshed by sum
	said said
}

// said is what all messages of a leg say together: the request speaks first,
// answers that count fill what it leaves open.
type said struct {
	mti, proc, stan, terminal, merchant, batch, order, receipt, auth, date, dialect string
	rrns                                                                            []string
	amount                                                                          transcripts.Amount
	card                                                                            transcripts.Card
	original                                                                        transcripts.Original
	reason                                                                          string
	at                                                                              transcripts.Stamp
	advice                                                                          bool
}

func (l *leg) sum() {
	s := said{amount: l.text}
	take := func(m *transcripts.Message, answer bool) {
		fill(&s.proc, m.ProcessingCode)
		fill(&s.stan, m.STAN)
		fill(&s.terminal, m.Terminal)
		fill(&s.merchant, m.Merchant)
		fill(&s.batch, m.Batch)
		fill(&s.order, m.Order)
		fill(&s.receipt, m.Receipt)
		fill(&s.date, m.LocalDate)
		fill(&s.dialect, m.Dialect)
		if m.RRN != "" && (answer || l.kind != transcripts.KindVoid && l.kind != transcripts.KindRefund) {
			s.rrns = append(s.rrns, m.RRN)
		}
		if answer {
			fill(&s.auth, m.AuthCode)
		} else {
			fill(&s.mti, m.MTI)
			fill(&s.reason, m.Reason)
			if s.original.IsZero() {
				s.original = m.Original
			}
			s.advice = s.advice || m.Function == transcripts.Advice
		}
		if !s.amount.Known {
			s.amount = m.Amount
		}
		if s.card.Token == "" && (s.card.Masked == "" || m.Card.Token != "") && m.Card.Masked != "" {
			s.card = m.Card
		}
	}
	for _, r := range l.requests {
		take(r.Message, false)
		l.earliest(&s, r.At())
	}
	for _, a := range l.answers {
		if a.Mismatch == "" || a.Mismatch == "interim" || len(l.requests) == 0 {
			take(a.Message, true)
		}
		if len(l.requests) == 0 {
			l.earliest(&s, a.At())
		}
	}
	for _, x := range l.signals {
		if len(l.requests)+len(l.answers) == 0 {
			l.earliest(&s, x.At)
			fill(&s.stan, x.Signal.STAN)
			fill(&s.terminal, x.Signal.Terminal)
		}
	}
	l.said = s
}

func (l *leg) earliest(s *said, at transcripts.Stamp) {
	if at.Known() && (!s.at.Known() || at.Time.Before(s.at.Time)) {
		s.at = at
	}
}

func fill(to *string, from string) {
	if *to == "" {
		*to = from
	}
}

// repeats reports whether a leg's request is sent again and again until it is
// answered, so that its repeats may come much later.
func (l *leg) repeats() bool { return l.kind == transcripts.KindReversal || l.said.advice }

// all gives every sighting of the leg, requests first.
func (l *leg) all() []*diag.Sighting {
	return append(append(make([]*diag.Sighting, 0, len(l.requests)+len(l.answers)), l.requests...), l.answers...)
}

// first is the sighting that stands for the leg in questions of order.
func (l *leg) first() *diag.Sighting {
	switch {
	case len(l.requests) > 0:
		return l.requests[0]
	case len(l.answers) > 0:
		return l.answers[0]
	}
	return nil
}

// after reports whether leg l can have come after leg t.
func (l *leg) after(t *leg) bool {
	a, b := t.first(), l.first()
	if a == nil || b == nil {
		return false
	}
	before, known := a.Before(b)
	if known {
		return before
	}
	// Different clocks: only whole days tell.
	if d, ok := gap(a.At(), b.At()); ok && d > dayApart {
		return a.At().Time.Before(b.At().Time)
	}
	return true
}
