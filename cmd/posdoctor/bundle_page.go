package main

import (
	"maps"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/evidence"
	"github.com/posdoctor/posdoctor/diag/report"
)

// showBundle tells what was written and how it is checked.
func (a *app) showBundle(out, name string, zipped bool, w evidence.Written, payments int) error {
	path := filepath.Join(out, name)
	page := a.page(sentence(a.mask(a.say(sayWritten.With(path))), report.Strong))
	list := report.Block{Kind: report.Bullets}
	add := func(t codes.Text) { list.Lines = append(list.Lines, report.Line{{Text: a.mask(a.say(t))}}) }
	if payments > 0 {
		add(sayPayments.With(payments))
	}
	add(sayFiles.With(w.Files, a.size(w.Bytes)))
	if zipped {
		add(sayZip.With(path + ".zip"))
	}
	for _, c := range w.Copies {
		if c.Path == "" {
			add(sayOmitted.With(c.Name, c.Omitted))
		}
	}
	masked := int64(0)
	for _, n := range w.Masked {
		masked += n
	}
	if masked > 0 {
		add(sayLate.With(masked))
	}
	flag := "--unsigned"
	if w.Fingerprint == "" {
		add(sayUnsigned)
	} else {
		flag = "--fingerprint " + w.Fingerprint
		add(saySigned.With(w.Fingerprint))
	}
	page.Blocks = append(page.Blocks, list, a.heading(headReceiver),
		report.Block{Kind: report.Verbatim, Indent: 2, Lines: []report.Line{{{Text: "posdoctor bundle verify " + a.mask(name) + " " + flag}}}},
		paragraph(a.say(sayInspect.With(a.mask(path)))))
	if w.Query != "" {
		page.Blocks = append(page.Blocks, paragraph(a.say(sayQuery.With(w.Query, a.mask(path)))))
	}
	return a.show(page)
}

// showContents draws what is in a bundle.
func (a *app) showContents(name string, c evidence.Contents) error {
	page := a.page(sentence(a.mask(a.say(sayContents.With(name, c.Revision, c.Records))), report.Strong))
	add := func(blocks ...report.Block) { page.Blocks = append(page.Blocks, blocks...) }
	files := report.Block{Kind: report.Table, Columns: []report.Column{
		{Title: a.say(columnFile), Shrink: true}, {Title: a.say(columnSize), Right: true}, {Title: a.say(columnWhat), Shrink: true},
	}}
	for _, f := range c.Files {
		files.Rows = append(files.Rows, []report.Span{{Text: a.mask(f.Path)}, {Text: a.size(f.Bytes)}, {Text: a.say(f.Title)}})
	}
	add(files, a.heading(headMasked), a.maskedBlock(c.Masked))
	add(a.heading(headPortals), a.portalBlock(c.Portals))
	if len(c.Open) > 0 {
		open := report.Block{Kind: report.Bullets}
		for _, o := range c.Open {
			open.Lines = append(open.Lines, report.Line{{Text: a.mask(a.say(sayOpen.With(whoHas[o.Who], o.What)))}})
		}
		add(a.heading(headMissing), open)
	}
	if len(c.Faults) > 0 {
		add(a.heading(headAgainst), a.faultBlock(c.Faults))
	}
	return a.show(page)
}

func (a *app) maskedBlock(counts map[string]int64) report.Block {
	if len(counts) == 0 {
		return paragraph(a.say(sayNothingMasked))
	}
	pairs := report.Block{Kind: report.Pairs, Indent: 2}
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		name, ok := maskedKinds[kind]
		if !ok {
			name = codes.Same(kind)
		}
		pairs.Rows = append(pairs.Rows, []report.Span{{Text: a.say(name)}, {Text: strconv.FormatInt(counts[kind], 10)}})
	}
	return pairs
}

func (a *app) portalBlock(list []evidence.PortalFit) report.Block {
	if !slices.ContainsFunc(list, func(p evidence.PortalFit) bool { return p.Files > 0 }) {
		return paragraph(a.say(sayNoPortalFile))
	}
	table := report.Block{Kind: report.Table, Columns: []report.Column{
		{Title: a.say(columnPortal), Shrink: true}, {Title: a.say(columnSize), Right: true}, {Title: a.say(columnLimit), Right: true}, {Title: a.say(columnFits)},
	}}
	for _, p := range list {
		fits := saysNo
		switch {
		case p.Files == 0:
			fits = saysNone
		case p.Fits && p.Pages > 0:
			fits = saysPages.With(p.Pages)
		case p.Fits:
			fits = saysYes
		}
		table.Rows = append(table.Rows, []report.Span{{Text: p.Receiver}, {Text: a.size(p.Bytes)}, {Text: a.size(p.Most)}, {Text: a.say(fits)}})
	}
	return table
}

// mostFaults is how many faults a page shows; JSON has them all.
const mostFaults = 40

func (a *app) faultBlock(faults []evidence.Fault) report.Block {
	list := report.Block{Kind: report.Bullets}
	for i, f := range faults {
		if i == mostFaults {
			list.Lines = append(list.Lines, report.Line{{Text: a.say(sayMoreFaults.With(len(faults) - i))}})
			break
		}
		text := sayFault.With(f.Path, f.What())
		if f.To != "" {
			text = sayFaultTo.With(f.Path, f.What(), f.To)
		}
		list.Lines = append(list.Lines, report.Line{{Text: a.mask(a.say(text)), Tone: report.Bad}})
	}
	return list
}

// showOutcome draws a verification.
func (a *app) showOutcome(o evidence.Outcome) error {
	head, tone := sayPassed, report.Good
	switch {
	case nobody(o):
		head, tone = sayNobody, report.Bad
	case !o.Passed:
		head, tone = sayFailed, report.Bad
	}
	page := a.page(sentence(a.mask(a.say(head.With(o.Name))), tone))
	add := func(blocks ...report.Block) { page.Blocks = append(page.Blocks, blocks...) }
	if !o.Passed {
		add(a.faultBlock(o.Faults))
		if o.Fingerprint != "" {
			add(paragraph(a.say(saySigner.With(o.Fingerprint))))
		}
	}
	list := func(title codes.Text, lines []codes.Text) {
		if len(lines) == 0 {
			return
		}
		b := report.Block{Kind: report.Bullets}
		for _, l := range lines {
			b.Lines = append(b.Lines, report.Line{{Text: a.mask(a.say(l))}})
		}
		add(a.heading(title), b)
	}
	list(headProved, o.Proved)
	list(headNotProved, o.NotProved)
	return a.show(page)
}

// size writes a number of bytes for people.
func (a *app) size(n int64) string {
	const kib, mib = 1 << 10, 1 << 20
	switch {
	case n >= mib:
		return strconv.FormatFloat(float64(n)/mib, 'f', 1, 64) + " MB"
	case n >= kib:
		return strconv.FormatFloat(float64(n)/kib, 'f', 1, 64) + " KB"
	}
	return strconv.FormatInt(n, 10) + " B"
}
