package pdf

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/posdoctor/posdoctor/codes"
	"github.com/posdoctor/posdoctor/diag"
	"github.com/posdoctor/posdoctor/diag/report"
	"github.com/posdoctor/posdoctor/transcripts"
)

// step is one thing that a source shows about a payment.
type step struct {
	at     transcripts.Stamp // the clock of the source
	own    string            // the time that the message itself states (DE12)
	text   codes.Text
	where  transcripts.Where
	seq    int64
	weight report.Weight
	places int // further places that show the same
}

// steps are in the order of each source, one source after the other: clocks of
// different sources are not compared.
func steps(t *diag.Transaction) []step {
	var out []step
	for i := range t.Legs {
		l := &t.Legs[i]
		asked := false
		for k := range l.Seen {
			x := seen(l, &l.Seen[k])
			if x.weight = report.Telling; !l.Seen[k].Answers && asked {
				x.weight = report.Repeated
			}
			asked = asked || !l.Seen[k].Answers
			out = append(out, x)
		}
		for _, g := range l.Signals {
			out = append(out, step{at: g.At, text: sayLog.With(strings.TrimSpace(g.Signal.Text)), where: g.Where, seq: g.Seq, weight: report.Words})
		}
	}
	slices.SortStableFunc(out, func(a, b step) int {
		return cmp.Or(cmp.Compare(a.where.Source, b.where.Source), cmp.Compare(a.seq, b.seq), cmp.Compare(a.where.Offset, b.where.Offset))
	})
	return out
}

// seen words one message of a leg.
func seen(l *diag.Leg, s *diag.Sighting) step {
	out := step{at: s.Places[0].At, where: s.Where(), seq: s.Places[0].Seq, places: len(s.Places) - 1}
	kind := report.KindWord(l.Kind)
	m := s.Message
	if m == nil {
		m = &transcripts.Message{}
	}
	const timeOfDay = 6 // hhmmss
	if c := m.LocalTime; len(c) == timeOfDay {
		out.own = c[:2] + ":" + c[2:4] + ":" + c[4:]
	}
	switch {
	case !s.Answers:
		out.text = sayRequest.With(kind)
	case m.ResponseCode == "":
		out.text = sayNoCode.With(kind)
	default:
		out.text = sayAnswer.With(kind, m.ResponseCode)
	}
	if m.MTI != "" {
		out.text = sayMTI.With(out.text, m.MTI)
	}
	if m.Repeat {
		out.text = sayAgain.With(out.text)
	}
	if s.Mismatch != "" {
		out.text = sayInvalid.With(out.text)
	}
	return out
}

// course is the second page: the parts of the payment and what was seen of it.
func (p *paper) course(r diag.Report, t *diag.Transaction) {
	s := p.sheet(shown(t.Key))
	s.put(p.title(wordCourse), p.heading(wordParts))
	oneDay := sameDay(t)
	at := []float64{0, 110, 210, 305, 405, 450}
	s.put(p.cells(at, p.each(wordPart, wordTime, wordAmount, wordState, wordCode, wordSent), same(6, true)))
	var parts [][]line
	for i := range t.Legs {
		l := &t.Legs[i]
		amount := "?"
		if l.Amount.Known {
			amount = p.say(report.MoneyText(l.Amount.Minor, l.Amount.Currency))
		}
		parts = append(parts, p.cells(at, []string{
			p.say(report.KindWord(l.Kind)), clock(l.At, oneDay), amount, p.say(report.StateWord(l)), dash(l.Code), fmt.Sprint(l.Attempts),
		}, same(6, false)))
	}
	p.fill(s, parts, (bottom-top)/2)

	s.put(p.heading(wordSeen))
	at = []float64{0, 100, 172}
	if oneDay {
		at = []float64{0, 72, 144}
	}
	s.put(p.cells(at, p.each(wordLogClock, wordOwnClock, wordWhat), same(3, true)))
	list := steps(t)
	var note []line
	if spread(list) {
		note = spaced(p.paragraph(p.say(wordSources), false))
	}
	for _, text := range report.Clocks(r, report.Timeline(r, t.Key)) {
		note = append(note, spaced(p.paragraph(p.say(text), false))...)
	}
	weights := make([]report.Weight, len(list))
	for i, x := range list {
		weights[i] = x.weight
	}
	gap := func(n int) []line {
		return spaced(p.cells(at, []string{"...", "", p.say(sayHere.With(n))}, same(3, false)))
	}
	s.put(p.abridged(p.rows(r, at, list, oneDay), weights, s.room()-total([][]line{note}), gap)...)
	s.put(note)
}

