package pdf

import (
	"fmt"
	"slices"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
)

// proof is the third page: how the verdict is known, and what the codes mean.
func (p *paper) proof(r diag.Report, t *diag.Transaction) {
	s := p.sheet(shown(t.Key))
	v := t.Verdict
	s.put(p.title(wordProof))
	s.put(spaced(p.paragraph(p.say(sayDecided.With(report.MoneyWord(v), report.ConfidenceWord(v.Confidence), string(v.Reason))), true)))

	// The codes are laid out first, so that the proof leaves room for them.
	meant := p.meanings(t)
	codesHead := p.heading(wordCodes)
	spare := total([][]line{codesHead}) + min(total(meant), (bottom-top)/2)
	s.put(p.heading(wordHow))
	var proofs [][]line
	for i, e := range v.Because {
		entry := p.item(fmt.Sprintf("%d.", i+1), p.say(e.Text))
		proofs = append(proofs, spaced(append(entry, p.place(r, e.Where, 0, indent)...)))
	}
	if len(proofs) == 0 {
		s.put(p.paragraph(p.say(wordNoProof), false))
	}
	s.put(p.abridged(proofs, report.ProofWeights(t), s.room()-spare, nil)...)
	s.put(codesHead)
	p.fill(s, meant, 0)
}

// meanings says of each code that decided a part of the payment what it means.
func (p *paper) meanings(t *diag.Transaction) [][]line {
	var out [][]line
	var told []codes.Code
	add := func(head codes.Text, reading codes.Reading) {
		c := reading.Code
		if slices.ContainsFunc(told, func(x codes.Code) bool { return x.Book == c.Book && x.Value == c.Value && x.Class == c.Class }) {
			return
		}
		told = append(told, c)
		entry := spaced(p.paragraph(p.say(sayCode.With(head, c.Name)), true))
		if !c.Meaning.IsZero() {
			entry = append(entry, p.paragraph(p.say(c.Meaning), false)...)
		}
		if !reading.Book.Name.IsZero() {
			entry = append(entry, p.paragraph(p.say(sayBook.With(reading.Book.Name)), false)...)
		}
		out = append(out, entry)
	}
	for i := range t.Legs {
		l := &t.Legs[i]
		if l.Code == "" {
			continue
		}
		head := sayCodeOf.With(l.Code, report.KindWord(l.Kind))
		if l.Reading.Code.Name.IsZero() {
			out = append(out, p.paragraph(p.say(sayCode.With(head, wordNoMeaning)), true))
		} else {
			add(head, l.Reading)
		}
		for _, other := range l.Others {
			add(sayMayBe.With(head), other)
		}
	}
	if len(out) == 0 {
		out = append(out, p.paragraph(p.say(wordNoCodes), false))
	}
	return out
}

// origin is the last page: what was read, and how the receiver checks it.
func (p *paper) origin(r diag.Report, list []*diag.Transaction, left int) {
	of := ""
	switch {
	case len(list) == 1:
		of = shown(list[0].Key)
	case len(list) > 1:
		of = p.say(sayKeys.With(list[0].Key, len(list)-1))
	}
	s := p.sheet(of)
	s.put(p.title(wordOrigin))
	if len(list) == 0 {
		s.put(p.paragraph(free(report.Say(r, p.o.Lang).Sentence), true), p.paragraph(p.say(wordNone), false))
	}
	if left > 0 {
		s.put(p.paragraph(p.say(sayLeft.With(left)), true))
	}
	rest := slices.Concat(
		p.heading(wordDigests), p.paragraph(p.say(wordNoDigests), false),
		p.heading(wordVerify), p.paragraph(p.say(wordFolder), false),
	)
	rest = append(rest, p.commands()...)
	rest = append(rest, p.heading(wordNotProved)...)
	rest = append(rest, p.paragraph(p.say(wordLimits), false)...)
	if p.o.Knowledge != "" {
		rest = append(rest, p.paragraph(p.say(sayKnowledge.With(p.o.Knowledge)), false)...)
	}

	// What the receiver needs for checking has its room before lists that may be
	// long take theirs.
	room := s.room() - total([][]line{rest})
	s.put(p.heading(wordRead))
	var sources, skipped [][]line
	for i := range r.Sources {
		sources = append(sources, spaced(p.source(&r.Sources[i])))
	}
	for _, text := range report.Say(r, p.o.Lang).Skipped {
		skipped = append(skipped, p.item("-", free(text)))
	}
	skippedRoom := min(total(skipped)+headGap+leading+ruleGap, room/2)
	p.fill(s, sources, total([][]line{rest})+skippedRoom)
	if len(skipped) > 0 {
		s.put(p.heading(wordUnchecked))
		p.fill(s, skipped, total([][]line{rest}))
	}
	s.put(rest)
}

// commands are how the receiver checks the folder.
func (p *paper) commands() []line {
	list := checks
	after := slices.Concat(p.paragraph(p.say(wordAdded), false), p.paragraph(p.say(wordUnsigned), true))
	if p.o.Fingerprint != "" {
		list = append(slices.Clone(checks), signature)
		after = slices.Concat(
			p.paragraph(p.say(wordAdded), false), p.paragraph(p.say(wordSigned), false), p.paragraph(shown(p.o.Fingerprint), true),
		)
	}
	var out []line
	for i, command := range list {
		out = append(out, p.item(fmt.Sprintf("%d.", i+1), command)...)
	}
	return append(out, after...)
}

// source is what is known about one input.
func (p *paper) source(x *transcripts.Source) []line {
	format := codes.Same(x.Format)
	if x.Format == "" {
		format = wordNoFormat
	}
	text := sayCounts.With(format, x.Bytes, x.Lines, x.Messages)
	if x.From.Known() && x.To.Known() {
		text = sayBetween.With(text, x.From.String(), x.To.String())
	}
	if x.Unparsed > 0 {
		text = sayUnread.With(text, x.Unparsed)
	}
	return append(p.paragraph(free(x.Name), true), p.paragraph(p.say(text), false)...)
}
