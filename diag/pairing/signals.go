package pairing

import (
	"slices"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// outcomes are the lines that tell how an attempt without any message ended.
var outcomes = []transcripts.SignalID{
	transcripts.SignalConnectFailed, transcripts.SignalCardReadFailed, transcripts.SignalCancelled,
	transcripts.SignalSendFailed, transcripts.SignalReceiveTimeout,
}

// signal gives a text line to the leg it speaks about: the one whose STAN it
// names, else the one in progress in the same source.
func (t *timeline) signal(it *item) {
	s := it.signal
	switch s.ID {
	case transcripts.SignalSaleStarted:
		t.flush()
		if t.current == nil || !t.repeatsCurrent(s) {
			t.started = []*item{it}
		}
		return
	case transcripts.SignalBatchSettled, transcripts.SignalBatchUnbalanced, transcripts.SignalBatchCleared:
		// A journal line closes the batch, but it is no proof that it balanced.
		t.closeBatch(s.Terminal, s.Batch, false, it.place.Where)
	case transcripts.SignalReset:
		// A reset loses the undos that the terminal held; the last one shows it.
		if n := len(t.waiting); n > 0 {
			t.waiting[n-1].leg.note(it)
			return
		}
	case transcripts.SignalRestarted, transcripts.SignalJournalFull, transcripts.SignalNotSignedOn:
	default:
		if l := t.about(it); l != nil {
			l.note(it)
			return
		}
		if len(t.started) > 0 {
			t.started = append(t.started, it)
			return
		}
	}
	t.loose = append(t.loose, it)
}

// about finds the leg a line speaks about, nil when it is about none or about an
// attempt that has no message yet.
func (t *timeline) about(it *item) *leg {
	s := it.signal
	if s.STAN != "" {
		if l := t.named(it); l != nil {
			return l
		}
	}
	if len(t.started) > 0 {
		return nil
	}
	l := t.current
	if s.ID.AboutReversal() && t.undo != nil {
		l = t.undo
	}
	if l == nil || !sameAmount(l.said.amount, s.Amount) || s.STAN != "" && s.STAN != l.said.stan {
		return nil
	}
	return l
}

// repeatsCurrent reports whether a "sale" line only repeats in words the
// message that was just logged.
func (t *timeline) repeatsCurrent(s *transcripts.Signal) bool {
	l := t.current
	return len(l.countingAnswers()) == 0 && l.kind == transcripts.KindSale && s.Amount.Known &&
		l.said.amount.Known && l.said.amount.Minor == s.Amount.Minor
}

// named finds the leg whose STAN a line names: the nearest before the line in
// this source. A line about a reversal means the reversal that carries the STAN.
func (t *timeline) named(it *item) *leg {
	s := it.signal
	var before []*leg
	for _, l := range t.byKey[s.STAN] {
		if !agree(l.said.terminal, s.Terminal) || !sameAmount(l.said.amount, s.Amount) {
			continue
		}
		if f := l.first(); f != nil && slices.ContainsFunc(f.Places, func(p diag.Place) bool {
			return p.Where.Source == it.place.Where.Source && p.Seq < it.place.Seq
		}) {
			before = append(before, l)
		}
	}
	for _, l := range slices.Backward(before) {
		if (l.kind == transcripts.KindReversal) == s.ID.AboutReversal() {
			return l
		}
	}
	if len(before) == 0 {
		return nil
	}
	return before[len(before)-1]
}

// flush makes an attempt of text lines that no message followed, where they
// tell how it ended; absence alone makes none.
func (t *timeline) flush() {
	lines := t.started
	t.started = nil
	if !slices.ContainsFunc(lines, func(it *item) bool { return slices.Contains(outcomes, it.signal.ID) }) {
		t.loose = append(t.loose, lines...)
		return
	}
	l := &leg{kind: transcripts.KindSale}
	for _, it := range lines {
		l.note(it)
		if it.signal.Amount.Known && !l.text.Known {
			l.text = it.signal.Amount
		}
	}
	l.sum()
	t.texts = append(t.texts, l)
}
