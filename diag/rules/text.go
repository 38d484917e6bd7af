package rules

import (
	"embed"
	"fmt"

	"github.com/goccy/go-yaml"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
)

//go:embed texts
var files embed.FS

// text is what texts/<id>.yaml says about a finding.
type text struct {
	Severity string   `yaml:"severity"`
	Title    words    `yaml:"title"`
	Seen     words    `yaml:"seen"` // the sentence of one piece of evidence
	Causes   []words  `yaml:"causes"`
	Remedies []remedy `yaml:"remedies"`
	Avoid    []words  `yaml:"avoid"`
}

type words struct {
	EN string `yaml:"en"`
	ZH string `yaml:"zh"`
}

type remedy struct {
	Who string `yaml:"who"`
	By  string `yaml:"by"` // a key of times
	Do  words  `yaml:"do"`
	// Call is the role of the contact that belongs to this remedy; the contact
	// that the profile names for it is added to the text.
	Call string `yaml:"call"`
	// Pays marks a remedy that ends in another payment. It is only shown for
	// sales that may be charged again.
	Pays bool `yaml:"pays"`
}

// times are the moments by which something is to be done.
var times = map[string]codes.Text{
	"":                {},
	"now":             {EN: "now", ZH: "现在"},
	"today":           {EN: "today", ZH: "今天"},
	"next_payment":    {EN: "before the next payment", ZH: "下一笔收款之前"},
	"closing":         {EN: "before closing the batch", ZH: "结算之前"},
	"tomorrow":        {EN: "tomorrow", ZH: "明天"},
	"statement":       {EN: "when the statement is there", ZH: "拿到银行账单后"},
	"soon":            {EN: "this week", ZH: "本周内"},
	"goods":           {EN: "before the goods leave", ZH: "交货之前"},
	"restart":         {EN: "before any restart or update", ZH: "重启或升级之前"},
	"if_it_continues": {EN: "if it goes on", ZH: "如果一直这样"},
}

var severities = map[string]diag.Severity{"info": diag.Info, "warning": diag.Warning, "critical": diag.Critical}

// load reads one text. The files are part of the program and a test reads all
// of them, so that one which cannot be read is a fault of the build.
func load(id string) *text {
	b, err := files.ReadFile("texts/" + id + ".yaml")
	if err != nil {
		panic(fmt.Sprintf("rules: no text for %s", id))
	}
	t, err := parse(b)
	if err != nil {
		panic(fmt.Sprintf("rules: text of %s: %v", id, err))
	}
	return t
}

// seen is the sentence of one piece of evidence.
func (t *text) seen() codes.Text {
	if t.Seen == (words{}) {
		return responseSeen
	}
	return t.Seen.text()
}

func parse(b []byte) (*text, error) {
	t := new(text)
	if err := yaml.UnmarshalWithOptions(b, t, yaml.Strict()); err != nil {
		return nil, err
	}
	return t, nil
}

func (w words) text() codes.Text { return codes.Text(w) }

// pays says for how many of a finding's transactions charging again is allowed.
type pays int

const (
	paysNever pays = iota
	paysSometimes
	paysAlways
)

var onlyWhereSafe = codes.Text{
	EN: "%s Only for the payments that are marked as safe to charge again.",
	ZH: "%s只限标明可以再次收款的交易。",
}

// finding gives the part of a finding that does not depend on what was seen.
// Remedies that end in another payment are left out where charging again is
// forbidden, whatever the text file says.
func (t *text) finding(id string, contacts []diag.Contact, p pays) diag.Finding {
	f := diag.Finding{ID: id, Severity: severities[t.Severity], Title: t.Title.text(), Hides: hiddenBy[id]}
	for _, c := range t.Causes {
		f.Causes = append(f.Causes, c.text())
	}
	for _, r := range t.Remedies {
		do := r.Do.text()
		if r.Pays && p == paysNever {
			continue
		}
		if r.Pays && p == paysSometimes {
			do = onlyWhereSafe.With(do)
		}
		f.Remedies = append(f.Remedies, diag.Remedy{Who: r.Who, Do: r.withContact(do, contacts), By: times[r.By], Pays: r.Pays})
	}
	for _, a := range t.Avoid {
		f.Avoid = append(f.Avoid, a.text())
	}
	return f
}

var contactText = codes.Text{EN: "%s (%s)", ZH: "%s（%s）"}

// withContact adds the first contact of the role that the remedy calls, or of
// the one who is to do it.
func (r remedy) withContact(do codes.Text, contacts []diag.Contact) codes.Text {
	role := r.Call
	if role == "" {
		role = r.Who
	}
	for _, c := range contacts {
		if c.Role != role {
			continue
		}
		said := c.Name
		for _, more := range []string{c.Phone, c.Note} {
			if said != "" && more != "" {
				said += ", "
			}
			said += more
		}
		if said != "" {
			return contactText.With(do, said)
		}
	}
	return do
}
