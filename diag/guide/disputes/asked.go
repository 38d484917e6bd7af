package disputes

import (
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/guide"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Have says whether something that is asked for is here.
type Have string

// The answers. The zero value is missing.
const (
	Missing Have = ""
	Partly  Have = "partly" // known, but not in full
	Here    Have = "here"
)

// Item is one thing that a receiver asks for.
type Item struct {
	ID    string
	What  codes.Text
	Have  Have
	Value codes.Text // masked; never empty: what is missing reads "unknown"
	Who   codes.Text // who has it
	By    string     // the same as an id: "log", "shop", "acquirer", "customer", "notice"
	Find  codes.Text // where a person finds it
}

// asked gives what the receivers want in these situations, in the order of the
// table.
func (f *Facts) asked(t *diag.Transaction, situations []Situation, networks []Candidate) []Item {
	wanted := []string{"case_number", "merchant_place"}
	for _, s := range situations {
		for _, e := range f.situations {
			if e.ID == s.ID {
				wanted = append(wanted, e.Asked...)
			}
		}
	}
	for _, c := range networks {
		n, _ := f.network(c.ID)
		wanted = append(wanted, n.Asked...)
	}
	return slices.DeleteFunc(f.Items(t), func(i Item) bool { return !slices.Contains(wanted, i.ID) })
}

// Items gives everything that any receiver may ask for, filled in for a payment.
func (f *Facts) Items(t *diag.Transaction) []Item {
	// The acquirer's call sheet has every reference that a payment states.
	sheet, _ := f.guide.Sheet("acquirer", t, nil)
	out := make([]Item, 0, len(f.items))
	for _, e := range f.items {
		out = append(out, item(t, e, sheet))
	}
	return out
}

func item(t *diag.Transaction, e itemEntry, sheet guide.CallSheet) Item {
	i := Item{ID: e.ID, What: e.Name, Find: e.Find, Who: whoWords[e.Who], By: e.Who, Value: sayUnknown}
	for _, have := range sheet.Have {
		if have.ID != e.ID {
			continue
		}
		i.What, i.Find, i.Value = have.Name, have.Find, have.Value
		switch {
		case have.Known:
			i.Have = Here
		case have.Value != sayUnknown:
			i.Have = Partly
		}
		return i
	}
	if t == nil || len(t.Legs) == 0 {
		return i
	}
	if v, have := fromLegs(t, e.ID); have != Missing {
		i.Value, i.Have = v, have
	}
	return i
}

// fromLegs reads what the call sheet does not have.
func fromLegs(t *diag.Transaction, id string) (codes.Text, Have) {
	root := t.Root()
	one := func(s string) (codes.Text, Have) {
		if s == "" {
			return codes.Text{}, Missing
		}
		return codes.Same(s), Here
	}
	switch id {
	case "order":
		return one(root.Order)
	case "receipt":
		return one(root.Receipt)
	case "entry_mode":
		return one(stated(root, func(m *transcripts.Message) string { return m.EntryMode }))
	case "chip":
		ac := stated(root, func(m *transcripts.Message) string { return m.EMV.AC })
		atc := stated(root, func(m *transcripts.Message) string { return m.EMV.ATC })
		if ac == "" && atc == "" {
			return codes.Text{}, Missing
		}
		have := Here
		parts := []any{codes.Same(ac), codes.Same(atc)}
		for i, s := range []string{ac, atc} {
			if s == "" {
				parts[i], have = sayUnknown, Partly
			}
		}
		return sayChip.With(parts...), have
	case "terminal_log":
		n := 0
		for _, l := range t.Legs {
			n += len(l.Seen)
		}
		switch n {
		case 0:
			return codes.Text{}, Missing
		case 1:
			return sayMessage, Here
		}
		return sayMessages.With(n), Here
	case "settlement":
		if root.Settled != nil {
			return root.Settled.Text, Here
		}
		if root.BatchOver {
			return sayBatchOver, Partly
		}
	}
	return codes.Text{}, Missing
}

// stated is the first value that a message of the leg gives.
func stated(l *diag.Leg, of func(*transcripts.Message) string) string {
	for _, s := range l.Seen {
		if s.Message != nil {
			if v := of(s.Message); v != "" {
				return v
			}
		}
	}
	return ""
}
