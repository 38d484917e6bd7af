package main

import (
	"io"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/cmd/posdoctor/internal/ui"
	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/guide"
	"github.com/posdoctor/posdoctor/diag/pick"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/diag/report/html"
)

// writeTrace writes the one payment that was found, or the list of those that
// fit. JSON holds all of them, each with its timeline.
func (a *app) writeTrace(out *output, f checkFlags, rep diag.Report, prof diag.Profile, found pick.Outcome, meta report.Meta) error {
	if f.format == "json" {
		if more := found.Total - len(found.Found); more > 0 {
			a.note(textNotAll.With(len(found.Found), found.Total))
		}
		return out.write(func(w io.Writer) error { return report.TraceJSON(w, rep, meta) })
	}
	if f.format == "html" {
		var keys []string
		for _, t := range rep.Transactions {
			keys = append(keys, t.Key)
		}
		return out.write(func(w io.Writer) error { return html.Write(w, rep, html.Options{Meta: meta, Lang: a.lang, Only: keys}) })
	}
	if f.format == "markdown" {
		doc := a.tracePage(rep, prof, found, report.PageOptions{Lang: a.lang, Verbose: f.verbose, Quiet: f.quiet, Width: unbounded, Shop: meta.Shop})
		return out.write(func(w io.Writer) error { return report.Markdown(w, doc) })
	}
	screen := ui.Detect(out.w, a.Env, ui.Options{Color: a.flags.color, Plain: a.flags.plain})
	doc := a.tracePage(rep, prof, found, report.PageOptions{Lang: a.lang, Verbose: f.verbose, Quiet: f.quiet, Width: screen.Width, Shop: meta.Shop})
	return out.write(func(w io.Writer) error { return screen.Draw(w, doc) })
}

// tracePage draws one payment with the sheet for whoever must be called, or the
// list of payments that fit.
func (a *app) tracePage(rep diag.Report, prof diag.Profile, found pick.Outcome, o report.PageOptions) report.Doc {
	if len(found.Found) > 1 {
		return candidates(found, o)
	}
	t := &rep.Transactions[0]
	doc := report.Trace(rep, t.Key, o)
	if !o.Quiet {
		doc.Blocks = append(doc.Blocks, a.callSheet(t, prof)...)
	}
	return doc
}

// candidates lists the payments that fit, each with the option that names it alone.
func candidates(found pick.Outcome, o report.PageOptions) report.Doc {
	var apart []string
	for _, s := range pick.Apart(found.Found) {
		apart = append(apart, asOptions(s))
	}
	return report.Candidates(found.Found, apart, found.Total, o)
}

// callSheet gives the filled call sheet, with what is missing on it said first.
func (a *app) callSheet(t *diag.Transaction, prof diag.Profile) []report.Block {
	sheet, ok := guide.Open().Sheet(guide.Recipient(t), t, prof.Contacts)
	if !ok {
		return nil
	}
	var missing []string
	for _, f := range sheet.Have {
		// Only what was approved has an authorisation code to look for.
		if !f.Known && (f.ID != "auth_code" || approved(t.Root())) {
			missing = append(missing, a.say(f.Name))
		}
	}
	blocks := sheet.Doc(a.lang).Blocks
	if len(missing) == 0 {
		return blocks
	}
	flag := report.Block{Kind: report.Paragraph, Lines: []report.Line{{{
		Text: a.say(textSheetMissing.With(strings.Join(missing, a.say(listComma)))), Tone: report.Caution,
	}}}}
	return append([]report.Block{blocks[0], flag}, blocks[1:]...)
}

func approved(l *diag.Leg) bool {
	return l.State == diag.StateStored ||
		l.Code != "" && slices.Contains([]diag.State{diag.StateApproved, diag.StateUndone, diag.StateDisputed}, l.State)
}

// asOptions writes a selector as it is typed.
func asOptions(s pick.Selector) string {
	switch {
	case s.STAN != "":
		return "--stan " + s.STAN
	case s.RRN != "":
		return "--rrn " + s.RRN
	}
	return "--key " + s.Key
}

// nearMisses lists what nearly fits beside the error that nothing does.
func (a *app) nearMisses(found pick.Outcome) {
	for _, n := range found.Near {
		root := n.Transaction.Root()
		var parts, misses []string
		for _, s := range []string{root.Name(), root.At.String()} {
			if s != "" {
				parts = append(parts, s)
			}
		}
		if root.Amount.Known {
			parts = append(parts, report.Money(root.Amount.Minor, root.Amount.Currency, a.lang))
		}
		if m := root.Card.Masked; len(m) >= 4 {
			parts = append(parts, "*"+m[len(m)-4:])
		}
		for _, c := range n.Misses {
			misses = append(misses, a.say(criterionWords[c]))
		}
		a.note(textNear.With(strings.Join(parts, "  "), strings.Join(misses, a.say(listComma))))
	}
}

var criterionWords = map[pick.Criterion]codes.Text{
	pick.ByKey:    {EN: "key", ZH: "编号"},
	pick.BySTAN:   {EN: "trace no.", ZH: "凭证号"},
	pick.ByRRN:    {EN: "reference no.", ZH: "参考号"},
	pick.ByAmount: {EN: "amount", ZH: "金额"},
	pick.ByTime:   {EN: "time", ZH: "时间"},
	pick.ByLast4:  {EN: "card", ZH: "卡尾号"},
}
