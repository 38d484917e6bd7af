package pairing

import (
	"strconv"

	"github.com/posdoctor/posdoctor/transcripts"
)

// turns finds out to which group the messages of one turn of a line belong. A
// till's request names no STAN; the terminal's answer does, and the turn, which
// the protocol proves, carries it over to the request.
type turns struct {
	number map[string]string // turn -> key by terminal and STAN
	order  map[string]string // turn -> the till's own reference
	named  map[string]string // reference -> key by terminal and STAN, "" when several have it
}

func newTurns(items []*item, number func(*transcripts.Message) string) *turns {
	t := &turns{number: map[string]string{}, order: map[string]string{}, named: map[string]string{}}
	for _, it := range items {
		m := it.message
		if m.Talk == "" {
			continue
		}
		turn := turnOf(it)
		if m.Order != "" && t.order[turn] == "" {
			t.order[turn] = m.Order
		}
		if counts(m.STAN) && t.number[turn] == "" {
			t.number[turn] = number(m)
		}
	}
	t.follow(items, number)
	for turn, order := range t.order {
		key := t.number[turn]
		if key == "" {
			continue
		}
		if had, ok := t.named[order]; ok && had != key {
			key = ""
		}
		t.named[order] = key
	}
	return t
}

// follow ties the record that a terminal recalls right after a payment without an
// answer to that payment, where neither names the other: nothing else happened on
// the line in between, and the record is not that of an earlier payment. What
// that proves is the judge's to say.
func (t *turns) follow(items []*item, number func(*transcripts.Message) string) {
	seen := map[string]bool{}
	var open *item // the last payment that was asked for, while nothing answered it
	for i, it := range items {
		m := it.message
		if i > 0 && items[i-1].place.Where.Source != it.place.Where.Source {
			open = nil
			clear(seen)
		}
		if m.Talk == "" {
			continue
		}
		key := ""
		if counts(m.STAN) {
			key = number(m)
		}
		switch {
		case m.Recalled():
			if open != nil && key != "" && !seen[key] && m.Protocol == open.message.Protocol && sameAmount(m.Amount, open.message.Amount) &&
				(m.Kind == open.message.Kind || m.Kind == transcripts.KindUnknown) {
				t.number[turnOf(open)] = key
			}
			open = nil
		case !isAnswer(m):
			open = nil
			if turn := turnOf(it); t.number[turn] == "" && t.order[turn] == "" {
				open = it
			}
		case !m.Interim:
			open = nil
		}
		if key != "" {
			seen[key] = true
		}
	}
}

// key gives the group of a message. A turn whose answer never came joins the
// payment that a later question found under the same reference of the till.
func (t *turns) key(it *item) string {
	turn := turnOf(it)
	if key := t.number[turn]; key != "" {
		return key
	}
	order := t.order[turn]
	switch {
	case order == "":
		return "talk|" + turn
	case t.named[order] != "":
		return t.named[order]
	}
	return "order|" + order
}

// turnOf names a turn within all sources.
func turnOf(it *item) string {
	return strconv.Itoa(it.place.Where.Source) + "|" + it.message.Talk
}
