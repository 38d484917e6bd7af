package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
	"github.com/posdoctor/posdoctor/transcripts/capture"
	"github.com/posdoctor/posdoctor/transcripts/ecr/known"
	"github.com/posdoctor/posdoctor/transcripts/ecr/wire"
	"github.com/posdoctor/posdoctor/transcripts/redact"
)

// shower shows a capture line by line while it is written.
type shower struct {
	a       *app
	silent  bool
	decoder decoder
	header  capture.Header
	speaks  *frame // the protocol at hand, in an empty frame
}

func (a *app) shower(silent bool) *shower {
	s := &shower{a: a, silent: silent, decoder: decoder{lib: codes.Open()}}
	s.decoder.options.Masker = redact.New(nil)
	return s
}

// entry shows one line of the capture.
func (s *shower) entry(e capture.Entry) {
	if s.silent {
		return
	}
	switch {
	case e.Header != nil:
		s.open(*e.Header)
	case e.Mark != nil:
		if words, ok := signWords[e.Mark.Sign]; ok {
			s.line(e.Mark.Time, "", s.a.say(words), report.Caution)
		}
	default:
		s.record(e.Record)
	}
}

func (s *shower) open(h capture.Header) {
	s.header, s.speaks = h, nil
	if p, ok := known.ByID(h.Protocol); ok {
		s.speaks = &frame{protocol: &p}
		s.line(h.Time, "", s.a.say(textSpeaks.With(p.Name)), report.Dim)
	}
}

func (s *shower) record(r *capture.Record) {
	who := s.a.say(sideText(&frame{side: r.Side, own: r.Own}))
	if s.speaks == nil {
		s.line(r.Time, who, preview(r.Bytes), report.Plain)
		return
	}
	framer := s.speaks.protocol.NewFramer(s.header.Link)
	for _, f := range append(framer.Feed(r.Bytes), framer.Flush()...) {
		if f.Check == wire.CheckHidden {
			f.Check = r.Check
		}
		m := s.decoder.describe(&frame{Frame: f, protocol: s.speaks.protocol, side: r.Side, own: r.Own}, transcripts.Where{}, s.header.Variant)
		text, tone := s.a.frameLine(m)
		s.line(r.Time, who, text, tone)
	}
}

// frameLine says in a few words what a frame is.
func (a *app) frameLine(m message) (string, report.Tone) {
	text, tone := a.messageTitle(m), report.Plain
	switch {
	case m.frame.Kind == wire.Control:
		tone = report.Dim
	case m.frame.Check == wire.CheckBad:
		text, tone = a.say(joinStyle.With(text, textBadSum)), report.Bad
	case m.frame.Kind == wire.Rejected:
		text, tone = text+a.say(colon)+preview(m.frame.Raw), report.Caution
	case text == "":
		text = preview(m.frame.Raw)
	}
	if len(m.code) == 1 {
		c := m.code[0].Code
		text, tone = a.say(joinStyle.With(text, parensStyle.With(c.Value, c.Name))), moneyTone(c.Money)
	} else if code := m.decoded.Message.ResponseCode; code != "" {
		text = a.say(joinStyle.With(text, code))
	}
	return text, tone
}

// preview shows the first bytes as hex.
func preview(b wire.Bytes) string {
	const most = 16
	hex := b.Slice(0, min(most, b.Len())).Hex()
	var out strings.Builder
	for i := 0; i < len(hex); i += 2 {
		if i > 0 {
			out.WriteByte(' ')
		}
		out.WriteString(hex[i : i+2])
	}
	if b.Len() > most {
		fmt.Fprintf(&out, " ... (%d)", b.Len())
	}
	return out.String()
}

// line shows one line: when, who, what.
func (s *shower) line(at time.Time, who, text string, tone report.Tone) {
	line := report.Line{{Text: at.Local().Format("15:04:05.000"), Tone: report.Dim}, {Text: "  "}}
	if who != "" {
		line = append(line, report.Span{Text: who + s.a.say(colon), Tone: report.Strong})
	}
	line = append(line, report.Span{Text: text, Tone: tone})
	// A line that cannot be shown is no reason to stop recording.
	_ = s.a.show(s.a.page(report.Block{Kind: report.Paragraph, Lines: []report.Line{line}}))
}

// captureSummary says what was recorded and what to do with it.
func (a *app) captureSummary(s capture.Stats, names []string) []report.Block {
	pairs := report.Block{Kind: report.Pairs, Indent: 2}
	add := func(label codes.Text, value string) {
		if value != "" {
			pairs.Rows = append(pairs.Rows, []report.Span{{Text: a.say(label), Tone: report.Dim}, {Text: value}})
		}
	}
	add(labelFile, strings.Join(names, ", "))
	add(labelSpan, spanOf(s))
	add(labelFrames, a.say(textCounts.With(s.Records, s.Bytes)))
	var sides []string
	for _, side := range []wire.Side{wire.FromRegister, wire.FromTerminal} {
		if n := s.Sides[side]; n > 0 {
			sides = append(sides, a.say(sideText(&frame{side: side}))+a.say(colon)+fmt.Sprint(n))
		}
	}
	add(labelSides, strings.Join(sides, a.say(joinAnd)))
	speaks := a.say(textNotRecognised)
	if p, ok := known.ByID(s.Protocol); ok {
		speaks = a.say(p.Name)
	}
	add(labelSpeaks, speaks)
	if s.Masked > 0 {
		add(labelMasked, a.say(textFramesOf.With(s.Masked)))
	}
	if s.Bad+s.Loose > 0 {
		add(labelDamaged, a.say(textDamaged.With(s.Bad, s.Loose)))
	}
	if s.Gaps > 0 {
		add(labelGaps, fmt.Sprint(s.Gaps))
	}
	blocks := []report.Block{a.heading(headRecorded), pairs}
	if s.Records > 0 {
		blocks = append(blocks, a.heading(headNext), indented("posdoctor check "+strings.Join(quoted(names), " ")), indented("posdoctor decode "+quoted(names)[0]))
	}
	return blocks
}

func spanOf(s capture.Stats) string {
	if s.From.IsZero() {
		return ""
	}
	return s.From.Local().Format("2006-01-02 15:04:05") + " - " + s.To.Local().Format("15:04:05")
}

// quoted writes names as a shell takes them.
func quoted(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = n
		if strings.ContainsAny(n, " '()&;$") {
			out[i] = `"` + n + `"`
		}
	}
	return out
}
