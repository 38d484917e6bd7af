package main

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/cases"
	"github.com/posdoctor/posdoctor/diag/report"
)

func (a *app) caseShowCommand() *cobra.Command {
	var f caseFlags
	format := "text"
	cmd := a.command("show", manual{
		for_: forShop, use: caseArgument, short: caseShowShort,
		examples: []example{{"posdoctor case show 000878", caseExampleShow}},
	})
	a.caseFlags(cmd.Flags(), &f, false)
	cmd.Flags().Var(a.choice(&format, "text", "json", "markdown"), "format", a.say(flagCaseFormat))
	a.complete(cmd)
	a.completeCase(cmd, &f)
	cmd.Args = arguments(1, 1)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return a.caseShow(cmd.Context(), f, format, args[0]) }
	return cmd
}

func (a *app) caseShow(ctx context.Context, f caseFlags, format, typed string) error {
	d, err := a.desk(ctx, f, false)
	if err != nil {
		return err
	}
	defer d.files.Close()
	c, err := d.find(typed)
	if err != nil {
		return err
	}
	return a.result(format, casesJSON{
		Schema: casesSchema, Dir: a.mask(d.dir), Day: d.today().Format(time.DateOnly), Cases: []caseJSON{d.caseOf(c)},
		Faults: a.faultsOf(errors.Join(d.faults(c)...)),
	}, d.casePage(c.state))
}

func (d *desk) casePage(s cases.State) []report.Block {
	p := s.Now
	pairs := report.Block{Kind: report.Pairs, Indent: 2}
	add := func(name codes.Text, value string) {
		if value != "" {
			pairs.Rows = append(pairs.Rows, []report.Span{{Text: d.say(name), Tone: report.Strong}, {Text: d.mask(value)}})
		}
	}
	add(columnOpened, d.day(s.OpenedAt))
	add(pairMoney, d.say(p.Text()))
	add(pairAmount, d.amount(p))
	add(pairPaidAt, p.At)
	add(pairCard, p.Card)
	add(pairSTAN, p.STAN)
	add(pairRRN, p.RRN)
	add(pairAuth, p.AuthCode)
	add(pairTerminal, p.Terminal)
	add(pairMerchant, p.Merchant)
	for _, r := range s.References {
		add(pairReference, r)
	}
	if s.Closed != nil {
		add(pairEnded, d.say(s.Closed.Outcome.Text()))
		add(pairLesson, s.Closed.Lesson)
	}
	blocks := []report.Block{
		{Kind: report.Heading, Lines: []report.Line{{{Text: d.mask(d.say(headCase.With(s.ID)))}}}},
		paragraph(d.mask(d.say(textPayment.With(p.Sentence)))), pairs,
	}
	blocks = append(blocks, d.history(s)...)
	if len(s.Documents) > 0 {
		list := report.Block{Kind: report.Bullets}
		for _, doc := range s.Documents {
			list.Lines = append(list.Lines, report.Line{{Text: d.mask(doc.Name)}, {Text: d.say(textColon)}, {Text: d.say(checkedTexts[doc.Checked])}})
		}
		blocks = append(blocks, d.heading(headDocuments), list)
	}
	if s.Open() {
		blocks = append(blocks, d.donts(p)...)
		blocks = append(blocks, d.nextSteps(s)...)
		blocks = append(blocks, d.limitsBlock(s)...)
	}
	return blocks
}

// history tells what happened, in the order of its lines.
func (d *desk) history(s cases.State) []report.Block {
	type told struct {
		at   time.Time
		text codes.Text
	}
	var all []told
	for _, n := range s.Notes {
		all = append(all, told{n.Said(), noteText(n)})
	}
	for _, e := range s.Escalations {
		all = append(all, told{e.At, textWentTo.With(e.Title, aside(e.Text))})
	}
	for _, r := range s.Rechecks {
		t := r.Suggest.Text()
		if r.After != nil {
			t = textRechecked.With(r.Before.Text(), r.After.Text())
		}
		all = append(all, told{r.At, t})
	}
	if len(all) == 0 {
		return nil
	}
	list := report.Block{Kind: report.Bullets}
	for len(all) > 0 {
		first := 0 // of equal times the earlier list; notes of one second come before steps
		for i, t := range all {
			if t.at.Before(all[first].at) {
				first = i
			}
		}
		list.Lines = append(list.Lines, report.Line{{Text: d.clock(all[first].at), Tone: report.Dim}, {Text: d.say(textColon)}, {Text: d.mask(d.say(all[first].text))}})
		all = append(all[:first], all[first+1:]...)
	}
	return []report.Block{d.heading(headHistory), list}
}

func (d *desk) clock(t time.Time) string {
	zone := d.prof.Zone
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format("2006-01-02 15:04")
}

func noteText(n cases.Noted) codes.Text {
	t := codes.Same(n.Text)
	switch {
	case n.Text != "":
	case n.Answered:
		t = textAnsweredOnly
	default:
		t = textCheckedOnly
	}
	if n.With != "" {
		t = textSaidBy.With(n.With, t)
	}
	if n.Promised != "" {
		t = textPromisedBy.With(t, n.Promised)
	}
	if n.AnswerBy != "" {
		t = textToAnswerBy.With(t, n.AnswerBy)
	}
	if n.Starts != "" {
		t = textStartsHere.With(t, n.Starts)
	}
	if n.CheckEvery != nil {
		t = textEvery.With(t, *n.CheckEvery)
	}
	return t
}

// aside is what somebody wrote, set off from what stands before it.
func aside(s string) codes.Text {
	if s == "" {
		return codes.Text{}
	}
	return codes.Text{EN: " (%s)", ZH: "（%s）"}.With(s)
}

// donts are the actions that the last verdict does not allow.
func (d *desk) donts(p cases.Snapshot) []report.Block {
	list := report.Block{Kind: report.Bullets}
	for _, action := range []string{"charge_again", "refund", "void"} {
		if g, ok := p.Guards[action]; ok && g.State != "safe" {
			list.Lines = append(list.Lines, report.Line{{Text: d.say(dontTexts[action]), Tone: report.Bad}, {Text: d.say(textColon)}, {Text: d.mask(d.say(g.Reason))}})
		}
	}
	if len(list.Lines) == 0 {
		return nil
	}
	return []report.Block{d.heading(headDonts), list}
}