// abridged leaves out what tells least until the rest has room, and says how many
// entries are left out. A stretch in which more than words of a log is missing is
// marked by gap in its place, where the entries do not number themselves.
func (p *paper) abridged(list [][]line, weights []report.Weight, room float64, gap func(n int) []line) [][]line {
	for most := len(list); ; most-- {
		var out [][]line
		next, say := 0, sayWords
		kept := report.Abridge(weights, most)
		for _, i := range append(kept, len(list)) {
			if i > next && slices.Max(weights[next:i]) > report.Words {
				say = sayMore
				if gap != nil {
					out = append(out, gap(i-next))
				}
			}
			if i < len(list) {
				out = append(out, list[i])
			}
			next = i + 1
		}
		if left := len(list) - len(kept); left > 0 {
			out = append(out, spaced(p.paragraph(p.say(say.With(left)), false)))
		}
		if most == 0 || total(out) <= room {
			return out
		}
	}
}

func (p *paper) rows(r diag.Report, at []float64, list []step, oneDay bool) [][]line {
	var out [][]line
	for _, x := range list {
		row := p.cells(at, []string{clock(x.at, oneDay), dash(x.own), p.say(x.text)}, same(3, false))
		out = append(out, spaced(append(row, p.place(r, x.where, x.places, at[2])...)))
	}
	return out
}

// place says where something stands, to the byte, and at how many more places;
// nothing for nowhere.
func (p *paper) place(r diag.Report, w transcripts.Where, more int, x float64) []line {
	at := w.In(r.Sources)
	if at == "" {
		return nil
	}
	text := sayPlace.With(at, w.Offset, w.Length)
	if more > 0 {
		text = sayPlaces.With(text, more)
	}
	return p.block(x, p.say(text), line{}, false)
}

func (p *paper) each(list ...codes.Text) []string {
	var out []string
	for _, t := range list {
		out = append(out, p.say(t))
	}
	return out
}

func same(n int, v bool) []bool {
	out := make([]bool, n)
	for i := range out {
		out[i] = v
	}
	return out
}

func total(list [][]line) float64 {
	sum := 0.0
	for _, entry := range list {
		for _, l := range entry {
			sum += l.height()
		}
	}
	return sum
}

// spread tells whether steps come from several sources.
func spread(list []step) bool {
	return len(list) > 0 && list[0].where.Source != list[len(list)-1].where.Source
}

// sameDay tells whether all that was seen of a payment is of one day, so that
// the times of day tell its order.
func sameDay(t *diag.Transaction) bool {
	days := map[string]bool{}
	see := func(at transcripts.Stamp) {
		if at.HasDay() {
			days[at.Time.Format("0102")] = true
		}
	}
	for i := range t.Legs {
		see(t.Legs[i].At)
	}
	for _, x := range steps(t) {
		see(x.at)
	}
	return len(days) < 2
}

// clock is a time of day, with its day where it needs one.
func clock(s transcripts.Stamp, oneDay bool) string {
	switch {
	case !s.Known():
		return "-"
	case oneDay || s.NoDate:
		return s.Time.Format("15:04:05")
	}
	return s.Time.Format("01-02 15:04:05")
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return shown(s)
}
