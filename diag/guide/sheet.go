package guide

import (
	"slices"
	"sync"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
)

// CallSheet is what somebody needs at the telephone: what to have at hand, what
// to ask, what never to tell.
type CallSheet struct {
	ID        string // "sheet.issuer"
	Recipient string // "issuer", "acquirer", "support", "regulator"
	Title     codes.Text
	Caller    codes.Text // who calls
	Number    codes.Text // where the number is found
	Contacts  []diag.Contact
	Have      []SheetField
	Also      []codes.Text
	Ask       []codes.Text
	Asked     []codes.Text // what the caller may be asked, and that this is normal
	Never     []codes.Text
	Record    codes.Text // what to write down of the talk
	Warn      codes.Text // about false numbers
	// Next is whom to turn to when this one does not settle it; authorities are
	// named on the sheet for the regulator only.
	Next []Rung
}

// SheetField is one reference to have at hand.
type SheetField struct {
	ID    string // "card", "amount", "currency", "time", "stan", ...
	Name  codes.Text
	Value codes.Text // masked; never empty: what is missing reads "unknown"
	Known bool
	Find  codes.Text // where a person finds it
}

// recipients and the roles of the user's contacts that reach them.
var recipients = map[string][]string{
	"issuer": {"issuer"}, "acquirer": {"acquirer", "bank"}, "support": {"support"}, "regulator": nil,
}

// The sheets by their id, and what all of them share. A letter asks for them
// once for each field.
var (
	sheets = sync.OnceValue(func() map[string]sheet {
		all := map[string]sheet{}
		for recipient := range recipients {
			var d sheet
			read("sheet/"+recipient+".yaml", &d)
			all["sheet."+recipient] = d
		}
		return all
	})
	sheetShared = sync.OnceValue(func() (c callShared) {
		read("call.yaml", &c)
		return c
	})
)

// Sheet gives the call sheet for a recipient ("issuer", "acquirer", "support",
// "regulator") and fills in what is known of a payment. Without a payment every
// reference reads "unknown". Contacts are the user's own; those of the recipient
// are put on the sheet as they stand. It is not ok for another recipient.
func (s *Shelf) Sheet(recipient string, t *diag.Transaction, contacts []diag.Contact) (CallSheet, bool) {
	roles, ok := recipients[recipient]
	if !ok {
		return CallSheet{}, false
	}
	e, _ := s.entry("sheet." + recipient)
	d, shared := sheets()[e.ID], sheetShared()
	c := CallSheet{
		ID: e.ID, Recipient: recipient, Title: e.Title, Caller: d.Caller, Number: d.Number,
		Also: d.Also, Ask: d.Ask, Asked: d.Asked, Never: shared.Never, Record: shared.Record, Warn: shared.Warn,
		Next: s.Ladder(),
	}
	for i := range c.Next {
		if recipient != "regulator" {
			c.Next[i].Bodies = nil // names of authorities are of no use before
		}
	}
	for _, role := range roles {
		for _, x := range contacts {
			if x.Role == role {
				c.Contacts = append(c.Contacts, x)
			}
		}
	}
	for _, f := range shared.Fields {
		if !slices.Contains(d.Have, f.ID) {
			continue
		}
		field := SheetField{ID: f.ID, Name: f.Name, Find: f.Find, Value: sayUnknown}
		if t != nil && len(t.Legs) > 0 {
			if v, known := values[f.ID](t); !v.IsZero() {
				field.Value, field.Known = v, known
			}
		}
		if field.Known || !f.Optional {
			c.Have = append(c.Have, field)
		}
	}
	return c, true
}

// Missing lists the ids of the references that are not known in full.
func (c CallSheet) Missing() []string {
	var out []string
	for _, f := range c.Have {
		if !f.Known {
			out = append(out, f.ID)
		}
	}
	return out
}

// Doc gives the sheet as a page in one language.
func (c CallSheet) Doc(lang codes.Lang) report.Doc {
	w := newWriter(lang, c.Title)
	w.paragraph(c.Caller)
	if len(c.Contacts) > 0 {
		var list []codes.Text
		for _, x := range c.Contacts {
			list = append(list, codes.Same(x.Line()))
		}
		w.list(headContacts, report.Bullets, list)
	} else {
		w.paragraph(c.Number)
	}
	w.paragraph(c.Warn)
	w.heading(headHave)
	b := report.Block{Kind: report.Pairs}
	for _, f := range c.Have {
		v := report.Span{Text: f.Value.In(lang)}
		if f.Value == sayUnknown {
			v = report.Span{Text: sayLook.With(f.Find).In(lang), Tone: report.Caution}
		} else if !f.Known {
			v.Tone = report.Caution
			if f.Value == sayNoneSeen {
				v.Text = sayLookToo.With(f.Value, f.Find).In(lang)
			}
		}
		b.Rows = append(b.Rows, []report.Span{{Text: f.Name.In(lang)}, v})
	}
	w.add(b)
	w.list(headAlso, report.Bullets, c.Also)
	w.list(headAsk, report.Steps, c.Ask)
	w.list(headAsked, report.Bullets, c.Asked)
	w.list(headTell, report.Bullets, c.Never)
	w.paragraph(c.Record)
	w.ladder(c.Next)
	return w.doc
}
