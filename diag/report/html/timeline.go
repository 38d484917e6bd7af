package html

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
)

// party is who sends or gets a message.
type party int

const (
	till party = iota
	device
	host
	parties
)

var partyWords = [parties]string{"till", "device", "host"}

// moment is one thing that happened to a payment.
type moment struct {
	source   int
	seq      int64
	at       transcripts.Stamp
	from, to party // equal for what a log says in words
	talk     bool  // a message, not words
	silence  bool  // an answer that is not there
	doubt    bool  // an answer that does not count
	weight   report.Weight
	no       int // among all
	left     int // how many moments are left out here; such a moment is nothing else
	inside   shown
	text     shown // whole
	label    shown // for the picture
	shows    []diag.Place
}

// step is a moment as a row of the table, by its number among all.
type step struct {
	No                         int
	Time, Inside, FromTo, Text shown
	Places                     []shown
	Left                       shown // what is left out here; then nothing else
}

// stamped is the time that some logs write before their words; the picture has
// it at the side.
var stamped = regexp.MustCompile(`^\[[0-9 :.,/TZ-]+\]\s*`)

// timeline lists what happened to a payment and draws it. It gives the number of
// the step that stands at each place.
func (b *builder) timeline(p *payment, t *diag.Transaction) map[transcripts.Where]int {
	var all []moment
	for i := range t.Legs {
		all = append(all, b.moments(&t.Legs[i])...)
	}
	all, sources := inOrder(all)
	for _, text := range report.Clocks(b.r, report.Timeline(b.r, t.Key)) {
		p.Clocks = append(p.Clocks, b.say(text))
	}
	if sources > 1 {
		p.Clocks = append(p.Clocks, b.say(sayCopies))
	}
	short, left := shorten(all)
	p.FewerSteps = b.fewer(left)
	numbers := map[transcripts.Where]int{}
	for _, m := range short {
		if m.left > 0 {
			p.Steps = append(p.Steps, step{Left: b.say(sayLeft.With(m.left))})
			continue
		}
		s := step{No: m.no, Time: orDash(m.at.String()), Inside: m.inside, FromTo: dash, Text: m.text}
		for n, shows := range m.shows {
			numbers[shows.Where] = m.no
			at := b.place(shows.Where)
			if n > 0 && shows.At.Known() && shows.At != m.at {
				at = b.say(sayBeside.With(string(at), shows.At.String())) // another clock
			}
			if at != "" {
				s.Places = append(s.Places, at)
			}
		}
		if m.talk {
			s.FromTo = b.say(words[partyWords[m.from]]) + " – " + b.say(words[partyWords[m.to]])
		}
		p.Inside = p.Inside || m.inside != dash
		p.Steps = append(p.Steps, s)
	}
	p.Drawing = b.draw(p, short)
	delete(numbers, transcripts.Where{})
	return numbers
}

// moments are what was seen of one leg, in no order.
func (b *builder) moments(l *diag.Leg) []moment {
	var out []moment
	asked, answered, none, short := -1, false, sayNoStep, sayNo
	for i := range l.Seen {
		s := &l.Seen[i]
		if s.Message == nil || len(s.Places) == 0 {
			continue
		}
		m := b.message(l, s)
		answered = answered || s.Answers && s.Mismatch == ""
		if s.Answers {
			none, short = sayNoneStep, sayNone
		}
		if m.weight = report.Telling; !s.Answers && asked >= 0 {
			m.weight = report.Repeated
		}
		if !s.Answers && (asked < 0 || out[asked].seq < m.seq) {
			asked = len(out)
		}
		out = append(out, m)
	}
	for _, s := range l.Signals {
		text := b.say(sayLog.With(s.Signal.Text))
		out = append(out, moment{
			source: s.Where.Source, seq: s.Seq, at: s.At, from: device, to: device, inside: dash,
			text: text, label: free(stamped.ReplaceAllString(s.Signal.Text, "")), shows: []diag.Place{{Where: s.Where}},
		})
	}
	if asked >= 0 && !answered && (l.State == diag.StateSent || l.State == diag.StatePending || l.State == diag.StateGaveUp) {
		// It belongs behind the last thing that was seen of the leg in that source.
		ask, last := out[asked], out[asked]
		for _, m := range out {
			if m.source == ask.source && m.seq > last.seq {
				last = m
			}
		}
		out = append(out, moment{
			source: ask.source, seq: last.seq, at: transcripts.Stamp{}, from: ask.to, to: ask.from, talk: true, silence: true, weight: report.Telling, inside: dash,
			text: b.say(none), label: b.say(short),
		})
	}
	return out
}

