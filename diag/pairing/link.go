package pairing

import (
	"slices"

	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// targets are the kinds a leg may refer to.
var targets = map[transcripts.Kind][]transcripts.Kind{
	transcripts.KindReversal: {
		transcripts.KindSale, transcripts.KindPreAuth, transcripts.KindCompletion,
		transcripts.KindAdjustment, transcripts.KindVoid, transcripts.KindRefund,
	},
	transcripts.KindVoid: {
		transcripts.KindSale, transcripts.KindPreAuth, transcripts.KindCompletion,
		transcripts.KindAdjustment, transcripts.KindRefund,
	},
	transcripts.KindRefund:     {transcripts.KindSale, transcripts.KindCompletion},
	transcripts.KindCompletion: {transcripts.KindPreAuth},
	transcripts.KindAdjustment: {transcripts.KindSale, transcripts.KindPreAuth, transcripts.KindCompletion},
}

// index finds legs by what a later leg may name.
type index struct {
	stan, rrn, order, receipt, auth, till map[string][]*leg
}

func newIndex(all []*leg) *index {
	x := &index{
		stan: map[string][]*leg{}, rrn: map[string][]*leg{}, order: map[string][]*leg{}, receipt: map[string][]*leg{},
		auth: map[string][]*leg{}, till: map[string][]*leg{},
	}
	for _, l := range all {
		put(x.stan, l.said.stan, l)
		put(x.order, l.said.order, l)
		put(x.receipt, l.said.receipt, l)
		put(x.auth, l.said.auth, l)
		for i, rrn := range l.said.rrns {
			if !slices.Contains(l.said.rrns[:i], rrn) {
				put(x.rrn, rrn, l)
			}
		}
		if l.said.amount.Known && l.said.terminal != "" {
			put(x.till, tillKey(l), l)
		}
	}
	return x
}

func put(m map[string][]*leg, key string, l *leg) {
	if key != "" {
		m[key] = append(m[key], l)
	}
}

func tillKey(l *leg) string {
	return l.said.terminal + "|" + amountKey(l.said.amount)
}

// link ties every leg that undoes, completes or adjusts another to that other,
// by the strongest reference it carries. A reference that fits several legs
// ties it to none: a leg alone is a finding, a wrong tie is a wrong verdict.
func link(all []*leg) []*leg {
	all = joinRepeats(all)
	x := newIndex(all)
	for _, l := range all {
		if kinds := targets[l.kind]; kinds != nil {
			l.target, l.link = x.find(l, kinds)
		}
	}
	return all
}

// find tries the references from the strongest to the weakest.
func (x *index) find(l *leg, kinds []transcripts.Kind) (*leg, diag.Link) {
	o := l.said.original
	fits := func(t *leg) bool {
		return t != l && slices.Contains(kinds, t.kind) && l.said.card.Same(t.said.card) != transcripts.Differs &&
			agree(l.said.merchant, t.said.merchant) && l.after(t)
	}
	here := func(t *leg) bool { return fits(t) && agree(l.said.terminal, t.said.terminal) }

	if o.STAN != "" {
		if t := only(l, x.stan[o.STAN], func(t *leg) bool {
			return here(t) && agree(o.Batch, t.said.batch) && sameDay(o.Date, t.said.at) && fitsMTI(o.MTI, t.said.mti)
		}); t != nil {
			return t, diag.LinkOriginal
		}
	} else if l.kind == transcripts.KindReversal && l.said.stan != "" {
		// Without a reference a reversal carries the STAN of what it undoes.
		if t := only(l, x.stan[l.said.stan], func(t *leg) bool {
			return here(t) && agree(l.said.batch, t.said.batch) && within(l.said.at, t.said.at, repeatWithin)
		}); t != nil {
			return t, diag.LinkOriginal
		}
	}
	if o.Receipt != "" {
		if t := only(l, x.receipt[o.Receipt], here); t != nil {
			return t, diag.LinkReceipt
		}
	}
	rrns := l.said.rrns
	for _, r := range l.requests {
		if rrn := r.Message.RRN; rrn != "" && !slices.Contains(rrns, rrn) {
			rrns = append(slices.Clone(rrns), rrn)
		}
	}
	if o.RRN != "" {
		rrns = []string{o.RRN}
	}
	for _, rrn := range rrns {
		if t := only(l, x.rrn[rrn], fits); t != nil {
			return t, diag.LinkRRN
		}
	}
	if l.said.order != "" {
		if t := only(l, x.order[l.said.order], fits); t != nil {
			return t, diag.LinkOrder
		}
	}
	if auth := l.authorisation(); auth != "" {
		if t := alone(x.auth[auth], func(t *leg) bool {
			return fits(t) && l.said.card.Same(t.said.card) >= transcripts.Fits && sameDay(o.Date, t.said.at)
		}); t != nil {
			return t, diag.LinkAuthCode
		}
	}
	if o.STAN == "" && l.said.amount.Known {
		if t := alone(x.till[tillKey(l)], func(t *leg) bool {
			return here(t) && l.said.card.Same(t.said.card) >= transcripts.Fits && within(l.said.at, t.said.at, sameCounter)
		}); t != nil {
			return t, diag.LinkAmount
		}
	}
	return nil, diag.LinkNone
}

// authorisation is the authorisation code that the leg's request names.
func (l *leg) authorisation() string {
	if l.said.original.AuthCode != "" {
		return l.said.original.AuthCode
	}
	for _, r := range l.requests {
		if r.Message.AuthCode != "" {
			return r.Message.AuthCode
		}
	}
	return ""
}

// only gives the one leg that fits what names a single sale. Of several, the last one before l counts
// when sources prove the order of all of them: a STAN that came round again.
func only(l *leg, candidates []*leg, fits func(*leg) bool) *leg {
	var found []*leg
	for _, t := range candidates[max(0, len(candidates)-widestGroup):] {
		if fits(t) {
			found = append(found, t)
		}
	}
	if len(found) == 0 {
		return nil
	}
	best := found[0]
	for _, t := range found[1:] {
		switch {
		case surely(best.first(), t.first()):
			best = t
		case !surely(t.first(), best.first()):
			return nil
		}
	}
	if len(found) > 1 && !surely(best.first(), l.first()) {
		return nil
	}
	return best
}

// alone gives the one leg that fits, and none when there are more: amount and
// card do not tell two sales apart.
func alone(candidates []*leg, fits func(*leg) bool) *leg {
	var found *leg
	for _, t := range candidates {
		if !fits(t) {
			continue
		}
		if found != nil {
			return nil
		}
		found = t
	}
	return found
}

// fitsMTI compares the MTI that a reversal names with the one that was sent;
// the repeat digit does not matter.
func fitsMTI(named, sent string) bool {
	if len(named) != 4 || len(sent) != 4 || named == "0000" {
		return true
	}
	return named[:3] == sent[:3]
}

// joinRepeats makes one leg of reversals that took a new STAN for each attempt
// but name the same original.
func joinRepeats(all []*leg) []*leg {
	type ref struct {
		terminal, merchant, amount string
		original                   transcripts.Original
	}
	home := map[ref]*leg{}
	var out []*leg
	for _, l := range all {
		o := l.said.original
		if l.kind != transcripts.KindReversal || o.STAN == "" || o.STAN == l.said.stan || len(l.requests) == 0 {
			out = append(out, l)
			continue
		}
		key := ref{l.said.terminal, l.said.merchant, amountKey(l.said.amount), o}
		first := home[key]
		if first == nil || !within(first.said.at, l.said.at, repeatWithin) || first.said.card.Same(l.said.card) == transcripts.Differs {
			home[key] = l
			out = append(out, l)
			continue
		}
		first.requests = append(first.requests, l.requests...)
		first.answers = append(first.answers, l.answers...)
		slices.SortStableFunc(first.requests, compareSightings)
		slices.SortStableFunc(first.answers, compareSightings)
		first.sum()
	}
	return out
}
