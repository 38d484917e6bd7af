package pairing

import (
	"cmp"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// talk is an exchange in the making.
type talk struct {
	exchange diag.Exchange
	items    []*item
}

// exchanges pairs the messages that cannot move money. They are evidence, not
// payments, so an answer simply goes to the last open request of its key.
func exchanges(items []*item) ([]diag.Exchange, [][]*item) {
	var all []*talk
	for _, g := range groups(items) {
		byPlace := map[transcripts.Where]*item{}
		for _, it := range g {
			byPlace[it.place.Where] = it
		}
		var open []*talk
		for _, s := range merge(g) {
			t := talkOf(open, s)
			if t == nil {
				m := s.Message
				t = &talk{exchange: diag.Exchange{
					Kind: m.Kind, STAN: m.STAN, Terminal: m.Terminal, Batch: m.Batch, At: s.At(), Where: s.Where(), Message: m,
				}}
				open = append(open, t)
			}
			if s.Answers {
				x := &t.exchange
				x.Answered, x.Code, x.Message, x.Balance = true, s.Message.ResponseCode, s.Message, s.Message.SettledAnswer
			}
			for _, p := range s.Places {
				t.items = append(t.items, byPlace[p.Where])
			}
		}
		all = append(all, open...)
	}
	slices.SortStableFunc(all, func(a, b *talk) int {
		x, y := a.exchange, b.exchange
		return cmp.Or(
			x.At.Time.Compare(y.At.Time), cmp.Compare(a.items[0].place.Seq, b.items[0].place.Seq),
			strings.Compare(x.Terminal, y.Terminal), strings.Compare(x.STAN, y.STAN), strings.Compare(string(x.Kind), string(y.Kind)),
		)
	})
	out, held := make([]diag.Exchange, len(all)), make([][]*item, len(all))
	for i, t := range all {
		out[i], held[i] = t.exchange, t.items
	}
	return out, held
}

// talkOf finds the exchange that an answer belongs to, or the one that a
// repeated request repeats.
func talkOf(open []*talk, s *diag.Sighting) *talk {
	for _, t := range slices.Backward(open) {
		x := t.exchange
		if x.Kind == s.Message.Kind && !x.Answered && (s.Answers || within(x.At, s.At(), resendWithin)) {
			return t
		}
	}
	return nil
}
