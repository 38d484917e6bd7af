package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts/serial/find"
)

// portsPage shows a listing: a table, each port in detail, what to do, and the
// next command.
func (a *app) portsPage(l find.Listing) []report.Block {
	var blocks []report.Block
	if len(l.Ports) > 0 {
		blocks = append(blocks, a.portTable(l.Ports))
		for i := range l.Ports {
			blocks = append(blocks, a.portDetails(&l.Ports[i])...)
		}
	}
	if len(l.Devices) > 0 {
		blocks = append(blocks, a.heading(headNoSerial))
		for i := range l.Devices {
			blocks = append(blocks, a.deviceLine(&l.Devices[i]))
		}
	}
	if todo := portAdvice(l); len(todo) > 0 {
		blocks = append(blocks, a.heading(headDo))
		blocks = append(blocks, a.steps(todo)...)
	}
	if len(l.Ports) == 0 {
		blocks = append(blocks, a.heading(headNoPort), a.bullets(noPortSteps))
		// Linux brings the usual drivers along.
		if l.System != "linux" {
			blocks = append(blocks, a.driversPage()...)
		}
	}
	var below []string
	if l.Hidden > 0 {
		below = append(below, a.say(textHiddenPorts.With(l.Hidden)))
	}
	if len(l.Ports) > 0 && l.Ports[0].Held.Unseen > 0 {
		below = append(below, a.say(textUnseen.With(l.Ports[0].Held.Unseen)))
	}
	for _, t := range l.Limits {
		below = append(below, a.say(t))
	}
	if len(below) > 0 {
		blocks = append(blocks, paragraph(""))
	}
	for _, t := range below {
		blocks = append(blocks, report.Block{Kind: report.Paragraph, Lines: []report.Line{{{Text: t, Tone: report.Dim}}}})
	}
	if next := a.nextPort(l.Ports); next != "" {
		blocks = append(blocks, paragraph(""), paragraph(next))
	}
	return blocks
}

func (a *app) bullets(texts []codes.Text) report.Block {
	b := report.Block{Kind: report.Bullets}
	for _, t := range texts {
		b.Lines = append(b.Lines, report.Line{{Text: a.say(t)}})
	}
	return b
}