func (b *builder) message(l *diag.Leg, s *diag.Sighting) moment {
	msg := s.Message
	near, far := device, host
	if msg.Protocol != "" && msg.Protocol != "iso8583" {
		near, far = till, device
	}
	m := moment{source: s.Places[0].Where.Source, seq: s.Places[0].Seq, at: s.Places[0].At, talk: true, doubt: s.Mismatch != "", shows: s.Places, from: near, to: far, inside: inside(msg)}
	if s.Dir == transcripts.Received || s.Dir == transcripts.DirectionUnknown && s.Answers {
		m.from, m.to = far, near
	}
	var what codes.Text
	switch {
	case !s.Answers:
		what = report.KindWord(l.Kind)
	case msg.ResponseCode == "":
		what = sayNoCode
	default:
		what = sayAnswer.With(msg.ResponseCode)
	}
	full := what
	if s.Answers && msg.ResponseCode != "" && l.Code == msg.ResponseCode {
		if name := l.Reading.Code.Name; !name.IsZero() {
			full = sayBeside.With(what, name)
		}
	}
	if msg.Repeat && !s.Answers {
		what, full = sayAgain.With(what), sayAgain.With(full)
	}
	if m.doubt {
		what, full = sayInvalid.With(what), sayInvalid.With(full)
	}
	parts := []string{full.In(b.lang), msg.MTI, msg.STAN}
	if msg.Amount.Known {
		parts = append(parts, report.Money(msg.Amount.Minor, msg.Amount.Currency, b.lang))
	}
	m.text = free(strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · "))
	label := what.In(b.lang)
	if msg.MTI != "" {
		label += " · " + msg.MTI
	}
	m.label = free(label)
	return m
}

// inOrder sorts moments: within a source as it tells them, across sources by
// the clock, where a time that is not known counts as the one before it.
func inOrder(all []moment) (sorted []moment, sources int) {
	slices.SortStableFunc(all, func(a, b moment) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.seq, b.seq))
	})
	var lines [][]moment
	for i, m := range all {
		if i == 0 || m.source != all[i-1].source {
			lines = append(lines, nil)
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], m)
	}
	clock := make([]time.Time, len(lines))
	for range all {
		next := -1
		for i, line := range lines {
			if len(line) == 0 {
				continue
			}
			if line[0].at.Known() && line[0].at.Time.After(clock[i]) {
				clock[i] = line[0].at.Time
			}
			if next < 0 || clock[i].Before(clock[next]) {
				next = i
			}
		}
		sorted = append(sorted, lines[next][0])
		lines[next] = lines[next][1:]
	}
	return sorted, len(lines)
}

// shorten leaves out what tells least where there is too much. A stretch in which
// more than words is missing becomes a moment that says so. left counts all.
func shorten(all []moment) (out []moment, left int) {
	weights := make([]report.Weight, len(all))
	for i := range all {
		all[i].no, weights[i] = i+1, all[i].weight
	}
	kept := report.Abridge(weights, mostEntries)
	next := 0
	for _, i := range append(kept, len(all)) {
		if i > next && slices.Max(weights[next:i]) > report.Words {
			out = append(out, moment{left: i - next})
		}
		if i < len(all) {
			out = append(out, all[i])
		}
		next = i + 1
	}
	return out, len(all) - len(kept)
}
