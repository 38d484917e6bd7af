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
	s.put(p.paragraph(p.say(sayDecided.With(report.MoneyWord(v), report.ConfidenceWord(v.Confidence), string(v.Reason))), true))

	// The codes are laid out first, so that the proof leaves room for them.
	meant := p.meanings(t)
	codesHead := p.heading(wordCodes)
	spare := total([][]line{codesHead}) + min(total(meant), (bottom-top)/2)
	s.put(p.heading(wordHow))
	var proofs []string
	for _, e := range v.Because {
		text := e.Text
		if place := p.place(r, e.Where); !place.IsZero() {
			text = sayPlaced.With(text, place)
		}
		proofs = append(proofs, p.say(text))
	}
	if len(proofs) == 0 {
		s.put(p.paragraph(p.say(wordNoProof), false))
	}
	p.fill(s, p.numbered(proofs), spare)
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
		out = append(out, p.paragraph(p.say(sayCode.With(head, c.Name)), true))
		if !c.Meaning.IsZero() {
			out = append(out, p.paragraph(p.say(c.Meaning), false))
		}
		if !reading.Book.Name.IsZero() {
			out = append(out, p.paragraph(p.say(sayBook.With(reading.Book.Name)), false))
		}
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
	for i, command := range commands {
		rest = append(rest, p.item(fmt.Sprintf("%d.", i+1), command)...)
	}
	rest = append(rest, p.paragraph(p.say(wordAdded), false)...)
	finger := p.say(wordUnsigned)
	if p.o.Fingerprint != "" {
		finger = shown(p.o.Fingerprint)
	}
	rest = append(rest, p.pair(wordFingerprint, finger)...)
	rest = append(rest, p.heading(wordNotProved)...)
	rest = append(rest, p.paragraph(p.say(wordLimits), false)...)
	rest = append(rest, p.pair(wordMade, shown(fmt.Sprintf("posdoctor %s", p.o.Version)))...)
	if p.o.Knowledge != "" {
		rest = append(rest, p.pair(wordKnowledge, shown(p.o.Knowledge))...)
	}

	s.put(p.heading(wordRead))
	var sources [][]line
	for i := range r.Sources {
		sources = append(sources, p.source(&r.Sources[i]))
	}
	p.fill(s, sources, total([][]line{rest}))
	s.put(rest)
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
