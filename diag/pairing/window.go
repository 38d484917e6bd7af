package pairing

import (
	"slices"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Window holds the events that may still belong to each other. The zero value
// is ready.
type Window struct {
	items  []*item
	parked parked
}

// Len is the number of events held.
func (w *Window) Len() int { return len(w.items) }

// Add takes the next event. Events without a message or a signal say nothing
// about pairing and are not held.
func (w *Window) Add(ev transcripts.Event) {
	if ev.Message == nil && ev.Signal == nil {
		return
	}
	if m := ev.Message; m != nil {
		w.items = append(w.items, w.parked.recall(m)...)
	}
	w.items = append(w.items, &item{
		place: diag.Place{Where: ev.Where, Seq: ev.Seq, At: ev.At}, channel: ev.Channel, dir: ev.Dir,
		message: ev.Message, signal: ev.Signal, partial: ev.Kind == transcripts.EventPartial,
	})
}

// Resolved is what the window holds, put together.
type Resolved struct {
	Transactions []*diag.Transaction
	Exchanges    []diag.Exchange
	// Loose are text lines that belong to no transaction.
	Loose []diag.SignalSeen

	legs [][]*leg // of each transaction
	held holders
}

// holders are the items that each part of a result is made of.
type holders struct{ transactions, exchanges, loose [][]*item }

// Resolve puts together what the window holds. It changes nothing in it, so it
// may be called again when more has arrived.
func (w *Window) Resolve() Resolved {
	bySource := map[int][]*item{}
	for _, it := range w.items {
		it.leg = nil
		src := it.place.Where.Source
		bySource[src] = append(bySource[src], it)
	}
	sources := make([]int, 0, len(bySource))
	for s := range bySource {
		sources = append(sources, s)
	}
	slices.Sort(sources)

	var money, other []*item
	for _, s := range sources {
		slices.SortStableFunc(bySource[s], func(a, b *item) int { return int(a.place.Seq - b.place.Seq) })
		for _, it := range bySource[s] {
			switch {
			case it.message == nil:
			case it.message.Kind.MovesMoney():
				money = append(money, it)
			default:
				other = append(other, it)
			}
		}
	}
	var all []*leg
	for _, g := range groups(money) {
		all = append(all, legs(g)...)
	}
	all = link(all)
	own(all, money)
	var texts []*leg
	var loose []*item
	for _, s := range sources {
		t, l := walk(bySource[s], all)
		texts, loose = append(texts, t...), append(loose, l...)
	}
	r := build(append(all, texts...))
	r.Exchanges, r.held.exchanges = exchanges(other)
	for _, it := range loose {
		r.Loose = append(r.Loose, diag.SignalSeen{Signal: *it.signal, Where: it.place.Where, Seq: it.place.Seq, At: it.place.At})
		r.held.loose = append(r.held.loose, []*item{it})
	}
	r.hold(w.items)
	return r
}

// own tells each item which leg it became part of.
func own(all []*leg, items []*item) {
	type at struct {
		source int
		seq    int64
	}
	byPlace := make(map[at]*leg, len(items))
	for _, l := range all {
		for _, s := range l.all() {
			for _, p := range s.Places {
				byPlace[at{p.Where.Source, p.Seq}] = l
			}
		}
	}
	for _, it := range items {
		it.leg = byPlace[at{it.place.Where.Source, it.place.Seq}]
	}
}

// hold remembers which items each transaction is made of.
func (r *Resolved) hold(items []*item) {
	of := map[*leg]int{}
	for i, tree := range r.legs {
		for _, l := range tree {
			of[l] = i
		}
	}
	r.held.transactions = make([][]*item, len(r.Transactions))
	for _, it := range items {
		if it.leg != nil {
			i := of[it.leg]
			r.held.transactions[i] = append(r.held.transactions[i], it)
		}
	}
}

// Gone are the parts of a result that left the window for good, as indices
// into it.
type Gone struct{ Transactions, Exchanges, Loose []int }

// Evict takes out of the window what is older than the newest recent events.
// Transactions that wait says may still change are parked: they cost no time
// and come back when an event names one of them, or with [Window.RecallAll].
func (w *Window) Evict(r Resolved, recent int, wait func(i int) bool) Gone {
	cut := max(0, len(w.items)-recent)
	young := make(map[*item]bool, recent)
	for _, it := range w.items[cut:] {
		young[it] = true
	}
	gone := make(map[*item]bool, cut)
	leave := func(held [][]*item) (out []int) {
		for i, items := range held {
			if slices.ContainsFunc(items, func(it *item) bool { return young[it] }) {
				continue
			}
			out = append(out, i)
			for _, it := range items {
				gone[it] = true
			}
		}
		return out
	}
	g := Gone{Transactions: leave(r.held.transactions), Exchanges: leave(r.held.exchanges), Loose: leave(r.held.loose)}
	g.Transactions = slices.DeleteFunc(g.Transactions, func(i int) bool {
		items := r.held.transactions[i]
		return !slices.ContainsFunc(items, func(it *item) bool { return it.waited }) && wait(i) && w.parked.park(items, r.legs[i])
	})
	w.items = slices.DeleteFunc(w.items, func(it *item) bool { return gone[it] })
	w.items = append(w.items, w.parked.overflow()...)
	return g
}

// RecallAll brings back everything that is parked, for the last resolve.
func (w *Window) RecallAll() { w.items = append(w.items, w.parked.recallAll()...) }
