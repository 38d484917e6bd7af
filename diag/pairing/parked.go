package pairing

import (
	"slices"

	"github.com/posdoctor/posdoctor/transcripts"
)

// mostParked bounds how many open transactions wait outside the window. When
// there are more, the oldest are let go with the verdict they have.
const mostParked = 4_000

// parked are open transactions that the window has passed: their events, found
// again by what late evidence names. The zero value is ready.
type parked struct {
	byKey map[parkKey][]*lot
	queue []*lot // oldest first, with those that have left since
	count int
}

// tooMany is how many parked transactions may share a name before the name tells
// nothing: an authorisation code of zeros, a STAN that never counts.
const tooMany = 16

// lot is one parked transaction.
type lot struct {
	items []*item
	keys  []parkKey
	left  bool
}

// parkKey is one name under which late evidence may ask for a transaction.
type parkKey struct{ kind, terminal, value string }

// park takes a transaction in; false means that nothing could ever ask for it.
func (p *parked) park(items []*item, tree []*leg) bool {
	l := &lot{items: items}
	for _, x := range tree {
		l.add(parkKey{"stan", x.said.terminal, x.said.stan})
		l.add(parkKey{"order", "", x.said.order})
		for _, rrn := range x.said.rrns {
			l.add(parkKey{"rrn", "", rrn})
		}
		l.add(parkKey{"auth", "", x.said.auth})
	}
	if len(l.keys) == 0 {
		return false
	}
	if p.byKey == nil {
		p.byKey = map[parkKey][]*lot{}
	}
	for _, k := range l.keys {
		p.byKey[k] = append(p.byKey[k], l)
	}
	p.queue = append(p.queue, l)
	p.count++
	return true
}

// overflow takes out the oldest transactions when there are too many, a quarter
// at a time, and marks their events as having waited long enough.
func (p *parked) overflow() []*item {
	var out []*item
	for full := p.count > mostParked; full && p.count > mostParked*3/4; {
		l := p.queue[0]
		p.queue = p.queue[1:]
		if l.left {
			continue
		}
		for _, it := range p.leave(l) {
			it.waited = true
			out = append(out, it)
		}
	}
	p.queue = slices.DeleteFunc(p.queue, func(l *lot) bool { return l.left })
	return out
}

func (l *lot) add(k parkKey) {
	if k.value != "" && !slices.Contains(l.keys, k) {
		l.keys = append(l.keys, k)
	}
}

// recall gives back the events of every transaction that a message may speak
// about.
func (p *parked) recall(m *transcripts.Message) []*item {
	if p.count == 0 {
		return nil
	}
	var out []*item
	ask := func(kind, terminal, value string) {
		lots := p.byKey[parkKey{kind, terminal, value}]
		if value == "" || len(lots) > tooMany {
			return
		}
		for _, l := range lots {
			out = append(out, p.leave(l)...)
		}
	}
	for _, stan := range []string{m.STAN, m.Original.STAN} {
		ask("stan", m.Terminal, stan)
		if m.Terminal != "" {
			ask("stan", "", stan)
		}
	}
	ask("order", "", m.Order)
	ask("rrn", "", m.RRN)
	ask("rrn", "", m.Original.RRN)
	ask("auth", "", m.AuthCode)
	ask("auth", "", m.Original.AuthCode)
	return out
}

// leave takes one transaction out under all its names.
func (p *parked) leave(l *lot) []*item {
	for _, k := range l.keys {
		rest := slices.DeleteFunc(slices.Clone(p.byKey[k]), func(o *lot) bool { return o == l })
		if len(rest) == 0 {
			delete(p.byKey, k)
		} else {
			p.byKey[k] = rest
		}
	}
	p.count--
	l.left = true
	return l.items
}

func (p *parked) recallAll() []*item {
	var out []*item
	for _, l := range p.queue {
		if !l.left {
			out = append(out, p.leave(l)...)
		}
	}
	p.queue = nil
	return out
}
