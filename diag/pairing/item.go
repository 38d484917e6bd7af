package pairing

import (
	"cmp"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// item is one event in the window.
type item struct {
	place   diag.Place
	channel string
	dir     transcripts.Direction
	message *transcripts.Message
	signal  *transcripts.Signal
	partial bool // the message could not be read to its end
	// leg is the leg the message was found to belong to, by the last resolve.
	leg *leg
	// What later events said about the leg, kept here because those events
	// leave the window before the leg does.
	overtaken, settled *diag.Evidence
	batchOver          bool
	// waited is set when the event was parked as long as there was room.
	waited bool
}

// run is the same message as one source shows it: one place, or several when
// it was logged at both ends or again in an error report.
type run struct{ items []*item }

func (r *run) last() *item { return r.items[len(r.items)-1] }

// takes reports whether the next place of the same content in the same source
// is the same message logged again, not the message sent again.
func (r *run) takes(it *item, id identity) bool {
	last := r.last()
	if last.message.Card.Same(it.message.Card) == transcripts.Differs {
		return false
	}
	d, known := gap(last.place.At, it.place.At)
	if isAnswer(it.message) {
		return id.marked() || !known || d <= resendWithin
	}
	if !known {
		return last.channel != it.channel
	}
	return d <= doubleLogged
}

// merge makes sightings: one for each message that was really sent, with every
// place that shows it. The n-th time that one source shows a message is taken
// to be the n-th time that another does.
func merge(items []*item) []*diag.Sighting {
	if out := distinct(items); out != nil {
		return out
	}
	type content struct {
		bySource map[int][]*run
		most     int
	}
	all := map[identity]*content{}
	var order []identity
	for _, it := range items {
		id := identify(it.message)
		c := all[id]
		if c == nil {
			c = &content{bySource: map[int][]*run{}}
			all[id] = c
			order = append(order, id)
		}
		src := it.place.Where.Source
		runs := c.bySource[src]
		if n := len(runs); n > 0 && runs[n-1].takes(it, id) {
			runs[n-1].items = append(runs[n-1].items, it)
			continue
		}
		c.bySource[src] = append(runs, &run{items: []*item{it}})
		c.most = max(c.most, len(c.bySource[src]))
	}
	var out []*diag.Sighting
	for _, id := range order {
		c := all[id]
		for n := range c.most {
			out = append(out, sightings(c.bySource, n)...)
		}
	}
	slices.SortStableFunc(out, compareSightings)
	return out
}

// distinct is merge for the plain case that every message has an MTI of its own,
// so that none can be another one seen again. It gives nil in any other case.
func distinct(items []*item) []*diag.Sighting {
	for i, a := range items {
		for _, b := range items[:i] {
			if a.message.MTI == b.message.MTI {
				return nil
			}
		}
	}
	out := make([]*diag.Sighting, len(items))
	for i, it := range items {
		out[i] = &diag.Sighting{Message: it.message, Dir: it.dir, Answers: isAnswer(it.message), Places: []diag.Place{it.place}}
		if it.partial {
			out[i].Mismatch = "partial"
		}
	}
	slices.SortStableFunc(out, compareSightings)
	return out
}

// sightings joins the n-th runs of all sources; runs whose cards differ stay
// apart.
func sightings(bySource map[int][]*run, n int) []*diag.Sighting {
	sources := make([]int, 0, len(bySource))
	for s := range bySource {
		sources = append(sources, s)
	}
	slices.Sort(sources)
	var out []*diag.Sighting
	for _, s := range sources {
		if n >= len(bySource[s]) {
			continue
		}
		for _, it := range bySource[s][n].items {
			i := slices.IndexFunc(out, func(o *diag.Sighting) bool {
				return o.Message.Card.Same(it.message.Card) != transcripts.Differs && within(o.At(), it.place.At, dayApart)
			})
			if i < 0 {
				i = len(out)
				out = append(out, &diag.Sighting{Message: it.message, Dir: it.dir, Answers: isAnswer(it.message)})
			}
			o := out[i]
			o.Places = append(o.Places, it.place)
			if richer(it.message, o.Message) {
				o.Message = it.message
			}
			if o.Dir == transcripts.DirectionUnknown {
				o.Dir = it.dir
			}
			if it.partial {
				o.Mismatch = "partial"
			}
		}
	}
	return out
}

// richer reports whether a tells more than b about the same message.
func richer(a, b *transcripts.Message) bool {
	score := func(m *transcripts.Message) (n int) {
		for _, known := range []bool{
			m.Card.Token != "", m.Card.Token != "", m.Card.Masked != "", m.EMV != (transcripts.EMV{}),
			m.Merchant != "", m.HostText != "", m.HasMAC, m.EntryMode != "", m.Amount.Currency != "",
			m.TypeCode != "", m.TypeCode != "", // it says what kind of payment this is
		} {
			if known {
				n++
			}
		}
		return n
	}
	if x, y := score(a), score(b); x != y {
		return x > y
	}
	// Equally rich, so that only what they say may decide, not who came first.
	return cmp.Or(
		strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.Dialect, b.Dialect),
		strings.Compare(a.Card.Masked, b.Card.Masked), strings.Compare(a.Merchant, b.Merchant),
	) < 0
}

// compareSightings orders by what the messages say, never by which source was
// read first: by time, then by content.
func compareSightings(a, b *diag.Sighting) int {
	x, y := a.At(), b.At()
	if c := x.Time.Compare(y.Time); c != 0 {
		return c
	}
	return cmp.Or(
		strings.Compare(x.String(), y.String()),
		strings.Compare(a.Message.MTI, b.Message.MTI),
		strings.Compare(a.Message.Transmitted.String(), b.Message.Transmitted.String()),
		strings.Compare(a.Message.RRN, b.Message.RRN),
		strings.Compare(a.Message.ResponseCode, b.Message.ResponseCode),
		cmp.Compare(a.Message.Amount.Minor, b.Message.Amount.Minor),
		strings.Compare(a.Message.Card.Masked, b.Message.Card.Masked),
		strings.Compare(a.Message.Batch, b.Message.Batch),
	)
}
