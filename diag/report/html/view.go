package html

import (
	"fmt"
	"slices"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
)

// Limits of one file, so that a bad day still gives a page that opens. What is
// beyond them is counted.
const (
	mostPayments = 100
	mostEntries  = 16 // of a timeline, a proof, the legs: one payment prints on four pages
	mostFound    = 3  // of the places that show a finding
)

// section is the report in one language.
type section struct {
	lang  codes.Lang
	First bool   // seen first
	ID    string // "en", "zh"
	Lang  string // "en", "zh-CN"

	Title, Scope, Sentence shown
	Chosen                 bool
	Payments               []payment
	None, More, Rest       shown
	People                 []person
	Donts, Skipped         []shown
	Findings               []finding
	Devices                []shown
	Terminals              []terminal
	Sources                []source
	Digests                bool
	Tool, Knowledge        shown
	Made, MadeAt           shown
}

// person is who has something to do.
type person struct {
	Name  shown
	Tasks []task
}

type task struct{ By, Do, For shown }

type finding struct {
	Title, Class  shown
	Level         string // "info", "warning", "critical"
	Causes, Avoid []shown
	Tasks         []task // what is not in the list of what to do
	Proof         []proof
	Fewer         shown
}

type proof struct {
	No          int // among all, in the proof of a verdict
	Text, Place shown
}

type terminal struct {
	ID     shown
	Guards []guard
}

type guard struct {
	Name        string // of a word
	State       string // "never", "wait", "safe"
	Now, Reason shown
	Until       shown
}

type source struct {
	Name, Format, Size, Lines, Messages, Covers, Masked, Digest shown
}

// builder makes a section.
type builder struct {
	r    diag.Report
	lang codes.Lang
	id   string
	shop shown
	name map[string]shown // of a payment, by key
}

func build(r diag.Report, o Options, all int, lang codes.Lang) section {
	b := &builder{r: r, lang: lang, id: "en", shop: free(o.Shop.Line()), name: map[string]shown{}}
	said := report.Say(r, lang)
	s := section{
		lang: lang, ID: "en", Lang: "en", Title: b.say(sayTitle), Chosen: len(o.Only) > 0, Digests: !o.Bundle,
		Tool: clean("posdoctor " + o.Version), Knowledge: orDash(o.Knowledge),
		Made: shown(o.Now.Format("2006-01-02 15:04:05 -07:00")), MadeAt: shown(o.Now.Format(time.RFC3339)),
	}
	if lang == codes.Chinese {
		b.id, s.ID, s.Lang = "zh", "zh", "zh-CN"
	}
	list := said.Payments
	if s.Chosen {
		list = chosen(r, said.Payments)
		if all > len(list) {
			s.Scope = b.say(sayScope.With(len(list), all))
		}
		if len(list) == 1 && !list[0].Of.Verdict.Sentence.IsZero() {
			s.Sentence = b.say(sayOne.With(b.heading(list[0].Of), list[0].Of.Verdict.Sentence))
		}
	} else {
		s.Sentence, s.Rest = free(said.Sentence), free(said.Rest)
	}
	if sum := r.Summary; len(list) == 0 && sum.Transactions > 0 && sum.Attention == 0 && !s.Chosen {
		s.None = b.say(words["none"])
	}
	for i := range r.Transactions {
		if t := &r.Transactions[i]; len(t.Legs) > 0 {
			b.name[t.Key] = clean(t.Root().Name())
		}
	}
	if left := len(list) - mostPayments; left > 0 {
		s.More, list = b.say(sayMore.With(left)), list[:mostPayments]
	}
	for i, p := range list {
		s.Payments = append(s.Payments, b.payment(i+1, p))
	}
	s.People = b.people(said.Tasks)
	s.Donts, s.Skipped, s.Devices = frees(said.Donts), frees(said.Skipped), frees(said.Devices)
	b.findings(&s, said.Tasks)
	for _, t := range r.Terminals {
		s.Terminals = append(s.Terminals, terminal{orDash(t.ID), []guard{b.guard("reset", t.ResetTerminal), b.guard("close", t.CloseBatch)}})
	}
	for _, src := range r.Sources {
		s.Sources = append(s.Sources, b.source(src))
	}
	return s
}

// chosen gives the payments of a narrowed report in its own order.
func chosen(r diag.Report, urgent []report.Payment) []report.Payment {
	var out []report.Payment
	for i := range r.Transactions {
		t := &r.Transactions[i]
		if len(t.Legs) == 0 {
			continue
		}
		p := report.Payment{Of: t, Why: report.WhyWord(t.Verdict.Reason)}
		for _, u := range urgent {
			if u.Of.Key == t.Key {
				p.Why = u.Why
			}
		}
		out = append(out, p)
	}
	return out
}

// people groups what is to be done by who does it, in the order in which each
// first has something to do.
func (b *builder) people(tasks []report.Task) []person {
	var out []person
	for _, t := range tasks {
		if t.Pays && len(t.For) == 0 {
			continue // no payment here may be charged again
		}
		name := b.say(report.PersonWord(t.Who))
		i := slices.IndexFunc(out, func(p person) bool { return p.Name == name })
		if i < 0 {
			i, out = len(out), append(out, person{Name: name})
		}
		out[i].Tasks = append(out[i].Tasks, task{By: b.say(t.By), Do: b.say(t.Do), For: b.names(t.For)})
	}
	return out
}

