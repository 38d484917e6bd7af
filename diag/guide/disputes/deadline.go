package disputes

import (
	"slices"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/calendar"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Unit is what a limit is counted in.
type Unit string

// The units.
const (
	CalendarDays Unit = "calendar_days"
	BusinessDays Unit = "business_days"
	Hours        Unit = "hours"
	Months       Unit = "months"
)

// From is the day a limit counts from.
type From string

// The days. A date can only come from the payment's own day, since a log shows
// none of the others.
const (
	FromUnstated    From = "unstated" // the source does not say it
	FromTransaction From = "transaction"
	FromStatement   From = "statement"
	FromNotice      From = "notice"
	FromDispute     From = "dispute"
	FromCredit      From = "credit_receipt"
	FromRequest     From = "request"
	FromDebit       From = "debit"
	FromComplaint   From = "complaint"
)

// Deadline is a rule that gives a time limit.
type Deadline struct {
	ID           string
	Jurisdiction string     // "" everywhere
	Network      string     // "" every network
	Reasons      []string   // codes that it is about, if only about some
	Who          string     // who must act: "issuer", "acquirer", "shop", "cardholder", "institution"
	Party        codes.Text // the same in words
	What         codes.Text // what they do
	May          bool       // it is no duty: until then they may act, and not later
	// Unsure is set where the card fits other networks than that of the rule as well.
	Unsure bool
	Rule   codes.Text // the whole rule in words
	N, Max int        // of Unit; Max is 0 unless sources give a range or differ
	Unit   Unit
	Counts From
	Start  codes.Text // the day that it counts from, in words; empty where it is unstated
	// Due is the last day, midnight UTC; the zero time where no date follows from
	// rule and log. It is only as good as Doubt says.
	Due     time.Time
	Doubt   calendar.Doubt // of business days
	DueText codes.Text     // the date, or why there is none; never empty
	Passed  bool           // Due lies before the day of Options.Now

	Source     codes.Text
	Confidence codes.Confidence
	Trust      codes.Text // the confidence in words
	AsOf       string     // date of the source, YYYY or YYYY-MM
	InForce    string     // YYYY-MM-DD, "" not known
}

// Sourced is the rule with its source, how well it is known and of when.
func (d Deadline) Sourced() codes.Text {
	return saySource.With(d.Rule, d.Source, confidenceWords[d.Confidence], d.AsOf)
}

// Traits is what of a payment decides which limits count for it. It can be kept
// where the payment cannot; the zero value has no limits.
type Traits struct {
	Method string `json:"method,omitempty"` // "card", "qr", "" not known
	// Day is the local day of the payment, YYYY-MM-DD; "" where the log does not
	// give it whole. With UTC it may be a day later: nobody told the zone.
	Day        string   `json:"day,omitempty"`
	UTC        bool     `json:"day_utc,omitempty"`
	Situations []string `json:"situations"` // ids, the closest first
	// Networks are those that the card or the messages name; several where the
	// digits of the card fit several, none where nothing tells.
	Networks []string `json:"networks"`
}

// Traits takes out of a payment what [Facts.Limits] needs. zone is the shop's,
// nil where nobody told it.
func (f *Facts) Traits(t *diag.Transaction, zone *time.Location) Traits {
	networks := f.candidates(t, "")
	if len(networks) > 0 && networks[0].Why == whyNothing {
		networks = nil
	}
	return f.traits(t, zone, f.situationsOf(t), networks)
}

func (f *Facts) traits(t *diag.Transaction, zone *time.Location, situations []Situation, networks []Candidate) Traits {
	p := Traits{Situations: []string{}, Networks: []string{}}
	if t != nil {
		p.Method = t.Method
	}
	if t != nil && len(t.Legs) > 0 {
		p.Day, p.UTC = dayOf(t.Root().At, zone)
	}
	for _, s := range situations {
		p.Situations = append(p.Situations, s.ID)
	}
	for _, n := range networks {
		p.Networks = append(p.Networks, n.ID)
	}
	return p
}

// Limits gives the limits that count for a payment, those with a date first, and
// says where no rule was found.
func (f *Facts) Limits(p Traits, o Options) (limits []Deadline, none []codes.Text) {
	o.Jurisdiction = strings.ToUpper(strings.TrimSpace(o.Jurisdiction))
	if len(p.Situations) == 0 {
		return nil, []codes.Text{sayNoTraits}
	}
	none = f.noRules(o.Jurisdiction, p.Networks)
	if len(p.Networks) == 0 {
		none = append(none, sayNoNetwork)
	}
	limits = f.deadlines(p, o)
	if place, ok := f.place(o.Jurisdiction); ok && len(none) == 0 && !slices.ContainsFunc(limits, func(d Deadline) bool { return d.Jurisdiction != "" }) {
		none = append(none, sayNoneFits.With(place.Name))
	}
	return limits, none
}

// Tellable reports whether a date is only missing for want of a day that somebody may
// know and no log shows.
func (d Deadline) Tellable() bool {
	return d.Due.IsZero() && d.Max == 0 && d.Counts != FromUnstated && d.Counts != FromTransaction
}

// deadlines gives the rules that fit, those with a date first, the nearest first.
func (f *Facts) deadlines(p Traits, o Options) []Deadline {
	var out []Deadline
	for _, r := range f.rules {
		if !f.within(o.Jurisdiction, r.Jurisdiction) || r.Network != "" && !slices.Contains(p.Networks, r.Network) ||
			!slices.ContainsFunc(r.Situations, func(id string) bool { return slices.Contains(p.Situations, id) }) ||
			p.Method != "" && len(r.Methods) > 0 && !slices.Contains(r.Methods, p.Method) {
			continue
		}
		if p.Day != "" && r.InForce != "" && p.Day < r.InForce {
			continue // the rule is younger than the payment
		}
		d := f.deadline(r)
		d.Unsure = r.Network != "" && len(p.Networks) > 1
		d.count(p, o.Started, calendar.New(o.Profile.Holidays, o.Profile.Workdays).In(f.weekendOf(o.Jurisdiction, r.Jurisdiction)))
		d.Passed = !d.Due.IsZero() && !o.Now.IsZero() && d.Due.Before(calendar.Day(o.now()))
		out = append(out, d)
	}
	slices.SortStableFunc(out, func(a, b Deadline) int {
		switch {
		case a.Due.IsZero() && b.Due.IsZero():
			return 0
		case a.Due.IsZero():
			return 1
		case b.Due.IsZero():
			return -1
		}
		return a.Due.Compare(b.Due)
	})
	return out
}

// now is the moment of asking on the shop's clock.
func (o Options) now() time.Time {
	if o.Profile.Zone != nil {
		return o.Now.In(o.Profile.Zone)
	}
	return o.Now
}

func (f *Facts) deadline(r rule) Deadline {
	d := Deadline{
		ID: r.ID, Jurisdiction: r.Jurisdiction, Network: r.Network, Reasons: slices.Clone(r.Reasons), Who: r.Who,
		Party: partyWords[r.Who], What: r.What, May: r.May, N: r.N, Max: r.Max, Unit: r.Unit, Counts: r.From, Start: fromWords[r.From], Source: f.source(r.Source),
		Confidence: r.Confidence, Trust: confidenceWords[r.Confidence], AsOf: r.AsOf, InForce: r.InForce,
	}
	number := sayNumber.With(r.N, unitWords[r.Unit])
	if r.N == 1 {
		number = sayNumber.With(r.N, oneUnit[r.Unit])
	}
	if r.Max > 0 {
		number = sayRange.With(r.N, r.Max, unitWords[r.Unit])
	}
	d.Rule = sayRule.With(f.scope(r.Jurisdiction, r.Network), partyWords[r.Who], r.What, number, fromWords[r.From])
	if r.From == FromUnstated {
		d.Rule = sayRuleOpen.With(f.scope(r.Jurisdiction, r.Network), partyWords[r.Who], r.What, number)
	}
	if !r.Extra.IsZero() {
		d.Rule = sayExtra.With(d.Rule, r.Extra)
	}
	return d
}

// scope names where a rule holds: "India, RuPay: ".
func (f *Facts) scope(jurisdiction, network string) codes.Text {
	p, inPlace := f.place(jurisdiction)
	n, ofNetwork := f.network(network)
	switch {
	case inPlace && ofNetwork:
		return sayBoth.With(p.Name, n.Name)
	case inPlace:
		return sayOf.With(p.Name)
	case ofNetwork:
		return sayOf.With(n.Name)
	}
	return codes.Text{}
}

// dayOf is the local day of a payment, "" when the log does not give it whole. A
// time in UTC without a known zone of the shop may be off by a day.
func dayOf(at transcripts.Stamp, zone *time.Location) (day string, utc bool) {
	if !at.HasDay() || at.NoYear {
		return "", false
	}
	when := at.Time
	if at.Zone == transcripts.ZoneStated {
		if zone != nil {
			when = when.In(zone)
		} else if _, offset := when.Zone(); offset == 0 {
			utc = true
		}
	}
	return when.Format(time.DateOnly), utc
}

// count sets the due day, where the rule gives one and the day that it counts
// from is known.
func (d *Deadline) count(p Traits, started map[From]string, c calendar.Calendar) {
	start, doubt := started[d.Counts], codes.Text{}
	if d.Counts == FromTransaction {
		if start = p.Day; p.UTC {
			doubt = sayUTC
		}
	}
	day, err := time.Parse(time.DateOnly, start)
	switch {
	case d.Counts == FromUnstated:
		d.DueText = sayNoStart
		return
	case err != nil && d.Counts == FromTransaction:
		d.DueText = sayNoDay
		return
	case err != nil:
		d.DueText = sayNotHere.With(fromWords[d.Counts])
		return
	case d.Max > 0:
		d.DueText = sayDiffer
		return
	}
	switch d.Unit {
	case CalendarDays:
		d.Due = day.AddDate(0, 0, d.N)
	case Months:
		d.Due = day.AddDate(0, d.N, 0)
	case BusinessDays:
		r := c.Add(day, d.N)
		d.Due, d.Doubt = r.Day, r.Doubt
		if !r.Known() {
			d.DueText = sayNoCount.With(r.Doubt.Text())
			return
		}
		switch {
		case r.Doubt != "" && !doubt.IsZero():
			doubt = joined([]codes.Text{r.Doubt.Text(), doubt})
		case r.Doubt != "":
			doubt = r.Doubt.Text()
		}
	}
	d.DueText = codes.Same(d.Due.Format(time.DateOnly))
	if !doubt.IsZero() {
		d.DueText = sayDueDoubt.With(d.DueText, doubt)
	}
}

// within reports whether a rule of a place holds in a jurisdiction: it is of
// everywhere, of that place, or of a union that the place belongs to.
func (f *Facts) within(jurisdiction, of string) bool {
	if of == "" || of == jurisdiction {
		return true
	}
	p, ok := f.place(of)
	return ok && slices.Contains(p.Members, jurisdiction)
}

// weekendOf is the place whose weekend counts: the union's for its members.
func (f *Facts) weekendOf(jurisdiction, of string) string {
	if of != "" {
		return of
	}
	return jurisdiction
}

func hasSituation(list []Situation, ids []string) bool {
	return slices.ContainsFunc(list, func(s Situation) bool { return slices.Contains(ids, s.ID) })
}
