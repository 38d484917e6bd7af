package pairing

import (
	"fmt"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// groups puts together the messages that share terminal and STAN, or a turn of
// a line. A message that names no terminal joins the only terminal that used its
// STAN; when several did, it stays alone rather than be given to one of them.
func groups(items []*item) [][]*item {
	terminals := map[string][]string{} // STAN -> terminals
	for _, it := range items {
		m := it.message
		if counts(m.STAN) && m.Terminal != "" && !slices.Contains(terminals[m.STAN], m.Terminal) {
			terminals[m.STAN] = append(terminals[m.STAN], m.Terminal)
		}
	}
	number := func(m *transcripts.Message) string {
		terminal := m.Terminal
		if ts := terminals[m.STAN]; terminal == "" && len(ts) == 1 {
			terminal = ts[0]
		}
		return terminal + "|" + m.STAN
	}
	turns := newTurns(items, number)
	byKey := map[string][]*item{}
	var order []string
	for _, it := range items {
		m := it.message
		var key string
		switch {
		case m.Talk != "":
			key = turns.key(it)
		case counts(m.STAN):
			key = number(m)
		default:
			key = withoutSTAN(it)
		}
		if byKey[key] == nil {
			order = append(order, key)
		}
		byKey[key] = append(byKey[key], it)
	}
	slices.Sort(order)
	out := make([][]*item, 0, len(order))
	for _, key := range order {
		out = slices.AppendSeq(out, slices.Chunk(byKey[key], widestGroup))
	}
	return out
}

// widestGroup bounds the work on a terminal that never counts its STAN up: what
// shares a number is then only compared with what stands near it in the log.
const widestGroup = 512

// counts reports whether a STAN tells messages apart; they count from 000001.
func counts(stan string) bool { return strings.Trim(stan, "0") != "" }

func withoutSTAN(it *item) string {
	switch m := it.message; {
	case m.Order != "":
		return "order|" + m.Order
	case m.RRN != "":
		return "rrn|" + m.Terminal + "|" + m.RRN
	}
	return fmt.Sprintf("alone|%06d|%012d", it.place.Where.Source, it.place.Seq)
}

// legs makes legs of the messages of one group and gives them their answers.
// Answers that fit none or several are returned as legs without a request.
func legs(group []*item) []*leg {
	seen := merge(group)
	var requests, answers []*diag.Sighting
	for _, s := range seen {
		if s.Answers {
			answers = append(answers, s)
		} else {
			requests = append(requests, s)
		}
	}
	var out []*leg
	for _, r := range requests {
		i := slices.IndexFunc(out, func(l *leg) bool { return l.takes(r, answers) })
		if i < 0 {
			i = len(out)
			out = append(out, &leg{kind: kindOf(r.Message)})
		}
		r.Mismatch = "" // a partly read request was still sent
		out[i].requests = append(out[i].requests, r)
		out[i].sum()
	}
	return answer(out, answers)
}

func kindOf(m *transcripts.Message) transcripts.Kind {
	switch {
	case m.Kind == transcripts.KindUnknown:
		return transcripts.KindSale // the most cautious reading of what may move money
	case m.Kind == transcripts.KindReversal && m.Talk != "":
		// What a till orders is a void by an operator: no machine holds it and
		// sends it again.
		return transcripts.KindVoid
	}
	return m.Kind
}

// takes reports whether a request is another sending of the leg's own.
func (l *leg) takes(r *diag.Sighting, answers []*diag.Sighting) bool {
	m := r.Message
	first := l.requests[0].Message
	if l.kind != kindOf(m) || first.Class != m.Class || first.Function != m.Function ||
		!prefixAgrees(l.said.proc, m.ProcessingCode) || !sameAmount(l.said.amount, m.Amount) ||
		l.said.card.Same(m.Card) == transcripts.Differs || !agree(l.said.batch, m.Batch) ||
		!agree(l.said.merchant, m.Merchant) || !agree(l.said.original.STAN, m.Original.STAN) ||
		!agree(l.said.order, m.Order) {
		return false
	}
	patience := resendWithin
	if l.repeats() || m.Repeat {
		patience = repeatWithin
	}
	last := l.requests[len(l.requests)-1]
	if !within(last.At(), r.At(), patience) {
		return false
	}
	return l.repeats() || m.Repeat || !l.wasAnswered(last, r, answers)
}

// wasAnswered reports whether the earlier sending had its answer before the
// later one, so that the later one is a new attempt to pay with the same STAN.
func (l *leg) wasAnswered(earlier, later *diag.Sighting, answers []*diag.Sighting) bool {
	for _, a := range answers {
		if !answerOf(a.Message, earlier.Message) {
			continue
		}
		after, known1 := earlier.Before(a)
		before, known2 := a.Before(later)
		if !known1 || !known2 || !after || !before {
			continue
		}
		if d, known := gap(a.At(), later.At()); known {
			return d > doubleLogged
		}
		// Without clocks only a second, different answer proves a second attempt.
		return slices.ContainsFunc(answers, func(b *diag.Sighting) bool {
			x, known := later.Before(b)
			return b != a && known && x && answerOf(b.Message, later.Message)
		})
	}
	return false
}

// prefixAgrees compares processing codes by their first two digits, the
// transaction type; the account digits change on the way.
func prefixAgrees(a, b string) bool {
	if len(a) < 2 || len(b) < 2 {
		return true
	}
	return strings.EqualFold(a[:2], b[:2])
}
