package pairing

import (
	"slices"

	"github.com/posdoctor/posdoctor/transcripts"
)

// mostParked bounds how many open transactions wait outside the window. One
// more is let go with the verdict it has.
const mostParked = 8_000

// parked are open transactions that the window has passed: their events, found
// again by what late evidence names. The zero value is ready.
type parked struct {
	byKey map[parkKey][]*lot
	count int
}

// tooMany is how many parked transactions may share a name before the name tells
// nothing: an authorisation code of zeros, a STAN that never counts.
const tooMany = 16

// lot is one parked transaction.
type lot struct {
	items []*item
	keys  []parkKey
}

// parkKey is one name under which late evidence may ask for a transaction.
type parkKey struct{ kind, terminal, value string }

// park takes a transaction in; false means that there is no room, or that
// nothing could ever ask for it.
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
	if p.count >= mostParked || len(l.keys) == 0 {
		return false
	}
	if p.byKey == nil {
		p.byKey = map[parkKey][]*lot{}
	}
	for _, k := range l.keys {
		p.byKey[k] = append(p.byKey[k], l)
	}
	p.count++
	return true
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
	return l.items
}

func (p *parked) recallAll() []*item {
	var lots []*lot
	seen := map[*lot]bool{}
	for _, ls := range p.byKey {
		for _, l := range ls {
			if !seen[l] {
				seen[l] = true
				lots = append(lots, l)
			}
		}
	}
	slices.SortFunc(lots, func(a, b *lot) int { return compareItems(a.items[0], b.items[0]) })
	var out []*item
	for _, l := range lots {
		out = append(out, l.items...)
	}
	p.byKey, p.count = nil, 0
	return out
}
