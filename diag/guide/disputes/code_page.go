package disputes

import (
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
)

// overviewPage is the topic of what the steps are and where to read on.
const overviewPage = "disputes"

var (
	titleOverview = codes.Text{EN: "Disputes: what the words mean, and where to read on", ZH: "差错与争议：各步骤的意思，到哪里看"}
	titleCode     = codes.Text{EN: "Dispute reason code %[1]s %[2]s: %[3]s", ZH: "差错原因码 %[1]s %[2]s：%[3]s"}
	headSteps     = codes.Text{EN: "The steps", ZH: "各个步骤"}
	headCalled    = codes.Text{EN: "What the networks call it", ZH: "卡组织怎样称呼"}
	headPages     = codes.Text{EN: "More", ZH: "继续看"}
	sayStepMeans  = codes.Text{EN: "%[1]s (%[2]s): %[3]s", ZH: "%[1]s（%[2]s）：%[3]s"}
	rowStep       = codes.Text{EN: "Step", ZH: "步骤"}
	rowAnswer     = codes.Text{EN: "What answers it", ZH: "用什么答复"}
	rowSituation  = codes.Text{EN: "Comes up when", ZH: "出现在"}
	rowNote       = codes.Text{EN: "Note", ZH: "说明"}
	rowSource     = codes.Text{EN: "Source", ZH: "来源"}
	saySourced    = codes.Text{EN: "%[1]s; %[2]s; as of %[3]s", ZH: "%[1]s；%[2]s；截至 %[3]s"}
	sayNotMoney   = codes.Text{
		EN: "A reason code tells why a payment is disputed. It does not tell where the money is: look at the payment itself.",
		ZH: "原因码只说明为什么有争议，不说明钱在哪里：请查这笔交易本身。",
	}
)

// Named lists the topics of the reason codes that are written like this, in any
// network or only in one ("" for any): "dispute.visa.12.6.1".
func (f *Facts) Named(network, code string) []string {
	var out []string
	for _, r := range f.reasons {
		same := strings.EqualFold(r.code, code) || r.alias != "" && strings.EqualFold(r.alias, code)
		if id := topicOf(r); same && (network == "" || network == r.network) && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

func topicOf(r reason) string { return "dispute." + r.network + "." + r.code }

// coded finds the row of a topic.
func (f *Facts) coded(topic string) (reason, bool) {
	for _, r := range f.reasons {
		if strings.EqualFold(topicOf(r), topic) {
			return r, true
		}
	}
	return reason{}, false
}

func (f *Facts) titleOf(r reason) codes.Text {
	n, _ := f.network(r.network)
	return titleCode.With(n.Name, r.code, r.name)
}

// codePage tells everything about one reason code.
func (f *Facts) codePage(p *page, r reason) {
	c := f.reasonCode(r)
	b := report.Block{Kind: report.Pairs, Indent: 2}
	row := func(name, value codes.Text) {
		if !value.IsZero() {
			b.Rows = append(b.Rows, []report.Span{{Text: name.In(p.lang)}, {Text: value.In(p.lang)}})
		}
	}
	row(rowStep, sayStepMeans.With(c.Step.Name, c.Step.By, c.Step.Means))
	var when []codes.Text
	for _, s := range f.situations {
		if slices.Contains(c.Situations, s.ID) {
			when = append(when, s.Title)
		}
	}
	row(rowSituation, joined(when))
	row(rowAnswer, f.answers(c))
	row(rowNote, c.Note)
	row(rowSource, saySourced.With(c.Source, confidenceWords[c.Confidence], c.AsOf))
	p.add(b)
	p.paragraph(sayNotMoney)
	about := func(x rule) bool { return x.Network == r.network && slices.Contains(x.Reasons, r.code) }
	if slices.ContainsFunc(f.rules, about) {
		f.limits(p, about, func(noRule) bool { return false })
	}
	n, _ := f.network(r.network)
	p.list(headPages, []codes.Text{saySee.With(titleNetwork.With(n.Name), "dispute."+n.ID)})
}

var saySee = codes.Text{EN: "%[1]s: posdoctor explain %[2]s", ZH: "%[1]s：posdoctor explain %[2]s"}

// answers names what answers a code.
func (f *Facts) answers(c ReasonCode) codes.Text {
	var out []codes.Text
	for _, i := range f.Items(nil) {
		if slices.Contains(c.Answer, i.ID) {
			out = append(out, i.What)
		}
	}
	if len(out) == 0 {
		return sayUnknown
	}
	return joined(out)
}

// overview tells what the steps are and lists the other pages.
func (f *Facts) overview(p *page) {
	var steps, called, notes, pages []codes.Text
	for _, s := range f.steps {
		steps = append(steps, sayStepMeans.With(s.Name, s.By, s.Means))
	}
	for _, s := range f.situations {
		called = append(called, sayAsks.With(s.Title, s.Called))
	}
	for _, x := range f.notes {
		notes = append(notes, f.noted(x))
	}
	for _, id := range f.Topics() {
		if id != overviewPage {
			pages = append(pages, saySee.With(f.Title(id), id))
		}
	}
	p.list(headSteps, steps)
	p.list(headCalled, called)
	p.list(headNotes, notes)
	p.list(headPages, pages)
}

func (f *Facts) noted(x note) codes.Text {
	return saySource.With(x.Text, f.source(x.Source), confidenceWords[x.Confidence], x.AsOf)
}
