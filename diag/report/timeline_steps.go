package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// step is a message or a line of a leg, at every place that shows it.
type step struct {
	seen   *diag.Sighting // nil for a line
	signal *diag.SignalSeen
	text   codes.Text
}

func (s step) first() (transcripts.Where, int64) {
	if s.seen != nil {
		return s.seen.Where(), s.seen.Places[0].Seq
	}
	return s.signal.Where, s.signal.Seq
}

// steps lists what was seen of a leg in the order of its proof, each with the
// words that the proof has for it.
func steps(t *diag.Transaction, leg int) []step {
	l := &t.Legs[leg]
	var out []step
	for i := range l.Seen {
		out = append(out, step{seen: &l.Seen[i]})
	}
	for i := range l.Signals {
		out = append(out, step{signal: &l.Signals[i]})
	}
	slices.SortStableFunc(out, func(a, b step) int {
		aw, as := a.first()
		bw, bs := b.first()
		return cmp.Or(cmp.Compare(aw.Source, bw.Source), cmp.Compare(as, bs))
	})
	said := proofOf(t, leg)
	for i := range out {
		where, _ := out[i].first()
		if i < len(said) && said[i].Where == where {
			out[i].text = said[i].Text
		} else {
			out[i].text = out[i].words(l)
		}
	}
	return out
}

// proofOf gives the part of the proof that speaks about a leg.
func proofOf(t *diag.Transaction, leg int) []diag.Evidence {
	var out []diag.Evidence
	for _, e := range t.Verdict.Because {
		if e.Leg == leg {
			out = append(out, e)
		}
	}
	return out
}

var (
	sayAsked    = codes.Text{EN: "%s sent", ZH: "发出%s"}
	sayAnswered = codes.Text{EN: "%s answered: %s", ZH: "%s应答：%s"}
)

// words are for a transaction without a proof.
func (s step) words(l *diag.Leg) codes.Text {
	switch {
	case s.signal != nil:
		return codes.Same(strings.TrimSpace(s.signal.Signal.Text))
	case s.seen.Answers && s.seen.Message != nil:
		return sayAnswered.With(kindWord(l.Kind), s.seen.Message.ResponseCode)
	}
	return sayAsked.With(kindWord(l.Kind))
}

func kindWord(k transcripts.Kind) codes.Text {
	if w, ok := kindWords[k]; ok {
		return w
	}
	return codes.Same(string(k))
}

// rows gives a row for each place.
func (s step) rows(l *diag.Leg, leg int) []laneRow {
	if s.signal != nil {
		return []laneRow{{seq: s.signal.Seq, TimelineRow: TimelineRow{
			Kind: RowSignal, Leg: leg, Text: s.text, Where: s.signal.Where, At: s.signal.At, Signal: &s.signal.Signal,
		}}}
	}
	var out []laneRow
	for i, p := range s.seen.Places {
		r := TimelineRow{
			Kind: RowRequest, Leg: leg, Text: s.text, Where: p.Where, At: p.At, Dir: s.seen.Dir,
			Again: i > 0, Mismatch: s.seen.Mismatch, Message: s.seen.Message,
		}
		if s.seen.Answers {
			r.Kind = RowAnswer
		}
		if m := s.seen.Message; m != nil {
			r.Own, r.Sent = m.OwnClock(p.At), m.Transmitted
			r.OfHost = s.seen.Answers && m.Talk == "" && r.Own.Known() && !echoed(l, m)
		}
		out = append(out, laneRow{TimelineRow: r, seq: p.Seq})
	}
	return out
}

// echoed reports whether an answer only gives back the time that the request
// states. Terminals of the Chinese dialect send none and take the host's.
func echoed(l *diag.Leg, answer *transcripts.Message) bool {
	return slices.ContainsFunc(l.Seen, func(s diag.Sighting) bool {
		return !s.Answers && s.Message != nil && s.Message.LocalTime == answer.LocalTime
	})
}
