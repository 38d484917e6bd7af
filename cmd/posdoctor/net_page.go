package main

import (
	"net"
	"slices"
	"strconv"
	"strings"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/netprobe"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
)

// netPage shows a sentence, then each host with its checks, then what to do.
func (a *app) netPage(r *netprobe.Report) []report.Block {
	blocks := []report.Block{paragraph(a.say(netSentence(r)))}
	for i := range r.Hosts {
		h := &r.Hosts[i]
		blocks = append(blocks, report.Block{Kind: report.Heading, Lines: []report.Line{{{Text: hostName(h)}}}})
		blocks = append(blocks, a.checkList(h.Checks)...)
		blocks = append(blocks, a.netAdvice(h.Checks)...)
	}
	blocks = append(blocks, a.heading(headThisMachine))
	blocks = append(blocks, a.checkList(r.Checks)...)
	return append(blocks, a.netAdvice(r.Checks)...)
}

func netSentence(r *netprobe.Report) codes.Text {
	n, reached, problems := len(r.Hosts), r.Reached(), r.Problems()
	switch {
	case reached == 0:
		return sentenceNone.With(n)
	case reached < n:
		return sentenceSome.With(reached, n)
	case problems > 0:
		return sentenceProblems.With(problems)
	}
	return sentenceFine
}

func hostName(h *netprobe.Host) string {
	at := net.JoinHostPort(h.Target.Host, strconv.Itoa(int(h.Target.Port)))
	if h.Target.Name != "" {
		return h.Target.Name + " (" + at + ")"
	}
	return at
}

// checkList shows checks; below them, in few words, those that were not made.
func (a *app) checkList(checks []netprobe.Check) []report.Block {
	table := report.Block{Kind: report.Table, Indent: 2, Columns: []report.Column{{}, {}, {Shrink: true}}}
	pairs := report.Block{Kind: report.Pairs, Indent: 2} // for a screen reader, which has no columns
	var reasons []codes.Text
	skipped := map[codes.Text][]string{}
	for _, c := range checks {
		if c.State != diag.CheckSkipped {
			title, state := report.Span{Text: a.say(c.Title)}, report.Span{Text: a.say(stateWords[c.State]), Tone: stateTones[c.State]}
			table.Rows = append(table.Rows, []report.Span{title, state, {Text: a.say(c.Reason)}})
			pairs.Rows = append(pairs.Rows, []report.Span{title, state, {Text: a.say(joinParts) + a.say(c.Reason)}})
			continue
		}
		if !slices.Contains(reasons, c.Reason) {
			reasons = append(reasons, c.Reason)
		}
		skipped[c.Reason] = append(skipped[c.Reason], a.say(c.Title))
	}
	var blocks []report.Block
	switch {
	case len(table.Rows) == 0:
	case a.flags.plain:
		blocks = append(blocks, pairs)
	default:
		blocks = append(blocks, table)
	}
	var words []string
	for _, reason := range reasons {
		words = append(words, a.say(parensStyle.With(strings.Join(skipped[reason], a.say(joinAnd)), reason)))
	}
	if len(words) > 0 {
		blocks = append(blocks, indented(a.say(textNotMade.With(strings.Join(words, a.say(joinParts))))))
	}
	return blocks
}

// netAdvice says for each problem what may be behind it and what to do.
func (a *app) netAdvice(checks []netprobe.Check) []report.Block {
	var blocks []report.Block
	for _, c := range checks {
		if c.State != diag.CheckProblem {
			continue
		}
		causes := report.Block{Kind: report.Bullets, Indent: 4}
		for _, cause := range c.Causes {
			causes.Lines = append(causes.Lines, report.Line{{Text: a.say(cause)}})
		}
		steps := report.Block{Kind: report.Steps, Indent: 4}
		for _, r := range c.Remedies {
			steps.Lines = append(steps.Lines, report.Line{{Text: a.say(remedyLine.With(whoTexts[r.Who], r.Do))}})
		}
		title := indented(a.say(textMayBe.With(c.Title)))
		blocks = append(blocks, paragraph(""), title, causes, indented(a.say(textToDo)), steps)
	}
	return blocks
}