// names lists payments by their numbers, the first few of many.
func (b *builder) names(keys []string) shown {
	const most = 5
	sep := ", "
	if b.lang == codes.Chinese {
		sep = "、"
	}
	list, n := "", 0
	for _, k := range keys {
		name := b.name[k]
		if name == "" {
			continue
		}
		if n++; n > most {
			continue
		}
		if n > 1 {
			list += sep
		}
		list += string(name)
	}
	if n > most {
		list += fmt.Sprintf(" (+%d)", n-most)
	}
	if list == "" {
		return ""
	}
	return b.say(sayFor.With(list))
}

// others are the remedies of a finding that are not in the list of what to do.
func (b *builder) others(f diag.Finding, tasks []report.Task) []task {
	var out []task
	for _, r := range f.Remedies {
		listed := slices.ContainsFunc(tasks, func(t report.Task) bool { return t.Who == r.Who && t.Do == r.Do })
		if listed || r.Pays {
			continue // one that ends in a payment is only shown with the payments it is for
		}
		out = append(out, task{By: b.say(r.By), Do: b.say(sayWho.With(report.PersonWord(r.Who), r.Do))})
	}
	return out
}

func (b *builder) findings(s *section, tasks []report.Task) {
	for _, f := range b.r.Findings {
		title := f.Title
		if f.Count > 1 {
			title = sayTimes.With(f.Title, f.Count)
		}
		v := finding{Title: b.say(title), Class: b.say(sayClass.With(severities[f.Severity], f.ID)), Level: f.Severity.String()}
		for _, c := range f.Causes {
			v.Causes = append(v.Causes, b.say(c))
		}
		for _, a := range f.Avoid {
			v.Avoid = append(v.Avoid, b.say(a))
		}
		v.Tasks = b.others(f, tasks)
		v.Proof, v.Fewer = b.proofs(f.Evidence, mostFound)
		s.Findings = append(s.Findings, v)
	}
	slices.SortStableFunc(s.Findings, func(x, y finding) int { return level(y.Level) - level(x.Level) })
}

func level(name string) int { return slices.Index([]string{"info", "warning", "critical"}, name) }

func (b *builder) proofs(list []diag.Evidence, most int) (out []proof, fewer shown) {
	for _, e := range list[:min(len(list), most)] {
		out = append(out, proof{Text: b.say(e.Text), Place: b.place(e.Where)})
	}
	return out, b.fewer(len(list) - most)
}

func (b *builder) fewer(left int) shown {
	if left <= 0 {
		return ""
	}
	return b.say(sayFewer.With(left))
}

// place says where something stands, to the byte. The name of the only source
// is not said every time.
func (b *builder) place(w transcripts.Where) shown {
	if w.IsZero() || w.Source < 0 || w.Source >= len(b.r.Sources) {
		return ""
	}
	name, one := b.r.Sources[w.Source].Name, len(b.r.Sources) == 1
	switch {
	case one && w.Line == 0:
		return b.say(sayOffset.With(w.Offset, w.Length))
	case one:
		return b.say(sayLine.With(w.Line, w.Offset, w.Length))
	case w.Line == 0:
		return b.say(sayByte.With(name, w.Offset, w.Length))
	}
	return b.say(sayPlace.With(name, w.Line, w.Offset, w.Length))
}

func (b *builder) guard(name string, g diag.Guard) guard {
	return guard{name, g.State.String(), b.say(report.PermissionWord(g.State)), b.say(g.Reason), b.say(report.UntilWord(g))}
}

func (b *builder) source(s transcripts.Source) source {
	out := source{
		Name: free(s.Name), Format: clean(s.Format), Size: b.say(sayBytes.With(s.Bytes)),
		Lines: shown(fmt.Sprint(s.Lines)), Messages: shown(fmt.Sprint(s.Messages)), Covers: dash, Masked: dash, Digest: orDash(s.SHA256),
	}
	if s.Format == "" {
		out.Format = b.say(words["unknown"])
	}
	if s.Unparsed > 0 {
		out.Lines = b.say(sayUnread.With(s.Lines, s.Unparsed))
	}
	if s.Faults > 0 {
		out.Messages = b.say(sayBroken.With(s.Messages, s.Faults))
	}
	if s.From.Known() && s.To.Known() {
		out.Covers = clean(s.From.String() + " – " + s.To.String())
	}
	if len(s.Masked) > 0 {
		out.Masked = ""
	}
	for i, kind := range sortedKeys(s.Masked) {
		if i > 0 {
			out.Masked += ", "
		}
		word, ok := masks[kind]
		if !ok {
			word = codes.Same(kind)
		}
		out.Masked += shown(fmt.Sprintf("%s: %d", b.say(word), s.Masked[kind]))
	}
	return out
}

func sortedKeys(m map[string]int64) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func frees(in []string) []shown {
	out := make([]shown, len(in))
	for i, s := range in {
		out[i] = free(s)
	}
	return out
}
