package disputes

import (
	"slices"
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
)

// Deadline is a rule that gives a time limit.
type Deadline struct {
	ID           string
	Jurisdiction string     // "" everywhere
	Network      string     // "" every network
	Reasons      []string   // codes that it is about, if only about some
	Who          string     // who must act: "issuer", "acquirer", "shop", "cardholder", "institution"
	Rule         codes.Text // the whole rule in words
	N, Max       int        // of Unit; Max is 0 unless sources give a range or differ
	Unit         Unit
	Counts       From
	// Due is the last day, midnight UTC; the zero time where no date follows from
	// rule and log. It is only as good as Doubt says.
	Due     time.Time
	Doubt   calendar.Doubt // of business days
	DueText codes.Text     // the date, or why there is none; never empty
	Passed  bool           // Due lies before the day of Options.Now

	Source     codes.Text
	Confidence codes.Confidence
	AsOf       string // date of the source, YYYY or YYYY-MM
	InForce    string // YYYY-MM-DD, "" not known
}

// Sourced is the rule with its source, how well it is known and of when.
func (d Deadline) Sourced() codes.Text {
	return saySource.With(d.Rule, d.Source, confidenceWords[d.Confidence], d.AsOf)
}

// deadlines gives the rules that fit, those with a date first, the nearest first.
func (f *Facts) deadlines(t *diag.Transaction, o Options, situations []Situation, networks []Candidate) []Deadline {
	var out []Deadline
	for _, r := range f.rules {
		if !f.within(o.Jurisdiction, r.Jurisdiction) || !hasNetwork(networks, r.Network) || !hasSituation(situations, r.Situations) ||
			t != nil && t.Method != "" && len(r.Methods) > 0 && !slices.Contains(r.Methods, t.Method) {
			continue
		}
		d := f.deadline(r)
		at := transcripts.Stamp{}
		if t != nil && len(t.Legs) > 0 {
			at = t.Root().At
		}
		day, doubt := dayOf(at, o.Profile.Zone)
		if !day.IsZero() && r.InForce != "" && day.Format(time.DateOnly) < r.InForce {
			continue // the rule is younger than the payment
		}
		d.count(day, doubt, calendar.New(o.Profile.Holidays, o.Profile.Workdays).In(f.weekendOf(o.Jurisdiction, r.Jurisdiction)))
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
		ID: r.ID, Jurisdiction: r.Jurisdiction, Network: r.Network, Reasons: slices.Clone(r.Reasons), Who: r.Who, N: r.N, Max: r.Max,
		Unit: r.Unit, Counts: r.From, Source: f.source(r.Source), Confidence: r.Confidence, AsOf: r.AsOf, InForce: r.InForce,
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

// dayOf is the local day of a payment, zero when the log does not give it whole.
// A time in UTC without a known zone of the shop may be off by a day.
func dayOf(at transcripts.Stamp, zone *time.Location) (time.Time, codes.Text) {
	if !at.HasDay() || at.NoYear {
		return time.Time{}, codes.Text{}
	}
	if at.Zone != transcripts.ZoneStated {
		return calendar.Day(at.Time), codes.Text{}
	}
	if zone != nil {
		return calendar.Day(at.Time.In(zone)), codes.Text{}
	}
	if _, offset := at.Time.Zone(); offset == 0 {
		return calendar.Day(at.Time), sayUTC
	}
	return calendar.Day(at.Time), codes.Text{}
}

// count sets the due day, where the rule and the log give one.
func (d *Deadline) count(day time.Time, doubt codes.Text, c calendar.Calendar) {
	switch {
	case d.Counts == FromUnstated:
		d.DueText = sayNoStart
		return
	case d.Counts != FromTransaction:
		d.DueText = sayNotHere.With(fromWords[d.Counts])
		return
	case d.Max > 0:
		d.DueText = sayDiffer
		return
	case day.IsZero():
		d.DueText = sayNoDay
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

func hasNetwork(list []Candidate, id string) bool {
	return id == "" || slices.ContainsFunc(list, func(c Candidate) bool { return c.ID == id })
}

func hasSituation(list []Situation, ids []string) bool {
	return slices.ContainsFunc(list, func(s Situation) bool { return slices.Contains(ids, s.ID) })
}