func (a *app) portTable(ports []find.Port) report.Block {
	table := report.Block{Kind: report.Table, Columns: []report.Column{
		{Title: a.say(columnPort)}, {Title: a.say(columnUSB)}, {Title: a.say(columnBehind), Shrink: true}, {Title: a.say(columnMayOpen)},
	}}
	for i := range ports {
		p := &ports[i]
		state, tone := portState(p)
		table.Rows = append(table.Rows, []report.Span{
			{Text: p.Name, Tone: report.Strong}, {Text: orDash(p.USB.ID())}, {Text: a.say(behind(p))}, {Text: a.say(state), Tone: tone},
		})
	}
	return table
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// behind says in a few words what may be behind a port. Only what both numbers
// say is said without "perhaps", and even that is no proof.
func behind(p *find.Port) codes.Text {
	t := guessed(p.Guess)
	if p.Guess.Kind == find.KindUnknown {
		t = linkTexts[p.Link]
	}
	if p.USB == nil || p.USB.Ports < 2 || p.USB.Interface < 0 {
		return t
	}
	if p.Guess.Interface == p.USB.Interface {
		return textTillInterface.With(t, p.USB.Interface)
	}
	return textInterface.With(t, p.USB.Interface)
}

func guessed(g find.Guess) codes.Text {
	name := strings.TrimSpace(g.Maker + " " + g.Model)
	t := kindTexts[g.Kind]
	if name != "" {
		t = textNamed.With(name, t)
	}
	if g.Kind == find.KindTerminal && (g.Basis != find.BasisIDs || g.Confidence == codes.Low) {
		return textPerhaps.With(t)
	}
	return t
}

// portState says in a word or two whether the port can be opened now.
func portState(p *find.Port) (codes.Text, report.Tone) {
	switch {
	case hasAdvice(p, "port.no_file"):
		return stateNoFile, report.Bad
	case p.Access == find.AccessNo:
		return stateNo, report.Bad
	case len(p.Held.By) > 0:
		return stateInUse, report.Caution
	case p.Access == find.AccessYes:
		return stateYes, report.Good
	}
	return stateNotChecked, report.Dim
}

func hasAdvice(p *find.Port, id string) bool {
	return slices.ContainsFunc(p.Advice, func(a find.Advice) bool { return a.ID == id })
}

func (a *app) portDetails(p *find.Port) []report.Block {
	pairs := report.Block{Kind: report.Pairs, Indent: 2}
	row := func(label codes.Text, value string) {
		if value != "" {
			pairs.Rows = append(pairs.Rows, []report.Span{{Text: a.say(label)}, {Text: value}})
		}
	}
	if p.USB != nil {
		row(labelDeviceSays, a.say(words(p.USB.Maker, p.USB.Product)))
		row(labelSerialNo, p.USB.Serial)
		row(labelPluggedAt, p.USB.Place)
	}
	row(labelDriver, p.Driver)
	for i, name := range p.Stable {
		label := labelStable
		if i > 0 {
			label = codes.Text{}
		}
		row(label, name)
	}
	row(labelHeld, a.say(heldText(p.Held)))
	if !p.Guess.Note.IsZero() {
		row(labelNote, a.say(p.Guess.Note))
	}
	if p.Guess.Confidence != "" {
		row(labelCertain, a.say(certainty(p.Guess)))
	}
	return []report.Block{{Kind: report.Heading, Lines: []report.Line{{{Text: p.Name}}}}, pairs}
}

// words joins what a device calls its maker and itself.
func words(maker, product string) codes.Text {
	switch {
	case maker == "" || strings.HasPrefix(product, maker):
		return codes.Same(product)
	case product == "":
		return codes.Same(maker)
	}
	return codes.Same(maker + " " + product)
}

func heldText(h find.Held) codes.Text {
	switch {
	case len(h.By) > 0:
		var who []string
		for _, by := range h.By {
			who = append(who, fmt.Sprintf("%s (%d)", by.Name, by.PID))
		}
		return codes.Same(strings.Join(who, ", "))
	case !h.Checked:
		return stateNotChecked
	case h.Unseen > 0:
		return heldPartly
	}
	return heldNobody
}

// certainty says what the guess rests on and how sure that is.
func certainty(g find.Guess) codes.Text {
	return textCertainty.With(g.Confidence.Text(), basisTexts[g.Basis])
}

func (a *app) deviceLine(d *find.Device) report.Block {
	name := guessed(d.Guess)
	if said := words(d.USB.Maker, d.USB.Product); !said.IsZero() {
		name = parensStyle.With(name, said)
	}
	return a.bullets([]codes.Text{textDeviceLine.With(d.USB.ID(), name, d.Why)})
}

// step is one thing to do, for the ports that it is about.
type step struct {
	names   []string
	text    codes.Text
	command string
}

// portAdvice gathers what is to be done. The same thing for several ports is
// told once.
func portAdvice(l find.Listing) []step {
	var out []step
	add := func(name string, list []find.Advice) {
		for _, adv := range list {
			i := slices.IndexFunc(out, func(s step) bool { return s.text == adv.Text && s.command == adv.Command })
			if i < 0 {
				out = append(out, step{[]string{name}, adv.Text, adv.Command})
			} else if !slices.Contains(out[i].names, name) {
				out[i].names = append(out[i].names, name)
			}
		}
	}
	for _, p := range l.Ports {
		add(p.Name, p.Advice)
	}
	for _, d := range l.Devices {
		add(d.USB.ID(), d.Advice)
	}
	return out
}

func (a *app) steps(todo []step) []report.Block {
	var blocks []report.Block
	for _, s := range todo {
		blocks = append(blocks, report.Block{Kind: report.Bullets, Lines: []report.Line{{
			{Text: strings.Join(s.names, ", "), Tone: report.Strong}, {Text: a.say(textColon) + a.say(s.text)},
		}}})
		if s.command != "" {
			blocks = append(blocks, report.Block{Kind: report.Verbatim, Indent: 2, Lines: []report.Line{{{Text: s.command}}}})
		}
	}
	return blocks
}

// nextPort names the next command, for the likeliest port that is not known to
// be something else.
func (a *app) nextPort(ports []find.Port) string {
	if len(ports) == 0 {
		return ""
	}
	switch ports[0].Guess.Kind {
	case find.KindReader, find.KindScanner, find.KindOther:
		return a.say(textNoLikely)
	}
	return a.say(textNextProbe.With(ports[0].Name))
}
