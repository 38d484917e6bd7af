package letters

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts"
)

// twice is what the report says of a second charge of the same purchase, and
// whether it found one.
func twice(in Input) (said codes.Text, found bool) {
	if in.Transaction == nil {
		return codes.Text{}, false
	}
	i := slices.IndexFunc(in.Findings, func(f diag.Finding) bool {
		return f.ID == "state.duplicate_approval" && slices.Contains(in.Transaction.Findings, f.Ref)
	})
	if i < 0 {
		return codes.Text{}, false
	}
	for _, e := range in.Findings[i].Evidence { // of all payments that it is about
		if in.Transaction.Shows(e.Where) {
			return e.Text, true
		}
	}
	return words().Other, true
}

// happening says what happened and how sure that is. Plain is for readers who may
// not be told the reason of a refusal.
func happening(in Input, plain bool) (happened, certainty codes.Text) {
	w := words()
	if in.Transaction == nil {
		return codes.Text{}, codes.Text{}
	}
	v := in.Transaction.Verdict
	happened, certainty = w.Happened[v.Money.String()], w.Certainty[v.Confidence.String()]
	if likely, ok := w.Happened[v.Money.String()+"_likely"]; ok && v.Confidence != diag.Proved {
		happened = likely
	}
	if told, ok := w.Told[v.Money.String()+"/"+string(v.Reason)]; ok && !plain {
		happened = told
	} else if !plain && !v.Sentence.IsZero() {
		happened = codes.Text{EN: upper(v.Sentence.EN) + ".", ZH: v.Sentence.In(codes.Chinese) + "。"}
	}
	if said, found := twice(in); found {
		last := &certainty // what stands last in a letter: no certainty is about this
		if plain {
			last = &happened
		}
		said = w.Twice.With(said)
		*last = codes.Text{EN: last.EN + " " + said.EN, ZH: last.ZH + said.ZH}
	}
	return happened, certainty
}

// payment names what is written about, by the way of paying.
func payment(t *diag.Transaction) codes.Text {
	names := words().Payments
	if t != nil {
		if n, ok := names[t.Method]; ok {
			return n
		}
	}
	return names[""]
}

// moment writes the time of a payment for people who do not have the profile of
// the shop.
func moment(at transcripts.Stamp) codes.Text {
	if !at.Known() {
		return codes.Text{}
	}
	clock := codes.Same(at.String())
	switch {
	case at.NoDate:
		return sayNoDate.With(clock)
	case at.NoYear:
		return sayNoYear.With(clock)
	case at.Zone == transcripts.ZoneStated:
		return codes.Same(at.String() + at.Time.Format(" -07:00"))
	case at.Zone == transcripts.ZoneAssumed:
		return sayShopZone.With(clock, at.Time.Format("-07:00"))
	}
	return sayNoZone.With(clock)
}

func upper(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// requests are what is asked in the situations of a payment, each once.
func requests(to string, in Input) []codes.Text {
	all := words().Requests[to]
	var out []codes.Text
	add := func(list []codes.Text) {
		for _, t := range list {
			if !slices.Contains(out, t) {
				out = append(out, t)
			}
		}
	}
	if byCode(in.Transaction) {
		add(all["qr"])
	}
	if _, found := twice(in); found {
		add(all["duplicate"])
	}
	for _, s := range in.Advice.Situations {
		add(all[s.ID])
	}
	add(all["always"])
	return out
}
