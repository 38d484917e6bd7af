package disputes

import (
	"slices"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/guide"
)

// Facts is all that is known about disputes. It is safe for use by several
// goroutines.
type Facts struct {
	*facts
	lib   *codes.Library
	guide *guide.Shelf
}

// Open reads the built-in facts.
func Open() *Facts {
	f, err := load()
	if err != nil {
		// A test reads all of them, so this is a fault of the build.
		panic("disputes: built-in " + err.Error())
	}
	return &Facts{facts: f, lib: codes.Open(), guide: guide.Open()}
}

// Options are what the log does not tell.
type Options struct {
	// Jurisdiction is where the shop is: ISO 3166, two letters, or "EU". "" is
	// not told.
	Jurisdiction string
	// Network is the id of the card's network or wallet where the user names it.
	Network string
	// Now is when it is asked; the zero time leaves out whether a date has passed.
	Now time.Time
	// Profile gives holidays, workdays and the time zone.
	Profile diag.Profile
	// Started are the days, YYYY-MM-DD, from which limits count and which no log
	// shows: somebody told them.
	Started map[From]string
}

// Advice is what is known about disputes for one payment.
type Advice struct {
	Networks   []Candidate // the closest first
	Situations []Situation // the closest first
	Asked      []Item
	Deadlines  []Deadline // those with a date first
	// NoRule says where no rule was found, each with its source.
	NoRule  []codes.Text
	Reasons []ReasonCode
	Notice  codes.Text // that the date on a notice wins
}

// ReasonCode is a code under which a payment may be disputed.
type ReasonCode struct {
	Network    string
	Code       string
	Alias      string // the same in another form, "" if there is none
	Step       Step
	Name       codes.Text
	Situations []string // ids of those that may bring it up
	// Answer lists ids of the items that answer it.
	Answer     []string
	Note       codes.Text
	Source     codes.Text
	Confidence codes.Confidence
	AsOf       string // YYYY or YYYY-MM
}

// Step is the step of a dispute that carries a code.
type Step struct {
	ID              string // "inquiry", "chargeback", "credit_adjustment", ...
	Name, By, Means codes.Text
}

// For gives what is known for a payment. Without a payment (nil) all situations
// are taken, and everything that is asked for is missing.
func (f *Facts) For(t *diag.Transaction, o Options) Advice {
	o.Jurisdiction = strings.ToUpper(strings.TrimSpace(o.Jurisdiction))
	o.Network = strings.ToLower(strings.TrimSpace(o.Network))
	a := Advice{Networks: f.candidates(t, o.Network), Situations: f.situationsOf(t), Notice: sayNotice}
	a.Asked = f.asked(t, a.Situations, a.Networks)
	p := f.traits(t, o.Profile.Zone, a.Situations, a.Networks)
	a.Deadlines, a.NoRule = f.deadlines(p, o), f.noRules(o.Jurisdiction, p.Networks)
	for _, c := range a.Networks {
		for _, r := range f.reasons {
			if r.network == c.ID && hasSituation(a.Situations, r.situations) {
				a.Reasons = append(a.Reasons, f.reasonCode(r))
			}
		}
	}
	return a
}

func (f *Facts) reasonCode(r reason) ReasonCode {
	c := ReasonCode{
		Network: r.network, Code: r.code, Alias: r.alias, Name: r.name,
		Situations: slices.Clone(r.situations), Answer: slices.Clone(r.answer), Note: r.note,
		Source: f.source(r.source), Confidence: r.confidence, AsOf: r.asOf,
	}
	for _, s := range f.steps {
		if s.ID == r.step {
			c.Step = Step(s)
		}
	}
	return c
}

// noRules says where nothing was found: in the jurisdiction, for the networks, or
// because no or an unknown jurisdiction was told.
func (f *Facts) noRules(jurisdiction string, networks []string) []codes.Text {
	var out []codes.Text
	if jurisdiction == "" {
		out = append(out, sayNoPlace.With(f.placesWithRules()))
	} else if !slices.ContainsFunc(f.places, func(p place) bool { return f.within(jurisdiction, p.ID) }) {
		out = append(out, sayOtherPlace.With(jurisdiction))
	}
	for _, n := range f.none {
		if n.Jurisdiction != "" && f.within(jurisdiction, n.Jurisdiction) || n.Network != "" && slices.Contains(networks, n.Network) {
			out = append(out, f.noneFound(n))
		}
	}
	return out
}

func (f *Facts) noneFound(n noRule) codes.Text {
	text := sayJoined.With(f.scope(n.Jurisdiction, n.Network), n.Text)
	return saySource.With(sayNoneFound.With(text), f.source(n.Source), confidenceWords[n.Confidence], n.AsOf)
}

func (f *Facts) placesWithRules() codes.Text {
	var en, zh []string
	for _, p := range f.places {
		if slices.ContainsFunc(f.rules, func(r rule) bool { return r.Jurisdiction == p.ID }) {
			en, zh = append(en, p.Name.EN), append(zh, p.Name.ZH)
		}
	}
	return codes.Text{EN: strings.Join(en, ", "), ZH: strings.Join(zh, "、")}
}
