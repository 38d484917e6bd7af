package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/cases"
	"github.com/posdoctor/posdoctor/diag/report"
)

// noteFlags are the options of case note.
type noteFlags struct {
	with, channel, reference string
	when                     moment
	promised, answerBy       dayFlag
	answered                 bool
	attach                   []string
}

func (a *app) caseNoteCommand() *cobra.Command {
	var f caseFlags
	var n noteFlags
	cmd := a.command("note", manual{
		for_: forShop, use: codes.Text{EN: "CASE [TEXT]", ZH: "个案 [内容]"}, short: caseNoteShort, long: caseNoteLong,
		examples: []example{
			{`posdoctor case note 000878 "they will look into it" --with "acquirer, Ms Lin" --channel phone --promised 2026-11-27`, caseExampleNote},
			{"posdoctor case note 000878 --attach slip.jpg:slip", caseExampleAttach},
		},
	})
	flags := cmd.Flags()
	a.caseFlags(flags, &f, true)
	flags.StringVar(&n.with, "with", "", a.say(flagNoteWith))
	flags.Var(a.choice(&n.channel, cases.Channels...), "channel", a.say(flagNoteChannel))
	flags.Var(&n.when, "at", a.say(flagNoteAt))
	flags.Var(&n.promised, "promised", a.say(flagNotePromised))
	flags.Var(&n.answerBy, "answer-by", a.say(flagNoteAnswerBy))
	flags.BoolVar(&n.answered, "answered", false, a.say(flagNoteAnswered))
	flags.StringVar(&n.reference, "reference", "", a.say(flagCaseReference))
	flags.StringArrayVar(&n.attach, "attach", nil, a.say(flagNoteAttach))
	a.complete(cmd)
	a.completeCase(cmd, &f)
	cmd.Args = arguments(1, 2)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		text := ""
		if len(args) == 2 {
			text = args[1]
		}
		return a.caseNote(cmd.Context(), f, n, args[0], text)
	}
	return cmd
}

func (a *app) caseNote(ctx context.Context, f caseFlags, n noteFlags, typed, text string) error {
	if strings.TrimSpace(text) == "" && len(n.attach) == 0 && !n.answered {
		return &codes.Problem{ID: "usage.case_note", What: textEmptyNote, Hint: hintHelp.With("posdoctor case note")}
	}
	var documents []*attachment
	for _, asked := range n.attach {
		doc, err := a.attachment(asked)
		if err != nil {
			return err
		}
		documents = append(documents, doc)
	}
	d, err := a.desk(ctx, f, true)
	if err != nil {
		return err
	}
	defer d.files.Close()
	c, err := d.find(typed)
	if err != nil {
		return err
	}
	var said []report.Block
	for _, doc := range documents {
		if doc.name, err = d.files.AddDocument(c.id, doc.name, doc.data); err != nil {
			return caseProblem(err, true)
		}
		if err := d.write(c, cases.Line{Kind: cases.KindDocument, Document: doc.line()}); err != nil {
			return err
		}
		said = append(said, paragraph(a.say(textAttached.With(doc.name, checkedTexts[doc.checked]))))
	}
	if strings.TrimSpace(text) != "" || n.answered {
		note := cases.Note{
			Text: a.mask(text), With: a.mask(n.with), Channel: n.channel, Promised: string(n.promised), AnswerBy: string(n.answerBy),
			Answered: n.answered, Reference: a.mask(n.reference),
		}
		if !n.when.at.IsZero() {
			when := inZone(n.when.at, d.prof.Zone)
			note.When = &when
		}
		if err := d.write(c, cases.Line{Kind: cases.KindNote, Note: &note}); err != nil {
			return err
		}
		said = append(said, paragraph(a.say(textNoted.With(c.id))))
	}
	return a.show(a.page(append(said, d.nextSteps(c.state)...)...))
}

// inZone takes a wall clock that the user typed as one of the shop.
func inZone(t time.Time, zone *time.Location) time.Time {
	if zone == nil {
		return t
	}
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, zone)
}

// dayFlag is a flag that takes a day.
type dayFlag string

func (d *dayFlag) String() string { return string(*d) }
func (d *dayFlag) Type() string   { return "day" }

func (d *dayFlag) Set(v string) error {
	if _, err := time.Parse(time.DateOnly, v); err != nil {
		return &codes.Problem{ID: "usage.value", What: textBadValue.With(v), Hint: hintOneDay}
	}
	*d = dayFlag(v)
	return nil
}

// nextSteps are the open tasks of a case, as the end of a page.
func (d *desk) nextSteps(s cases.State) []report.Block {
	items := d.due(s)
	if len(items) == 0 {
		return nil
	}
	steps := report.Block{Kind: report.Steps}
	for _, i := range items {
		tone := report.Plain
		if i.Due {
			tone = report.Bad
		}
		steps.Lines = append(steps.Lines, report.Line{{Text: d.say(dueDay(i)), Tone: tone}, {Text: d.say(textColon)}, {Text: d.mask(d.say(i.Text))}})
	}
	blocks := []report.Block{d.heading(headNextSteps), steps}
	if slices.ContainsFunc(items, func(i cases.Item) bool { return i.Task == cases.TaskEscalate }) {
		blocks = append(blocks, report.Block{Kind: report.Paragraph, Lines: []report.Line{{{Text: d.say(textRhythm), Tone: report.Dim}}}})
	}
	return blocks
}

func dueDay(i cases.Item) codes.Text {
	day := i.Day.Format(time.DateOnly)
	switch {
	case !i.Due:
		return codes.Same(day)
	case i.Late == 0:
		return textToday.With(day)
	case i.Late == 1:
		return textLateOne.With(day)
	}
	return textLate.With(day, i.Late)
}
