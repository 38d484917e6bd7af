package main

import (
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// The shape of "posdoctor.explain/1"; schemas/explain.json describes it.
type (
	explanation struct {
		Schema   string        `json:"schema"`
		Asked    string        `json:"asked"`
		Kind     answerKind    `json:"kind"`
		Readings []readingJSON `json:"readings"`
		Finding  *findingJSON  `json:"finding,omitempty"`
		Tag      string        `json:"tag,omitempty"`
		Bits     []codes.Text  `json:"bits,omitempty"`
		Together *codes.Text   `json:"together,omitempty"`
		Topic    *topicJSON    `json:"topic,omitempty"`
		Also     []topicJSON   `json:"also,omitempty"`
		Near     string        `json:"near,omitempty"`
		Why      *codes.Text   `json:"why,omitempty"`
	}
	topicJSON struct {
		ID    string     `json:"id"`
		Title codes.Text `json:"title"`
	}
	readingJSON struct {
		Book string      `json:"book"`
		Code string      `json:"code,omitempty"`
		Row  *rowJSON    `json:"meaning,omitempty"`
		Do   *adviceJSON `json:"advice"`
		Same []string    `json:"same,omitempty"` // book:code of readings that ask for the same
		// Match is how well words fit, Proof what chose the book.
		Match codes.Match `json:"match,omitempty"`
		Proof string      `json:"proof"`
	}
	rowJSON struct {
		Class      codes.Class      `json:"class"`
		Name       codes.Text       `json:"name"`
		Text       codes.Text       `json:"text"`
		Display    codes.Text       `json:"display"`
		Causes     []causeJSON      `json:"causes"`
		DeclinedBy []codes.Party    `json:"declined_by"`
		Money      codes.Money      `json:"money"`
		Retry      codes.Retry      `json:"retry"`
		Why        codes.Text       `json:"why"`
		Source     string           `json:"source"`
		Confidence codes.Confidence `json:"confidence"`
		Note       codes.Text       `json:"note"`
	}
	causeJSON struct {
		ID   string     `json:"id"`
		Text codes.Text `json:"text"`
	}
	adviceJSON struct {
		Staff    *codes.Text `json:"staff,omitempty"`
		Customer *codes.Text `json:"customer,omitempty"`
		Engineer *codes.Text `json:"engineer,omitempty"`
	}
	findingJSON struct {
		ID       string       `json:"id"`
		Severity string       `json:"severity"`
		Title    codes.Text   `json:"title"`
		Causes   []codes.Text `json:"causes"`
		Remedies []remedyJSON `json:"remedies"`
		Avoid    []codes.Text `json:"avoid"`
	}
	remedyJSON struct {
		Who string     `json:"who"`
		Do  codes.Text `json:"do"`
		By  codes.Text `json:"by"`
	}
)

// explainJSON gives an answer as JSON. For one audience it holds that advice
// only, and for customers neither code nor meaning.
func explainJSON(lib *codes.Library, ans answer, audience string) explanation {
	e := explanation{
		Schema: "posdoctor.explain/1", Asked: redact.Clean(redact.New(nil).Text(ans.asked)), Kind: ans.kind,
		Readings: []readingJSON{}, Tag: ans.tag.Tag, Bits: ans.bits, Near: ans.near,
	}
	if ans.kind == kindFinding {
		e.Finding = findingToJSON(ans.finding)
	}
	if !ans.together.IsZero() {
		e.Together = &ans.together
	}
	if !ans.why.IsZero() {
		e.Why = &ans.why
	}
	if ans.kind == kindTopic {
		e.Topic = &topicJSON{ans.topic.ID, ans.topic.Title}
	}
	for _, p := range ans.also {
		e.Also = append(e.Also, topicJSON{p.ID, p.Title})
	}
	for _, g := range ans.readings {
		r := readingJSON{Book: g.Book.ID, Match: g.Match, Proof: proofWords[g.Proof], Do: adviceToJSON(lib, g.Code.Advice, audience)}
		if audience != "customer" {
			r.Code, r.Row = g.Code.Value, rowToJSON(lib, g.Reading)
			for _, s := range g.same {
				r.Same = append(r.Same, s.Book.ID+":"+s.Code.Value)
			}
		}
		e.Readings = append(e.Readings, r)
	}
	return e
}

// proofWords name in JSON what chose a book.
var proofWords = map[codes.Proof]string{
	codes.ProofNone: "likelihood", codes.ProofHost: "host", codes.ProofCard: "card", codes.ProofHeader: "header",
	codes.ProofDialect: "dialect", codes.ProofProtocol: "protocol", codes.ProofTold: "told",
}

func rowToJSON(lib *codes.Library, r codes.Reading) *rowJSON {
	c := r.Code
	row := &rowJSON{
		Class: c.Class, Name: c.Name, Text: c.Meaning, Display: c.Display, Causes: []causeJSON{}, DeclinedBy: []codes.Party{},
		Money: c.Money, Retry: c.Retry, Why: r.Why, Source: c.Source, Confidence: c.Confidence, Note: c.Note,
	}
	for _, id := range c.Causes {
		cause, _ := lib.Cause(id)
		row.Causes = append(row.Causes, causeJSON{id, cause.Text})
	}
	row.DeclinedBy = append(row.DeclinedBy, c.DeclinedBy...)
	return row
}

func adviceToJSON(lib *codes.Library, id, audience string) *adviceJSON {
	a, _ := lib.Advice(id)
	if a.Customer.IsZero() {
		a.Customer = textNeutral
	}
	var out adviceJSON
	if audience == "" || audience == "staff" {
		out.Staff = &a.Staff
	}
	if audience == "" || audience == "customer" {
		out.Customer = &a.Customer
	}
	if audience == "" || audience == "engineer" {
		out.Engineer = &a.Engineer
	}
	return &out
}

func findingToJSON(f diag.Finding) *findingJSON {
	out := &findingJSON{ID: f.ID, Severity: f.Severity.String(), Title: f.Title, Causes: []codes.Text{}, Remedies: []remedyJSON{}, Avoid: []codes.Text{}}
	out.Causes = append(out.Causes, f.Causes...)
	for _, r := range f.Remedies {
		out.Remedies = append(out.Remedies, remedyJSON{r.Who, r.Do, r.By})
	}
	out.Avoid = append(out.Avoid, f.Avoid...)
	return out
}
