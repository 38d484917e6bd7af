package main

import (
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
)

// teller words what a live finds.
type teller struct {
	*app
	decoder decoder
}

func (a *app) teller(lib *codes.Library, prof diag.Profile) teller {
	return teller{a, decoder{lib: lib, books: prof.Books}}
}

// lineView shows a live as lines, one below the other.
type lineView struct {
	teller
	events bool // show what happens, too, not only verdicts
}

func (v *lineView) event(ev transcripts.Event) {
	if v.events {
		v.line(v.eventLine(ev))
	}
}

func (v *lineView) payment(t *diag.Transaction) { v.line(v.paymentLine(t)) }

func (*lineView) pulse(time.Time, []diag.Transaction) {}

// line shows one line. One that cannot be shown is no reason to stop.
func (a teller) line(l report.Line) {
	_ = a.show(a.page(report.Block{Kind: report.Paragraph, Lines: []report.Line{l}}))
}

// paymentLine says how a payment stands.
func (a teller) paymentLine(t *diag.Transaction) report.Line {
	b := report.Tell(t, a.lang)
	return report.Line{
		{Text: orNone(b.At.String()) + "  ", Tone: report.Dim},
		{Text: b.Trace + "  " + b.Amount + "  " + b.Card + "  "},
		{Text: b.Money.Text, Tone: b.Money.Tone},
		{Text: a.say(colon) + a.say(b.Says)},
	}
}

func orNone(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// eventLine says in a line what happened.
func (a teller) eventLine(ev transcripts.Event) report.Line {
	l := report.Line{{Text: orNone(clockOf(ev.At)) + "  ", Tone: report.Dim}}
	if way, ok := ways[ev.Dir]; ok {
		l = append(l, report.Span{Text: a.say(way) + " ", Tone: report.Dim})
	}
	text, tone := a.eventText(ev)
	return append(l, report.Span{Text: text, Tone: tone})
}

func clockOf(s transcripts.Stamp) string {
	if !s.Known() {
		return ""
	}
	return s.Time.Format("15:04:05")
}

func (a teller) eventText(ev transcripts.Event) (string, report.Tone) {
	switch {
	case ev.Message != nil:
		return a.messageWords(ev)
	case ev.Signal != nil:
		return ev.Signal.Text, report.Plain
	case ev.Kind == transcripts.EventGap:
		return a.say(textGapHere), report.Caution
	case ev.Fault != nil:
		return a.say(ev.Fault.What), report.Caution
	case ev.Device != nil:
		return a.say(joinColon.With(textDeviceSays, ev.Device.Meaning)), report.Plain
	}
	return a.say(textUnreadable), report.Caution
}

func (a teller) messageWords(ev transcripts.Event) (string, report.Tone) {
	m := ev.Message
	text := a.messageTitle(message{decoded: transcripts.Decoded{Message: *m}})
	add := func(s string) {
		if s != "" {
			text += ", " + s
		}
	}
	if m.Amount.Known {
		add(report.Money(m.Amount.Minor, m.Amount.Currency, a.lang))
	}
	add(m.STAN)
	tone := report.Plain
	if m.ResponseCode != "" {
		add(m.ResponseCode)
		if g := a.decoder.code(*m); len(g) == 1 {
			text += " " + a.say(g[0].Code.Name)
			tone = moneyTone(g[0].Code.Money)
		}
	}
	if m.Interim {
		return a.say(joinStyle.With(text, textNotFinal)), report.Caution
	}
	if ev.Kind == transcripts.EventPartial {
		return a.say(joinStyle.With(text, textPartly)), report.Caution
	}
	return text, tone
}

var ways = map[transcripts.Direction]codes.Text{
	transcripts.Sent:     {EN: ">", ZH: ">"},
	transcripts.Received: {EN: "<", ZH: "<"},
}

var (
	joinColon      = codes.Text{EN: "%[1]s: %[2]s", ZH: "%[1]s：%[2]s"}
	textDeviceSays = codes.Text{EN: "the terminal says", ZH: "终端报告"}
	textGapHere    = codes.Text{EN: "--- something may be missing here ---", ZH: "--- 这里可能有缺漏 ---"}
	textNotFinal   = codes.Text{EN: "not final yet", ZH: "尚未生效"}
	textPartly     = codes.Text{EN: "read in part only", ZH: "只读了一部分"}
)
