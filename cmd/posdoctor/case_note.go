package main

import (
	"context"
	"strconv"
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
	answered, checked        bool
	every                    rhythm
	starts                   string
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
	flags.Var(a.choice(&n.starts, cases.Starts...), "starts", a.say(flagNoteStarts))
	flags.BoolVar(&n.checked, "checked", false, a.say(flagNoteChecked))
	flags.Var(&n.every, "check-every", a.say(flagNoteEvery))
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
	says := strings.TrimSpace(text) != "" || n.answered || n.checked || n.every.days != nil
	if !says && len(n.attach) == 0 || n.starts != "" && strings.TrimSpace(text) == "" {
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
	if says {
		note := cases.Note{
			Text: a.mask(text), With: a.mask(n.with), Channel: n.channel, Promised: string(n.promised), AnswerBy: string(n.answerBy),
			Answered: n.answered, Reference: a.mask(n.reference), Starts: n.starts, Checked: n.checked, CheckEvery: n.every.days,
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

// rhythm is a flag that takes a number of business days, 0 for never.
type rhythm struct{ days *int }

func (r *rhythm) String() string { return "" }
func (r *rhythm) Type() string   { return "days" }

func (r *rhythm) Set(v string) error {
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 || n > maxRhythm {
		return &codes.Problem{ID: "usage.value", What: textBadValue.With(v), Hint: hintRhythm}
	}
	r.days = &n
	return nil
}

const maxRhythm = 250 // about a year
