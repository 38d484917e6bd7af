package pairing

import (
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// timeline walks one source in its own order and hangs on the legs what only
// order can tell: text lines, closed batches, undos that the terminal no longer
// holds.
type timeline struct {
	byKey   map[string][]*leg // legs by STAN
	current *leg              // the leg that the last message belonged to
	undo    *leg              // the last reversal
	started []*item           // text since an operator started a sale, no message yet
	waiting []*item           // last requests of undos not yet answered in this source
	seen    []*item           // first messages of the legs of this source, for closed batches
	texts   []*leg            // attempts that only text tells of
	loose   []*item           // text that belongs to no leg
	// dropped are the undos that, as this source shows it, the terminal no
	// longer holds after it last sent them.
	dropped map[*leg]*diag.Evidence
}

// walk reads the items of one source. It gives the attempts that only text
// tells of, and the text that belongs to no leg.
func walk(items []*item, legs []*leg) (texts []*leg, loose []*item) {
	t := &timeline{byKey: map[string][]*leg{}, dropped: map[*leg]*diag.Evidence{}}
	for _, l := range legs {
		put(t.byKey, l.said.stan, l)
	}
	for _, it := range items {
		switch {
		case it.signal != nil:
			t.signal(it)
		case it.leg != nil:
			t.message(it)
		case it.message.Kind == transcripts.KindSettlement && isAnswer(it.message):
			t.settle(it)
		}
	}
	t.flush()
	for l, e := range t.dropped {
		// One source that shows it is enough: that another ends before it, or
		// starts after it, says nothing.
		if l.overtaken == nil {
			l.overtaken = e
		}
	}
	return t.texts, t.loose
}

func (t *timeline) message(it *item) {
	l := it.leg
	for _, s := range t.started {
		l.note(s)
	}
	t.started = nil
	t.current = l
	if l.settled == nil {
		l.settled = it.settled
	}
	l.batchOver = l.batchOver || it.batchOver
	if !slices.ContainsFunc(t.seen[max(0, len(t.seen)-8):], func(o *item) bool { return o.leg == l }) {
		t.seen = append(t.seen, it)
	}
	if isAnswer(it.message) {
		if len(l.countingAnswers()) > 0 {
			t.waiting = slices.DeleteFunc(t.waiting, func(w *item) bool { return w.leg == l })
		}
		return
	}
	t.overtake(l, it)
	if l.kind == transcripts.KindReversal {
		t.undo = l
		t.waiting = slices.DeleteFunc(t.waiting, func(w *item) bool { return w.leg == l })
		t.waiting = append(t.waiting, it)
		delete(t.dropped, l) // what was known of an earlier attempt no longer counts
		if it.overtaken != nil {
			t.dropped[l] = it.overtaken
		}
	}
}

// overtake marks the undos that a terminal must have dropped, since it went on
// without sending them again. Terminals of the Chinese dialect flush an undo
// before any other online work and keep only one; elsewhere only another day
// tells (reference: reversal handling of three terminal programs).
func (t *timeline) overtake(l *leg, it *item) {
	t.waiting = slices.DeleteFunc(t.waiting, func(last *item) bool {
		w := last.leg
		if w == l || !agree(w.said.terminal, l.said.terminal) || w.target == l {
			return false
		}
		at := last.place.At
		nextDay := at.HasDay() && it.place.At.HasDay() && it.place.At.Time.YearDay() != at.Time.YearDay()
		switch {
		case nextDay:
			last.overtaken = &diag.Evidence{Text: overtakenDay, Where: it.place.Where}
		case w.said.dialect == "cnpos":
			last.overtaken = &diag.Evidence{Text: overtakenWork, Where: it.place.Where}
		default:
			return false
		}
		t.dropped[w] = last.overtaken
		return true
	})
}

var (
	overtakenDay = codes.Text{
		EN: "the terminal worked on another day without sending the reversal again",
		ZH: "终端到了另一天照常交易，却没有再发这笔冲正",
	}
	overtakenWork = codes.Text{
		EN: "the terminal went on to other online work without sending the reversal again",
		ZH: "终端接着做了别的联机交易，却没有再发这笔冲正",
	}
)

func (l *leg) countingAnswers() []*diag.Sighting {
	return slices.DeleteFunc(slices.Clone(l.answers), func(a *diag.Sighting) bool { return a.Mismatch != "" })
}

// note hangs a text line on the leg.
func (l *leg) note(it *item) {
	it.leg = l
	l.signals = append(l.signals, diag.SignalSeen{Signal: *it.signal, Where: it.place.Where, Seq: it.place.Seq, At: it.place.At})
}

// settle marks what a settlement answer covers.
func (t *timeline) settle(it *item) {
	m := it.message
	balanced := m.SettledAnswer == "1" || m.SettledAnswer == "" && slices.Contains(settledCodes, m.ResponseCode)
	t.closeBatch(m.Terminal, m.Batch, balanced, it.place.Where)
}

// settledCodes accept a reconciliation: ISO 8583:1987 00, ISO 8583:1993 500.
var settledCodes = []string{"00", "500"}

func (t *timeline) closeBatch(terminal, batch string, balanced bool, where transcripts.Where) {
	t.seen = slices.DeleteFunc(t.seen, func(it *item) bool {
		l := it.leg
		if !agree(terminal, l.said.terminal) || !agree(batch, l.said.batch) {
			return false
		}
		l.batchOver = true
		if balanced && l.settled == nil {
			l.settled = &diag.Evidence{Text: settledText, Where: where}
		}
		it.settled, it.batchOver = l.settled, true
		return true
	})
}

var settledText = codes.Text{
	EN: "the host confirmed that the batch of this sale balances",
	ZH: "主机确认这笔交易所在批次对账平",
}
